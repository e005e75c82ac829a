"""Whether a record is fit to be copied or gone back to: pages, tables and chains, looked at as `unpinch doctor` does.

A record of an older version is held against what that version made. Triggers are left out: each start makes them anew.
What the doctor only tells as worth knowing, such as an entry that hasn't arrived yet, is no flaw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unpinch.web.keeping import chains, reading, shape
from unpinch.web.keeping.findings import Finding, Level, wrong

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from unpinch.journal import Moment

_UPDATE = "Update Unpinch."


def flaws(record: sqlite3.Connection, moment: Moment, *, chained: bool = True) -> str:
    """Return what is wrong with a record, nothing where all is well. Django is set up. `chained`: with its chains."""
    if found := reading.trouble(record):
        return found
    met = _looked_at(record, moment, chained=chained)
    return "; ".join(one.what.rstrip(".") for one in met if one.level is Level.WRONG)


def _looked_at(record: sqlite3.Connection, moment: Moment, *, chained: bool) -> Iterator[Finding]:
    from unpinch.web.database import known_migrations
    from unpinch.web.keeping import portable

    had = reading.migrations(record)
    if not had or had - known_migrations():
        yield wrong("It names versions that aren't known here, as that of a newer Unpinch does.", _UPDATE)
        return
    with portable.made(had) as fresh:
        found = list(shape.as_made(record, fresh))
    yield from found
    if chained and all(one.level is not Level.WRONG for one in found):  # lines are read by the names of their columns
        yield from chains.examined(record, moment)
