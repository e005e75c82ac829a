"""The guard checks every step of the player's table, those that are only imagined too: a stop needs no network."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import shipped
from tests.screens.test_table import here, table, visit_of
from tests.screens.visiting import Visit
from unpinch.guidance import Session
from unpinch.journal import Moment
from unpinch.programme.decision import Step

FAULT = shipped().rule_texts["guard.fault"]


def faults(visit: Visit) -> list[dict[str, Any]]:
    steps = table(visit)["steps"].values()
    return [step for step in steps if any(text.startswith(FAULT) for text in step.get("text", ()))]


@pytest.mark.parametrize(("legs", "leg"), [("left", 3), ("both", 6), ("none", 0)])
def test_the_guard_finds_every_step_of_a_sound_session_sound(legs: str, leg: int) -> None:
    visit = visit_of(legs, leg=leg)
    assert faults(visit) == []


def test_a_session_that_asks_for_more_than_was_decided_ends_before_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = Session.offer

    def greedy(self: Session, now: Moment) -> Step:
        step = plain(self, now)
        if step.kind != "set" or step.set is None or not self.done:
            return step
        return replace(step, set=replace(step.set, repetitions=step.set.repetitions + 1, hold_s=step.set.hold_s + 1))

    monkeypatch.setattr(Session, "offer", greedy)
    visit = visit_of("none", leg=0)
    steps = table(visit)["steps"]
    assert here(visit)["kind"] == "set"
    after = steps[here(visit)["next"]["done"]]
    if after["kind"] == "felt":
        after = steps[after["next"]["same_or_better"]]
    assert after in faults(visit)
    assert after["next"] == {}
