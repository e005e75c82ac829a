"""The verifier's key of the guard's evidence: everything that can matter later is in it, and only relative to now."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from tests.builders import Diary
from tests.guard.making import at, evidence_of
from tests.guard.scenes import NOW, START, D, a_day, evidence, history, stop
from unpinch.guard import Evidence
from unpinch.guard.alarms import Fever, Flag
from unpinch.guard.doses import Lighter, Rung
from unpinch.guard.person import Person
from unpinch.guard.today import Today
from unpinch.guidance.verify.keys import key_of
from unpinch.programme.bands import OwnedBand

RIDE_ALONG = {
    "book": "the programme, the same all along a walk",
    "limits": "the programme's numbers",
    "day": "the key is relative to it",
    "severe_day": "worked out from the days, which are in the key; it only spares a look at them",
    "grown": "worked out from the rungs, which are in the key",
}
OTHER: dict[str, Any] = {
    "ahead": True,
    "flags": {"fever": Flag(3, ("a",), (D,))},
    "cleared": frozenset({"fever"}),
    "advised": frozenset({"night_pain"}),
    "silenced": frozenset({"night_pain"}),
    "fragile": True,
    "fever": Fever(NOW.epoch_s - 60, 2),
    "screened": True,
    "fresh": False,
    "week_from": D - 2,
    "person": Person(key=frozenset({("legs", "left")})),
    "affected": 1,
    "bands": {"b": OwnedBand("b", "flat")},
    "today": a_day(worst=3),
    "back": 3,
    "back_day": D - 1,
    "numb_from": D - 1,
    "waiting": (a_day(D - 1, worst=2),),
    "history": history(a_day(D - 1, worst=2)),
    "reds": (D - 2,),
    "last_red": D - 2,
    "greens": 1,
    "greens_low": 1,
    "greens_after_red": 1,
    "phase": 1,
    "stabilise_day": D - 5,
    "former": 1,
    "flare_day": D - 3,
    "half_from": D - 1,
    "start": START,
    "strength_days": (D - 2,),
    "strength_at_s": NOW.epoch_s - 7200,
    "floss_day": D - 1,
    "traction_greens": 1,
    "cross_body_greens": 1,
    "practice": 1,
    "lighter": (Lighter("bridge", 3, 1),),
    "tingle_days": (D - 1,),
    "nerve_rest": D - 1,
    "rungs": {"bridge": Rung(1)},
    "ready": True,
    "booked_on": D + 2,
    "had_on": D - 2,
    "not_yet": "x",
    "not_yet_on": D - 2,
    "pauses": ((D - 2, D + 2),),
}


@pytest.mark.parametrize("name", OTHER)
def test_a_field_that_differs_makes_another_key(name: str) -> None:
    assert key_of(evidence(**{name: OTHER[name]}), NOW) != key_of(evidence(), NOW)


def test_when_it_was_practised_matters_where_it_was() -> None:
    one, other = (evidence(practice=1, practice_day=D - back) for back in (0, 1))
    assert key_of(one, NOW) != key_of(other, NOW)


def test_every_field_is_in_the_key_or_says_why_not() -> None:
    known = {one.name for one in fields(Evidence) if one.name != "programme"}
    assert known == OTHER.keys() | RIDE_ALONG.keys() | {"practice_day"}


TODAY_OTHER: dict[str, Any] = {
    "leg": 2,
    "leg_most": 2,
    "worst": 2,
    "levels": (1, 1, 1, 1, 1, 1),
    "least": (1, 1),
    "stirred": True,
    "weaker": True,
    "function_lost": True,
    "recorded": True,
    "daily_done": True,
    "line_due": True,
    "stops": (stop(),),
    "worse": True,
}


@pytest.mark.parametrize("name", TODAY_OTHER)
def test_a_day_that_differs_makes_another_key(name: str) -> None:
    assert key_of(evidence(a_day(**{name: TODAY_OTHER[name]})), NOW) != key_of(evidence(), NOW)


@pytest.mark.parametrize("name", ["worst", "levels", "least", "leg_most", "weaker", "stops", "ended", "done", "spare"])
def test_a_day_that_waits_to_be_judged_is_told_apart(name: str) -> None:
    value = TODAY_OTHER.get(name, 1)
    days = (a_day(D - 1), a_day(D - 1, **{name: value}))
    one, other = (evidence(waiting=(day,)) for day in days)
    assert key_of(one, NOW) != key_of(other, NOW)
    assert isinstance(days[0], Today)


@pytest.mark.parametrize("days", [1, 40, 400])
def test_the_same_story_on_another_day_has_the_same_key(days: int) -> None:
    keys = []
    for start in (NOW, NOW.plus(days * 86_400)):
        diary = Diary(start.text, name=start.text).ready()
        diary.calm_days(6)
        diary.morning(6, "foot", reaction="longer")
        diary.stop(settled=((2, "back"),))
        diary.next_day()
        diary.assessment("booked", None, 3)
        diary.pause(2)
        diary.next_day()
        diary.screening("event", ["fever"])
        keys.append(key_of(evidence_of(diary), at(diary)))
    assert keys[0] == keys[1]


def test_what_lies_too_far_back_no_longer_grows_older() -> None:
    one, other = (evidence(had_on=D - back, start=START) for back in (101, 300))
    assert key_of(one, NOW) == key_of(other, NOW)
    assert key_of(evidence(had_on=D - 99, start=START), NOW) != key_of(one, NOW)
