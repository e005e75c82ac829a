"""The pages of a person: a view reads the entries, asks `screens`, stores what the screen returns, sends the HTML."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from unpinch import screens
from unpinch.programme.loader import load
from unpinch.screens import Asked, Place
from unpinch.web import actions, assets, page_reading, page_record, queries
from unpinch.web.clock import now
from unpinch.web.entrance import PREFETCH, SeeOther
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from unpinch.programme.model import Programme
    from unpinch.screens import Draft, Route
    from unpinch.web.models import Person


def programme() -> Programme:
    """Return the programme that this installation was started with."""
    return _loaded(installation().programme)


@cache
def _loaded(folder: Path | None) -> Programme:
    return load(folder)


def place_of(person: Person, reading: page_reading.Reading) -> Place:
    """Return where the page stands."""
    return Place(
        person=str(person.pk),
        name=person.label,
        several=len(queries.people()) > 1,
        device=str(person.device),
        static=assets.address(),
        folder=str(installation().folder.path),
        aside=reading.aside,
    )


def _asked(request: HttpRequest, route: Route, place: Place, args: dict[str, Any]) -> Asked:
    return Asked(
        name=route.name,
        method="POST" if request.method == "POST" else "GET",
        path=request.path,
        args={name: str(value) for name, value in args.items()},
        query={name: tuple(map(str, values)) for name, values in request.GET.lists()},
        form={name: tuple(map(str, values)) for name, values in request.POST.lists()},
        place=place,
    )


def _answer(request: HttpRequest, person: Person, route: Route, args: dict[str, Any]) -> HttpResponse:
    reading = page_reading.journal(person)
    asked = _asked(request, route, place_of(person, reading), args)
    screen = screens.screen(programme(), reading.entries, now(), asked)
    if screen.new_entries and not _looks_ahead(request):
        actions.write(person, *(_new(draft) for draft in screen.new_entries))
        _call(person, screen.new_entries)
    if screen.go:
        return SeeOther(screen.go)
    return HttpResponse(screens.render(screen), status=screen.status)


def look(person: Person) -> str:
    """Return a person's today as HTML, empty where it leads elsewhere. Nobody sees it, so nothing is stored."""
    reading = page_reading.journal(person)
    path = f"/p/{person.pk}/today"
    asked = Asked(name="today", method="GET", path=path, args={}, query={}, form={}, place=place_of(person, reading))
    screen = screens.screen(programme(), reading.entries, now(), asked)
    return "" if screen.go else screens.render(screen)


def _call(person: Person, drafts: Iterable[Draft]) -> None:
    """Call the person in the chooser as they call themselves."""
    for draft in drafts:
        name = draft.values.get("name", "") if draft.kind == "about" else ""
        if name and name != person.label:
            actions.rename_person(person, name[: actions.LONGEST_LABEL])


def _looks_ahead(request: HttpRequest) -> bool:
    """Tell whether nobody reads the page: then nothing was shown, and nothing is written."""
    return request.method == "HEAD" or PREFETCH in request.headers.get("Sec-Purpose", "")


def _new(draft: Draft) -> actions.New:
    return actions.New(draft.kind, draft.values, id=draft.id or None)


def _view(route: Route) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"] if route.posts else ["GET", "HEAD"])
    def view(request: HttpRequest, person: Person, **args: Any) -> HttpResponse:  # noqa: ANN401 - parts of the path
        return _answer(request, person, route, args)

    return view


urlpatterns = [
    *(path(route.path, _view(route), name=route.name) for route in screens.ROUTES),
    path("export", page_record.export, name="export"),
    path("import", page_record.bring_in, name="import"),
    path("delete", page_record.delete, name="delete"),
]
