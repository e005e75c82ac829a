"""Proposals for the guard's tests, made by hand: sets at their start dose, decisions to train, rest or seek care."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.builders import EXERCISES, Diary, shipped
from unpinch.guard import Breach, Evidence, check, check_step, read
from unpinch.journal import Moment, settle
from unpinch.programme.decision import BandAdvice, Decision, Phase, PlannedSet, Step, Urgency

NO_BAND = BandAdvice("none")


def at(diary: Diary) -> Moment:
    return Moment.parse(diary.now)


def evidence_of(diary: Diary) -> Evidence:
    return read(shipped(), settle(diary.entries, at(diary)).entries)


def a_set(exercise: str, level: int | None = None, side: str | None = None, **changes: Any) -> PlannedSet:
    name = EXERCISES.get(exercise, exercise)
    usual = 1 if name == "nerve_floss" else shipped().exercises[name].levels[0].number
    found = shipped().exercises[name].level(usual if level is None else level)
    where: Any = side or ("both" if name == "bridge" else "left")
    dose = found.dose
    planned = PlannedSet(
        index=0,
        exercise=name,
        level=found.number,
        side=where,
        repetitions=dose.repetitions,
        hold_s=dose.hold_s,
        tempo=dose.tempo,
        rest_s=dose.rest_s,
        optional=False,
        band=NO_BAND,
        cues=found.cues,
    )
    return replace(planned, **changes)


def half(exercise: str = "floss", level: int | None = None, **changes: Any) -> PlannedSet:
    whole = a_set(exercise, level)
    halved = {"repetitions": (whole.repetitions + 1) // 2, "hold_s": (whole.hold_s + 1) // 2}
    return replace(whole, **{**halved, **changes})


def train(*sets: PlannedSet, phase: Phase | None = "decompress", urgency: Urgency = "none", **changes: Any) -> Decision:
    numbered = tuple(replace(one, index=place) for place, one in enumerate(sets))
    return replace(Decision("train", urgency, phase, numbered, 5, ()), **changes)


def rest(*asks: str, urgency: Urgency = "none", phase: Phase | None = None, **changes: Any) -> Decision:
    advice = ("bad_day_care", "walking", "assessment")
    return replace(Decision("rest", urgency, phase, (), 0, (), asks=asks, advice=advice), **changes)


def care(urgency: Urgency = "emergency", **changes: Any) -> Decision:
    return rest(urgency=urgency, kind="seek_care", **changes)


def breaches(diary: Diary, decision: Decision) -> tuple[Breach, ...]:
    return check(evidence_of(diary), at(diary), decision)


def broken(diary: Diary, decision: Decision) -> set[str]:
    return {breach.invariant for breach in breaches(diary, decision)}


def step_of(diary: Diary, planned: PlannedSet | None = None, **changes: Any) -> Step:
    return replace(Step(diary.open_session or diary.new_id("session"), "set", planned), **changes)


def broken_by_step(diary: Diary, step: Step, decision: Decision) -> set[str]:
    return {breach.invariant for breach in check_step(evidence_of(diary), at(diary), step, decision)}


def first_day(legs: str = "left", leg: int = 3, site: str = "calf", **more: Any) -> Diary:
    """A first day with everything known: a left leg that hurts a little."""
    diary = Diary().ready(legs=legs)
    diary.check_in(leg, site, **more)
    return diary
