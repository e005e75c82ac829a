"""The coach watches every kept clip: landmarks of the real model, truth of the movement itself."""

from __future__ import annotations

import pytest

from tools.clips.kept import Kept
from tools.clips.plan import LEVELS
from tools.clips.replay import watched
from tools.watched import tally
from tools.watched.cases import case_of
from tools.watched.judge import Verdict

SURE = ("bridge", "clamshell", "leg_traction", "seated_hinge")
"""Exercises in which the model keeps the legs apart; in the others it takes one for the other (docs/coach-clips.md)."""
LOST = "bridge-2-left-oblique-clean-none-2"
"""With the hips up the model turns this body end to end, or loses it: the set-up says so, and goes green only late."""
SAID = frozenset({"nobody", "level"})
"""What the set-up says where the model loses a person: that nobody is seen, or that the camera stands too high."""


@pytest.fixture(scope="module")
def found(every: tuple[Kept, ...]) -> list[Verdict]:
    return [watched(one)[1] for one in every]


def test_it_arms_in_every_clip_in_which_it_doesnt_say_that_it_sees_too_little(found: list[Verdict]) -> None:
    assert [one.case for one in found if not one.armed and not SAID & {*one.framing}] == []
    assert sum(one.armed for one in found) >= len(found) - 2


def test_it_counts_and_holds_right_form_where_the_legs_are_told_apart(found: list[Verdict]) -> None:
    right = tally.right([one for one in tally.of(found, SURE, kinds=tally.PLAIN) if one.case != LOST])
    assert right.whole >= 8
    assert right.ratio >= 0.9


def test_it_hardly_ever_counts_more_than_was_done(found: list[Verdict]) -> None:
    counted = tally.of(found, tally.COUNTED)
    assert sum(one.counted > one.repetitions for one in counted) <= MORE_RATIO * len(counted)
    assert [one.case for one in counted if one.strays] == []
    clean = tally.of(counted, kinds=tally.PLAIN)
    assert [one.case for one in clean if one.counted != one.repetitions] == [LOST]


def test_it_tells_a_good_part_of_the_faults_that_it_does_not_call_unsure(found: list[Verdict]) -> None:
    judged = [one for one in found if case_of(one.case).is_fault and not one.unsure]
    assert tally.share(judged, [one.caught for one in judged]).ratio >= FAULTS_TOLD


def test_it_seldom_tells_what_is_not_so(found: list[Verdict]) -> None:
    clean = tally.of(found, SURE, kinds=tally.PLAIN)
    assert [(one.case, one.untrue) for one in clean if one.untrue] == []
    assert sum(len(one.untrue) for one in found) <= UNTRUE_RATIO * len(found)


def test_every_exercise_is_counted_or_held_in_some_clip(found: list[Verdict]) -> None:
    for exercise in LEVELS:
        assert tally.right(tally.of(found, (exercise,))).part, exercise


FAULTS_TOLD, UNTRUE_RATIO, MORE_RATIO = 0.6, 0.1, 0.05
"""Floors a little below what was measured."""
