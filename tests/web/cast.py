"""Who comes to the door in these tests, and what they bring."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Any

from django.test import Client

from tests.web.settings import MORNING
from unpinch.journal import Author, derived_id
from unpinch.web import door

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

LINES = "application/x-ndjson"
_phones = count()


@dataclass(frozen=True)
class Visitor:
    """A browser at the door of one installation."""

    here: Installation
    client: Client

    def get(self, path: str, **headers: str) -> HttpResponseBase:
        answer = self.client.get(path, headers=headers)
        if answer.streaming:
            answer.close()
        return answer

    def post(self, path: str, form: dict[str, str] | None = None, **headers: str) -> HttpResponseBase:
        return self.client.post(path, form or {}, headers=headers)

    def send(self, person: Person, *raws: bytes, **headers: str) -> HttpResponseBase:
        """Post lines to a person's journal."""
        body = b"\n".join(raws)
        return self.client.post(journal_path(person), body, content_type=LINES, headers=headers)


def browser_at(here: Installation) -> Visitor:
    """Return a browser that has not been let in: it names the right host and origin, as browsers do."""
    return program_at(here, origin=here.origin)


def program_at(here: Installation, **headers: str) -> Visitor:
    """Return something that speaks HTTP and says nothing but the host of its own accord."""
    return Visitor(here, Client(headers={"host": here.address, **headers}, raise_request_exception=False))


def let_in(visitor: Visitor, now_s: int = MORNING.epoch_s) -> Visitor:
    """Give the browser the cookie."""
    visitor.client.cookies[visitor.here.cookie] = door.new_cookie(visitor.here.identity, now_s)
    return visitor


def journal_path(person: Person) -> str:
    return f"/api/p/{person.pk}/journal"


class Phone:
    """A device that writes entries of its own."""

    def __init__(self) -> None:
        self.number = next(_phones)
        self.author = Author(derived_id("phone", str(self.number)))
        self.written = 0

    def note(self, text: str = "fine", at: str = MORNING.text, kind: str = "resume", **values: Any) -> bytes:
        """Write one entry and return its line."""
        self.written += 1
        id_ = derived_id("entry", str(self.number), str(self.written))
        return self.author.write(kind, {**values, "note": text}, at, id=id_).raw

    def notes(self, how_many: int) -> list[bytes]:
        return [self.note(f"note {number}") for number in range(how_many)]


def changed(raw: bytes, **parts: Any) -> bytes:
    """Return the line with other parts."""
    return json.dumps({**json.loads(raw), **parts}).encode()
