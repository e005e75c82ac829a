"""Small rules of the guard about red flags, one table each (docs/readings.md, section 3; clinical rules, section 2)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import Diary, asked_in, shipped
from tests.guard.making import evidence_of
from tests.guard.scenes import NOW, D, evidence, said
from unpinch.guard import alarms
from unpinch.guard.alarms import Fever, Flag
from unpinch.guard.book import BOTH, EMERGENCY, LEFT, SAME_DAY, STABILISE, UNSAID
from unpinch.journal import Entry

RAISER = "00000000-0000-4000-8000-0000000000bb"


def screening(scope: str, yes: tuple[str, ...] = (), *, unanswered: str = "") -> Entry:
    """No to all that the scope asks, but for what is said otherwise."""
    calm = [name for name in asked_in(scope) if name not in yes and name != unanswered]
    return said("screening", {"scope": scope, "yes": list(yes), "no": calm, "not_sure": []})


@pytest.mark.parametrize(
    ("scope", "raised"), [("full", False), ("weekly", False), ("daily", False), ("line", False), ("event", True)]
)
def test_a_cleared_answer_given_again_raises_nothing_unless_something_new_is_told(scope: str, raised: bool) -> None:
    found = evidence(cleared=frozenset({"saddle"}))
    alarms.read_screening(found, screening(scope, ("saddle",)))
    assert ("saddle" in found.flags) is raised


@pytest.mark.parametrize(
    ("name", "former"),
    [("new_weakness", UNSAID), ("new_numbness", UNSAID), ("fever", STABILISE), ("saddle", STABILISE)],
)
def test_only_lost_function_forgets_the_phase_before_a_flare(name: str, former: int) -> None:
    found = evidence(former=STABILISE)
    alarms.raise_flag(found, name, SAME_DAY, said("preference", {}))
    assert found.former == former


@pytest.mark.parametrize("back", [2, 6])
def test_a_fever_that_has_ended_does_not_come_back_with_a_back_that_is_worse_later(back: int) -> None:
    diary = Diary().ready()
    diary.check_in(3, back=2)
    diary.screening("event", yes=["fever"])
    diary.next_day(days=3).check_in(3, back=2)
    diary.screening("full")
    diary.check_in(3, back=back)
    assert not evidence_of(diary).flags


@pytest.mark.parametrize(
    ("name", "named", "stand", "known"),
    [
        ("saddle", {"c"}, {"fever"}, True),
        ("saddle", {"a"}, {"fever", "saddle"}, True),
        ("fever", {"a"}, {"fever", "saddle"}, True),
        ("fever", {"a", "b"}, {"saddle"}, False),
    ],
)
def test_when_a_fever_began_is_known_while_its_flag_stands(
    name: str, named: set[str], stand: set[str], known: bool
) -> None:
    flags = {"fever": Flag(SAME_DAY, ("a", "b"), (D, D)), "saddle": Flag(EMERGENCY, ("c",), (D,))}
    found = evidence(flags=flags, fever=Fever(0, 2))
    alarms._lift(found, name, frozenset(named))
    assert (set(found.flags), found.fever is not None) == (stand, known)


SAME_DAY_QUESTION = next(one.id for one in shipped().questions.values() if one.tier == "same_day")


@pytest.mark.parametrize(
    ("scope", "unanswered", "done", "complete"),
    [
        ("full", "", True, True),
        ("full", SAME_DAY_QUESTION, True, False),
        ("weekly", "", True, True),
        ("weekly", SAME_DAY_QUESTION, True, False),
        ("daily", "", True, False),
        ("daily", SAME_DAY_QUESTION, False, False),
        ("line", "", False, False),
        ("event", "", False, False),
    ],
)
def test_a_longer_screening_is_one_of_today_even_with_a_question_left_out(
    scope: str, unanswered: str, done: bool, complete: bool
) -> None:
    found = evidence()
    alarms.read_screening(found, screening(scope, unanswered=unanswered))
    assert (found.today.daily_done, found.week_from == D) == (done, complete)


@pytest.mark.parametrize("name", ["saddle", "both_legs", "second_leg"])
def test_both_legs_count_as_affected_after_a_clearance_for_the_second_alone(name: str) -> None:
    found = evidence(affected=LEFT, flags={name: Flag(EMERGENCY, (RAISER,), (D,))})
    values: dict[str, Any] = {"question": name, "verdict": "may_exercise", "examined_by": "Dr Example"}
    alarms.read_clearance(found, said("clearance", {**values, "examined_on": NOW.text[:10], "lifts": [RAISER]}))
    assert not found.flags
    assert found.affected == (BOTH if name == "second_leg" else LEFT)
