"""The record: per person a set of immutable entries, and what counts of them."""

from unpinch.journal.author import Author, canonical, derived_id, heads, imagine, set_id
from unpinch.journal.entry import Aside, Entry, EntryError, id_of, read_entry, read_lines
from unpinch.journal.kinds import BESIDE, CAMERA_SAW, CHANGES, EXERCISES, KINDS, MEASURES, SIDES, SITES, UNREAD
from unpinch.journal.moment import Moment, MomentError, local_day
from unpinch.journal.schema import schema
from unpinch.journal.settle import AHEAD_S, AT_ONCE_S, Corrected, Effective, Settled, entries_between, settle
from unpinch.journal.typed import Answers, CheckIn, Latest, Levels, SetDone

__all__ = [
    "AHEAD_S",
    "AT_ONCE_S",
    "BESIDE",
    "CAMERA_SAW",
    "CHANGES",
    "EXERCISES",
    "KINDS",
    "MEASURES",
    "SIDES",
    "SITES",
    "UNREAD",
    "Answers",
    "Aside",
    "Author",
    "CheckIn",
    "Corrected",
    "Effective",
    "Entry",
    "EntryError",
    "Latest",
    "Levels",
    "Moment",
    "MomentError",
    "SetDone",
    "Settled",
    "canonical",
    "derived_id",
    "entries_between",
    "heads",
    "id_of",
    "imagine",
    "local_day",
    "read_entry",
    "read_lines",
    "schema",
    "set_id",
    "settle",
]
