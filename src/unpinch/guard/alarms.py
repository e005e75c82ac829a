"""Red flags: what raises one, and the three ways in which it ends (readings, section 3; clinical rules, section 2)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from unpinch.guard.book import BOTH, EMERGENCY, NONE, SAME_DAY, SOON, UNSAID

if TYPE_CHECKING:
    from collections.abc import Mapping

    from unpinch.guard.book import Book
    from unpinch.guard.evidence import Evidence
    from unpinch.journal import Answers, Effective

HOUR_S = 3600
REPEATED = frozenset({"full", "weekly", "daily", "line"})
"""Scopes in which a cleared answer, given again, raises nothing."""
COMPLETE = frozenset({"full", "weekly", "daily"})
"""Scopes in which an emergency question left out counts as yes."""
_CALM_MOST = 64
FUNCTION = frozenset({"new_weakness", "new_numbness"})


class Flag(NamedTuple):
    """A standing flag: how urgent it is, the entries that raised it and were not lifted yet, and their local days."""

    urgency: int
    raisers: tuple[str, ...] = ()
    told_on: tuple[int, ...] = ()

    def newest_told(self, named: frozenset[str]) -> int:
        """Return the latest day on which one of the named entries raised it."""
        told = zip(self.raisers, self.told_on, strict=True)
        return max((day for raiser, day in told if raiser in named), default=UNSAID)


class Fever(NamedTuple):
    """What decides whether a fever flag ends by itself (way c)."""

    last_yes_s: int
    back_before: int
    denied_on: int = UNSAID
    infected: bool = False


def raise_flag(evidence: Evidence, name: str, urgency: int, raiser: Effective) -> None:
    """Let a flag stand, or one more entry raise it."""
    known = evidence.flags.get(name, Flag(urgency))
    raisers, told_on = (*known.raisers, raiser.id), (*known.told_on, raiser.day)
    if (raiser.id, raiser.day) in zip(known.raisers, known.told_on, strict=True):
        raisers, told_on = known.raisers, known.told_on
    evidence.flags = {**evidence.flags, name: Flag(max(urgency, known.urgency), raisers, told_on)}
    if name in FUNCTION:
        evidence.former = UNSAID


def standing(evidence: Evidence, at_s: int) -> Mapping[str, Flag]:
    """Return the flags that stand at a time: a fever may have ended since the last entry."""
    if evidence.fever is not None and _fever_is_over(evidence, at_s):
        return {name: flag for name, flag in evidence.flags.items() if name != "fever"}
    return evidence.flags


def read_screening(evidence: Evidence, entry: Effective) -> None:
    """Take the answers: calm ones quickly, all others one by one."""
    scope = _calm_scope(evidence.book, entry)
    if scope and not evidence.restless:
        evidence.today.line_due = False
        _completed(evidence, scope)
        return
    if entry.values is not None and entry.values["scope"] != "event":
        evidence.today.line_due = False
    _answers(evidence, entry)


def _calm_scope(book: Book, entry: Effective) -> str:
    """Return the scope of an unchanged screening in which every question is answered no, else nothing.

    The same answers are the same object, so that each answer of a calm morning is looked at once, not day after day.
    """
    if len(entry.versions) > 1 or entry.values is None:
        return ""
    answers: Answers = entry.typed
    scope = book.calm.get(answers)
    if scope is None:
        if len(book.calm) >= _CALM_MOST:
            book.calm.clear()
        scope = book.calm[answers] = _scope_if_calm(book, entry.values)
    return scope


def _scope_if_calm(book: Book, values: Mapping[str, Any]) -> str:
    scope = values["scope"]
    if values["yes"] or values["not_sure"] or scope not in COMPLETE:
        return ""
    return str(scope) if (book.emergency | book.needed[scope]).issubset(values["no"]) else ""


def _completed(evidence: Evidence, scope: str) -> None:
    evidence.today.daily_done = True
    if scope == "daily":
        return
    evidence.week_from = evidence.day
    if scope == "full":
        evidence.screened = evidence.fresh = True


def _answers(evidence: Evidence, entry: Effective) -> None:
    """Take each version by its own scope; what holds now denies, and completes, by the newest one's."""
    said = {name for values in entry.versions for name in (*values["yes"], *values["not_sure"])}
    newest = entry.values
    denied = set(newest["no"]) - said if newest is not None else set()
    _deny(evidence, denied, entry.lifted)
    if newest is not None and newest["scope"] == "full" and "fever" in denied and evidence.fever is not None:
        evidence.fever = evidence.fever._replace(denied_on=evidence.day)
    _accept(evidence, entry)
    if newest is not None:
        _judge_completeness(evidence, newest)
    if evidence.fever is not None:
        settle_fever(evidence, entry.at_s)


def _deny(evidence: Evidence, denied: set[str], lifted: frozenset[str]) -> None:
    evidence.cleared -= denied
    evidence.advised -= denied
    evidence.silenced -= denied
    for name in denied & evidence.flags.keys() if lifted else ():
        _lift(evidence, name, lifted)


def _lift(evidence: Evidence, name: str, named: frozenset[str]) -> bool:
    """Take the named entries off a flag; say whether nothing is left of it."""
    flag = evidence.flags[name]
    left = tuple(raiser for raiser in flag.raisers if raiser not in named)
    told_on = tuple(day for raiser, day in zip(flag.raisers, flag.told_on, strict=True) if raiser not in named)
    others = {other: known for other, known in evidence.flags.items() if other != name}
    evidence.flags = {**others, name: Flag(flag.urgency, left, told_on)} if left else others
    if not left and name == "fever":
        evidence.fever = None
    return not left


def _accept(evidence: Evidence, entry: Effective) -> None:
    book = evidence.book
    yes = {name for values in entry.versions for name in values["yes"]}
    raised = _raised(book, entry)
    for name in sorted(raised):
        urgency = book.urgency_of.get(name, SOON)
        if urgency == NONE:
            _advise(evidence, name, name in yes)
        elif raised[name] or name not in evidence.cleared:
            raise_flag(evidence, name, urgency, entry)
            if name == "fever":
                _heat(evidence, entry.at_s)
    unsure = {name for values in entry.versions for name in values["not_sure"]}
    if evidence.fever is not None and not book.infection.isdisjoint(yes | unsure):
        evidence.fever = evidence.fever._replace(infected=True)


def _raised(book: Book, entry: Effective) -> dict[str, bool]:
    """Return what some version says yes, doubts or leaves out; and whether that counts though it was cleared."""
    raised: dict[str, bool] = {}
    for values in entry.versions:
        anew = values["scope"] not in REPEATED
        for name in (*values["yes"], *values["not_sure"], *_left_out(book, values)):
            raised[name] = raised.get(name, False) or anew
    return raised


def _left_out(book: Book, values: Mapping[str, Any]) -> frozenset[str]:
    """Return the emergency questions that a complete screening left out."""
    return book.emergency.difference(_said(values)) if values["scope"] in COMPLETE else frozenset()


def _said(values: Mapping[str, Any]) -> tuple[str, ...]:
    return (*values["yes"], *values["no"], *values["not_sure"])


def _advise(evidence: Evidence, name: str, said_yes: bool) -> None:  # noqa: FBT001
    if not said_yes:
        return
    evidence.fragile = evidence.fragile or name == "bone_fragile"
    if name not in evidence.silenced:
        evidence.advised |= {name}


def _heat(evidence: Evidence, at_s: int) -> None:
    before = evidence.fever.back_before if evidence.fever is not None else UNSAID
    evidence.fever = Fever(at_s, max(before, evidence.back))


def settle_fever(evidence: Evidence, at_s: int) -> None:
    """End a fever flag for good once its time has come."""
    if _fever_is_over(evidence, at_s):
        evidence.flags = standing(evidence, at_s)
        evidence.fever = None


def _fever_is_over(evidence: Evidence, at_s: int) -> bool:
    fever = evidence.fever
    if fever is None or fever.infected or not UNSAID < fever.denied_on <= evidence.back_day:
        return False
    free = at_s - fever.last_yes_s >= evidence.limits.fever_free_hours * HOUR_S
    return free and UNSAID < evidence.back <= fever.back_before


def _judge_completeness(evidence: Evidence, values: Mapping[str, Any]) -> None:
    said, scope, today = _said(values), values["scope"], evidence.today
    if scope == "event" and "saddle" in said:
        today.stops = tuple(stop._replace(saddle_said=True) for stop in today.stops)
    if scope in COMPLETE and evidence.book.needed[scope].issubset(said):
        _completed(evidence, scope)
    elif scope in {"full", "weekly"}:
        today.daily_done = True


def read_clearance(evidence: Evidence, entry: Effective) -> None:
    """Lift what a clinician cleared by name. Taken back, it counts no more; `not_yet` in any version lifts nothing."""
    values = entry.values
    if values is None or any(version["verdict"] != "may_exercise" for version in entry.versions):
        return
    seen_on = _seen_on(entry)
    name, named = values["question"], frozenset(values["lifts"])
    if name in evidence.advised and entry.day - seen_on < evidence.limits.review_days:
        evidence.advised -= {name}
        evidence.silenced |= {name}
    elif name in evidence.flags and _looked_at(evidence, name, named, seen_on) and _lift(evidence, name, named):
        evidence.cleared |= {name}
        _after_clearance(evidence, name)


def _seen_on(entry: Effective) -> int:
    """Return the earliest day of examination that any version names; none where one of them still lies ahead."""
    days = sorted(date.fromisoformat(version["examined_on"]).toordinal() for version in entry.versions)
    return days[0] if days[-1] <= entry.day else UNSAID


def _looked_at(evidence: Evidence, name: str, named: frozenset[str], seen_on: int) -> bool:
    """Say whether the examination was of this: what is urgent is new on its day; the rest it holds until a review."""
    flag = evidence.flags[name]
    told_on = flag.newest_told(named)
    if flag.urgency >= SAME_DAY:
        return seen_on >= told_on
    return seen_on > told_on - evidence.limits.review_days


def _after_clearance(evidence: Evidence, name: str) -> None:
    if name == "second_leg":
        evidence.affected = BOTH
    if name == "new_numbness":
        today = evidence.today
        evidence.numb_from = evidence.day
        left, right = (evidence.latest_number(f"{side}_numbness") for side in ("left", "right"))
        today.least = left, right


def read_alarms(evidence: Evidence, entry: Effective) -> None:
    """Raise what a stop's answer says: alarms, and where it is felt."""
    alarms = evidence.book.programme.alarms
    for values in entry.versions:
        for name in values["alarms"]:
            alarm = alarms.get(name)
            if alarm is not None and alarm.tier is not None:
                raise_flag(evidence, alarm.flag, _urgency(alarm.tier), entry)
        if "between_legs" in values["where"]:
            raise_flag(evidence, "saddle", EMERGENCY, entry)
        if "other_leg" in values["where"]:
            raise_flag(evidence, "second_leg", EMERGENCY, entry)


def _urgency(tier: str) -> int:
    return {"emergency": EMERGENCY, "same_day": SAME_DAY}.get(tier, SOON)
