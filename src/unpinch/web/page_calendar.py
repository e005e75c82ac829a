"""The calendar, as a file or at a private address: made as chosen, and what is in it remembered in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from unpinch.exchange.calendar import MOST_TIMES, CalendarError, Choice, Made, calendar, last_events
from unpinch.exchange.calendar import last_choice as chosen_last
from unpinch.web import actions, feed, page_message, page_reading, problems
from unpinch.web.clock import now
from unpinch.web.home.network import came_from_home
from unpinch.web.running import programme
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unpinch.web.models import Person

USUAL = ("18:00",)
"""When sessions are, where nothing was chosen yet."""
LONGEST_ALARM = 3
FIRST = "That says when you want to do your sessions. Then make the address."
CLOSED = "No calendar program can fetch it any more. What it has fetched stays there until you remove it."
ELSEWHERE = "Only calendar programs of the computer that runs Unpinch can fetch it. Open this page there."
OPENED = (
    "Give it to a calendar program on this computer, as a calendar from the network. It is shown only now.",
    "It works while Unpinch runs, and from nowhere else. Whoever has it sees your sessions, and nothing more.",
    "Don't open the file as well, or you will see each session twice.",
)


@require_POST
def view(request: HttpRequest, person: Person) -> HttpResponse:
    """Answer with the file."""
    try:
        made = given(person, _choice(request))
    except CalendarError as error:
        return _said(request, person, "This can't be a calendar", [str(error)], 400)
    return _file(made)


@require_POST
def address(request: HttpRequest, person: Person) -> HttpResponse:
    """Make the private address and show it once, or take it back."""
    here = installation()
    if came_from_home(request):
        return _said(request, person, "Make it on the computer", [ELSEWHERE], 403)
    if request.POST.get("do") == "close":
        was_there = feed.close(here.folder, person)
        return _said(request, person, "The address is taken back" if was_there else "There is no address", [CLOSED])
    if last_choice(person) is None:
        return _said(request, person, "Save the calendar once first", [FIRST], 400)
    link = f"{here.origin}/calendar/{feed.open_for(here.folder, person)}.ics"
    return _said(request, person, "The calendar's address", [link, *OPENED])


@require_safe
def fetched(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer a calendar program that knows the address; what hasn't changed is not written down again."""
    person = feed.person_of(installation().folder, secret)
    choice = last_choice(person) if person else None
    if person is None or choice is None:
        return problems.answer(request, problems.UNKNOWN)
    made = _made(person, choice)
    if request.method == "GET" and last_events(page_reading.journal(person).entries, now()) != made.values["events"]:
        actions.write(person, actions.New("calendar", made.values))
    return _file(made)


def _file(made: Made) -> HttpResponse:
    answer = HttpResponse(made.file, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="unpinch.ics"'
    return answer


def _said(request: HttpRequest, person: Person, title: str, text: Sequence[str], status: int = 200) -> HttpResponse:
    links = [{"href": reverse("calendar", kwargs={"person": person.pk}), "label": "Back to the calendar", "help": ""}]
    return page_message.answer(request, person, title, text, links, status)


def given(person: Person, choice: Choice) -> Made:
    """Make a person's calendar and remember what is in it; refuse one with nothing in it."""
    made = _made(person, choice)
    if not made.events:
        raise CalendarError("Nothing is planned yet. Answer today's questions first, then come back.")
    actions.write(person, actions.New("calendar", made.values))
    return made


def _made(person: Person, choice: Choice) -> Made:
    return calendar(programme(), str(person.pk), page_reading.journal(person).entries, now(), choice)


def last_choice(person: Person) -> Choice | None:
    """Return what the person chose for their last calendar."""
    return chosen_last(page_reading.journal(person).entries, now())


def _choice(request: HttpRequest) -> Choice:
    said = (request.POST.get(f"time_{number}", "").strip() for number in range(1, MOST_TIMES + 1))
    alarm = request.POST.get("alarm", "")
    if alarm and not (alarm.isascii() and alarm.isdigit() and len(alarm) <= LONGEST_ALARM):
        raise CalendarError("A reminder comes some minutes before: choose one of those offered.")
    zone, neutral = request.POST.get("zone", "").strip(), request.POST.get("neutral") == "yes"
    return Choice(zone, tuple(text for text in said if text), int(alarm) if alarm else None, neutral)
