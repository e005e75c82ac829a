"""What is saved of two made-up people, as it was: their journal file, and the tables and calendars made from it.

    python -m tests.exchange.golden_files journal   live the stories anew: only when what people say has changed
    python -m tests.exchange.golden_files refresh   tables and calendars, from the journal file that is there

The journal file stays as it is when words or rules change: files of old must come in and go out as they were. It spans
no clock change; the calendars do. The tables stand one after the other in one text, without the dictionary. Lines of
tables and calendars end here with a line feed alone, so that no checkout changes them.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from tests.builders import shipped
from unpinch.demo import STORIES, lived
from unpinch.exchange.calendar import Choice, calendar
from unpinch.exchange.journal_file import read
from unpinch.exchange.tables import Holder, packed
from unpinch.journal import Entry, Moment, derived_id, read_lines
from unpinch.journal.file_out import Part, Whose, written

FOLDER = Path(__file__).parent / "golden"
JOURNAL, TABLES = "demo.journal.jsonl", "demo.tables.txt"
NOW = Moment.parse("2026-03-24T09:00:00+01:00")
DAYS: Mapping[str, int] = {"settling": 1, "stubborn": 6}
CHOICES: Mapping[str, Choice] = {
    "settling": Choice("Europe/Berlin", ("07:15", "18:30"), 10),
    "stubborn": Choice("America/New_York", ("02:30",), None, neutral=True),
}
"""Ada's two weeks have the night on which Berlin's clocks change; Cleo's words are neutral."""


def journal_file() -> bytes:
    """Return the stories' first days as a journal file."""
    return b"".join(written(list(_parts())))


def _parts() -> Iterator[Part]:
    stories = {derived_id("golden", story.id): story for story in STORIES if story.id in DAYS}
    for id_, story in sorted(stories.items()):
        entries = lived(shipped(), replace(story, days=DAYS[story.id]), NOW)
        yield Part(Whose(id_, story.name), sorted((one.raw for one in entries), key=_place))


def _place(raw: bytes) -> tuple[str, int]:
    (entry,), _ = read_lines([raw])
    return entry.device, entry.seq


@cache
def people() -> Mapping[str, tuple[Whose, list[Entry]]]:
    """Return by story who is in the golden journal file, and their entries."""
    lines: dict[Whose, list[bytes]] = {}
    with (FOLDER / JOURNAL).open("rb") as file:
        for one in read(file):
            if one.whose and one.raw is not None:
                lines.setdefault(one.whose, []).append(one.raw)
    named = {derived_id("golden", story): story for story in DAYS}
    return {named[whose.id]: (whose, read_lines(raws)[0]) for whose, raws in lines.items()}


def tables() -> bytes:
    """Return all tables that hold something, one after the other."""
    holders = [Holder(whose.id, whose.label, entries) for whose, entries in people().values()]
    with zipfile.ZipFile(io.BytesIO(packed(holders, NOW))) as zipped:
        named = {name: zipped.read(name) for name in zipped.namelist() if name != "dictionary.csv"}
    return b"\n".join(b"== " + name.encode() + b"\n" + text for name, text in named.items() if text.count(b"\n") > 1)


def calendar_of(story: str) -> bytes:
    """Return a person's calendar on the morning after the last day told."""
    whose, entries = people()[story]
    return calendar(shipped(), whose.id, entries, NOW, CHOICES[story]).file


def made() -> dict[str, bytes]:
    """Return the golden files that are made from the journal file, by name."""
    whole = {TABLES: tables(), **{f"demo.{story}.ics": calendar_of(story) for story in DAYS}}
    return {name: content.replace(b"\r\n", b"\n") for name, content in whole.items()}


def main(verb: str) -> int:
    """Write the golden files."""
    if verb not in {"journal", "refresh"}:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    if verb == "journal":
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / JOURNAL).write_bytes(journal_file())
    for name, content in made().items():
        (FOLDER / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:] or [""]))
