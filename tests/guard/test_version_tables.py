"""What was corrected or taken back later counts in its worst version; and what a step in a session is held to."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import Diary, asked_in, shipped
from tests.guard.making import a_set, at, evidence_of, first_day, half, rest, step_of, train
from tests.guard.scenes import a_day, evidence
from tests.guard.test_dose_tables import broken, scene
from unpinch.guard import alarms, care, check, check_step, doses, rules_course, rules_day
from unpinch.guard.alarms import Fever
from unpinch.guard.book import BOTH
from unpinch.guard.doses import Rung
from unpinch.guard.stops import BACK, BACK_EARLY, NOT_BACK, felt_today
from unpinch.guidance import decide, fold_all
from unpinch.journal import settle
from unpinch.programme.decision import BandAdvice


def late(diary: Diary, entry: Any, **changes: Any) -> Diary:
    """Correct something twenty minutes later."""
    diary.wait(minutes=20)
    diary.correct(entry, **changes)
    return diary


@pytest.mark.parametrize(("minutes", "settled"), [((2, 1), BACK_EARLY), ((3, 2), BACK), ((1, 5), BACK_EARLY)])
def test_the_earliest_minute_said_of_a_stop_counts(minutes: tuple[int, int], settled: int) -> None:
    diary = first_day()
    diary.start()
    stop = diary.press_stop("floss", level=1)
    diary.answer_stop(stop, "tingling", ["calf"], ["none"])
    late(diary, diary.settled(stop, minutes[0], "back"), after_min=minutes[1])
    assert evidence_of(diary).today.stops[0].settled == settled


@pytest.mark.parametrize("answers", [("back", "not_back"), ("not_back", "back")])
def test_not_back_in_any_version_is_not_back(answers: tuple[str, str]) -> None:
    diary = first_day()
    diary.start()
    stop = diary.press_stop("floss", level=1)
    diary.answer_stop(stop, "tingling", ["calf"], ["none"])
    late(diary, diary.settled(stop, 10, answers[0]), answer=answers[1])
    assert evidence_of(diary).today.stops[0].settled == NOT_BACK


@pytest.mark.parametrize("answers", [("worse", "same_or_better"), ("same_or_better", "worse")])
def test_worse_in_any_version_is_worse(answers: tuple[str, str]) -> None:
    diary = first_day()
    diary.start()
    diary.do("floss", 5)
    late(diary, diary.felt("floss", answers[0]), answer=answers[1])
    assert [one.answer for one in felt_today(evidence_of(diary).today)] == ["worse"]


@pytest.mark.parametrize("answers", [("same_or_better",), ("same_or_better", "worse"), ("worse", "same_or_better")])
def test_a_plain_good_answer_says_nothing_new_unless_another_came_before(answers: tuple[str, ...]) -> None:
    diary = first_day()
    diary.start()
    for answer in answers:
        diary.do("floss", 5)
        diary.felt("floss", answer)
    felt = [one.answer for one in felt_today(evidence_of(diary).today)]
    assert felt == [answer for answer in answers if "worse" in answers[: answers.index(answer) + 1]]


@pytest.mark.parametrize("sets", [("floss", "bridge"), ("bridge", "bridge")])
def test_a_set_put_right_later_to_strengthening_is_strengthening(sets: tuple[str, str]) -> None:
    diary = first_day(leg=0, site="none")
    entry = diary.do(sets[0], 8)
    late(diary, entry, exercise="bridge", side="both")
    found = evidence_of(diary)
    assert doses.last_strength_s(found, found.today) == entry.at_s


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_an_infection_said_or_not_sure_keeps_a_fever(answer: str) -> None:
    risk = next(one.id for one in shipped().questions.values() if one.infection)
    found = evidence(fever=Fever(0, 2))
    diary = Diary().ready()
    diary.screening("event", **{answer: [risk]})  # type: ignore[arg-type]
    alarms.read_screening(found, diary.entries[-1])
    assert found.fever is not None
    assert found.fever.infected


# all of them, not just one


def test_one_set_above_its_start_is_one_too_many() -> None:
    more = a_set("bridge", repetitions=a_set("bridge").repetitions + 1)
    for sets in ((a_set("bridge"), more), (more, a_set("bridge"))):
        assert broken(rules_course.growth(scene(*sets, rungs={"bridge": Rung()}))) == ["S6"]


def test_one_exercise_in_full_is_no_half_day() -> None:
    right = a_set("floss", 1, "right")
    for sets in ((half("floss", 1), right), (right, half("floss", 1))):
        assert "S3" in broken(rules_day.strong_pain(scene(*sets, today=a_day(leg=6, worst=6))))


# a step


def test_a_step_is_held_to_the_band_and_the_pain_of_now() -> None:
    diary = first_day()
    diary.start()
    evidence_now, now, decision = evidence_of(diary), at(diary), train(a_set("floss"))
    unknown = a_set("floss", band=BandAdvice("flat", "no such band", 25, 5, 10))

    def invariants(planned: Any) -> set[str]:
        found = check_step(evidence_now, now, step_of(diary, planned), decision)
        return {one.invariant for one in found}

    assert invariants(a_set("floss")) == set()
    assert invariants(unknown) == {"S4"}
    for leg, worst in ((8, 2), (2, 8)):
        evidence_now.today.leg, evidence_now.today.worst = leg, worst
        assert "S3" in invariants(a_set("floss"))


def planned_state(diary: Diary) -> Any:
    """What the planner remembers."""
    return fold_all(shipped(), settle(diary.entries, at(diary)).entries).core


# what is asked

SCREENINGS = ("screening_line", "screening_daily", "screening_weekly", "screening_full")


@pytest.mark.parametrize("missing", SCREENINGS[:3])
@pytest.mark.parametrize("asked", SCREENINGS)
def test_a_longer_screening_stands_for_a_shorter_one_and_none_for_a_longer(missing: str, asked: str) -> None:
    known = first_day()
    if missing == "screening_line":
        known.start()
        known.end()
    else:
        known.next_day(days=1 if missing == "screening_daily" else 7).check_in(3)
    found = evidence_of(known).at(at(known))
    found.fresh = True
    proposal = rest(asked, phase="decompress")
    breaches = check(found, at(known), proposal)
    assert (breaches == ()) is (SCREENINGS.index(asked) >= SCREENINGS.index(missing))


def test_an_emergency_question_left_out_and_cleared_since_is_no_fault_of_ours() -> None:
    """Found by the seeded paths: planner and guard read such a screening differently, and both ask."""
    diary = Diary().ready()
    emergency = next(one.id for one in shipped().questions.values() if one.tier == "emergency")
    diary.next_day(days=8).check_in(3)
    said = [name for name in asked_in("full") if name != emergency]
    entry = diary.add("screening", {"scope": "full", "yes": [], "no": said, "not_sure": []})
    diary.next_day().clearance(emergency, [entry])
    decision = decide(shipped(), diary.entries, at(diary))
    assert "guard.fault" not in [reason.rule for reason in decision.reasons]
    assert (decision.kind, decision.sets) == ("rest", ())


def test_both_legs_stay_affected_once_a_clinician_saw_the_second_whatever_is_said_of_them_later() -> None:
    """Found by the seeded paths: a check-in said late that lies before the facts."""
    diary = Diary(start="2026-03-01T08:00:00+00:00")
    diary.check_in(2, "thigh", right_tingling=3)
    raised = diary.entries[-1]
    diary.next_day().ready(legs="right")
    assert set(evidence_of(diary).flags) == {flag.id for flag in planned_state(diary).flags} == {"second_leg"}
    diary.clearance("second_leg", [raised])
    diary.add("about", {"legs": "right"})
    diary.next_day().check_in(2, "thigh", left_tingling=8)
    assert evidence_of(diary).affected == BOTH
    assert not evidence_of(diary).flags
    assert not planned_state(diary).flags


# facts, visits and days


@pytest.mark.parametrize("agreed", [(True, False), (False, True)])
def test_an_agreement_to_the_clam_that_was_ever_said_otherwise_is_none(agreed: tuple[bool, bool]) -> None:
    diary = Diary()
    told = diary.about(left_hip_replaced="yes", left_clam_agreed=agreed[0])
    late(diary, told, left_clam_agreed=agreed[1])
    assert "clam_not_agreed" in evidence_of(diary).person.conditions


@pytest.mark.parametrize(("days_ago", "stands"), [((4, 0), True), ((0, 4), True), ((1, 0), False)])
def test_of_a_visit_that_was_corrected_the_earliest_day_counts(days_ago: tuple[int, int], stands: bool) -> None:
    diary = first_day()
    diary.next_day(days=3).assessment("had", "not_yet")
    diary.next_day(days=2)
    visit = diary.assessment("had", "may_continue", in_days=-days_ago[0])
    late(diary, visit, on=diary.days_ago(days_ago[1]))
    assert bool(evidence_of(diary).not_yet) is stands


def test_a_session_whose_start_was_taken_back_late_was_begun_all_the_same() -> None:
    diary = first_day()
    session = diary.start()
    diary.wait(minutes=20).retract(diary.entries[-1])
    assert [one.id for one in evidence_of(diary).today.sittings] == [session]


@pytest.mark.parametrize("pains", [(8, 3), (3, 8)])
def test_the_strongest_leg_pain_of_a_day_counts_whichever_was_said_first(pains: tuple[int, int]) -> None:
    diary = first_day(leg=8)
    diary.next_day()
    for leg in pains:
        diary.check_in(leg)
    assert care.advised(evidence_of(diary))


@pytest.mark.parametrize("levels", [(3, 1), (1, 3)])
def test_a_stop_put_right_later_shuts_what_loads_the_nerve_as_much_as_the_least_of_both(
    levels: tuple[int, int],
) -> None:
    diary = first_day()
    diary.start()
    late(diary, diary.press_stop("floss", level=levels[0]), level=levels[1])
    found = evidence_of(diary)
    assert found.today.stops[0].load == found.book.load("nerve_floss", 1)
