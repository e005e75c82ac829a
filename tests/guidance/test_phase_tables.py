"""When a phase opens or steps back, and what may grow: one table for each criterion (docs/readings.md, section 6)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.guidance.ledgers import D, book, day, ledger, of_leg
from unpinch.guidance import phases
from unpinch.guidance.phases import PHASE_RULES, PhaseRule
from unpinch.guidance.state import Flag, Start


@pytest.mark.parametrize(
    ("fields", "back"),
    [
        ({"worst": 1, "left_site": 2}, False),
        ({"worst": 2}, True),
        ({"worst": 0, "left_site": 3}, True),
        ({"worst": 0, "right_site": 3}, True),
        ({"worst": 0, "left_tingling": 1}, True),
        ({"worst": 0, "right_tingling": 1}, True),
        ({"worst": 0, "left_numbness": 1}, True),
        ({"worst": 0, "right_numbness": 1}, True),
        ({}, False),
    ],
)
def test_leg_symptoms_are_back_by_any_of_their_signs(fields: dict[str, int], back: bool) -> None:
    assert phases._returned(book(), ledger(day(**fields))) is back


@pytest.mark.parametrize(
    ("fields", "today", "steps"),
    [
        ({"red_run": 2}, {}, True),
        ({"red_run": 1}, {}, False),
        ({"red_run": 1}, {"ended_early": "S3"}, True),
        ({"red_run": 0}, {"ended_early": "S3"}, False),
        ({"last_red": "spread"}, {}, True),
        ({"last_red": "ended"}, {}, False),
        ({"last": day(D - 1, left_site=3)}, {"worst": 6, "left_site": 4}, True),
        ({"reds": (D - 6, D - 4, D - 2)}, {}, True),
        ({"reds": (D - 7, D - 4, D - 2)}, {}, False),
        ({"reds": (D - 4, D - 2)}, {"ended_early": "S2"}, True),
        ({"reds": (D - 4, D - 2)}, {}, False),
    ],
)
def test_red_days_step_back(fields: dict[str, Any], today: dict[str, Any], steps: bool) -> None:
    assert phases._step_back(book(), ledger(day(**today), **fields)) is steps


@pytest.mark.parametrize(
    ("legs", "today", "steady"),
    [
        ([4] * 19, 4, True),
        ([4] * 18, 4, False),
        ([4] * 19, 5, True),
        ([4] * 19, 6, False),
        ([3] + [4] * 18, 5, False),
    ],
)
def test_steady_is_twenty_days_within_one_point(legs: list[int], today: int, steady: bool) -> None:
    past = tuple((D - len(legs) + place, leg) for place, leg in enumerate(legs))
    assert phases._steady(book(), ledger(day(worst=today), legs=past)) is steady


def test_a_day_four_weeks_ago_no_longer_unsettles() -> None:
    calm = tuple((D - back, 4) for back in range(19, 0, -1))
    assert phases._steady(book(), ledger(day(worst=4), legs=((D - 28, 9), *calm)))
    assert not phases._steady(book(), ledger(day(worst=4), legs=((D - 27, 9), *calm)))


@pytest.mark.parametrize(
    ("legs", "sites", "stated"),
    [
        ("left", (0, -1), True),
        ("left", (-1, 0), False),
        ("right", (-1, 0), True),
        ("right", (0, -1), False),
        ("both", (0, 0), True),
        ("both", (0, -1), False),
        ("none", (-1, 3), False),
    ],
)
def test_the_site_of_each_affected_leg_must_be_stated(legs: str, sites: tuple[int, int], stated: bool) -> None:
    found = of_leg(legs, day(left_site=sites[0], right_site=sites[1]), start=Start(D - 5, 4, 3, 3, 1))
    assert phases._sites_stated(found) is stated
    assert phases._not_lower_than_start(found) is stated


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    ("there", "here", "fine"), [(3, 3, True), (3, 4, False), (-1, 0, True), (-1, 1, False), (0, 1, False)]
)
def test_release_waits_for_a_site_no_lower_than_at_the_start(side: str, there: int, here: int, fine: bool) -> None:
    start = Start(D - 5, 4, 3, 3, 1)._replace(**{f"{side}_site": there})
    found = of_leg("both", day(**{"left_site": 3, "right_site": 3, f"{side}_site": here}), start=start)
    assert phases._not_lower_than_start(found) is fine


OPENING: dict[str, Any] = {"phase": "release", "greens": 5}
HIGH: dict[str, Any] = {"worst": 3, "left_site": 3, "right_site": 0, "checked": True}


@pytest.mark.parametrize(
    ("fields", "today", "opens"),
    [
        ({}, {}, True),
        ({"greens": 4}, {}, False),
        ({"phase": "decompress", "greens": 7}, {}, False),
        ({"phase": "decompress", "greens": 7}, {"sock": 0, "sit": 0, "bend": 0}, True),
        ({"phase": "decompress", "greens": 6}, {"sock": 0, "sit": 0, "bend": 0}, False),
        ({"phase": "decompress", "greens": 7}, {"sock": 0, "sit": 0, "bend": -1}, False),
        ({}, {"worst": 4}, False),
        ({}, {"left_site": 4}, False),
        ({}, {"right_site": 4}, False),
        ({}, {"left_site": -1}, False),
        ({}, {"weak": True}, False),
    ],
)
def test_stabilise_opens_on_all_of_its_criteria(fields: dict[str, Any], today: dict[str, Any], opens: bool) -> None:
    found = of_leg("left", day(**{**HIGH, **today}), **{**OPENING, **fields})
    assert phases._stabilise_opens(book(), found) is opens


@pytest.mark.parametrize(
    ("since", "legs", "today", "opens"),
    [
        (42, [1] * 6, 1, True),
        (41, [1] * 6, 1, False),
        (42, [1] * 5, 1, False),
        (42, [2, *[1] * 12], 1, False),
        (42, [2, *[1] * 13], 1, True),
        (42, [1] * 6, 2, False),
    ],
)
def test_maintain_opens_after_six_weeks_and_two_calm_ones(since: int, legs: list[int], today: int, opens: bool) -> None:
    past = tuple((D - len(legs) + place, leg) for place, leg in enumerate(legs))
    assert phases._maintain_opens(book(), ledger(day(worst=today), phase_day=D - since, legs=past)) is opens


PROGRESS: dict[str, Any] = {"complete": True, "painkillers": 0, "worst": 2, "reaction": "none"}


@pytest.mark.parametrize(
    ("fields", "today", "may"),
    [
        ({}, {}, True),
        ({"last_red": "ended"}, {}, False),
        ({}, {"worst": 5}, True),
        ({}, {"worst": 6}, False),
        ({"ease": 1}, {}, False),
        ({}, {"complete": False}, False),
        ({}, {"painkillers": 1}, False),
        ({}, {"painkillers": -1}, False),
        ({"booked_day": D}, {}, False),
        ({"booked_day": D - 1}, {}, True),
        ({"flags": (Flag("fever", "same_day", "S1.same_day"),)}, {}, False),
        ({}, {"reaction": "longer"}, False),
        ({}, {"reaction": "this_morning"}, False),
        ({}, {"reaction": "to_2_h"}, True),
    ],
)
def test_a_step_up_needs_a_calm_and_well_known_day(fields: dict[str, Any], today: dict[str, Any], may: bool) -> None:
    assert phases.may_progress(book(), ledger(day(**{**PROGRESS, **today}), **fields)) is may


CAREFUL = {"phase.placed_decompress", "phase.step_back", "phase.replaced"}
OPENS = {"phase.flare_return", "phase.release_opens", "phase.stabilise_opens", "phase.maintain_opens"}


@pytest.mark.parametrize("name", [rule.id for rule in PHASE_RULES])
def test_nothing_opens_under_a_flag_and_only_what_is_careful_without_a_leg_pain(name: str) -> None:
    def phase_after(**fields: Any) -> str | None:
        found = ledger(day(checked=fields.pop("checked", True), worst=2), phase="stabilise", **fields)
        found.phase_rules = (PhaseRule(name, lambda *_: True, lambda _: "release"),)
        phases.after_check_in(book(), found, first=False)
        return found.phase

    flag = (Flag("fever", "same_day", "S1.same_day"),)
    assert phase_after() == "release"
    assert (phase_after(flags=flag) == "release") is (name not in OPENS)
    assert (phase_after(checked=False) == "release") is (name in CAREFUL)


def test_a_start_without_a_leg_pain_is_set_when_one_is_stated() -> None:
    unsaid = Start(D - 3, -1, -1, -1, 0)
    for checked, worst, kept in ((True, 2, Start(D, 2, -1, -1, 0)), (False, 2, unsaid)):
        found = ledger(day(checked=checked, worst=worst), start=unsaid, phase="release")
        phases.after_check_in(book(), found, first=False)
        assert found.start == kept
    zero = Start(D - 3, 0, -1, -1, 0)
    found = ledger(day(checked=True, worst=2), start=zero, phase="release")
    phases.after_check_in(book(), found, first=False)
    assert found.start == zero


@pytest.mark.parametrize(
    ("reds", "first", "last"),
    [((), D, D), ((D - 3, D - 1), D - 3, D - 1), ((D - 9, D - 1), D - 1, D - 1), ((D - 7, D - 6), D - 6, D - 6)],
)
def test_a_step_back_remembers_the_phase_and_the_flare(reds: tuple[int, ...], first: int, last: int) -> None:
    found = ledger(day(checked=True), phase="release", reds=reds, greens=2, flossed=True)
    rule = next(one for one in PHASE_RULES if one.id == "phase.step_back")
    phases._enter(book(), found, rule)
    assert (found.phase, found.former, found.flare_first, found.flare_last) == ("decompress", "release", first, last)
    assert (found.greens, found.flossed, found.phase_day) == (0, False, D)
