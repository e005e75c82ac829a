"""The pages of a person: a view reads the entries, asks `screens`, stores what the screen returns, sends the HTML."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from unpinch import screens
from unpinch.exchange import report
from unpinch.exchange.journal_file import LONGEST_LABEL
from unpinch.screens import Asked, Place
from unpinch.web import (
    actions,
    assets,
    page_calendar,
    page_import,
    page_phones,
    page_reading,
    page_record,
    page_report,
    queries,
)
from unpinch.web.clock import now
from unpinch.web.entrance import PREFETCH, SeeOther
from unpinch.web.home.network import came_from_home
from unpinch.web.running import programme
from unpinch.web.settings import installation
from unpinch.web.zone import local_zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from unpinch.screens import Draft, Route, Screen
    from unpinch.web.models import Person


def place_of(person: Person, reading: page_reading.Reading) -> Place:
    """Return where the page stands."""
    here = installation()
    return Place(
        person=str(person.pk),
        name=person.label,
        several=queries.are_several(),
        device=str(person.device),
        static=assets.address(),
        kit=assets.kit(),
        camera=here.camera,
        pdf=report.able(),
        folder=str(here.folder.path),
        zone=local_zone(),
        aside=reading.aside,
    )


PLACE = ("name", "several", "camera", "pdf", "zone")
"""What a browser that draws the pages itself is told of the place where they stand; the rest it knows better."""


@require_safe
def place(_: HttpRequest, person: Person) -> HttpResponse:
    """Tell a browser what it needs to draw this person's pages without a network."""
    whole = place_of(person, page_reading.Reading())
    return JsonResponse({name: getattr(whole, name) for name in PLACE})


def _asked(request: HttpRequest, route: Route, place: Place, args: dict[str, Any]) -> Asked:
    return Asked(
        name=route.name,
        method="POST" if request.method == "POST" else "GET",
        path=request.path,
        args={name: str(value) for name, value in args.items()},
        query={name: tuple(map(str, values)) for name, values in request.GET.lists()},
        form={name: tuple(map(str, values)) for name, values in request.POST.lists()},
        place=replace(place, folder="") if came_from_home(request) else place,
    )


HEAVY = frozenset({"session"})
"""Pages that take long to work out: all that may follow in a session. One is worked out after the other: side by side
each would take as long as all of them, and short pages would wait for all of them, too."""
_turn = Lock()


def _answer(request: HttpRequest, person: Person, route: Route, args: dict[str, Any]) -> HttpResponse:
    with _turn if route.name in HEAVY else nullcontext():
        screen = _screen(request, person, route, args)
    if screen.new_entries and not _looks_ahead(request):
        actions.write(person, *(_new(draft) for draft in screen.new_entries))
        _call(person, screen.new_entries)
    if screen.go:
        return SeeOther(screen.go)
    return HttpResponse(screens.render(screen), status=screen.status)


def _screen(request: HttpRequest, person: Person, route: Route, args: dict[str, Any]) -> Screen:
    """Return the page of the record as it is now."""
    reading = page_reading.journal(person)
    asked = _asked(request, route, place_of(person, reading), args)
    return screens.screen(programme(), reading.entries, now(), asked)


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
            actions.rename_person(person, name[:LONGEST_LABEL])


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
    path("export/tables", page_record.tables, name="tables"),
    path("export/fhir", page_record.fhir, name="fhir"),
    path("export/calendar", page_calendar.view, name="calendar_file"),
    path("calendar/address", page_calendar.address, name="calendar_address"),
    path("report/pdf", page_report.report_pdf, name="report_pdf"),
    path("plan/pdf", page_report.plan_pdf, name="plan_pdf"),
    path("import", page_import.view, name="import"),
    path("phones", page_phones.view, name="phones"),
    path("delete", page_record.delete, name="delete"),
]
