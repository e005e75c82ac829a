"""Which sets a day holds, and how a session keeps to them: tables (docs/readings.md, sections 4, 7 and 8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.guard.making import a_set
from tests.guidance.ledgers import NOW, D, day, stop, view
from tests.guidance.test_offer_tables import sitting as session_of
from tests.guidance.test_session import decompressing
from unpinch.guidance import gates, planner, sets
from unpinch.guidance.blocks import BLOCKS
from unpinch.guidance.book import Amount
from unpinch.guidance.gates import ASKS
from unpinch.guidance.limits import LIMITS
from unpinch.guidance.person import learn, person
from unpinch.guidance.sets import Sitting
from unpinch.guidance.state import Doing, Start
from unpinch.programme.decision import BandAdvice

START = Start(D - 20, 4, 3, 0, 1)


# the plan of a day


def test_all_that_is_missing_is_asked_for_together_and_nothing_where_nothing_is() -> None:
    asks = tuple(replace(one, missing=lambda _: True) for one in ASKS)
    outcome = gates._asking(asks)(view())
    assert outcome is not None
    assert outcome.asks == tuple(one.asks for one in ASKS)
    assert gates._asking(tuple(replace(one, missing=lambda _: False) for one in ASKS))(view()) is None


@pytest.mark.parametrize(
    ("exercise", "level", "back", "then"),
    [
        ("bridge", 2, 4, 2),
        ("bridge", 2, 5, 1),
        ("bridge", 3, 9, 2),
        ("bridge", 1, 5, 1),
        ("clamshell", 2, 5, 2),
    ],
)
def test_the_bridge_is_one_level_lighter_above_a_back_pain_of_four(
    exercise: str, level: int, back: int, then: int
) -> None:
    found = Sitting(view(start=START, back=back), (), ())
    assert sets._limited_level(found, exercise, level) == then


@pytest.mark.parametrize(("ease", "amount"), [(0, Amount(2, 8, 0)), (1, Amount(1, 8, 0)), (2, Amount(1, 4, 0))])
def test_after_a_flare_the_dose_comes_back_step_by_step(ease: int, amount: Amount) -> None:
    found = Sitting(view(ease=ease, phase="stabilise"), (), ())
    assert sets._amount(found, "bridge", 1, Doing(1)) == amount


@pytest.mark.parametrize(("conditions", "level", "repetitions"), [([], 2, 15), (["neuropathy"], 1, 5)])
def test_a_lower_level_comes_at_its_own_start(conditions: list[str], level: int, repetitions: int) -> None:
    someone = person(learn((), {"legs": "left", "conditions": conditions}))
    known: dict[str, Any] = {"person": someone, "phase": "decompress", "start": START}
    found = sets.sitting(view(doing=(("nerve_floss", "left", Doing(2, step=5)),), **known), (), BLOCKS)
    assert [(one.level, one.repetitions) for one in found.sets] == [(level, repetitions)]


@pytest.mark.parametrize("rule", ["S1.advise", "S1.advise_severe"])
def test_an_advised_check_leaves_the_moves_of_the_first_phase_at_their_dose(rule: str) -> None:
    limit = next(one for one in LIMITS if one.id == rule)
    found = Sitting(view(phase="stabilise"), (limit,), ())
    assert sets._moves(found) == ("nerve_floss", "leg_traction")
    assert not limit.half


@pytest.mark.parametrize(("hold_s", "minutes"), [(45, 1), (46, 2), (105, 2), (106, 3)])
def test_the_minutes_of_a_plan_are_its_seconds_and_fifteen_a_set_rounded_up(hold_s: int, minutes: int) -> None:
    one = a_set("traction", hold_s=hold_s, rest_s=0, tempo=())
    found = Sitting(view(phase="decompress"), (), (), sets=[one])
    assert planner._planned(found.view, found, []).minutes == minutes


# a session


def test_a_session_keeps_the_band_of_its_decision() -> None:
    planned = a_set("floss", 1, band=BandAdvice("flat", "b", 25, 5, 10))
    step = replace(session_of(), sets=(planned,)).offer(NOW)
    assert step.set is not None
    assert step.set.band == planned.band


@pytest.mark.parametrize(
    ("ago_s", "back", "not_back"),
    [(30, "settled", "settled"), (120, "ended", "settled"), (599, "ended", "settled"), (600, "ended", "ended")],
)
def test_what_follows_back_and_not_back_hangs_on_the_minutes_since_the_stop(
    ago_s: int, back: str, not_back: str
) -> None:
    one, session = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2))
    today = day(stops=(stop(reason="tingling", ids=(one,), session=session),))
    here = replace(session_of(today), id=session, stop=one, stopped_s=NOW.epoch_s - ago_s)
    ahead = here.ahead(NOW)
    assert (ahead["settled:back"].kind, ahead["settled:not_back"].kind) == (back, not_back)


def test_of_two_stops_that_wait_the_newest_is_asked_about() -> None:
    today = day(stops=(stop(ids=("x",)), stop(ids=("y",))))
    assert session_of(today).offer(NOW).reasons[0].entries == ("y",)


def test_an_answer_put_right_later_lets_the_session_go_on() -> None:
    here = decompressing()
    while (step := here.offer()).kind == "set":
        here.finish(step)
    here.feel(step, "no_answer")
    assert here.offer().kind == "felt"
    here.diary.wait(minutes=20).correct(here.diary.entries[-1], answer="same_or_better")
    assert here.offer().kind != "felt"
