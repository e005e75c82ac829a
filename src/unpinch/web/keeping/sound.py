"""Whether a record is fit to be copied or gone back to: pages, tables and chains, looked at as `unpinch doctor` does.

A record of an older version is held against what that version made. Triggers are left out: each start makes them anew.
What the doctor only tells as worth knowing, such as an entry that hasn't arrived yet, is no flaw. Nor is an entry that
is astray: a device may have sent it so (docs/adr/0026).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from unpinch.web.keeping import chains, reading, shape
from unpinch.web.keeping.findings import Finding, Level, wrong

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from unpinch.journal import Moment

_UPDATE = "Update Unpinch."


@dataclass(frozen=True, slots=True)
class Sight:
    """What was seen of a record: what is wrong, nothing where all is well; the hashes of entries that are astray."""

    flaws: str = ""
    astray: frozenset[str] = frozenset()


def seen(record: sqlite3.Connection, moment: Moment, *, chained: bool = True) -> Sight:
    """Return what is seen of a record. Django is set up. `chained`: its journals too."""
    if found := reading.trouble(record):
        return Sight(found)
    if built := [one.what for one in _build(record) if one.level is Level.WRONG]:
        return Sight("; ".join(what.rstrip(".") for what in built))
    if not chained:
        return Sight()
    tally = chains.counted(record, moment)
    return Sight("; ".join(tally.damages), frozenset(tally.astray))


def _build(record: sqlite3.Connection) -> Iterator[Finding]:
    from unpinch.web.database import known_migrations
    from unpinch.web.keeping import portable

    had = reading.migrations(record)
    if not had or had - known_migrations():
        yield wrong("It names versions that aren't known here, as that of a newer Unpinch does.", _UPDATE)
        return
    with portable.made(had) as fresh:
        yield from shape.as_made(record, fresh)
