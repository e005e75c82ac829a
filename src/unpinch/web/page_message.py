"""A page of a person that only says something: it needs nothing of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from unpinch import screens
from unpinch.screens import Screen
from unpinch.screens.render import frame as bare
from unpinch.web import assets, queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unpinch.web.models import Person


def frame(request: HttpRequest, person: Person, title: str) -> dict[str, object]:
    """Return what every page has around it."""
    root = f"/p/{person.pk}"
    page = bare(
        title=title,
        static=assets.address(),
        kit=assets.kit(),
        root=root,
        here=request.path,
        tab="more",
        api=f"/api{root}/journal",
    )
    whose = {"id": str(person.pk), "name": person.label, "several": queries.are_several()}
    return {**page, "person": whose}


def answer(  # noqa: PLR0913, PLR0917 - what the page says, part by part
    request: HttpRequest,
    person: Person,
    title: str,
    text: Sequence[str],
    links: Sequence[dict[str, str]],
    status: int = 200,
) -> HttpResponse:
    """Answer with a heading, sentences and where to go."""
    context = {
        "page": frame(request, person, title),
        "back": "",
        "title": title,
        "text": list(text),
        "links": list(links),
        "asks": [],
        "call": None,
    }
    return HttpResponse(screens.render(Screen("message.html", context)), status=status)
