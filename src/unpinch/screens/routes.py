"""Every page of a person by one table, shared by the server and a browser's worker: path -> name -> function."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from unpinch.journal import Entry, Moment
from unpinch.programme.model import Programme
from unpinch.screens import (
    about,
    bands,
    calendar,
    care,
    check_in,
    diary,
    education,
    exercises,
    function,
    layout,
    locked,
    measured,
    measures,
    one_by_one,
    plan_sheet,
    progress,
    reminders,
    report,
    screening,
    sessions,
    settings,
    small,
    stops,
    today,
)
from unpinch.screens.asked import Asked, RefusedError, Screen, unknown
from unpinch.screens.case import Case

Function = Callable[[Case, Asked], Screen]
_KINDS = {
    "uuid": r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
    "int": r"[0-9]{1,6}",
    "slug": r"[-a-zA-Z0-9_]+",
}


@dataclass(frozen=True, slots=True)
class Route:
    """One page: its path under /p/<id>/ in Django's notation, its name and function.

    `told`: what the function is told beside; `posts`: it takes a form.
    """

    path: str
    name: str
    function: Function
    told: tuple[tuple[str, str], ...] = ()
    posts: bool = False


ROUTES: tuple[Route, ...] = (
    Route("", "person", today.home),
    Route("welcome", "welcome", education.welcome),
    Route("today", "today", today.today),
    Route("about", "about", about.first),
    Route("about/<int:step>", "about_step", about.step, posts=True),
    Route("screening/daily", "screening_daily", screening.listed, (("scope", "daily"),), posts=True),
    Route("screening/event", "screening_event", screening.listed, (("scope", "event"),), posts=True),
    Route("screening/line", "screening_line", screening.line, posts=True),
    Route("screening/saddle", "screening_saddle", screening.saddle, posts=True),
    Route("screening/again/<uuid:entry>", "screening_again", screening.again, posts=True),
    Route("screening/on", "screening_on", one_by_one.go_on),
    Route("screening/<slug:scope>", "screening", one_by_one.steps, posts=True),
    Route("check-in", "check_in", check_in.check_in, posts=True),
    Route("start", "start_session", sessions.start, posts=True),
    Route("session/<uuid:session>", "session", sessions.player, posts=True),
    Route("session/<uuid:session>/next", "session_next", sessions.go_next),
    Route("session/<uuid:session>/felt", "session_felt", sessions.felt, posts=True),
    Route("session/<uuid:session>/stop", "session_stop", stops.stop, posts=True),
    Route("session/<uuid:session>/settle", "session_settle", stops.settle, posts=True),
    Route("session/<uuid:session>/check", "session_check", function.check, posts=True),
    Route("session/<uuid:session>/end", "session_end", sessions.end),
    Route("clearance", "clearance", locked.clearance, posts=True),
    Route("assessment", "assessment", small.assessment, posts=True),
    Route("pause", "pause", small.pause, posts=True),
    Route("resume", "resume", small.resume, posts=True),
    Route("problem", "problem", small.problem, posts=True),
    Route("someone-else", "someone_else", small.someone_else),
    Route("undo", "undo", small.undo, posts=True),
    Route("bad-day", "bad_day", care.bad_day),
    Route("progress", "progress", progress.progress),
    Route("report", "report", report.report),
    Route("plan", "plan", plan_sheet.plan),
    Route("diary", "diary", diary.diary),
    Route("diary/<uuid:entry>", "diary_entry", diary.entry, posts=True),
    Route("bands", "bands", bands.bands, posts=True),
    Route("exercises", "exercises", exercises.exercises),
    Route("exercises/<slug:exercise>", "exercise", exercises.exercise),
    Route("measures", "measures", measured.measured),
    Route("measures/put-off", "measure_put_off", measures.put_off, posts=True),
    Route("measures/<slug:measure>", "measure", measures.ask, posts=True),
    Route("learn", "learn", education.articles),
    Route("learn/<slug:article>", "article", education.article),
    Route("more", "more", settings.more),
    Route("calendar", "calendar", calendar.calendar),
    Route("reminders", "reminders", reminders.reminders, posts=True),
    Route("settings", "settings", settings.settings, posts=True),
)

ELSEWHERE: Mapping[str, str] = {
    "export": "A locked copy is made",
    "export/tables": "The tables are made",
    "export/fhir": "The file for other health programs is made",
    "export/calendar": "The calendar is made",
    "calendar/address": "The calendar's address is made",
    "report/pdf": "The PDF is made",
    "plan/pdf": "The PDF is made",
    "import": "A journal is read in",
    "delete": "A record is deleted",
    "phones": "Phones are let in",
}
"""What only the server can do, by path. The plain copy of the record is made wherever the record is."""
_ONLY_THERE = "{} by the computer that runs Unpinch, and it doesn't answer now. What you said is safe. Try again later."
_UNAVAILABLE = 503
_TITLES: Mapping[int, str] = {404: "There is nothing here", _UNAVAILABLE: "This needs your computer"}


@cache
def _by_name() -> Mapping[str, Route]:
    return {route.name: route for route in ROUTES}


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(_pattern(route.path)), route.name) for route in ROUTES)


def _pattern(path: str) -> str:
    return "^" + re.sub(r"<(\w+):(\w+)>", lambda found: f"(?P<{found[2]}>{_KINDS[found[1]]})", path) + "$"


def find(path: str) -> tuple[str, dict[str, str]]:
    """Return the page of a path under /p/<id>/ and what stands in it; refuse a path that has none."""
    for pattern, name in _patterns():
        found = pattern.match(path)
        if found:
            return name, found.groupdict()
    raise unknown()


def posts(name: str) -> bool:
    """Tell whether a page takes a form."""
    return _by_name()[name].posts


def refuse_elsewhere(path: str) -> None:
    """Refuse, where no server answers, what only a server can do."""
    if path in ELSEWHERE:
        raise RefusedError(_ONLY_THERE.format(ELSEWHERE[path]), _UNAVAILABLE)


def screen(programme: Programme, entries: Iterable[Entry], now: Moment, asked: Asked) -> Screen:
    """Return the page asked for, as a value. Pure: the same arguments give the same page."""
    route = _by_name().get(asked.name)
    if route is None:
        raise unknown()
    told = replace(asked, args={**asked.args, **dict(route.told)})
    case = Case(programme, entries, now, told)
    try:
        return route.function(case, told)
    except RefusedError as refused:
        return refusal(case, refused)


def refusal(case: Case, refused: RefusedError) -> Screen:
    """Return the page that says in a sentence why something couldn't be done. Nothing is written."""
    root = case.place.root
    title = _TITLES.get(refused.status, "That didn't work")
    context = {
        "page": layout.page(case, title),
        "back": "",
        "title": title,
        "text": [str(refused)],
        "links": [layout.link(f"{root}/today", "Today"), layout.link(f"{root}/bad-day", "Care for a bad day")],
        "asks": [],
        "call": None,
    }
    return Screen("message.html", context, status=refused.status)
