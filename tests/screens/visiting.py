"""A person at their pages without any web: screens are called, what they return is written, redirects are followed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.builders import Diary, shipped
from unpinch.journal import Entry, Moment, derived_id
from unpinch.programme.model import Programme
from unpinch.screens import Asked, Place, Screen, find, render, screen

ROOT = "/p/11111111-1111-4111-8111-111111111111"
_FORM = re.compile(r'name="form_number" value="([^"]+)"')
_MOST_STEPS = 8
Form = Mapping[str, str | list[str]]


class Visit:
    """One person's journal, a clock, and the page that is open."""

    def __init__(self, diary: Diary | None = None, programme: Programme | None = None, *, camera: bool = False) -> None:
        self.diary = diary or Diary()
        self.programme = programme or shipped()
        self.camera = camera
        self.shown = Screen()
        self.path = ""
        self.html = ""

    @property
    def now(self) -> Moment:
        return Moment.parse(self.diary.now)

    @property
    def entries(self) -> list[Entry]:
        return self.diary.entries

    @property
    def place(self) -> Place:
        return Place(
            person=ROOT[3:], device=derived_id("test device", self.diary.name, self.diary.device), camera=self.camera
        )

    def kinds(self) -> list[str]:
        """What was written, decisions left out."""
        return [entry.kind for entry in self.entries if entry.kind != "decision"]

    def get(self, path: str) -> Screen:
        return self._go(path, "GET", {})

    def post(self, form: Form, path: str = "") -> Screen:
        """Send a form of the page that is open (or to another path), with the page's own form number."""
        number = _FORM.search(self.html)
        return self._go(path or self.here, "POST", {**({"form_number": number[1]} if number else {}), **form})

    @property
    def here(self) -> str:
        """Where the open page's form is sent."""
        return str(self.shown.context["page"]["here"]).removeprefix(ROOT)

    @property
    def page(self) -> Mapping[str, Any]:
        return self.shown.context

    def _go(self, path: str, method: str, form: Form) -> Screen:
        self.shown = self._ask(path, method, form)
        steps = 0
        while self.shown.go:
            assert self.shown.go.startswith(ROOT), self.shown.go
            steps += 1
            assert steps < _MOST_STEPS, f"round in circles at {self.shown.go}"
            path = self.shown.go.removeprefix(ROOT)
            self.shown = self._ask(path, "GET", {})
        self.path = path
        self.html = render(self.shown)
        return self.shown

    def _ask(self, path: str, method: str, form: Form) -> Screen:
        found = screen(self.programme, tuple(self.entries), self.now, self.asked(path, method, form))
        for draft in found.new_entries:
            self._write(draft.kind, draft.values, draft.id)
        return found

    def asked(self, path: str, method: str, form: Form) -> Asked:
        parts = urlsplit(path)
        name, args = find(parts.path.lstrip("/"))
        query = {key: tuple(values) for key, values in parse_qs(parts.query).items()}
        sent = {key: tuple([value] if isinstance(value, str) else value) for key, value in form.items()}
        return Asked(name, "POST" if method == "POST" else "GET", f"{ROOT}{parts.path}", args, query, sent, self.place)

    def _write(self, kind: str, values: Mapping[str, Any], id_: str) -> None:
        if any(entry.id == id_ for entry in self.entries):
            return
        self.diary.add(kind, values, **({"id": id_} if id_ else {}))

    def send_again(self, form: Form, path: str, number: str) -> Screen:
        """Send a form a second time, as an impatient finger does."""
        return self._go(path, "POST", {"form_number": number, **form})

    def number(self) -> str:
        """The number of the open page's form."""
        found = _FORM.search(self.html)
        assert found
        return found[1]

    # ways that many tests go

    def meet(self, **facts: Any) -> Visit:
        """Someone who has answered everything and checks in today."""
        self.diary.ready(**facts)
        self.diary.check_in(leg=3)
        return self

    def begin(self) -> str:
        """Start today's session; return its id."""
        self.get("/today")
        self.post({"decision": self.page["decision"]}, "/start")
        return str(self.page["session"])

    def press(self, button: str, index: int = 0) -> Screen:
        """Press a button of the plain list."""
        return self.post({"do": button, "index": str(index)})
