"""Walks through personal pages with nothing but the rooms that travel to a browser: the same code here and in Pyodide.

A walk is a journal, a moment and a list of steps. A step is `[path]` (a page is asked for), `[path, form]` (a form is
sent) or `["", form]` (a form of the open page is sent, with that page's own number); redirects are followed. What a
page writes goes into the walk's journal. `$last` in a path stands for the last part of the open page's address that
is a session, `$again` for where its first question can be answered again; in a form `$decision` stands for the decision
that the open page shows, `$lifts` for the entries that raised what it locks on and `$said` for the answers it holds;
`+60` lets so many seconds pass.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

from unpinch.journal import Author, Entry, Moment, read_lines
from unpinch.programme import load
from unpinch.screens import Asked, Place, RefusedError, Screen, find, render, screen

PERSON = "11111111-1111-4111-8111-111111111111"
PLACE = Place(person=PERSON, name="Kim", device="22222222-2222-4222-8222-222222222222", folder="/home/kim/unpinch")
SESSION = re.compile(r"/session/([0-9a-f-]{36})")
MOST_REDIRECTS = 8
Step = list[Any]


class Walk:
    """One person's journal, a clock, and the page that is open."""

    def __init__(self, lines: list[str], now: str) -> None:
        """Read the journal as it is."""
        self.entries, aside = read_lines(line.encode() for line in lines)
        self.place = Place(**{**vars_of(PLACE), "aside": tuple(aside)})
        self.now = Moment.parse(now)
        self.author = _author(self.entries)
        self.open, self.session, self.number, self.again = "", "", "", ""
        self.known: dict[str, tuple[str, ...]] = {}

    def take(self, step: Step) -> Iterator[str]:
        """Do one step; yield for each answer what was asked, its status, what was written, where to, and the page."""
        if str(step[0]).startswith("+"):
            self.now = self.now.plus(int(step[0]))
            return
        path = str(step[0]).replace("$last", self.session).replace("$again", self.again) or self.open
        found, line = self._ask(path, step[1] if len(step) > 1 else None)
        yield line
        for _ in range(MOST_REDIRECTS):
            if not found.go:
                break
            path = found.go.removeprefix(self.place.root)
            found, line = self._ask(path, None)
            yield line

    def _ask(self, path: str, form: dict[str, Any] | None) -> tuple[Screen, str]:
        parts = urlsplit(path)
        try:
            name, args = find(parts.path.lstrip("/"))
        except RefusedError as refused:
            return Screen(), f"{path} {refused.status} {refused}"
        found = screen(load(), tuple(self.entries), self.now, self._asked(name, args, parts, form))
        wrote = [self._write(draft.kind, dict(draft.values), draft.id) for draft in found.new_entries]
        html = "" if found.go else render(found)
        self._look_at(path, found)
        verb = "GET" if form is None else "POST"
        return found, f"{verb} {path} -> {found.status} {found.go} wrote {wrote}\n{html}"

    def _asked(self, name: str, args: dict[str, str], parts: Any, form: dict[str, Any] | None) -> Asked:  # noqa: ANN401
        sent = {} if form is None else {**({"form_number": self.number} if self.number else {}), **form}
        values = {
            key: tuple(value) if isinstance(value, list) else self._said(str(value)) for key, value in sent.items()
        }
        query = {key: tuple(value) for key, value in parse_qs(parts.query).items()}
        method = "GET" if form is None else "POST"
        return Asked(name, method, f"{self.place.root}{parts.path}", args, query, values, self.place)  # type: ignore[arg-type]

    def _said(self, value: str) -> tuple[str, ...]:
        return self.known.get(value, (value,))

    def _look_at(self, path: str, found: Screen) -> None:
        session = SESSION.search(path)
        self.session = session[1] if session else self.session
        if not found.go:
            self.open = str(found.context["page"]["here"]).removeprefix(self.place.root)
            self.number = str(found.context["page"]["form"])
            flags = found.context.get("flags", ())
            self.again = next((str(flag["again"]).removeprefix(self.place.root) for flag in flags), self.again)
            self.known = {
                "$decision": (str(found.context.get("decision", "")),),
                "$lifts": tuple(id_ for flag in flags for id_ in flag["lifts"]),
                "$said": (str(found.context.get("said", "")),),
            }

    def _write(self, kind: str, values: dict[str, Any], id_: str) -> str:
        """Write an entry as the server does: the same id again changes nothing; one that isn't given is counted."""
        id_ = id_ or _counted(len(self.entries))
        if all(entry.id != id_ for entry in self.entries):
            self.entries.append(self.author.write(kind, values, self.now.text, id=id_))
        return f"{kind} {id_}"


def vars_of(place: Place) -> dict[str, Any]:
    """Return a place's fields."""
    return {name: getattr(place, name) for name in Place.__dataclass_fields__}


def _author(entries: list[Entry]) -> Author:
    own = [entry for entry in entries if entry.device == PLACE.device]
    last = max(own, key=lambda entry: entry.seq, default=None)
    return Author(PLACE.device, seq=last.seq + 1 if last else 0, prev=last.hash if last else "")


def _counted(number: int) -> str:
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-4{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def answers(walks: str) -> str:
    """Walk all walks of a JSON text; return, as JSON, what each answered."""
    found = {}
    for name, walk in json.loads(walks).items():
        one = Walk(walk["lines"], walk["now"])
        found[name] = [line for step in walk["steps"] for line in one.take(step)]
    return json.dumps(found)
