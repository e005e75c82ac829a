"""Hypothesis strategy: short lives of all kinds, for properties that must hold in every state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tests.builders import Diary, shipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

SITES = ("none", "back", "buttock", "thigh", "knee", "calf", "foot")
QUESTIONS = tuple(question.id for question in shipped().questions.values())


@st.composite
def diaries(draw: Callable[..., Any]) -> Diary:
    """Draw a diary of up to about ten days."""
    diary = Diary()
    if draw(st.integers(0, 9)):
        diary.ready(
            legs=draw(st.sampled_from(["left", "right", "both", "none"])), age_years=draw(st.sampled_from([17, 40]))
        )
    for act in draw(st.lists(st.sampled_from(ACTS), max_size=25)):
        act(diary, draw)
    return diary


def _check_in(diary: Diary, draw: Callable[..., Any]) -> None:
    more = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "tingling": st.integers(0, 3),
                "numbness": st.integers(0, 4),
                "reaction": st.sampled_from(["none", "to_2_h", "longer", "this_morning"]),
                "left_strength": st.sampled_from(["same", "weaker", "cannot_tell"]),
                "apart": st.sampled_from([[], ["groin"], ["between_legs"]]),
                "soreness": st.sampled_from([[], ["hips"]]),
                "painkillers": st.booleans(),
                "without": st.sampled_from([(), ("left_leg_pain",), ("left_pain_site", "bend"), ("back_pain",)]),
            },
        )
    )
    leg = draw(st.integers(0, 9))
    diary.due_screening()
    diary.check_in(leg, draw(st.sampled_from(SITES)), **more)


def _calm(diary: Diary, draw: Callable[..., Any]) -> None:
    exercise = draw(st.sampled_from(["floss", "traction", "cross_body", "clamshell"]))
    diary.day(draw(st.integers(0, 4)), train={exercise: 5})


def _screening(diary: Diary, draw: Callable[..., Any]) -> None:
    scope = draw(st.sampled_from(["full", "weekly", "daily", "line", "event"]))
    diary.screening(scope, draw(st.lists(st.sampled_from(QUESTIONS), max_size=1)))


def _lift(diary: Diary, draw: Callable[..., Any]) -> None:
    raisers = [e for e in diary.entries if e.kind in {"screening", "check_in", "stop_answer", "about"}][-3:]
    question = draw(
        st.sampled_from([*QUESTIONS[:4], "new_numbness", "new_weakness", "second_leg", "fever", "under_18"])
    )
    diary.clearance(question, raisers, draw(st.sampled_from(["may_exercise", "may_exercise", "not_yet"])))


def _session(diary: Diary, draw: Callable[..., Any]) -> None:
    exercise = draw(st.sampled_from(["floss", "traction", "clamshell"]))
    diary.session(
        **{exercise: draw(st.integers(5, 30))},
        felt={exercise: draw(st.sampled_from(["same_or_better", "worse", "no_answer"]))},
    )


def _stop(diary: Diary, draw: Callable[..., Any]) -> None:
    stop = diary.press_stop(draw(st.sampled_from(["floss", "traction"])), level=1)
    if draw(st.booleans()):
        where = draw(st.sampled_from([("calf",), ("buttock",), ("other_leg",)]))
        alarms = draw(st.sampled_from([("none",), (), ("injury",)]))
        reason = draw(st.sampled_from(["tingling", "pain_down", "too_strong", "other"]))
        diary.answer_stop(stop, reason, where, alarms, leg_pain=draw(st.integers(0, 9)))
    if draw(st.booleans()):
        diary.settled(stop, draw(st.sampled_from([1, 2, 10])), draw(st.sampled_from(["back", "not_back"])))


def _change(diary: Diary, draw: Callable[..., Any]) -> None:
    kinds = {"check_in", "screening", "set_done", "settled", "clearance", "assessment", "pause", "felt", "band"}
    entries = [entry for entry in diary.entries if entry.kind in kinds and not entry.replaces]
    if entries:
        diary.wait(minutes=draw(st.sampled_from([0, 20])))
        diary.retract(entries[-1]) if draw(st.booleans()) else diary.correct(entries[-1], note="x")


def _care(diary: Diary, draw: Callable[..., Any]) -> None:
    status = draw(st.sampled_from(["booked", "had"]))
    verdict = draw(st.sampled_from(["may_continue", "not_yet"])) if status == "had" else None
    diary.assessment(status, verdict, draw(st.integers(0, 3)))


def _pause(diary: Diary, draw: Callable[..., Any]) -> None:
    if draw(st.booleans()):
        diary.pause(draw(st.sampled_from([None, 1, 3])))
    else:
        diary.resume()


def _later(diary: Diary, draw: Callable[..., Any]) -> None:
    diary.next_day(days=draw(st.sampled_from([1, 1, 1, 2, 5, 8])))


def _other(diary: Diary, draw: Callable[..., Any]) -> None:
    diary.band(
        type=draw(st.sampled_from(["flat", "loop"])),
        rest_mm=1000,
        hung_n="9",
        hung_rest_mm=1000,
        hung_stretched_mm=2000,
    )
    diary.add("preference", {"theme": "dark"})


ACTS = (
    _check_in,
    _check_in,
    _check_in,
    _calm,
    _calm,
    _calm,
    _screening,
    _lift,
    _session,
    _stop,
    _change,
    _care,
    _pause,
    _later,
    _later,
    _other,
)
