"""Red flags: what raises them and the only ways in which they end (docs/readings.md, section 3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from unpinch.guidance.book import Book
from unpinch.guidance.state import NEVER, Flag, Ledger
from unpinch.journal import Answers, Effective

TIER_RULES = {
    "emergency": "S1.emergency",
    "same_day": "S1.same_day",
    "not_before_checked": "S1.not_before_checked",
}
FEVER = "fever"
_GRAVEST_FIRST = tuple(TIER_RULES)
_URGENT = frozenset({"emergency", "same_day"})
LOST_FUNCTION = frozenset({"new_weakness", "new_numbness"})
"""Flags of S13. Whatever raises one, nobody returns from a flare by the short way."""
_HOUR_S = 3600


def raise_flag(ledger: Ledger, name: str, tier: str, entry: Effective, rule: str = "") -> None:
    """Raise a flag, or add the entry to one that stands. A standing flag rises to a graver tier and never falls."""
    if name in LOST_FUNCTION:
        ledger.former = None
    raised = Flag(name, tier, rule or TIER_RULES[tier])
    flags = {flag.id: flag for flag in ledger.flags}
    old = flags.get(name, raised)
    flags[name] = min(old, raised, key=lambda flag: _GRAVEST_FIRST.index(flag.tier))
    days = dict(zip(old.raised, old.days, strict=True))
    days[entry.id] = max(entry.day, days.get(entry.id, 0))
    flags[name] = flags[name]._replace(raised=tuple(days), days=tuple(days.values()))
    ledger.flags = tuple(flags.values())


def lift(ledger: Ledger, name: str, entries: Collection[str]) -> bool:
    """Take the named entries off a flag; it falls when none is left. Say whether it stood and fell."""
    lifted = [_without(flag, entries) if flag.id == name else flag for flag in ledger.flags]
    ledger.flags = tuple(flag for flag in lifted if flag.raised)
    return len(ledger.flags) < len(lifted)


def _without(flag: Flag, entries: Collection[str]) -> Flag:
    left = [(one, day) for one, day in zip(flag.raised, flag.days, strict=True) if one not in entries]
    return flag._replace(raised=tuple(one for one, _ in left), days=tuple(day for _, day in left))


class _Answers(NamedTuple):
    """A screening's values as sets, and what of them alarms.

    `full`, `weekly`, `daily`: it is complete as a screening of that scope.
    """

    scope: str
    no: frozenset[str]
    answered: frozenset[str]
    alarming: tuple[str, ...]
    full: bool
    weekly: bool
    daily: bool


@lru_cache(maxsize=512)
def _read(book: Book, said: Answers) -> _Answers:
    """Read a screening. The same answers come day after day, so the reading is kept."""
    answered = frozenset(said.yes).union(said.no, said.not_sure)
    alarming = [*said.yes, *(name for name in said.not_sure if name not in book.advise)]
    if said.scope in {"full", "weekly", "daily"}:
        asked = book.emergency if said.scope != "weekly" else book.emergency & book.weekly
        alarming.extend(sorted(asked - answered))
    full = said.scope == "full" and answered >= book.questions
    weekly = full or (said.scope == "weekly" and answered >= book.weekly)
    daily = weekly or (said.scope == "daily" and answered >= book.daily - book.emergency)
    return _Answers(said.scope, frozenset(said.no), answered, tuple(alarming), full, weekly, daily)


def screening(book: Book, ledger: Ledger, entry: Effective) -> None:
    """Take in the answers of a screening."""
    for said in entry.typed_versions:
        answers = _read(book, said)
        if answers.alarming:
            _yes(book, ledger, entry, answers)
    if entry.typed is None:
        return
    answers = _read(book, entry.typed)
    _no(ledger, entry, answers.no)
    _note_scope(ledger, answers)
    if answers.scope == "full" and FEVER in answers.no:
        _fever_free(book, ledger)


def _yes(book: Book, ledger: Ledger, entry: Effective, answers: _Answers) -> None:
    anew = answers.scope == "event"
    for name in answers.alarming:
        tier = book.tiers.get(name, "not_before_checked")
        if tier == "advise":
            _advise(ledger, name)
        elif anew or name not in ledger.cleared:
            ledger.cleared -= {name}
            raise_flag(ledger, name, tier, entry)
            ledger.infection = ledger.infection or name in book.infection
        if name == FEVER:
            _fever(ledger)


def _advise(ledger: Ledger, name: str) -> None:
    ledger.advised |= {name}
    ledger.bone_fragile = ledger.bone_fragile or name == "bone_fragile"


def _no(ledger: Ledger, entry: Effective, no: frozenset[str]) -> None:
    if ledger.cleared:
        ledger.cleared -= no
    if ledger.advised:
        ledger.advised -= no
        ledger.silenced -= no
    for name in no if entry.lifted else ():
        lift(ledger, name, entry.lifted)


def _note_scope(ledger: Ledger, answers: _Answers) -> None:
    day = ledger.day
    if answers.full:
        ledger.full_day = day
    if answers.weekly:
        ledger.weekly_day = day
    if answers.daily:
        ledger.daily_day = day
    if answers.scope != "event":
        ledger.line_needed = False
    elif ledger.today.stops and "saddle" in answers.answered:
        ledger.today.stops = tuple(stop._replace(needs_saddle=False) for stop in ledger.today.stops)


def _fever(ledger: Ledger) -> None:
    ledger.fever_yes_s, ledger.fever_back, ledger.fever_no = ledger.now_s, ledger.back, False


def _fever_free(book: Book, ledger: Ledger) -> None:
    ledger.fever_no = ledger.now_s - ledger.fever_yes_s >= book.t.fever_free_hours * _HOUR_S
    try_fever(ledger)


def try_fever(ledger: Ledger) -> None:
    """Let a fever end by its own way: long enough free, a new full screening, the back no worse, no infection risk."""
    calm_back = NEVER < ledger.today.latest.back <= ledger.fever_back
    if ledger.fever_no and calm_back and not ledger.infection:
        ledger.flags = tuple(flag for flag in ledger.flags if flag.id != FEVER)


def examined_in_time(book: Book, flag: Flag, lifts: Collection[str], examined_day: int) -> bool:
    """Say whether an examination can have looked at what the named entries tell of: urgent things are new that day."""
    newest = max((day for one, day in zip(flag.raised, flag.days, strict=True) if one in lifts), default=NEVER)
    return newest - examined_day < (1 if flag.tier in _URGENT else book.t.review_days)


def clearance(book: Book, ledger: Ledger, entry: Effective) -> None:
    """Take in a clearance: it lifts just the entries it names, and only if every version of it says so."""
    if entry.values is None or any(version["verdict"] != "may_exercise" for version in entry.versions):
        return
    examined = [date.fromisoformat(version["examined_on"]).toordinal() for version in entry.versions]
    if max(examined) <= entry.day:
        _cleared(book, ledger, entry, entry.values, min(examined))


def _cleared(book: Book, ledger: Ledger, entry: Effective, values: Mapping[str, Any], examined_day: int) -> None:
    question, lifts = values["question"], values["lifts"]
    if question in ledger.advised and entry.day - examined_day < book.t.review_days:
        ledger.silenced |= {question}
    in_time = any(flag.id == question and examined_in_time(book, flag, lifts, examined_day) for flag in ledger.flags)
    fell = in_time and lift(ledger, question, lifts)
    if fell:
        ledger.cleared |= {question}
    if fell and question == "new_numbness":
        _new_best(ledger)


def _new_best(ledger: Ledger) -> None:
    """Let the numbness that a clinician saw be the best that later numbness is compared with."""
    ledger.numb = ((ledger.day, *ledger.numb_now),) if max(ledger.numb_now) >= 0 else ()
