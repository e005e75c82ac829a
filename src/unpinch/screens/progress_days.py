"""What the record says of one leg, day by day, and of stretches of days by their worst: what the leg picture shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from unpinch.guidance.flags import LOST_FUNCTION
from unpinch.guidance.state import Flag
from unpinch.journal import SIDES, SITES, Effective, Levels
from unpinch.pictures.legmap import Column
from unpinch.screens import words
from unpinch.screens.case import Case

UNSAID = -1
_RANK: Mapping[str, int] = {site: rank for rank, site in enumerate(SITES)}
_COUNTS = ("sessions", "stops", "days", "weak_days")
_WORST = ("pain", "site", "back", "tingling", "numbness", "nerve_site", "strength", "held")


@dataclass(slots=True)
class LegDay:
    """A leg on a day, or over some: scores 0-10 and places 0 (none) to 6 (foot) at their worst, -1 where not said.

    `days`: on how many days something was said of it; `held`: strength or numbness was worse than before.
    """

    pain: int = UNSAID
    site: int = UNSAID
    back: int = UNSAID
    tingling: int = UNSAID
    numbness: int = UNSAID
    nerve_site: int = UNSAID
    strength: int = UNSAID
    held: int = 0
    days: int = 0
    weak_days: int = 0
    sessions: int = 0
    stops: int = 0

    def take(self, other: LegDay) -> None:
        """Become the worst of both."""
        for name in _WORST:
            if (theirs := getattr(other, name)) > getattr(self, name):
                setattr(self, name, theirs)
        for name in _COUNTS:
            setattr(self, name, getattr(self, name) + getattr(other, name))


Days = dict[int, LegDay]


def worst_days(legs: Mapping[str, Days]) -> Days:
    """Return each day by the worse of both legs: the well leg's zeros are no pain of that day."""
    found: Days = {}
    for days in legs.values():
        for day, one in days.items():
            found.setdefault(day, LegDay()).take(one)
    return found


def worst_of(of: Days, days: Iterable[int]) -> LegDay:
    """Return some days by their worst."""
    found = LegDay()
    for day in days:
        if day in of:
            found.take(of[day])
    return found


def first_day(case: Case) -> int:
    """Return the first day on which something was said of a leg, or done; today where nothing was."""
    kinds = ("check_in", "session_started", "stopped")
    return min((found[0].day for kind in kinds if (found := case.every(kind))), default=case.now.day)


def days_of(case: Case, side: str, since: int = 0) -> Days:
    """Return every day from one on on which something was said of a leg, or done.

    Pain counts as it was said last. Of what function depends on the worst version counts, as for the rules.
    """
    found: Days = {}
    best, rise = UNSAID, case.programme.thresholds.numbness_rise
    which = SIDES.index(side)
    for one in case.of_kind("check_in", "clearance"):
        if one.kind == "clearance":
            best = UNSAID if _lifts(one) else best
            continue
        numbness = max(version.levels[_NUMBNESS + which] for version in one.typed_versions)
        grown = numbness >= best + rise and best >= 0
        best = numbness if best < 0 else min(best, numbness) if numbness >= 0 else best
        if one.day >= since:
            said = _said(one, side)
            said.held = int(bool(said.held) or grown or said.strength == 1)
            _add(found, one.day, said)
    for day in found.values():
        day.days = 1
        day.weak_days = int(day.strength == 1)
    _done(case, side, found, since)
    _hold(case, found)
    return found


_NUMBNESS = Levels._fields.index("left_numbness")


def _add(found: Days, day: int, said: LegDay) -> None:
    if day in found:
        found[day].take(said)
    else:
        found[day] = said


def lost_function(case: Case) -> list[Flag]:
    """Return the standing flags because strength or feeling was lost."""
    about = _about_function(case)
    return [flag for flag in case.state.core.flags if flag.id in about]


def _about_function(case: Case) -> frozenset[str]:
    return LOST_FUNCTION | {one.id for one in case.programme.questions.values() if one.topic == _TOPIC}


def _hold(case: Case, found: Days) -> None:
    """Hold the days on which lost function was told otherwise than in a check-in, and all since a flag of it stands."""
    about = _about_function(case)
    told = {
        one.day for one in case.every("stop_answer") if any(_ALARM in version["alarms"] for version in one.versions)
    }
    for one in case.every("screening"):
        if any(about & {*version.yes, *version.not_sure} for version in one.typed_versions):
            told.add(one.day)
    since = min((day for flag in lost_function(case) for day in flag.days), default=case.now.day + 1)
    for day, leg in found.items():
        if day in told or day >= since:
            leg.held = 1


_TOPIC, _ALARM = "weakness", "new_weakness"


def _lifts(one: Effective) -> bool:
    """Tell whether an examination made the numbness of that day the new measure."""
    values = one.values or {}
    return values.get("question") in LOST_FUNCTION and values.get("verdict") == "may_exercise"


def _said(one: Effective, side: str) -> LegDay:
    """Return what a check-in says of a leg: its newest version, made worse by what older ones said of function."""
    keys, values = _KEYS[side], one.values or {}
    found = _read(keys, values)
    for version in one.versions[:-1]:
        older = _read(keys, version)
        found.take(LegDay(**{name: getattr(older, name) for name in _FUNCTION}))
    return found


_FUNCTION = ("tingling", "numbness", "nerve_site", "strength", "held")
_FIELDS = ("leg_pain", "worst_leg_pain", "pain_site", "tingling", "numbness", "nerve_site", "strength", "numb_new_area")
_KEYS: Mapping[str, tuple[str, ...]] = {side: tuple(f"{side}_{name}" for name in _FIELDS) for side in SIDES}
_WEAKER: Mapping[str, int] = {"weaker": 1, "same": 0}


def _read(keys: tuple[str, ...], values: Mapping[str, Any]) -> LegDay:
    get = values.get
    pain, worst, site, tingling, numbness, nerve_site, strength, new_area = keys
    return LegDay(
        pain=max(get(pain, UNSAID), get(worst, UNSAID)),
        site=_RANK.get(get(site, ""), UNSAID),
        back=get("back_pain", UNSAID),
        tingling=get(tingling, UNSAID),
        numbness=get(numbness, UNSAID),
        nerve_site=_RANK.get(get(nerve_site, ""), UNSAID),
        strength=_WEAKER.get(get(strength, ""), UNSAID),
        held=int(get(new_area) is True),
    )


def _done(case: Case, side: str, found: Days, since: int) -> None:
    """Add sessions, and the stops on this side with what was felt then."""
    for one in case.every("session_started"):
        if one.day >= since:
            found.setdefault(one.day, LegDay()).sessions += 1
    sides: dict[str, str] = {}
    for one in case.every("stopped"):
        sides[one.id] = one.versions[0]["side"]
        if one.day >= since and sides[one.id] in {side, "both"}:
            found.setdefault(one.day, LegDay()).stops += 1
    for one in case.every("stop_answer"):
        values = one.versions[-1]
        if sides.get(values["stop"]) == side and one.day in found:
            found[one.day].pain = max(found[one.day].pain, values.get("leg_pain", UNSAID))


def sides_of(case: Case, of: Mapping[str, Days]) -> list[str]:
    """Return the legs that there is something to show of, the affected one first."""
    legs = str(case.facts.get("legs", "none"))
    named = [side for side in SIDES if legs in {side, "both"}]
    felt = [side for side in SIDES if side not in named and any(_felt(day) for day in of[side].values())]
    return [*named, *felt]


def _felt(day: LegDay) -> bool:
    return max(day.pain, day.site, day.tingling, day.numbness, day.strength) > 0


# -- columns -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """From which day to which, as ordinals, and how many days a column holds."""

    first: int
    last: int
    step: int = 1

    @property
    def begin(self) -> int:
        """Return the first day of the first column; the last column ends with the last day."""
        return self.last + 1 - -(-(self.last + 1 - self.first) // self.step) * self.step

    @property
    def starts(self) -> range:
        """Return the first day of each column."""
        return range(self.begin, self.last + 1, self.step)

    def column(self, day: int) -> int:
        """Return the number of the column that a day stands in; -1 outside."""
        begin = self.begin
        return (day - begin) // self.step if begin <= day <= self.last else -1

    def days(self, start: int) -> Iterable[int]:
        """Return the days of the column that begins here."""
        return range(start, start + self.step)


def columns(days: Days, span: Span, today: date) -> list[Column]:
    """Return the columns of the leg picture over some days."""
    return [_column(days, span, start, today) for start in span.starts]


def _column(days: Days, span: Span, start: int, today: date) -> Column:
    worst = worst_of(days, span.days(start))
    return Column(
        told=f"{when(span, start, today)}: {told(worst, span.step)}",
        date=short(span, start, today),
        recorded=worst.days > 0,
        pain=worst.pain,
        site=worst.site,
        back=worst.back,
        tingling=worst.tingling,
        numbness=worst.numbness,
        nerve_site=worst.nerve_site,
        weaker=worst.strength == 1,
        held=worst.held > 0,
        sessions=worst.sessions,
        stops=worst.stops,
    )


def short(span: Span, start: int, today: date) -> str:
    """Return a column's date as an axis shows it."""
    of = date.fromordinal(span.last if start == span.starts[-1] else start)
    year = "" if of.year == today.year else f" {of.year}"
    return "today" if of == today else f"{of.day} {of:%b}{year}"


def when(span: Span, start: int, today: date) -> str:
    """Return the day, or the days, of a column in words."""
    of = date.fromordinal(start)
    if span.step == 1:
        return words.day(of, today)
    last = date.fromordinal(start + span.step - 1)
    return f"{of.day} {of:%B} to {last.day} {last:%B} {last.year}"


def told(day: LegDay, step: int = 1) -> str:
    """Return a day in words, or the worst of some."""
    if not (day.days or day.sessions or day.stops):
        return "nothing written."
    parts = [*_symptoms(day), *_doings(day)] if day.days else ["no check-in", *_doings(day)]
    text = ". ".join(words.capital(part) for part in parts)
    return f"{'At worst: ' if step > 1 and day.days else ''}{text}."


def _symptoms(day: LegDay) -> list[str]:
    pain = score("leg pain", day.pain)
    parts = [f"{pain}, {reach(day.site)}" if day.pain > 0 else pain]
    nerve = f", {reach(day.nerve_site)}" if max(day.tingling, day.numbness) > 0 else ""
    parts.append(f"{score('tingling', day.tingling)}, {score('numbness', day.numbness)}{nerve}")
    parts += [score("back pain", day.back)] if day.back >= 0 else []
    return [*parts, f"strength {STRENGTH[day.strength]}"]


STRENGTH: Mapping[int, str] = {UNSAID: "not said", 0: "as at the start", 1: "weaker"}


def score(name: str, value: int) -> str:
    """Return a score in words."""
    return f"{name} not said" if value < 0 else f"no {name}" if not value else f"{name} {value}"


def reach(rank: int) -> str:
    """Return how far down something was felt."""
    return f"down to the {SITES[rank]}" if rank > 1 else "in the back" if rank == 1 else "place not said"


def _doings(day: LegDay) -> list[str]:
    sessions = [words.times(day.sessions, "session")] if day.sessions else []
    return [*sessions, *([f"stopped {words.times(day.stops, 'time')}"] if day.stops else [])]
