"""Small rules of the guard about phases, one table each (docs/readings.md, section 6)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.guard.scenes import START, D, a_day, evidence, history, levels, movement, stop
from unpinch.guard import phases
from unpinch.guard.alarms import Flag
from unpinch.guard.book import DECOMPRESS, MAINTAIN, RELEASE, STABILISE
from unpinch.guard.colours import AMBER, RED, RED_LEG


def past(*pains: int, last: int = 1) -> Any:
    """Judged days with these leg pains, oldest first, the newest `last` days ago."""
    return history(*(a_day(D - last - len(pains) + 1 + place, worst=pain) for place, pain in enumerate(pains)))


@pytest.mark.parametrize(
    ("stated", "back"),
    [
        ({}, False),
        ({"left_site": 2}, False),
        ({"left_site": 3}, True),
        ({"right_site": 3}, True),
        *(({name: 1}, True) for name in ("left_tingling", "left_numbness", "right_tingling", "right_numbness")),
    ],
)
def test_leg_symptoms_are_back_by_any_of_their_signs(stated: dict[str, int], back: bool) -> None:
    assert phases._has_returned(levels(**stated)) is back


@pytest.mark.parametrize(
    ("stated", "leg", "weaker", "phase"),
    [
        ({}, 0, False, STABILISE),
        ({"left_site": 1}, 0, False, STABILISE),
        ({"left_site": 2}, 0, False, DECOMPRESS),
        ({"right_site": 2}, 0, False, DECOMPRESS),
        ({}, 1, False, DECOMPRESS),
        ({}, 0, True, DECOMPRESS),
    ],
)
def test_the_first_check_in_places(stated: dict[str, int], leg: int, weaker: bool, phase: int) -> None:
    found = evidence(a_day(worst=leg, weaker=weaker, **stated))
    phases.move(found, leg, found.today.levels)
    assert (found.phase, found.start.first, found.start.day) == (phase, D, D)
    assert found.stabilise_day == (D if phase == STABILISE else -1)


SPREAD = {"worst": 6, "left_site": 4}
STOPPED = {"stops": (stop(answered=True, alarm=True),)}


@pytest.mark.parametrize(
    ("fields", "today", "reds", "hard"),
    [
        ({}, SPREAD, (), True),
        ({}, STOPPED, (), False),
        ({"reds": (D - 3, D - 1)}, STOPPED, (AMBER, RED), True),
        ({"reds": (D - 3, D - 2)}, STOPPED, (RED, AMBER), True),
        ({"reds": (D - 7, D - 2)}, STOPPED, (RED, AMBER), False),
        ({"reds": (D - 2, D - 1)}, {}, (RED, RED), True),
        ({"reds": (D - 1,)}, {}, (AMBER, RED), False),
        ({"reds": (D - 1,)}, {}, (AMBER, RED_LEG), True),
        ({"reds": (D - 6, D - 4, D - 3), "greens_after_red": 1}, {}, (RED, AMBER), True),
        ({"reds": (D - 6, D - 4, D - 3), "greens_after_red": 2}, {}, (RED, AMBER), False),
        ({"reds": (D - 6, D - 4, D - 3), "greens_after_red": 2}, STOPPED, (RED, AMBER), True),
    ],
)
def test_hard_days_step_back(fields: dict[str, Any], today: dict[str, Any], reds: tuple[int, ...], hard: bool) -> None:
    before = history(a_day(D - 2, left_site=3), a_day(D - 1, left_site=3), colours=reds or (AMBER, AMBER))
    found = evidence(a_day(**today), history=before, **fields)
    assert phases._hard_days(found) is hard


def test_a_step_back_remembers_the_highest_phase_and_when_the_flare_began() -> None:
    found = evidence(a_day(), phase=RELEASE, former=STABILISE, last_red=D - 1, half_from=D - 2, greens=3, greens_low=3)
    phases._step_back(found)
    assert (found.phase, found.former, found.flare_day, found.half_from) == (DECOMPRESS, STABILISE, D - 1, -1)
    assert (found.greens, found.greens_low) == (0, 0)
    lost = evidence(a_day(**STOPPED), phase=STABILISE, flags={"new_numbness": Flag(3)})
    phases._step_back(lost)
    assert (lost.former, lost.flare_day) == (-1, D)


@pytest.mark.parametrize(
    ("greens", "last_red", "today", "over"),
    [
        (2, D - 2, {}, True),
        (1, D - 2, {}, False),
        (2, D - 2, STOPPED, False),
        (2, D - 3, {}, True),
        (2, D - 1, {}, False),
    ],
)
def test_a_flare_of_a_week_is_over_after_two_green_days(
    greens: int, last_red: int, today: dict[str, Any], over: bool
) -> None:
    found = evidence(a_day(**today), greens_after_red=greens, last_red=last_red, flare_day=D - 9)
    assert phases._flare_is_over(found) is over


OPEN: dict[str, Any] = {"worst": 4, "left_site": 3, "right_site": 0, "known": movement("bend"), "recorded": True}


@pytest.mark.parametrize(
    ("fields", "today", "opens"),
    [
        ({}, {}, True),
        ({"greens": 2}, {}, False),
        ({}, {"worst": 5}, False),
        ({}, {"worst": -1}, False),
        ({}, {"worst": 0}, True),
        ({"history": past(*[5] * 19)}, {"worst": 5}, True),
        ({"history": past(*[5] * 18)}, {"worst": 5}, False),
        ({"history": past(3, *[5] * 18)}, {"worst": 5}, False),
        ({"history": past(9, *[5] * 27)}, {"worst": 5}, True),
        ({"history": past(9, *[5] * 26)}, {"worst": 5}, False),
        ({"history": past(*[5] * 19)}, {"worst": 6}, False),
        ({}, {"left_site": 4}, False),
        ({}, {"left_site": -1}, False),
        ({}, {"right_site": -1}, True),
        ({"affected": 3}, {"right_site": -1}, False),
        ({}, {"right_site": 1}, False),
        ({"start": START._replace(left_site=-1)}, {"left_site": 6}, True),
        ({}, {"known": movement()}, False),
        ({"floss_day": -1}, {}, False),
        ({"floss_day": -1, "nerve_rest": D - 9}, {}, True),
    ],
)
def test_release_opens_on_all_of_its_criteria(fields: dict[str, Any], today: dict[str, Any], opens: bool) -> None:
    known = {"greens": 3, "start": START, "affected": 1, "floss_day": D - 2, **fields}
    assert phases._release_opens(evidence(a_day(**{**OPEN, **today}), **known)) is opens


HIGH: dict[str, Any] = {"worst": 3, "left_site": 3, "right_site": 0, "known": movement("bend")}


@pytest.mark.parametrize(
    ("fields", "today", "opens"),
    [
        ({}, {}, True),
        ({"greens": 4}, {}, False),
        ({}, {"worst": 4}, False),
        ({}, {"worst": -1}, False),
        ({}, {"worst": 0}, True),
        ({}, {"weaker": True}, False),
        ({}, {"left_site": 4}, False),
        ({}, {"right_site": 4}, False),
        ({}, {"left_site": -1}, False),
        ({}, {"right_site": -1}, True),
        ({"phase": DECOMPRESS, "greens_low": 7}, {}, False),
        ({"phase": DECOMPRESS, "greens_low": 7}, {"known": movement()}, True),
        ({"phase": DECOMPRESS, "greens_low": 6}, {"known": movement()}, False),
    ],
)
def test_stabilise_opens_on_all_of_its_criteria(fields: dict[str, Any], today: dict[str, Any], opens: bool) -> None:
    known = {"phase": RELEASE, "greens": 5, "affected": 1, **fields}
    assert phases._stabilise_opens(evidence(a_day(**{**HIGH, **today}), **known)) is opens


@pytest.mark.parametrize(
    ("since", "pains", "today", "opens"),
    [
        (42, [1] * 6, 1, True),
        (41, [1] * 6, 1, False),
        (42, [1] * 5, 1, False),
        (42, [2, *[1] * 12], 1, False),
        (42, [2, *[1] * 13], 1, True),
        (42, [1] * 6, 2, False),
    ],
)
def test_maintain_opens_after_six_weeks_and_two_calm_ones(
    since: int, pains: list[int], today: int, opens: bool
) -> None:
    found = evidence(a_day(worst=today, recorded=True), stabilise_day=D - since, history=past(*pains))
    assert phases._maintain_opens(found) is opens


@pytest.mark.parametrize(
    ("leg", "stated", "phase"), [(1, {}, MAINTAIN), (2, {}, STABILISE), (0, {"left_tingling": 1}, STABILISE)]
)
def test_maintain_is_left_when_symptoms_return(leg: int, stated: dict[str, int], phase: int) -> None:
    found = evidence(
        a_day(worst=leg, **stated), phase=MAINTAIN, start=START._replace(worst=1, least=1), stabilise_day=D - 9
    )
    phases.move(found, leg, found.today.levels)
    assert (found.phase, found.start.worst) == (phase, max(1, leg) if phase == STABILISE else 1)
    assert found.start.day == (D if phase == STABILISE else D - 20)


@pytest.mark.parametrize(("greens", "phase"), [(0, DECOMPRESS), (2, STABILISE)])
def test_no_flare_returns_on_green_days_that_a_gap_has_cut_off(greens: int, phase: int) -> None:
    today = a_day(worst=1, leg=1, recorded=True)
    known: dict[str, Any] = {"phase": DECOMPRESS, "former": STABILISE, "greens_after_red": 2, "greens_low": greens}
    found = evidence(today, last_red=D - 9, flare_day=D - 9, **known)
    phases.move(found, 1, levels(left_site=0))
    assert found.phase == phase
