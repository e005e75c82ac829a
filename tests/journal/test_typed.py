"""What an entry says as a typed value: words as numbers, -1 where nothing was said; the same for the same values."""

from __future__ import annotations

from typing import Any

import pytest

from unpinch.journal import Answers, CheckIn, Latest, Levels, SetDone
from unpinch.journal.kinds import SITES
from unpinch.journal.typed import is_quiet, typed

NOBODY: frozenset[str] = frozenset()
LEFT, RIGHT = frozenset({"left"}), frozenset({"right"})


def check_in(**values: Any) -> CheckIn:
    read = typed("check_in", values)
    assert isinstance(read, CheckIn)
    return read


def test_what_was_not_said_is_none_of_the_scores() -> None:
    blank = check_in()
    assert blank.levels == Levels(*[-1] * 7)
    assert blank.latest == Latest(*[-1] * 6)
    assert (blank.reaction, blank.soreness) == ("", None)
    assert blank[3:] == (None, False, False, False, NOBODY, NOBODY, False, NOBODY, NOBODY)


def test_it_takes_the_worst_of_both_sides_and_of_the_time_since() -> None:
    said = check_in(left_leg_pain=2, right_leg_pain=4, left_worst_leg_pain=7, left_tingling=1, right_numbness=3)
    assert said.levels == Levels(7, -1, -1, 1, -1, -1, 3)
    assert said.latest.leg == 4
    assert said.numb


@pytest.mark.parametrize("pain", SITES)
def test_a_side_reaches_as_far_as_its_pain_or_its_tingling(pain: str) -> None:
    said = check_in(left_pain_site=pain, left_nerve_site="knee", right_pain_site=pain)
    assert said.levels.left_site == max(SITES.index(pain), SITES.index("knee"))
    assert said.levels.right_site == SITES.index(pain)


@pytest.mark.parametrize(
    ("values", "touched"),
    [
        ({"left_leg_pain": 1, "left_pain_site": "thigh"}, {"left"}),
        ({"left_leg_pain": 5, "left_pain_site": "buttock"}, set()),
        ({"left_leg_pain": 5}, set()),
        ({"left_leg_pain": 0, "left_pain_site": "foot"}, set()),
        ({"left_tingling": 1, "right_numbness": 1}, {"left", "right"}),
    ],
)
def test_a_leg_is_touched_by_pain_below_the_buttock_by_tingling_or_numbness(
    values: dict[str, Any], touched: set[str]
) -> None:
    assert check_in(**values).touched == touched


def test_a_side_is_complete_when_its_four_answers_are_there() -> None:
    whole = {f"left_{name}": 0 for name in ("leg_pain", "tingling", "numbness")} | {"left_pain_site": "none"}
    assert check_in(**whole).complete == {"left"}
    for name in whole:
        assert check_in(**{key: value for key, value in whole.items() if key != name}).complete == set()


def test_it_reads_alarms_on_their_sides() -> None:
    weak = check_in(left_strength="weaker", right_strength="cannot_tell")
    area = check_in(right_numb_new_area=True, left_numb_new_area=False)
    assert (weak.weaker, weak.new_area, weak.alarming) == (LEFT, NOBODY, True)
    assert (area.weaker, area.new_area, area.alarming) == (NOBODY, RIGHT, True)


def test_it_reads_what_holds_for_the_day() -> None:
    said = check_in(back_pain=3, sock="limited", sit="free", painkillers=True, soreness=[], apart=["between_legs"])
    assert said.latest == Latest(-1, 3, 1, 0, -1, 1)
    assert (said.soreness, said.between_legs, said.front) == (False, True, False)
    assert check_in(soreness=["hips"]).soreness is True
    assert check_in(apart=["groin"]).front
    assert check_in(apart=["front_thigh"], reaction="longer").reaction == "longer"


def test_it_reads_a_finished_set() -> None:
    values = {"session": "s", "index": 0, "exercise": "bridge", "level": 1, "side": "both"}
    assert typed("set_done", values) == SetDone("bridge", "both", ("bridge", "both"), "s", 0, spare=False)
    more = typed("set_done", {**values, "repetitions": 8, "spare": True})
    assert (more.repetitions, more.spare) == (8, True)


def test_the_same_answers_are_the_same_object() -> None:
    values = {"scope": "daily", "yes": ["fever"], "no": ["saddle"], "not_sure": []}
    one, same = typed("screening", values), typed("screening", {**values, "yes": ["fever"]})
    assert isinstance(one, Answers)
    assert one is same
    assert one is not typed("screening", {**values, "scope": "event"})
    assert (one.scope, one.yes, one.no, one.not_sure) == ("daily", ("fever",), ("saddle",), ())


def test_it_says_nothing_of_what_was_taken_back_and_of_other_kinds() -> None:
    assert typed("check_in", None) is None
    assert typed("pause", {"reason": "travel"}) is None


@pytest.mark.parametrize(("answer", "quiet"), [("same_or_better", True), ("no_answer", True), ("worse", False)])
def test_a_feeling_is_quiet_unless_it_is_worse(answer: str, quiet: bool) -> None:  # noqa: FBT001 - a case of the table
    assert is_quiet("felt", {"answer": answer}) is quiet
