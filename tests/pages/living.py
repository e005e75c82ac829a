"""A person at their pages through Django's client: forms carry the page's own number, redirects are followed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self

from tests.builders import Diary
from tests.web.settings import MORNING, clock
from unpinch.web import queries

if TYPE_CHECKING:
    from tests.web.cast import Visitor
    from unpinch.web.models import Person

_FORM = re.compile(r'name="form_number" value="([^"]+)"')
_DECISION = re.compile(r'name="decision" value="([^"]+)"')


class Home:
    """One person's pages in one browser."""

    def __init__(self, visitor: Visitor, person: Person) -> None:
        self.visitor, self.person = visitor, person
        self.path, self.html = "", ""

    def address(self, path: str) -> str:
        return f"/p/{self.person.pk}{path}"

    def raw(self, path: str) -> Any:
        return self.visitor.client.get(self.address(path))

    def post_raw(self, path: str, form: dict[str, str]) -> Any:
        return self.visitor.client.post(self.address(path), form)

    def get(self, path: str) -> Self:
        return self._see(self.visitor.client.get(self.address(path), follow=True))

    def send(self, form: dict[str, str], path: str = "") -> Self:
        """Send the form of the page that is open."""
        whole = {"form_number": self.form_number, **form}
        return self._see(self.visitor.client.post(self.address(path or self.path), whole, follow=True))

    def _see(self, answer: Any) -> Self:
        assert answer.status_code == 200, (answer.status_code, answer.content[:400])
        self.path = answer.request["PATH_INFO"].removeprefix(self.address(""))
        self.html = answer.content.decode()
        return self

    @property
    def form_number(self) -> str:
        found = _FORM.search(self.html)
        assert found
        return found[1]

    def kinds(self) -> list[str]:
        return [entry.kind for entry in queries.journal_of(self.person)[0]]

    def lived(self, *, ready: bool = False, leg: int | None = None) -> Self:
        """Bring in a record made elsewhere: facts and questions answered, perhaps a check-in this morning."""
        diary = Diary(MORNING.plus(-600).text, name=str(self.person.pk))
        if ready:
            diary.ready()
        if leg is not None:
            diary.check_in(leg=leg)
        self.visitor.send(self.person, *diary.lines)
        return self

    def begin(self) -> str:
        """Start the session of today; return its path."""
        clock.turn(1)
        self.get("/today")
        found = _DECISION.search(self.html)
        assert found
        self.send({"decision": found[1]}, "/start")
        return self.path
