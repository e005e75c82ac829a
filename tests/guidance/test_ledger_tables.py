"""What an entry leaves in the planner's ledger, one small rule a table (docs/readings.md, sections 2, 3 and 5 to 9)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.golden.situations.people import placed_high, strengthen
from tests.guidance.ledgers import D, book, check_in, core, day, days_back, ledger, stop, view
from tests.guidance.test_check_in_tables import DAILY, WEEKLY
from tests.guidance.test_folding import core_of
from unpinch.guidance import colours, escalation, flags, folding, keeping, phases, stopping
from unpinch.guidance.book import Book, book_of
from unpinch.guidance.day import OpenDay
from unpinch.guidance.person import learn, person
from unpinch.guidance.phases import PHASE_RULES
from unpinch.guidance.state import Doing, Ledger, Start
from unpinch.journal import Author, Entry
from unpinch.journal.typed import Answers
from unpinch.programme.decision import Phase

START = Start(D - 20, 4, 3, 2, 1)
SAME: dict[str, Any] = {"worst": 4, "left_site": 3, "right_site": 2, "sock": 1, "sit": 0, "bend": 0}


def late(diary: Diary, entry: Entry, **changes: Any) -> None:
    """Correct something twenty minutes later."""
    diary.wait(minutes=20).correct(entry, **changes)


def unscreened(diary: Diary) -> Diary:
    """A later day on which a session goes on that nothing has told of yet."""
    diary.next_day()
    diary.open_session = diary.new_id("session")
    return diary


# screenings and flags


@pytest.mark.parametrize("asked", [WEEKLY, DAILY])
def test_an_emergency_question_left_out_of_a_weekly_screening_counts_as_yes(asked: tuple[str, ...]) -> None:
    left_out = next(name for name in asked if name in book().emergency)
    scope = "weekly" if asked is WEEKLY else "daily"
    told = Answers(scope, (), tuple(name for name in asked if name != left_out), ())
    assert left_out in flags._read(book(), told).alarming


def test_a_daily_screening_is_complete_with_its_same_day_questions() -> None:
    same_day = tuple(name for name in DAILY if name not in book().emergency)
    assert flags._read(book(), Answers("daily", (), same_day, ())).daily
    assert not flags._read(book(), Answers("daily", (), same_day[1:], ())).daily


@pytest.mark.parametrize(
    ("now", "best"),
    [((0, 0), ((D, 0, 0),)), ((0, -1), ((D, 0, -1),)), ((3, 0), ((D, 3, 0),)), ((-1, -1), ())],
)
def test_the_numbness_at_a_clearance_is_the_new_best_even_where_there_is_none(now: Any, best: Any) -> None:
    found = ledger(numb=((D - 1, 5, 5),), numb_now=now)
    flags._new_best(found)
    assert found.numb == best


@pytest.mark.parametrize(
    ("values", "new"), [({"legs": "both"}, True), ({"duration_weeks": 2}, True), ({"height_cm": 170}, False)]
)
def test_facts_that_tell_of_the_legs_or_of_how_long_can_tell_of_both_legs_anew(values: Any, new: bool) -> None:
    found = ledger(facts=learn((), {"legs": "both", "duration_weeks": 2}))
    assert keeping._both_legs_new(book(), found, values) is new


@pytest.mark.parametrize(
    ("facts", "condition"),
    [
        ({"floor_alone": "no"}, "no_floor"),
        ({"floor_alone": "not_sure"}, "no_floor"),
        ({"lie_flat": "no"}, "no_lie_flat"),
        ({"lie_flat": "not_sure"}, "no_lie_flat"),
        ({"latex_allergy": "yes"}, "latex_allergy"),
        ({"latex_allergy": "not_sure"}, "latex_allergy"),
        ({"pregnancy": "not_sure"}, "pregnant_over_16_weeks"),
    ],
)
def test_not_sure_is_the_careful_answer(facts: dict[str, str], condition: str) -> None:
    assert condition in person(learn((), facts)).everywhere


# visits


@pytest.mark.parametrize(("days_ago", "stands"), [((4, 0), True), ((0, 4), True), ((1, 0), False)])
def test_of_a_visit_that_was_corrected_the_earliest_day_counts(days_ago: tuple[int, int], stands: bool) -> None:
    diary = Diary().ready()
    diary.check_in(3)
    diary.next_day(days=3).assessment("had", "not_yet")
    diary.next_day(days=2)
    late(diary, diary.assessment("had", "may_continue", in_days=-days_ago[0]), on=diary.days_ago(days_ago[1]))
    found = core_of(diary)
    assert (found.not_yet_day >= 0) is stands
    if not stands:
        assert found.had_day == found.day - max(days_ago)


@pytest.mark.parametrize(
    ("today", "start"),
    [
        ({"worst": 0, "left_site": 0, "right_site": 0}, Start(D, 0, 0, 0, 0)),
        ({"worst": 2, "left_site": 5, "right_site": 1, "sock": 1}, Start(D, 2, 5, 1, 1)),
        ({"worst": 2}, Start(D, 2, 3, 2, 0)),
        ({}, Start(D, 6, 4, 2, 0)),
    ],
)
def test_a_start_set_anew_is_how_it_was_and_what_is_not_known_stays(today: dict[str, int], start: Start) -> None:
    found = ledger(day(**today), last=day(D - 1, worst=6, left_site=4))
    assert keeping._start_on(found, START, D) == start


@pytest.mark.parametrize(("on", "booked"), [(D + 1, True), (D, True), (D - 1, False)])
def test_a_visit_booked_for_today_still_silences_no_improvement(on: int, booked: bool) -> None:
    known: dict[str, Any] = {"phase": "decompress", "start": START, "booked_day": on}
    notice = escalation.no_change(view(day(**SAME), **known))
    assert notice is not None
    assert (notice.reason.rule == "S9.booked") is booked


def test_one_day_that_counts_is_enough_to_be_consistent_on() -> None:
    start = START._replace(day=D - 3)
    assert escalation.consistent(view(practice=days_back(1), pauses=days_back(2, 3)), start)
    assert not escalation.consistent(view(practice=days_back(2), pauses=days_back(2, 3)), start)


# days and their colours


@pytest.mark.parametrize("reactions", [("none", "this_morning"), ("this_morning", "none"), ("", "this_morning")])
def test_of_two_reactions_the_worse_one_counts(reactions: tuple[str, str]) -> None:
    versions = tuple(check_in(reaction=name) if name else check_in() for name in reactions)
    assert colours.worst_reaction(versions) == "this_morning"


@pytest.mark.parametrize(("exercise", "flossed"), [("leg_traction", False), ("nerve_floss", True)])
def test_only_a_floss_on_a_green_day_is_the_floss_that_release_asks_for(exercise: str, flossed: bool) -> None:
    found = ledger(doing=((exercise, "left", Doing(1)),))
    colours._practised(book(), found, {(exercise, "left"): False})
    assert found.flossed is flossed


@pytest.mark.parametrize(("oldest", "kept"), [(28, 2), (27, 3)])
def test_leg_pains_are_kept_for_four_weeks_and_no_day_more_is_let_go(oldest: int, kept: int) -> None:
    found = ledger(legs=((D - oldest, 1), (D - 26, 2)))
    colours._remember(found, day(worst=3))
    assert len(found.legs) == kept


# stops


@pytest.mark.parametrize(
    ("stops", "kept"),
    [
        ((stop(level=1), stop(level=0)), ((D, 0),)),
        ((stop(level=0), stop(level=1)), ((D, 1),)),
        ((stop("bridge", 1),), ()),
        ((stop(reason="pain_down"),), ()),
        ((stop("bridge", 1), stop(level=2), stop(reason="other", level=0)), ((D, 2),)),
    ],
)
def test_of_the_stops_of_a_day_the_newest_floss_by_tingling_counts_for_the_nerve(stops: Any, kept: Any) -> None:
    found = ledger()
    folding._close_stops(book(), found, OpenDay(day(stops=stops)))
    assert found.tingle_stops == kept


@pytest.mark.parametrize(("levels", "rests"), [((1, 0), True), ((0, 1), False), ((0,), True), ((1,), False)])
def test_the_nerve_rests_by_the_newest_stop_of_today(levels: tuple[int, ...], rests: bool) -> None:
    tingled = day(stops=tuple(stop(level=level) for level in levels))
    assert escalation.nerve_resting(view(tingled, tingle_stops=((D - 2, 1), (D - 1, 1)))) is rests


def test_a_day_with_nothing_but_a_stop_is_a_day_of_its_own() -> None:
    diary = unscreened(Diary().ready())
    diary.press_stop("floss", level=1)
    stopped_on = diary.clock.toordinal()
    assert core_of(diary).today.touched
    diary.next_day().check_in(3)
    assert core_of(diary).tingle_stops == ((stopped_on, 1),)


def test_a_day_stays_one_with_something_on_it_when_an_exercise_felt_worse() -> None:
    diary = unscreened(Diary().ready())
    diary.next_index = 1
    diary.felt("floss", "worse")
    assert core_of(diary).today.touched
    diary.check_in(3)
    diary.next_index = 1
    diary.felt("floss", "worse", side="right")
    assert core_of(diary).today.touched


@pytest.mark.parametrize(("leg", "ended"), [(5, ""), (6, "S3")])
def test_any_stop_from_a_start_of_six_ends_the_session_before_it_is_answered(leg: int, ended: str) -> None:
    diary = Diary().ready()
    diary.check_in(3)
    diary.start()
    diary.stop("floss", "too_strong", level=1, settled=(), leg_pain=3)
    diary.end()
    diary.check_in(leg)
    diary.start()
    diary.press_stop("floss", level=0)
    assert core_of(diary).today.ended_early == ended


def test_a_stop_answered_without_a_leg_pain_says_nothing_of_the_leg() -> None:
    diary = unscreened(Diary().ready())
    diary.answer_stop(diary.press_stop("floss", level=1), "pain_down")
    assert core_of(diary).today.levels.worst == -1


def test_a_stop_put_right_later_to_a_higher_level_shuts_what_the_lower_one_did() -> None:
    diary = Diary().ready()
    diary.check_in(3)
    late(diary, diary.press_stop("floss", level=1), level=3)
    assert core_of(diary).today.stops[0].nerve_load == book().nerve_load("nerve_floss", 1)


def test_a_stop_put_right_later_to_a_lower_level_shuts_what_that_one_does() -> None:
    diary = Diary().ready()
    diary.check_in(3)
    late(diary, diary.press_stop("floss", level=3), level=1)
    assert core_of(diary).today.stops[0].nerve_load == book().nerve_load("nerve_floss", 1)


def test_strengthening_put_right_later_to_another_move_still_counts_for_its_spacing() -> None:
    diary = Diary()
    placed_high(diary)
    strengthen(diary)
    before = core_of(diary).strength_days
    done = [entry for entry in diary.entries if entry.kind == "set_done"]
    for one in [entry for entry in done if entry.values["exercise"] != "nerve_floss"]:
        late(diary, one, exercise="nerve_floss", level=1, side="left")
    assert core_of(diary).strength_days == before != ()


@pytest.mark.parametrize("reason", ["other", "tingling"])
def test_what_has_ended_a_session_is_not_taken_back_by_another_answer(reason: str) -> None:
    entry = Author("0f0f0f0f-0000-4000-8000-000000000003").write("preference", {}, "2026-03-20T08:00:00+00:00")
    calm = {"stop": "x", "reason": reason, "where": ["calf"], "alarms": ["none"]}
    found = stopping._answer(book(), ledger(), stop(ends_session=True, alarm=True), entry, calm)
    assert (found.ends_session, found.alarm) == (True, True)


def test_only_strengthening_is_a_day_of_strengthening() -> None:
    diary = Diary().ready()
    diary.check_in(2)
    for exercise in ("floss", "cross_body", "hinge", "traction"):
        diary.do(exercise, 5)
    assert core_of(diary).strength_days == ()
    diary.do("clamshell", 8)
    assert core_of(diary).strength_days == (core_of(diary).day,)


# phases


def placed(today: dict[str, Any], phase: Phase | None, **known: Any) -> Ledger:
    """The ledger after the first check-in of such a day."""
    found = Ledger(core(day(checked=True, **today), phase=phase, **known), PHASE_RULES)
    phases.after_check_in(book(), found, first=True)
    return found


@pytest.mark.parametrize(
    ("today", "phase", "rule"),
    [
        ({"worst": 3, "left_site": 5, "right_site": 0}, None, "phase.placed_decompress"),
        ({"worst": 0, "left_site": 0, "right_site": 0}, None, "phase.placed_stabilise"),
        ({"worst": 2, "left_site": 3, "right_site": 0}, "maintain", "phase.replaced"),
    ],
)
def test_each_placing_remembers_how_it_was(today: dict[str, int], phase: Phase | None, rule: str) -> None:
    found = placed({"leg": today["worst"], **today}, phase)
    assert found.phase_rule == rule
    assert found.start == Start(D, today["worst"], today["left_site"], today["right_site"], 0)


def test_at_most_one_rule_moves_the_phase_at_a_check_in() -> None:
    found = placed({"leg": 2, "worst": 2}, "maintain", red_run=2, start=START)
    assert (found.phase, found.phase_rule, found.former, found.start) == (
        "decompress",
        "phase.step_back",
        "maintain",
        START,
    )


def one_sided(top_level: int) -> Book:
    """A programme in which a replaced knee shuts the floss of its side above a level."""
    floss = shipped().exercises["nerve_floss"]
    knee = replace(floss.contraindications[0], condition="knee_replaced", side="same", top_level=top_level)
    exercises = {**shipped().exercises, floss.id: replace(floss, contraindications=(knee,))}
    return book_of(replace(shipped(), exercises=exercises))


@pytest.mark.parametrize(
    ("legs", "knees", "top_level", "blocked"),
    [
        ("left", {"left"}, -1, True),
        ("left", {"left"}, 0, False),
        ("left", {"right"}, -1, False),
        ("both", {"left"}, -1, False),
        ("both", {"left", "right"}, -1, True),
    ],
)
def test_the_floss_is_shut_where_no_level_is_left_on_any_affected_leg(
    legs: str, knees: set[str], top_level: int, blocked: bool
) -> None:
    facts = {"legs": legs, **{f"{side}_knee_replaced": "yes" for side in knees}}
    found = ledger(person=person(learn((), facts)))
    assert phases._floss_blocked(one_sided(top_level), found) is blocked
