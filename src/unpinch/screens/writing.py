"""What a page wants written, against what the record holds already: sent twice, nothing is doubled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from unpinch.journal import Entry, EntryError, Moment, imagine
from unpinch.screens.asked import Draft, RefusedError

TAKEN = "It was saved before with other answers. Load the page again to see what counts."
CONFLICT, UNPROCESSABLE = 409, 422


def same(entry: Entry, kind: str, values: Mapping[str, Any]) -> bool:
    """Tell whether an entry of the same id says the same."""
    return (entry.kind, entry.values) == (kind, dict(values))


def to_write(by_id: Mapping[str, Entry], drafts: Iterable[Draft], now: Moment) -> list[Draft]:
    """Return the drafts that aren't in the record yet; refuse one that clashes with it or that no entry may say."""
    return [draft for draft in drafts if not _there(by_id.get(draft.id), draft) and _fits(draft, now)]


def _there(known: Entry | None, draft: Draft) -> bool:
    if known is not None and not same(known, draft.kind, draft.values):
        raise RefusedError(TAKEN, CONFLICT)
    return known is not None


def _fits(draft: Draft, now: Moment) -> bool:
    try:
        imagine(draft.kind, draft.values, now)
    except EntryError as error:
        raise RefusedError(f"{error} Nothing was saved.", UNPROCESSABLE) from error
    return True
