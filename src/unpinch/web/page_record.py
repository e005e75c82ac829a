"""What belongs to the person: the record as files, open or locked, and everything deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from unpinch.exchange import locked
from unpinch.exchange.locked import LockError
from unpinch.guidance import forget
from unpinch.screens import case, index, replay
from unpinch.web import actions, feed, leaving, page_import, page_message, page_reading, problems, reminded
from unpinch.web.clock import now
from unpinch.web.entrance import SeeOther
from unpinch.web.errors import Problem
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from unpinch.web.models import Person

LINES = "application/x-ndjson"
LOCKED = "application/octet-stream"
FHIR = "application/fhir+json"
SURE = "delete"
TRACES = Problem(
    202,
    "traces",
    "Your record is deleted",
    "A few traces may still lie in freed pages of the file. Stop Unpinch and start it again: that wipes them.",
)

TRACES_THERE = Problem(
    202,
    "traces",
    "Your record is deleted",
    "Traces may lie in the database's log and in its copies for a while. Whoever looks after the database can say for "
    "how long.",
)


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, person: Person) -> HttpResponseBase:
    """Give the journal file, whole; asked with a passphrase, locked with it."""
    name = f"unpinch-journal-{now().text[:10]}.jsonl"
    if request.method != "POST":
        return _file(StreamingHttpResponse(leaving.journal_file([person]), content_type=LINES), name)
    first, again = request.POST.get("passphrase", ""), request.POST.get("again", "")
    if first != again:
        return _not_done(request, person, "The two passphrases aren't the same", "Write the same one twice.")
    try:
        content = locked.lock(b"".join(leaving.journal_file([person])), first)
    except LockError as error:
        return _not_done(request, person, "This can't be locked", str(error))
    return _file(HttpResponse(content, content_type=LOCKED), f"{name}.age")


@require_safe
def tables(_: HttpRequest, person: Person) -> HttpResponseBase:
    """Give the record as tables: CSV files in a zip."""
    answer = HttpResponse(leaving.tables([person]), content_type="application/zip")
    return _file(answer, f"unpinch-tables-{now().text[:10]}.zip")


@require_safe
def fhir(_: HttpRequest, person: Person) -> HttpResponseBase:
    """Give the record as one FHIR bundle, without the person's name."""
    answer = StreamingHttpResponse(leaving.fhir_bundle([person]), content_type=FHIR)
    return _file(answer, f"unpinch-fhir-{now().text[:10]}.json")


def _file(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _not_done(request: HttpRequest, person: Person, title: str, text: str) -> HttpResponse:
    settings = reverse("settings", kwargs={"person": person.pk})
    return page_message.answer(
        request, person, title, [text], [{"href": settings, "label": "Back to the settings", "help": ""}], 400
    )


@require_POST
def delete(request: HttpRequest, person: Person) -> HttpResponse:
    """Delete everything, once the person has written that they are sure."""
    if request.POST.get("sure", "").strip().lower() != SURE:
        return _not_done(request, person, "Nothing was deleted", f"Write “{SURE}” into the field to be sure.")
    page_import.tidy()
    feed.close(installation().folder, person)
    reminded.forget(installation().folder, person)
    wiped = actions.erase_person(person)
    page_reading.forget(person)
    case.forget()
    index.forget()
    replay.forget()
    forget()
    left = TRACES if installation().database is None else TRACES_THERE
    return SeeOther(reverse("start")) if wiped else problems.answer(request, left)
