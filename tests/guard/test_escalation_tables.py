"""Small rules of the guard about escalation, assessments and flags: tables (docs/readings.md, sections 3 and 9)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.guard.scenes import LIMITS, START, D, a_day, evidence, history, movement, said
from unpinch.guard import alarms, care
from unpinch.guard.alarms import Fever, Flag
from unpinch.guard.book import DECOMPRESS, RELEASE, STABILISE
from unpinch.guard.phases import Start


def past(*pains: int, last: int = 1) -> Any:
    """Judged days with these leg pains, oldest first, the newest `last` days ago."""
    return history(*(a_day(D - last - len(pains) + 1 + place, worst=pain) for place, pain in enumerate(pains)))


@pytest.mark.parametrize(
    ("pains", "today", "worse"),
    [
        ((0, 1), 2, True),
        ((3, 4), 5, True),
        ((3, 4), 4, False),
        ((3, 3), 5, False),
        ((5, 4), 7, False),
        ((4, 5), 5, False),
        ((3, -1), 5, False),
        ((1,), 5, False),
    ],
)
def test_worsening_is_three_days_running_and_two_in_all(pains: tuple[int, ...], today: int, worse: bool) -> None:
    assert care._worsening(evidence(a_day(worst=today, recorded=True), history=past(*pains))) is worse
    assert not care._worsening(evidence(a_day(worst=today, recorded=True), history=past(*pains, last=2)))


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    ("there", "here", "backs", "spreads"),
    [
        (0, 1, (2, 1), True),
        (3, 4, (2, 1), True),
        (3, 3, (2, 1), False),
        (-1, 4, (2, 1), False),
        (3, 4, (1,), False),
        (3, 4, (6, 5), True),
        (3, 4, (7, 5), False),
    ],
)
def test_a_site_lower_than_at_the_start_on_three_days_is_said(
    side: str, there: int, here: int, backs: tuple[int, ...], spreads: bool
) -> None:
    name = f"{side}_site"
    start = START._replace(left_site=-1, right_site=-1)._replace(**{name: there})
    found = evidence(
        a_day(recorded=True, **{name: here}),
        start=start,
        history=history(*(a_day(D - b, **{name: here}) for b in backs)),
    )
    assert care._spread(found) is spreads
    found.today.recorded = False
    assert not care._spread(found)


def test_one_day_back_at_the_start_is_no_spread() -> None:
    days = history(a_day(D - 2, left_site=5), a_day(D - 1, left_site=3))
    assert not care._spread(evidence(a_day(recorded=True, left_site=5), start=START, history=days))


@pytest.mark.parametrize(("back", "spreads"), [(3, True), (2, False), (1, False), (0, False)])
def test_days_until_the_start_was_set_anew_are_no_spread(back: int, spreads: bool) -> None:
    days = history(a_day(D - 2, left_site=5), a_day(D - 1, left_site=5))
    start = START._replace(day=D - back)
    assert care._spread(evidence(a_day(recorded=True, left_site=5), start=start, history=days)) is spreads


SAME: dict[str, Any] = {"worst": 4, "left_site": 3, "right_site": 0, "known": movement("sock"), "recorded": True}


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({}, 20),
        ({"worst": 3}, 20),
        ({"worst": 2}, 0),
        ({"left_site": 2}, 0),
        ({"known": movement()}, 0),
        ({"known": movement("sit", "bend")}, 20),
    ],
)
def test_days_without_improvement_are_counted_from_the_start(fields: dict[str, Any], days: int) -> None:
    assert care.no_change_days(evidence(a_day(**{**SAME, **fields}), start=START), RELEASE) == days


@pytest.mark.parametrize(
    ("there", "here", "days"),
    [((1, 3), (1, 2), 0), ((2, 3), (1, 3), 20), ((2, 3), (1, 2), 0), ((2, 3), (2, 2), 20), ((2, -1), (1, -1), 0)],
)
def test_every_side_with_symptoms_must_be_higher(there: tuple[int, int], here: tuple[int, int], days: int) -> None:
    start = START._replace(left_site=there[0], right_site=there[1])
    today = a_day(**{**SAME, "left_site": here[0], "right_site": here[1]})
    assert care.no_change_days(evidence(today, start=start), DECOMPRESS) == days


@pytest.mark.parametrize(
    ("fields", "phase", "days"),
    [
        ({}, DECOMPRESS, 20),
        ({}, STABILISE, 0),
        ({"start": START._replace(least=2)}, RELEASE, 0),
        ({"start": START._replace(least=3)}, RELEASE, 20),
        ({"booked_on": D}, RELEASE, 0),
        ({"booked_on": D - 1}, RELEASE, 20),
        ({"start": START._replace(day=D + 1)}, RELEASE, 0),
    ],
)
def test_it_is_judged_in_the_first_two_phases_and_not_while_booked(
    fields: dict[str, Any], phase: int, days: int
) -> None:
    assert care.no_change_days(evidence(a_day(**SAME), **{"start": START, **fields}), phase) == days


def test_the_newest_day_with_a_leg_pain_is_judged_even_a_zero() -> None:
    assert care.latest_day(evidence(a_day(worst=0, recorded=True), history=past(4))).worst == 0
    assert care.latest_day(evidence(a_day(recorded=True), history=past(4, -1))).worst == 4
    alone = evidence()
    assert care.latest_day(alone) is alone.today


@pytest.mark.parametrize(
    ("since", "done", "paused", "enough"),
    [
        (10, 6, 0, False),
        (10, 7, 0, True),
        (42, 25, 0, False),
        (42, 26, 0, True),
        (60, 26, 0, True),
        (10, 4, 4, False),
        (20, 8, 10, True),
        (20, 7, 10, False),
    ],
)
def test_practice_surely_on_six_days_of_ten(since: int, done: int, paused: int, enough: bool) -> None:
    practice = sum(1 << back for back in range(1, done + 1))
    pauses = ((D - since + 1, D - since + paused),) if paused else ()
    assert care._consistent(evidence(practice=practice, practice_day=D, pauses=pauses), since) is enough
    older = evidence(practice=practice >> 1, practice_day=D - 1, pauses=pauses)
    assert care._consistent(older, since) is enough


@pytest.mark.parametrize(
    ("had", "since", "insists"),
    [(-1, 42, True), (-1, 41, False), (D - 50, 42, True), (D - 42, 42, False), (D - 1, 42, False)],
)
def test_six_weeks_unchanged_and_unseen_insist(had: int, since: int, insists: bool) -> None:
    start = START._replace(day=D - since, first=D - since)
    assert care.insists(evidence(a_day(**SAME), start=start, had_on=had), RELEASE) is insists


@pytest.mark.parametrize(
    ("since", "done", "urgency"), [(27, 27, 0), (28, 28, 1), (41, 41, 1), (42, 41, 2), (42, 10, 1), (99, 41, 2)]
)
def test_weeks_without_change_grow_more_urgent(since: int, done: int, urgency: int) -> None:
    practice = sum(1 << back for back in range(1, done + 1))
    found = evidence(a_day(**SAME), start=START._replace(day=D - since), practice=practice, practice_day=D)
    assert care._no_change(found, RELEASE) == urgency


@pytest.mark.parametrize(
    ("had", "booked", "urgency"), [(D - 84, -1, 1), (D - 83, -1, 0), (-1, -1, 0), (D - 84, D, 0), (D - 84, D - 1, 1)]
)
def test_a_review_is_due_after_twelve_weeks_unless_booked(had: int, booked: int, urgency: int) -> None:
    assert care._review(evidence(had_on=had, booked_on=booked)) == urgency


@pytest.mark.parametrize(
    ("backs", "today", "severe"),
    [((), 8, False), ((1,), 8, True), ((6,), 8, True), ((7,), 8, False), ((2, 1), 7, True), ((1,), 7, False)],
)
def test_severe_pain_on_two_of_seven_days_is_advised(backs: tuple[int, ...], today: int, severe: bool) -> None:
    days = history(*(a_day(D - back, leg_most=8) for back in backs))
    newest = D if today >= 8 else D - min(backs, default=99)
    found = evidence(a_day(recorded=True, leg_most=today), history=days, severe_day=newest)
    assert care._severe(found) is severe
    assert care.advised(found) is severe
    assert care.advised(evidence(advised=frozenset({"night_pain"})))


@pytest.mark.parametrize(("since", "rests"), [(D, False), (D - 1, True), (D - 7, True), (D - 8, False), (-1, False)])
def test_the_nerve_rests_on_the_seven_days_after(since: int, rests: bool) -> None:
    assert care.nerve_rests(evidence(nerve_rest=since)) is rests


@pytest.mark.parametrize(
    ("pauses", "stands"),
    [((), False), (((D - 3, D - 1),), False), (((D - 3, D),), True), (((D - 9, D + 9), (D - 3, D - 1)), False)],
)
def test_the_newest_pause_stands_up_to_its_end(pauses: Any, stands: bool) -> None:
    assert care.paused(evidence(pauses=pauses)) is stands


def test_a_pause_ends_the_one_before_and_those_too_old_are_let_go() -> None:
    found = evidence(pauses=((D - 60, D - 43), (D - 50, D - 42), (D - 5, D + 5)))
    care.read_pause(found, said("pause", {"reason": "travel", "until": "2026-03-22"}))
    assert found.pauses == ((D - 50, D - 42), (D - 5, D - 1), (D, D + 2))
    care.read_resume(found, said("resume", {}))
    assert found.pauses[-1] == (D, D - 1)


def had(days_ago: int, verdict: str = "may_continue") -> Any:
    from datetime import date

    on = date.fromordinal(D - days_ago).isoformat()
    return said("assessment", {"status": "had", "on": on, "verdict": verdict})


@pytest.mark.parametrize(
    ("days_ago", "start_day", "silenced"),
    [
        (0, D, True),
        (20, D - 20, True),
        (21, D - 20, True),
        (83, D - 20, True),
        (84, D - 20, False),
        (-1, D - 20, False),
    ],
)
def test_an_assessment_had_sets_the_start_anew_where_it_ran(days_ago: int, start_day: int, silenced: bool) -> None:
    found = evidence(a_day(worst=3, recorded=True), start=START, advised=frozenset({"night_pain"}), booked_on=D + 3)
    care.read_assessment(found, had(days_ago))
    assert found.start.day == start_day
    assert (found.silenced, found.advised) == (
        (frozenset({"night_pain"}), frozenset()) if silenced else (frozenset(), frozenset({"night_pain"}))
    )
    assert found.booked_on == (D + 3 if days_ago < 0 else -1)


def test_a_new_start_keeps_the_more_lenient_of_both_readings() -> None:
    latest = a_day(worst=6, left_site=5, right_site=-1, known=movement())
    assert START.again(D, latest) == Start(D, 6, 4, 5, 0, 1, D - 20)
    assert START.again(D, a_day(worst=2, left_site=1, right_site=2, known=movement("sit", "bend"))) == Start(
        D, 4, 2, 3, 2, 2, D - 20
    )


def test_a_new_start_is_of_the_newest_day_until_the_visit() -> None:
    days = history(a_day(D - 9, worst=6), a_day(D - 5, worst=5), a_day(D - 4))
    found = evidence(a_day(worst=1, recorded=True), start=START, history=days)
    assert [care._start_on(found, D - back).least for back in (0, 4, 5, 6)] == [1, 4, 4, 4]
    assert [care._start_on(found, D - back).worst for back in (0, 4, 5, 6)] == [4, 5, 5, 6]
    assert care._start_on(found, D - 10) == START._replace(day=D - 10)


def test_not_yet_holds_until_a_yes_of_the_same_day_or_later() -> None:
    found = evidence()
    care.read_assessment(found, had(2, "not_yet"))
    assert (bool(found.not_yet), found.not_yet_on) == (True, D - 2)
    care.read_assessment(found, had(3))
    assert found.not_yet
    care.read_assessment(found, had(2))
    assert (found.not_yet, found.not_yet_on, found.had_on) == ("", -1, D - 2)


@pytest.mark.parametrize(
    ("fields", "back", "back_day", "hours", "over"),
    [
        ({}, 2, D, 48, True),
        ({}, 2, D, 47.99, False),
        ({}, 3, D, 48, False),
        ({}, -1, D, 48, False),
        ({}, 0, D, 48, True),
        ({"infected": True}, 2, D, 48, False),
        ({"denied_on": -1}, 2, D, 48, False),
        ({}, 2, D - 1, 48, False),
        ({"back_before": -1}, 0, D, 48, False),
    ],
)
def test_a_fever_ends_after_two_days_with_a_back_no_worse(
    fields: dict[str, Any], back: int, back_day: int, hours: float, over: bool
) -> None:
    fever = Fever(0, 2, D)._replace(**fields)
    flags = {"fever": Flag(3), "saddle": Flag(4)}
    found = evidence(fever=fever, back=back, back_day=back_day, flags=flags)
    assert ("fever" not in alarms.standing(found, int(hours * 3600))) is over
    alarms.settle_fever(found, int(hours * 3600))
    assert (found.flags.keys() == {"saddle"}, found.fever is None) == (over, over)


def test_a_flag_knows_when_it_was_told_last_by_what_is_named() -> None:
    flag = Flag(4, ("a", "b", "a"), (D - 3, D, D - 1))
    assert [flag.newest_told(frozenset(named)) for named in ("a", "b", "ab", "c")] == [D - 1, D, D, -1]


@pytest.mark.parametrize(
    ("urgency", "told", "seen", "enough"),
    [(4, D, D, True), (4, D, D - 1, False), (3, D, D - 1, False), (2, D, D - 83, True), (2, D, D - 84, False)],
)
def test_an_examination_must_be_in_time_for_what_it_lifts(urgency: int, told: int, seen: int, enough: bool) -> None:
    found = evidence(flags={"x": Flag(urgency, ("old", "a"), (D - 200, told))})
    assert alarms._looked_at(found, "x", frozenset({"a", "old"}), seen) is enough


def test_the_same_answer_again_raises_a_flag_once_and_a_graver_one_makes_it_graver() -> None:
    found, entry = evidence(former=RELEASE), said("preference", {})
    for urgency in (2, 4, 2):
        alarms.raise_flag(found, "new_weakness", urgency, entry)
    assert found.flags == {"new_weakness": Flag(4, (entry.id,), (D,))}
    assert found.former == -1


def test_what_is_lifted_leaves_the_others_with_their_days() -> None:
    found = evidence(flags={"x": Flag(4, ("a", "b"), (D - 1, D)), "y": Flag(3, ("a",), (D,))})
    assert not alarms._lift(found, "x", frozenset({"a"}))
    assert found.flags == {"y": Flag(3, ("a",), (D,)), "x": Flag(4, ("b",), (D,))}
    assert alarms._lift(found, "x", frozenset({"b"}))
    assert found.flags.keys() == {"y"}


@pytest.mark.parametrize(
    ("pains", "worse"), [((1, 2, 3), False), ((1, 2, 4), True), ((0, 1, 3), True), ((4, 5, 6), False)]
)
def test_how_far_the_last_day_lies_above_the_first_is_the_programmes(pains: tuple[int, ...], worse: bool) -> None:
    found = evidence(a_day(worst=pains[-1], recorded=True), history=past(*pains[:-1]))
    found.limits = replace(LIMITS, worsening_rise=3)
    assert care._worsening(found) is worse


@pytest.mark.parametrize(
    ("paused", "done", "enough"), [(0, 26, True), (0, 25, False), (3, 26, True), (3, 25, False), (5, 24, True)]
)
def test_days_of_a_pause_are_asked_of_nobody(paused: int, done: int, enough: bool) -> None:
    pauses = ((D - 41, D - 42 + paused),) if paused else ()
    practice = sum(1 << back for back in range(1, done + 1))
    assert care._consistent(evidence(practice=practice, practice_day=D, pauses=pauses), 42) is enough


def test_what_was_done_on_the_day_of_the_start_is_not_surely_done_since() -> None:
    practice = sum(1 << back for back in (*range(1, 26), 42))
    assert not care._consistent(evidence(practice=practice, practice_day=D), 42)


@pytest.mark.parametrize(("since", "day", "worst"), [(0, D, 7), (3, D, 7), (-1, D + 1, 4)])
def test_a_visit_sets_the_start_anew_unless_it_was_before_it(since: int, day: int, worst: int) -> None:
    found = evidence(a_day(worst=7, recorded=True), start=START._replace(day=D - since, worst=4))
    visit = {"status": "had", "verdict": "may_continue", "on": "2026-03-20"}
    care.read_assessment(found, said("assessment", visit))
    assert (found.start.day, found.start.worst) == (day, worst)
