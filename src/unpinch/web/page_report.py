"""The report and the plan sheet as files: a screen makes the paper, typst lays it out; HTML needs no typst."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from unpinch import screens
from unpinch.exchange import report
from unpinch.exchange.report.ink import ink
from unpinch.screens import Asked, Place, Screen
from unpinch.screens.paper import shortened
from unpinch.web import actions, page_message, page_reading
from unpinch.web.clock import now
from unpinch.web.entrance import PREFETCH
from unpinch.web.running import programme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unpinch.web.models import Person

_PICTURES = ("tokens", "progress", "figure")
_PAPER = ("tokens", "base", "progress", "figure", "paper", "utilities")
_NO_PDF = "No PDF can be made here"


@require_safe
def report_pdf(request: HttpRequest, person: Person) -> HttpResponse:
    """Give the report that was chosen on its page."""
    return _answer(request, person, "report")


@require_safe
def plan_pdf(request: HttpRequest, person: Person) -> HttpResponse:
    """Give today's plan sheet."""
    return _answer(request, person, "plan")


def _answer(request: HttpRequest, person: Person, name: str) -> HttpResponse:
    query = {key: tuple(map(str, values)) for key, values in request.GET.lists()}
    found = screen(person, name, query)
    try:
        file = pdf(found)
    except report.NoTypstError as error:
        return _not_made(request, person, name, str(error), 501)
    except report.TooLongError as error:
        return _not_made(request, person, name, str(error), 400)
    if request.method != "HEAD" and PREFETCH not in request.headers.get("Sec-Purpose", ""):
        keep(person, found)
    answer = HttpResponse(file, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="unpinch-{name}-{now().text[:10]}.pdf"'
    return answer


def _not_made(request: HttpRequest, person: Person, name: str, text: str, status: int) -> HttpResponse:
    back = {"href": reverse(name, kwargs={"person": person.pk}), "label": "Back", "help": ""}
    return page_message.answer(request, person, _NO_PDF, [text], [back], status)


def screen(person: Person, name: str, query: Mapping[str, tuple[str, ...]]) -> Screen:
    """Return the page of a paper: its context holds the whole `paper`, and `shown`, which fits on its pages."""
    reading = page_reading.journal(person)
    place = Place(
        person=str(person.pk), name=person.label, device=str(person.device), aside=reading.aside, pdf=report.able()
    )
    asked = Asked(name, path=f"{place.root}/{name}", query=query, place=place)
    return screens.screen(programme(), reading.entries, now(), asked)


def keep(person: Person, found: Screen) -> None:
    """Write down the decision that a sheet shows."""
    if found.new_entries:
        actions.write(person, *(actions.New(one.kind, one.values, id=one.id or None) for one in found.new_entries))


def pdf(found: Screen) -> bytes:
    """Return the paper of a page as a PDF."""
    paper = found.context["paper"]
    return report.pdf(lambda rows: shortened(paper, rows), ink(_styles(_PICTURES))).file


def html(found: Screen) -> bytes:
    """Return the paper of a page as an HTML file that needs no other."""
    context: dict[str, Any] = {"shown": found.context["shown"], "style": _without_fonts("".join(_styles(_PAPER)))}
    return screens.render(Screen("_paper_file.html", context)).encode()


@cache
def _styles(names: tuple[str, ...]) -> tuple[str, ...]:
    folder = files("unpinch.web").joinpath("static/css")
    return tuple(folder.joinpath(f"{name}.css").read_text("utf-8") for name in names)


def _without_fonts(style: str) -> str:
    """Return the styles without fonts to load: a file of its own has none beside it."""
    before, *blocks = style.split("@font-face")
    return before + "".join(block.partition("}")[2] for block in blocks)
