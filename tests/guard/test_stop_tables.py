"""Small rules of the guard about stops, check-ins and what a day leaves behind (docs/readings.md, sections 4 and 7)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.guard.scenes import LIMITS, NOW, D, a_day, book, evidence, history, movement, said, stop
from unpinch.guard import doses, stops, symptoms
from unpinch.guard.doses import Lighter, Rung
from unpinch.guard.person import Person
from unpinch.guard.stops import BACK, BACK_EARLY, NOT_BACK, WAITING


@pytest.mark.parametrize(
    ("fields", "ends", "waits", "off"),
    [
        ({}, False, True, True),
        ({"answered": True, "reasons": {"tingling"}}, False, True, True),
        ({"answered": True, "reasons": {"tingling"}, "settled": BACK_EARLY}, False, True, True),
        ({"answered": True, "reasons": {"tingling"}, "settled": BACK}, False, False, True),
        ({"answered": True, "reasons": {"tingling"}, "settled": BACK, "buttock": True}, False, True, True),
        (
            {"answered": True, "reasons": {"tingling"}, "settled": BACK, "buttock": True, "saddle_said": True},
            False,
            False,
            True,
        ),
        ({"answered": True, "reasons": {"tingling"}, "settled": NOT_BACK}, True, False, True),
        ({"answered": True, "reasons": {"pain_down"}}, False, True, True),
        ({"answered": True, "reasons": {"pain_down"}, "settled": BACK_EARLY}, False, False, True),
        ({"answered": True, "reasons": {"pain_down"}, "settled": NOT_BACK}, True, False, True),
        ({"answered": True, "reasons": {"other"}}, False, False, True),
        ({"answered": True, "reasons": {"other"}, "settled": NOT_BACK}, False, False, True),
        ({"answered": True, "reasons": {"other"}, "alarm": True}, True, False, True),
        ({"answered": True, "reasons": {"too_strong"}, "leg": 4}, False, False, False),
        ({"answered": True, "reasons": {"too_strong"}, "leg": 5}, True, False, False),
        ({"answered": True, "reasons": {"too_strong"}}, True, False, False),
        ({"answered": True, "reasons": {"too_strong"}, "leg": 7, "leg_before": -1}, False, False, False),
        ({"answered": True, "reasons": {"too_strong"}, "leg": 8, "leg_before": -1}, True, False, False),
        ({"answered": True, "reasons": {"other"}, "leg_before": 6, "leg": 0}, True, False, True),
        ({"answered": True, "reasons": {"other"}, "leg_before": 5, "leg": 0}, False, False, True),
    ],
)
def test_what_a_stop_ends_waits_for_and_takes_off(fields: dict[str, Any], ends: bool, waits: bool, off: bool) -> None:
    one = stop(**{**fields, "reasons": frozenset(fields.get("reasons", ()))})
    assert (one.ends(LIMITS), one.waits(), one.off_today()) == (ends, waits, off)


@pytest.mark.parametrize(
    ("fields", "off"),
    [
        ({}, False),
        ({"back": 3}, False),
        ({"back": 4}, True),
        ({"sharp": True}, True),
        ({"back": 9, "back_before": -1}, False),
    ],
)
def test_a_sharp_back_or_three_above_its_start_is_off_in_the_session(fields: dict[str, Any], off: bool) -> None:
    assert stop(**fields).off_in_session(LIMITS) is off


@pytest.mark.parametrize(
    ("after_min", "answer", "known", "then"),
    [
        (1, "back", WAITING, BACK_EARLY),
        (2, "back", WAITING, BACK),
        (2, "back", BACK_EARLY, BACK),
        (9, "not_back", WAITING, WAITING),
        (10, "not_back", WAITING, NOT_BACK),
        (10, "not_back", BACK, BACK),
        (1, "back", BACK, BACK),
        (10, "back", NOT_BACK, NOT_BACK),
    ],
)
def test_what_is_said_later_of_a_stop_settles_it(after_min: int, answer: str, known: int, then: int) -> None:
    entry = said("settled", {"session": NOBODY, "stop": NOBODY, "after_min": after_min, "answer": answer})
    for name, expected in ((NOBODY, then), ("another", known)):
        found = evidence(a_day(stops=(stop(id=name, settled=known),)))
        stops.read_settled(found, entry)
        assert found.today.stops[0].settled == expected


NOBODY = "00000000-0000-4000-8000-0000000000aa"


def test_a_stop_takes_the_load_of_its_level_and_the_pain_before_its_session() -> None:
    values = {"session": NOBODY, "exercise": "nerve_floss", "level": 2, "side": "left", "index": 0}
    for begun, before in (
        (None, (4, 2)),
        ((said("session_started", {"session": NOBODY, "decision": NOBODY}), 1, 5, None), (1, 5)),
    ):
        found = evidence(a_day(leg=4, begun=begun), back=2)
        stops.read_stopped(found, said("stopped", values))
        one = found.today.stops[0]
        assert (one.load, one.leg_before, one.back_before, found.today.recorded) == (72, *before, True)


@pytest.mark.parametrize(
    ("known", "level", "rests"),
    [
        ((), 0, False),
        ((D - 2, D - 1), 0, True),
        ((D - 2, D - 1), 1, False),
        ((D - 6, D - 1), 0, True),
        ((D - 7, D - 1), 0, False),
    ],
)
def test_three_days_of_tingling_in_seven_rest_the_floss(known: tuple[int, ...], level: int, rests: bool) -> None:
    found = evidence(tingle_days=known)
    doses.close_day(found, a_day(stops=(stop(level=level),)))
    assert (found.nerve_rest == D) is rests
    assert found.tingle_days == (*(day for day in known if day > D - 7), D)


@pytest.mark.parametrize(
    ("level", "mark"),
    [
        (2, Lighter("nerve_floss", 1, 1)),
        (1, Lighter("nerve_floss", 1, 0)),
        (0, Lighter("nerve_floss", 1, 0, half=True)),
    ],
)
def test_what_tingled_comes_back_one_level_lighter_or_half(level: int, mark: Lighter) -> None:
    found = evidence(lighter=(Lighter("nerve_floss", 1, 3), Lighter("bridge", 3, 1)))
    doses.close_day(found, a_day(stops=(stop(level=level),)))
    assert found.lighter == (Lighter("bridge", 3, 1), mark)


@pytest.mark.parametrize(("greens", "kept"), [(0, 1), (1, 0)])
def test_two_green_days_with_it_end_what_is_lighter(greens: int, kept: int) -> None:
    found = evidence(lighter=(Lighter("nerve_floss", 1, 0, greens=greens),))
    doses.after_green(found, a_day(done=book().floss))
    assert len(found.lighter) == kept
    still = evidence(lighter=(Lighter("nerve_floss", 1, 0, greens=1),))
    doses.after_green(still, a_day(done=book().traction))
    assert len(still.lighter) == 1


def test_a_green_day_counts_for_what_was_done_on_it() -> None:
    found = evidence(half_from=D)
    doses.after_green(found, a_day(done=book().cross_body | book().traction | book().bit["bridge"]))
    assert (found.cross_body_greens, found.traction_greens, found.half_from) == (1, 1, -1)
    assert found.rungs == {"cross_body": Rung(0, 1), "leg_traction": Rung(0, 1)}
    doses.after_green(found, a_day(done=book().bit["bridge"], spare=book().bit["bridge"]))
    assert found.rungs["bridge"] == Rung(0, 1)
    assert not found.ready
    doses.after_green(found, a_day(done=book().cross_body))
    assert (found.rungs["cross_body"], found.ready, found.cross_body_greens) == (Rung(0, 2), True, 2)
    doses.after_green(found, a_day(done=book().cross_body))
    assert found.cross_body_greens == 2


@pytest.mark.parametrize(("half_from", "left"), [(D, -1), (D - 1, -1), (D + 1, D + 1), (-1, -1)])
def test_a_green_day_since_a_flare_ends_half_doses(half_from: int, left: int) -> None:
    found = evidence(half_from=half_from)
    doses.after_green(found, a_day())
    assert found.half_from == left


def test_an_exercise_climbs_when_it_has_earned_it() -> None:
    found = evidence(rungs={"bridge": Rung(1, 2), "clamshell": Rung(0, 1), "cross_body": Rung(3, 2)}, ready=True)
    doses.climb(found)
    assert found.rungs == {"bridge": Rung(2), "clamshell": Rung(0, 1), "cross_body": Rung(4)}
    assert (found.ready, found.grown) == (False, book().cross_body)
    third = evidence(rungs={"bridge": Rung(2, 2)}, ready=True)
    doses.climb(third)
    assert (third.rungs, third.grown) == ({"bridge": Rung(3)}, 0)
    assert [doses.steps(found, name) for name in ("bridge", "seated_hinge")] == [2, 0]


@pytest.mark.parametrize(
    ("one", "other", "lowest"),
    [((2, 3), (1, 4), (1, 3)), ((-1, 3), (1, -1), (1, 3)), ((-1, -1), (-1, 0), (-1, 0)), ((0, 1), (2, 2), (0, 1))],
)
def test_the_lowest_numbness_of_each_side_is_kept(one: Any, other: Any, lowest: Any) -> None:
    assert symptoms.lowest(one, other) == lowest


@pytest.mark.parametrize(
    ("name", "values", "worst"),
    [
        ("left_leg_pain", (2, 5, 3), 5),
        ("left_pain_site", ("calf", "thigh"), "calf"),
        ("left_pain_site", ("none", "back"), "back"),
        ("right_nerve_site", ("thigh", "foot"), "foot"),
        ("left_strength", ("same", "cannot_tell"), "cannot_tell"),
        ("left_strength", ("weaker", "cannot_tell"), "weaker"),
        ("reaction", ("none", "under_30_min"), "under_30_min"),
        ("reaction", ("this_morning", "longer"), "this_morning"),
        ("reaction", ("to_2_h", "longer"), "longer"),
        ("left_numb_new_area", (True, False), True),
        ("apart", (["groin"], ["between_legs"]), ["groin", "between_legs"]),
    ],
)
def test_of_several_versions_the_worst_counts(name: str, values: tuple[Any, ...], worst: Any) -> None:
    assert symptoms.worst_of(tuple({name: value} for value in values)) == {name: worst}
    assert symptoms.worst_of(({}, {name: values[0]})) == {name: values[0]}


SAID_ALL = {"leg": 2, "known": movement(), "left_site": 3, "left_tingling": 0, "left_numbness": 0}


@pytest.mark.parametrize(
    ("fields", "affected", "grows"),
    [
        ({}, 1, True),
        ({}, 2, False),
        ({}, 3, False),
        ({"right_site": 0, "right_tingling": 0, "right_numbness": 0}, 3, True),
        ({"left_site": -1}, 1, False),
        ({"left_tingling": -1}, 1, False),
        ({"left_numbness": -1}, 1, False),
        ({"leg": -1}, 1, False),
        ({"known": movement()._replace(painkillers=True)}, 1, False),
        ({"known": movement()._replace(painkillers=None)}, 1, True),
    ],
)
def test_a_dose_grows_only_where_all_is_said_of_each_affected_leg(
    fields: dict[str, Any], affected: int, grows: bool
) -> None:
    today = {**SAID_ALL, **fields}
    assert symptoms._may_grow(evidence(a_day(**today), affected=affected)) is grows
    assert not symptoms._may_grow(evidence(a_day(**today), affected=affected, booked_on=D))
    assert symptoms._may_grow(evidence(a_day(**today), affected=affected, booked_on=D - 1)) is grows


@pytest.mark.parametrize(
    ("least", "now", "lost"),
    [
        ({1: 0}, 2, True),
        ({1: 0}, 1, False),
        ({1: 1}, 2, False),
        ({1: 1}, 3, True),
        ({6: 0}, 2, True),
        ({7: 0}, 2, False),
        ({1: -1}, 9, False),
    ],
)
@pytest.mark.parametrize("side", [0, 1])
def test_numbness_is_held_against_the_best_of_seven_days(
    least: dict[int, int], now: int, lost: bool, side: int
) -> None:
    def pair(number: int) -> tuple[int, int]:
        return (number, -1) if side == 0 else (-1, number)

    days = history(*(a_day(D - back, least=pair(number)) for back, number in least.items()))
    name = ("left_numbness", "right_numbness")[side]
    found = evidence(a_day(), history=days, affected=3)
    symptoms.read_check_in(found, said("check_in", {name: now}))
    assert ("new_numbness" in found.flags) is lost
    cleared = evidence(a_day(), history=days, affected=3, numb_from=D)
    symptoms.read_check_in(cleared, said("check_in", {name: now}))
    assert "new_numbness" not in cleared.flags


@pytest.mark.parametrize(
    ("affected", "values", "after", "alarm"),
    [
        (1, {"right_tingling": 1}, 1, True),
        (1, {"right_numbness": 1}, 1, True),
        (1, {"right_leg_pain": 1, "right_pain_site": "thigh"}, 1, True),
        (1, {"right_leg_pain": 1, "right_pain_site": "buttock"}, 1, False),
        (1, {"right_leg_pain": 0, "right_pain_site": "foot"}, 1, False),
        (1, {"left_tingling": 5}, 1, False),
        (2, {"left_tingling": 1}, 2, True),
        (3, {"left_tingling": 1, "right_tingling": 1}, 3, False),
        (0, {"left_tingling": 1}, 1, False),
        (0, {"right_numbness": 1}, 2, False),
        (0, {"left_tingling": 1, "right_tingling": 1}, 0, True),
    ],
)
def test_a_leg_that_was_free_and_is_no_more_is_an_alarm(
    affected: int, values: dict[str, Any], after: int, alarm: bool
) -> None:
    found = evidence(a_day(), affected=affected)
    symptoms.read_check_in(found, said("check_in", values))
    assert (found.affected, "second_leg" in found.flags) == (after, alarm)


def test_the_newest_stop_of_a_day_says_at_which_level_it_tingled() -> None:
    for levels, rests in (((1, 0), True), ((0, 1), False)):
        found = evidence(tingle_days=(D - 2, D - 1))
        doses.close_day(found, a_day(stops=tuple(stop(level=level) for level in levels)))
        assert (found.nerve_rest == D) is rests


def strengthened(name: str = "bridge", **more: Any) -> Any:
    values = {"session": NOBODY, "index": 0, "exercise": name, "level": 1, "side": "both", **more}
    return said("set_done", values)


def test_days_of_strengthening_are_kept_for_a_week() -> None:
    found = evidence(strength_days=tuple(range(D - 8, D)))
    doses.close_day(found, a_day(sets=(strengthened(), None)))
    assert found.strength_days == tuple(range(D - 6, D + 1))
    assert found.strength_at_s == NOW.epoch_s


def test_what_was_done_on_a_day_and_what_left_some_spare_is_kept_apart() -> None:
    today = a_day(sets=(strengthened(spare=True), (strengthened("clamshell"), None)))
    doses.close_day(evidence(), today)
    assert (today.done, today.spare) == (book().bit["bridge"] | book().bit["clamshell"], book().bit["bridge"])


def test_the_worst_of_two_check_ins_counts_and_what_is_not_said_changes_nothing() -> None:
    found = evidence(a_day(), affected=3)
    symptoms.read_check_in(found, said("check_in", {"left_pain_site": "calf", "back_pain": 2, "reaction": "longer"}))
    symptoms.read_check_in(found, said("check_in", {"left_pain_site": "thigh", "left_tingling": 1}))
    assert found.today.levels[:2] == (5, 1)
    assert (found.back, found.today.stirred) == (2, True)
    symptoms.read_check_in(found, said("check_in", {"reaction": "none"}))
    assert not found.today.stirred


@pytest.mark.parametrize(
    ("affected", "conditions", "blocked"),
    [
        (1, {"pain_groin_or_front": 3}, True),
        (1, {}, False),
        (1, {"numb_foot": 2}, False),
        (0, {"pain_groin_or_front": 3}, False),
    ],
)
def test_the_floss_is_blocked_where_a_condition_shuts_its_lowest_level(
    affected: int, conditions: dict[str, int], blocked: bool
) -> None:
    assert evidence(person=Person(conditions=conditions), affected=affected).floss_blocked() is blocked


def test_only_recorded_days_are_looked_back_on() -> None:
    waiting = (a_day(D - 2, recorded=True), a_day(D - 1, recorded=True))
    found = evidence(a_day(), waiting=waiting, history=history(a_day(D - 3), a_day(D - 9)))
    assert [one.day for one in found.days(D - 2)] == [D - 1, D - 2]
    found.today.recorded = True
    assert [one.day for one in found.days(D - 1)] == [D, D - 1]


@pytest.mark.parametrize(("fields", "kept"), [({}, 0), ({"recorded": True}, 1), ({"sets": (strengthened(), None)}, 1)])
def test_only_a_day_with_something_on_it_waits_to_be_judged(fields: dict[str, Any], kept: int) -> None:
    found = evidence(a_day(**fields))
    found.turn(D + 1)
    assert (len(found.waiting), found.day, found.today.day) == (kept, D + 1, D + 1)


@pytest.mark.parametrize(("gap", "fresh"), [(6, True), (7, False)])
def test_a_week_without_entries_makes_what_was_screened_stale(gap: int, fresh: bool) -> None:
    found = evidence(a_day())
    found.turn(D + gap)
    assert found.fresh is fresh
