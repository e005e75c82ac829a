"""Every kind of page, each with a record in which it is shown: for the tests of access and for the pictures in docs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tests.builders import Diary, shipped
from tests.screens.visiting import Visit
from unpinch.demo import STORIES, lived

if TYPE_CHECKING:
    from collections.abc import Callable

    from unpinch.journal import Moment

Made = tuple[Diary, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A record, the path in it, and the moment at which the page is looked at."""

    lines: tuple[bytes, ...]
    path: str
    now: str


def someone(now: Moment, days_ago: int = 0) -> Diary:
    start = now.plus(-86_400 * days_ago - 600)
    return Diary(start=start.text, name=f"page {days_ago}")


def nobody(now: Moment) -> Diary:
    return someone(now)


def ready(now: Moment) -> Diary:
    return someone(now).ready()


def checked_in(now: Moment) -> Diary:
    found = ready(now)
    found.check_in(leg=3)
    return found


DAYS = ((5, "foot", 2), (5, "calf", 2), (4, "calf", 1), (4, "calf", 1), (3, "calf", 0), (3, "knee", 0), (2, "knee", 0))
"""A week: the worst leg pain, how far down, and the tingling of each day."""
OTHER_LEG = tuple(
    f"right_{name}"
    for name in (
        "leg_pain",
        "worst_leg_pain",
        "tingling",
        "numbness",
        "numb_new_area",
        "strength",
        "pain_site",
        "nerve_site",
    )
)
"""What nobody says of the leg that is well."""


def weeks(now: Moment) -> Diary:
    """Return a week of a leg that calms and draws up, a stop on one of its days, a band, and a check-in today."""
    found = someone(now, days_ago=len(DAYS)).ready(country="DE")
    found.band(type="flat", brand="TheraBand", colour="yellow", rest_mm=2000, latex=True)
    for number, (leg, site, tingling) in enumerate(DAYS):
        found.morning(leg, site, tingling=tingling, without=OTHER_LEG)
        found.wait(minutes=7)
        if number == 2:
            found.stop("floss", "too_strong", leg_pain=leg + 1, settled=())
        found.session(floss=5 + number // 3)
        found.next_day(hour=7, minute=40)
    found.morning(leg=2, site="knee", without=OTHER_LEG)
    return found


def locked(now: Moment) -> Diary:
    found = someone(now).ready(country="DE")
    found.screening("event", yes=["saddle"])
    return found


def paused(now: Moment) -> Diary:
    found = checked_in(now)
    found.pause(until_days=3)
    return found


def in_session(now: Moment, *presses: str) -> Made:
    """Return a session in which these plain buttons were pressed, and the page where it then stands."""
    found = someone(now).ready()
    found.check_in(leg=0)
    visit = Visit(found)
    visit.begin()
    for press in presses:
        if press == "tingling":
            visit.post({"reason": "tingling", "where": "calf", "alarms": "none"})
        else:
            visit.press(press)
    return found, visit.path


def _at(make: Callable[[Moment], Diary], path: str) -> Callable[[Moment], Made]:
    return lambda now: (make(now), path)


def entry(now: Moment) -> Made:
    found = checked_in(now)
    return found, f"/diary/{found.entries[-1].id}"


def ended(now: Moment) -> Made:
    found, path = in_session(now)
    visit = Visit(found)
    visit.get(path)
    visit.post({"do": "end"})
    return found, visit.path


def lived_by(id_: str) -> Callable[[Moment], Diary]:
    """Return the record of a person of the demo."""
    story = next(one for one in STORIES if one.id == id_)

    def diary(now: Moment) -> Diary:
        found = someone(now)
        for one in lived(shipped(), story, now):
            found.raw(one.raw)
        return found

    return diary


PAGES: dict[str, Callable[[Moment], Made]] = {
    "welcome": _at(nobody, "/welcome"),
    "about": _at(nobody, "/about/1"),
    "about_health": _at(nobody, "/about/6"),
    "question": _at(nobody, "/screening/full"),
    "daily_list": _at(ready, "/screening/daily"),
    "check_in": _at(ready, "/check-in"),
    "check_in_again": _at(weeks, "/check-in"),
    "today": _at(weeks, "/today"),
    "paused": _at(paused, "/today"),
    "asks": _at(nobody, "/today"),
    "locked": _at(locked, "/today"),
    "bad_day": _at(weeks, "/bad-day"),
    "diary": _at(weeks, "/diary"),
    "progress": _at(lived_by("settling"), "/progress?days=12-weeks"),
    "progress_lost": _at(lived_by("stopped"), "/progress"),
    "progress_nothing": _at(nobody, "/progress"),
    "entry": entry,
    "bands": _at(weeks, "/bands"),
    "exercises": _at(weeks, "/exercises"),
    "exercise": _at(weeks, "/exercises/nerve_floss"),
    "articles": _at(checked_in, "/learn"),
    "article": _at(checked_in, "/learn/gliding_or_stretching"),
    "more": _at(checked_in, "/more"),
    "settings": _at(checked_in, "/settings"),
    "phones": _at(checked_in, "/phones"),
    "calendar": _at(checked_in, "/calendar"),
    "pause": _at(checked_in, "/pause"),
    "assessment": _at(checked_in, "/assessment"),
    "problem": _at(checked_in, "/problem"),
    "measures": _at(weeks, "/measures"),
    "measure": _at(checked_in, "/measures/sleep_confidence"),
    "measure_list": _at(checked_in, "/measures/rmdq24"),
    "player": in_session,
    "felt": lambda now: in_session(now, "done"),
    "stop": lambda now: in_session(now, "stop"),
    "settle": lambda now: in_session(now, "stop", "tingling"),
    "session_end": ended,
    "not_found": _at(checked_in, "/exercises/handstand"),
}


@cache
def shown(name: str, now: Moment) -> Shown:
    """Return a page by its name."""
    diary, path = PAGES[name](now)
    return Shown(tuple(diary.lines), path, now.text)
