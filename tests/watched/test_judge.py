"""The coach's words are held against the truth as described."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tools.watched import tally
from tools.watched.cases import case_of
from tools.watched.coached import Said
from tools.watched.film import Recording
from tools.watched.judge import Verdict, judged
from tools.watched.page import page, table
from tools.watched.story import FaultSpan, Span, Truth

TRUTH = Truth(
    repetitions_s=(10.0, 16.0),
    partials_s=(),
    holds=(),
    exercising=Span(4.0, 18.0),
    faults=(FaultSpan("arching", "middle", 12.0, 14.0, ("dropping_down",)),),
    homes_s=(9.0, 15.0),
)


def _recording(truth: Truth, name: str) -> Recording:
    time_s = np.arange(0, 20, 0.1)
    empty = np.zeros((200, 33, 4))
    return Recording(case_of(name), time_s, 640, 480, empty, empty[..., :3], np.ones(200, bool), truth)


def _verdict(*said: Said, name: str = "bridge-2-right-side-arching-middle-0") -> Verdict:
    return judged(_recording(TRUTH, name), said, 0.1)


def _said(kind: str, t_s: float, name: str = "", *, spoken: bool = False, seconds: float = 0.0) -> Said:
    return Said(kind, t_s, name, spoken, seconds)


def test_counts_are_compared_and_lag_is_told_in_frames() -> None:
    found = _verdict(_said("rep", 9.2), _said("rep", 15.4))
    assert (found.repetitions, found.counted, found.strays) == (2, 2, 0)
    assert found.lags_frames == pytest.approx((2.0, 4.0))


def test_a_count_while_getting_up_is_a_stray() -> None:
    assert _verdict(_said("rep", 19.9)).strays == 1


def test_a_fault_told_while_it_is_there_is_caught() -> None:
    found = _verdict(_said("fault", 13.0, "arching"))
    assert (found.caught, found.delay_s, found.untrue) == (True, 1.0, ())


def test_a_fault_told_long_before_is_untrue() -> None:
    found = _verdict(_said("fault", 6.0, "arching", spoken=True))
    assert (found.caught, found.untrue, found.untrue_spoken) == (False, ("arching",), 1)


def test_another_fault_is_untrue_unless_it_comes_along() -> None:
    found = _verdict(_said("fault", 13.0, "knees_fall_in"), _said("fault", 13.0, "dropping_down"))
    assert (found.caught, found.untrue) == (False, ("knees_fall_in",))


def test_to_say_that_it_cant_be_told_is_no_catch() -> None:
    found = _verdict(_said("unsure", 5.0, "arching"))
    assert (found.caught, found.unsure) == (False, True)


def test_the_clean_time_is_the_exercise_without_the_fault() -> None:
    assert _verdict().clean_s == pytest.approx(12.0)


def test_a_hold_is_right_when_near_enough() -> None:
    one = replace(_verdict(name="seated_hinge-1-right-side-clean-none-0"), hold_s=20.0, counted=0)
    assert tally.is_right(replace(one, held_s=22.9))
    assert not tally.is_right(replace(one, held_s=23.1))


def test_recall_and_precision_are_shares() -> None:
    caught = _verdict(_said("fault", 13.0, "arching"), _said("fault", 5.0, "arching"))
    missed = _verdict()
    assert str(tally.recall([caught, missed], "arching", ("middle",))) == "50 %"
    assert tally.precision([caught, missed], "arching") == tally.Share(1, 2)


def test_false_cues_are_told_by_ten_clean_minutes() -> None:
    wrong = replace(_verdict(), clean_s=120.0, untrue_spoken=1)
    assert tally.false_in_ten_minutes([wrong], spoken=True) == pytest.approx(5.0)


def test_the_page_shows_every_exercise_and_view() -> None:
    text = page([_verdict(_said("rep", 9.2))])
    for words in ("## The bars", "nerve_floss", "leg_traction", "head-end", "What can be judged"):
        assert words in text


def test_a_table_lines_up() -> None:
    assert table(("a", "b"), [("one", "2")]) == "| a   | b |\n| --- | - |\n| one | 2 |\n"
