"""Stops and their answers, and how an exercise felt (S2, S3; docs/readings.md, section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unpinch.guidance import flags
from unpinch.guidance.book import Book
from unpinch.guidance.day import Stop
from unpinch.guidance.doing import change
from unpinch.guidance.state import NEVER, Doing, Ledger
from unpinch.journal import Effective


def stopped(book: Book, ledger: Ledger, entry: Effective) -> None:
    values = entry.versions[0]
    today = ledger.today
    start = next((leg for name, leg, _ in today.sessions if name == values["session"]), today.latest.leg)
    stop = Stop(
        session=values["session"],
        exercise=values["exercise"],
        level=values["level"],
        side=values["side"],
        nerve_load=min([book.nerve_load(one["exercise"], one["level"]) for one in entry.versions]),
        half_start=start >= book.t.half_dose_leg_pain,
        ids=(entry.id,),
    )
    today.touched = True
    today.stops = (*today.stops, stop._replace(ends_session=stop.half_start))
    today.ended_early = today.ended_early or today.stops[-1].ended


def stop_answer(book: Book, ledger: Ledger, entry: Effective) -> None:
    today = ledger.today
    for values in entry.versions:
        _stop_flags(book, ledger, entry, values)
        today.levels = today.levels._replace(worst=max(today.levels.worst, values.get("leg_pain", -1)))
        today.stops = tuple(_answer(book, ledger, stop, entry, values) for stop in today.stops)
    _note_end(ledger)


def _answer(book: Book, ledger: Ledger, stop: Stop, entry: Effective, values: Mapping[str, Any]) -> Stop:
    """Return the stop with its answer; of several versions the graver one stays."""
    if stop.ids[0] != values["stop"] or not values["alarms"]:
        return stop
    alarm = any(one != "none" for one in values["alarms"]) or "between_legs" in values["where"]
    reason = stop.reason if stop.reason == "tingling" else values["reason"]
    tingling = reason == "tingling"
    return stop._replace(
        reason=reason,
        alarm=stop.alarm or alarm,
        ends_session=stop.ends_session or alarm or _too_strong(book, ledger, stop, values),
        back=stop.back or _back_ends(book, ledger, stop, values),
        needs_saddle=stop.needs_saddle or (tingling and "buttock" in values["where"]),
        ids=tuple(dict.fromkeys((*stop.ids, entry.id))),
    )


def _too_strong(book: Book, ledger: Ledger, stop: Stop, values: Mapping[str, Any]) -> bool:
    leg, t = values.get("leg_pain", NEVER), book.t
    start = next((at for name, at, _ in ledger.today.sessions if name == stop.session), ledger.today.first_leg)
    if leg < 0:
        return bool(values["reason"] == "too_strong")
    return bool(leg >= t.session_end_leg_pain or leg >= start + t.session_end_leg_rise)


def _back_ends(book: Book, ledger: Ledger, stop: Stop, values: Mapping[str, Any]) -> bool:
    """Sharp back pain, or well above its start, ends the exercise but not the session."""
    start = next((back for name, _, back in ledger.today.sessions if name == stop.session), NEVER)
    rise = max(start, 0) + book.t.exercise_end_back_rise
    return bool(values.get("back_sharp")) or values.get("back_pain", NEVER) >= rise


def _stop_flags(book: Book, ledger: Ledger, entry: Effective, values: Mapping[str, Any]) -> None:
    for name in values["alarms"]:
        alarm = book.programme.alarms.get(name)
        if alarm is not None and alarm.tier is not None:
            flags.raise_flag(ledger, alarm.flag, alarm.tier, entry)
    if "between_legs" in values["where"]:
        flags.raise_flag(ledger, "saddle", "emergency", entry)
    if "other_leg" in values["where"]:
        flags.raise_flag(ledger, "second_leg", "emergency", entry)


def settled(book: Book, ledger: Ledger, entry: Effective) -> None:
    today = ledger.today
    for values in entry.versions:
        today.stops = tuple(_settle(book, stop, values) for stop in today.stops)
    _note_end(ledger)


def _settle(book: Book, stop: Stop, values: Mapping[str, Any]) -> Stop:
    if stop.ids[0] != values["stop"] or stop.settled == "not_back":
        return stop
    after, t = values["after_min"], book.t
    if values["answer"] == "back":
        return stop._replace(settled="back") if after >= t.settle_first_min else stop
    return stop._replace(settled="not_back") if after >= t.settle_last_min and not stop.settled else stop


def _note_end(ledger: Ledger) -> None:
    today = ledger.today
    for stop in today.stops:
        today.ended_early = today.ended_early or stop.ended


def felt(book: Book, ledger: Ledger, entry: Effective) -> None:
    """Take in that an exercise felt worse; another answer is quiet (see `journal.typed`)."""
    values = entry.versions[0]
    today = ledger.today
    pair = (values["exercise"], values["side"])
    today.touched = True
    if pair not in today.felt_worse:
        today.felt_worse = tuple(sorted((*today.felt_worse, pair)))
        change(book, ledger, pair, lambda doing: _step_down(doing, values["level"]))


def _step_down(doing: Doing, level: int) -> Doing:
    """Return one step lighter than what felt worse: it may have been done at an easier level than planned."""
    if level < doing.level or not doing.step:
        return Doing(min(level, doing.level), half=True)
    return Doing(doing.level, doing.step - 1)
