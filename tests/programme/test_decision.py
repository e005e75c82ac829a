import json

import pytest

from unpinch.programme.decision import BandAdvice, Decision, PlannedSet, Reason, Step, Tempo

FLOSS = PlannedSet(
    index=0,
    exercise="nerve_floss",
    level=1,
    side="left",
    repetitions=5,
    hold_s=0,
    tempo=(Tempo("straighten", 3, "Toes away."), Tempo("bend", 3, "Toes toward you.")),
    rest_s=60,
    optional=False,
    band=BandAdvice("none"),
    cues=("Smooth and easy.",),
)
HOLD = PlannedSet(0, "cross_body", 1, "left", 0, 20, (), 20, optional=False, band=BandAdvice("none"), cues=())


@pytest.mark.parametrize(("planned", "seconds"), [(FLOSS, 5 * 6 + 60), (HOLD, 20 + 20)])
def test_a_set_knows_how_long_it_takes(planned: PlannedSet, seconds: int) -> None:
    assert planned.seconds == seconds


def test_a_decision_is_plain_json() -> None:
    reason = Reason("phase.current", "You are in this phase because of how your leg has been.")
    decision = Decision("train", "none", "decompress", (FLOSS,), 2, (reason,))
    told = json.loads(json.dumps(decision.to_json()))
    assert told["kind"] == "train"
    assert told["sets"][0]["tempo"][0] == {"name": "straighten", "seconds": 3, "cue": "Toes away."}
    assert told["reasons"][0]["source"] == "choice"


def test_a_step_is_plain_json() -> None:
    told = json.loads(json.dumps(Step("s1", "set", FLOSS).to_json()))
    assert told["set"]["exercise"] == "nerve_floss"
    assert told["urgency"] == "none"
