"""A person's pages where no server answers: text in, text out, from the lines of the record that a browser keeps.

Used in the browser's Python by static/js/inside/worker.js, with the files that `web/core.py` packs. The pages are those
of `routes`, as on the server; the clock, the record and where the page stands come from outside.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from unpinch.journal import Aside, Entry, Moment, read_lines
from unpinch.journal.file_out import Part, Whose, place, written
from unpinch.programme.loader import load_beside
from unpinch.programme.model import Programme
from unpinch.screens.asked import Asked, Place, RefusedError, Screen
from unpinch.screens.case import Case
from unpinch.screens.render import render
from unpinch.screens.routes import find as page_of
from unpinch.screens.routes import posts, refusal, refuse_elsewhere, screen
from unpinch.screens.writing import to_write

WRONG_METHOD = 405
Values = Mapping[str, Any]


class Seat:
    """One person's record in a browser, and the pages drawn from it. It only grows, until another is begun."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._entries: tuple[Entry, ...] = ()
        self._aside: tuple[Aside, ...] = ()
        self._place = Place()

    def stand(self, text: str) -> None:
        """Say where the pages stand: the fields of a `Place` but for the lines kept aside."""
        self._place = Place(**json.loads(text))

    def begin(self) -> None:
        """Begin another record, without a line."""
        self._entries, self._aside = (), ()

    def add(self, lines: bytes) -> None:
        """Take more lines of the record, a line feed between them."""
        entries, aside = read_lines(bytes(lines).split(b"\n"))
        self._entries, self._aside = (*self._entries, *entries), (*self._aside, *aside)

    def answer(self, text: str) -> str:
        """Answer {method, path, form, now}: a page's status and HTML, where it leads, and what is to be written first.

        `form` is a list of [name, value]; `now` an RFC 3339 text with the offset of the person's clock. What is to be
        written is {kind, values, id}: its id is empty where any will do.
        """
        wanted = json.loads(text)
        now = Moment.parse(wanted["now"])
        asked = self._asked(wanted)
        try:
            found = self._found(asked, now)
            drafts = to_write(Case(self._programme, self._entries, now, asked).by_id, found.new_entries, now)
        except RefusedError as refused:
            found, drafts = refusal(Case(self._programme, self._entries, now, asked), refused), []
        html = "" if found.go else render(found)
        new = [{"kind": one.kind, "values": dict(one.values), "id": one.id} for one in drafts]
        return json.dumps({"status": found.status, "html": html, "go": found.go, "new": new}, ensure_ascii=False)

    def journal(self) -> bytes:
        """Return the record as a journal file. Of lines that claim one id the first to come is the entry."""
        first: dict[str, Entry] = {}
        for entry in self._entries:
            first.setdefault(entry.id, entry)
        twins = {entry.raw for entry in self._entries if first[entry.id].raw != entry.raw}
        aside = sorted({*twins, *(one.raw for one in self._aside)}, key=lambda raw: hashlib.sha256(raw).digest())
        entries = [entry.raw for entry in sorted(first.values(), key=place)]
        return b"".join(written([Part(Whose(self._place.person, self._place.name), entries, aside)]))

    def _asked(self, wanted: Values) -> Asked:
        parts = urlsplit(wanted["path"])
        return Asked(
            name="",
            method="POST" if wanted["method"] == "POST" else "GET",
            path=unquote(parts.path),
            query=_gathered(parse_qs(parts.query, keep_blank_values=True)),
            form=_gathered(_lists(wanted["form"])),
            place=replace(self._place, aside=self._aside),
        )

    def _found(self, asked: Asked, now: Moment) -> Screen:
        path = asked.path.removeprefix(f"{asked.place.root}/")
        refuse_elsewhere(path)
        name, args = page_of(path)
        if asked.posted and not posts(name):
            raise RefusedError("This can't be done here. Nothing was saved.", WRONG_METHOD)
        return screen(self._programme, self._entries, now, replace(asked, name=name, args=args))


def _lists(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def _gathered(lists: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(values) for name, values in lists.items()}


def seat(folder: str) -> Seat:
    """Return a seat for the programme of the packed files."""
    return Seat(load_beside(folder))
