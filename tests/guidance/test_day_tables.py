"""Small rules about days, one table each: sites, tingling, stops, medians, colours (docs/readings.md, section 5)."""

from __future__ import annotations

from typing import Any

import pytest

from tests.guidance.ledgers import D, book, check_in, day, ledger, levels, stop
from unpinch.guidance import colours
from unpinch.guidance.colours import FollowUp, colour_of, judge, lower_median, worst_reaction
from unpinch.guidance.day import Day, is_red, limited, lower_site, more_tingling, movements, spread_red
from unpinch.guidance.state import Doing, Start


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    ("before", "here", "lower"),
    [(0, 1, True), (3, 4, True), (3, 3, False), (4, 3, False), (-1, 5, False), (2, -1, False)],
)
def test_a_site_is_lower_only_beside_one_that_was_stated(side: str, before: int, here: int, lower: bool) -> None:
    name = f"{side}_site"
    assert lower_site(levels(**{name: here}), levels(**{name: before})) is lower


@pytest.mark.parametrize("name", ["left_tingling", "right_tingling", "left_numbness", "right_numbness"])
@pytest.mark.parametrize(
    ("before", "here", "more"), [(0, 1, True), (1, 2, True), (2, 2, False), (2, 1, False), (-1, 2, False)]
)
def test_tingling_and_numbness_of_each_side_are_compared(name: str, before: int, here: int, more: bool) -> None:
    assert more_tingling(levels(**{name: here}), levels(**{name: before})) is more


@pytest.mark.parametrize(
    ("fields", "ended", "waiting"),
    [
        ({}, "", True),
        ({"reason": "tingling"}, "", True),
        ({"reason": "tingling", "settled": "back"}, "", False),
        ({"reason": "tingling", "settled": "not_back"}, "S2", False),
        ({"settled": "not_back"}, "S2", False),
        ({"reason": "pain_down"}, "", True),
        ({"reason": "pain_down", "settled": "back"}, "", False),
        ({"reason": "pain_down", "settled": "not_back"}, "S3", False),
        ({"reason": "too_strong"}, "", False),
        ({"reason": "too_strong", "ends_session": True}, "S3", False),
        ({"reason": "other"}, "", False),
        ({"reason": "tingling", "settled": "back", "needs_saddle": True}, "", True),
        ({"reason": "tingling", "settled": "not_back", "needs_saddle": True}, "S2", False),
    ],
)
def test_a_stop_says_what_it_ended_and_what_it_waits_for(fields: dict[str, Any], ended: str, waiting: bool) -> None:
    assert (stop(**fields).ended, stop(**fields).waiting) == (ended, waiting)


@pytest.mark.parametrize(
    ("fields", "off"),
    [
        ({}, True),
        ({"reason": "too_strong"}, False),
        ({"reason": "too_strong", "back": True}, True),
        ({"reason": "other"}, True),
    ],
)
def test_only_too_strong_a_pull_leaves_an_easier_level(fields: dict[str, Any], off: bool) -> None:
    assert stop(**fields).off is off


def test_movements_are_counted_where_they_are_limited() -> None:
    assert movements(day(sock=1, sit=0)) == (1, 0, -1)
    assert [limited(day(**said)) for said in ({}, {"sock": 0}, {"sock": 1}, {"sock": 1, "bend": 1})] == [0, 0, 1, 2]


@pytest.mark.parametrize(("values", "middle"), [([], -1), ([3], 3), ([5, 1], 1), ([9, 1, 2], 2), ([4, 1, 3, 2], 2)])
def test_of_an_even_number_of_values_the_lower_middle_one_is_the_median(values: list[int], middle: int) -> None:
    assert lower_median(values) == middle


def test_the_worst_reaction_of_all_versions_counts_and_silence_is_none() -> None:
    said = {name: check_in(reaction=name) for name in ("none", "to_2_h", "this_morning")}
    assert worst_reaction((check_in(), said["to_2_h"], said["none"])) == "to_2_h"
    assert worst_reaction((said["this_morning"], check_in())) == "this_morning"
    assert worst_reaction((check_in(), check_in())) == worst_reaction((check_in(),)) == ""


def test_of_several_versions_the_worst_follows_up() -> None:
    versions = (check_in(left_leg_pain=2, reaction="longer"), check_in(left_leg_pain=5, reaction="none"))
    assert FollowUp.of(D, versions) == FollowUp(D, 5, "longer")


SAT = (("s", 2, 0),)
CALM: dict[str, Any] = {"checked": True, "worst": 2, "left_site": 3}


def colour(one: Day, after: FollowUp, **known: Any) -> str:
    return colour_of(ledger(**known), one, after, book().t)


@pytest.mark.parametrize(
    ("expected", "changes"),
    [
        ("green", {}),
        ("amber", {"checked": False}),
        ("amber", {"stops": (stop(),)}),
        ("amber", {"felt_worse": (("bridge", "both"),)}),
        ("amber", {"s13": True}),
        ("green", {"worst": 3}),
        ("amber", {"worst": 4}),
        ("red", {"ended_early": "S3"}),
    ],
)
def test_a_day_has_the_colour_of_what_was_said(expected: str, changes: dict[str, Any]) -> None:
    assert colour(day(**{**CALM, **changes}), FollowUp(D + 1, 0, "")) == expected


@pytest.mark.parametrize(
    ("expected", "reaction", "days"),
    [
        ("red", "longer", 3),
        ("red", "this_morning", 1),
        ("amber", "longer", 4),
        ("amber", "to_2_h", 1),
        ("green", "none", 1),
        ("green", "under_30_min", 1),
        ("amber", "", 1),
    ],
)
def test_a_session_is_judged_by_the_reaction_to_it(expected: str, reaction: str, days: int) -> None:
    assert colour(day(**CALM, sessions=SAT), FollowUp(D + days, 2, reaction)) == expected
    assert colour(day(**CALM), FollowUp(D + days, 2, reaction)) == "green"


@pytest.mark.parametrize(("leg", "days", "expected"), [(2, 1, "green"), (3, 1, "amber"), (3, 2, "green")])
def test_only_the_very_next_morning_may_spoil_a_day(leg: int, days: int, expected: str) -> None:
    assert colour(day(**CALM), FollowUp(D + days, leg, "")) == expected


@pytest.mark.parametrize(
    ("legs", "expected"),
    [
        ((), "amber"),
        (((D - 7, 5),), "green"),
        (((D - 8, 5),), "amber"),
        (((D - 1, 4),), "amber"),
        (((D - 2, 5), (D - 1, 4)), "amber"),
        (((D - 3, 5), (D - 2, 5), (D - 1, 4)), "green"),
        (((D, 5),), "amber"),
    ],
)
def test_five_is_green_where_it_is_the_usual_of_the_seven_days_before(legs: tuple[Any, ...], expected: str) -> None:
    assert colour(day(checked=True, worst=5), FollowUp(D + 1, 5, ""), legs=legs) == expected


def test_six_is_never_usual() -> None:
    assert colour(day(checked=True, worst=6), FollowUp(D + 1, 6, ""), legs=((D - 1, 6),)) == "amber"


@pytest.mark.parametrize(("worst", "site", "red"), [(6, 4, True), (5, 4, False), (6, 3, False)])
def test_strong_pain_with_a_farther_site_is_red(worst: int, site: int, red: bool) -> None:
    before = day(D - 1, left_site=3)
    here = day(worst=worst, left_site=site)
    assert spread_red(here, before, 6) is is_red(here, before, 6) is red
    assert spread_red(here, None, 6) is False


def judged(one: Day, after_days: int = 1, reaction: str = "none", **known: Any) -> Any:
    """The ledger after a day has been judged."""
    found = ledger(day(D + after_days), pending=(one,), **known)
    found.day = D + after_days
    judge(book(), found, (check_in(left_leg_pain=0, reaction=reaction),))
    return found


@pytest.mark.parametrize(("gap", "greens"), [(1, 3), (4, 3), (5, 1)])
def test_green_days_are_counted_anew_after_four_days_without_a_record(gap: int, greens: int) -> None:
    assert judged(day(**CALM), last=day(D - gap, left_site=3), greens=2).greens == greens


@pytest.mark.parametrize(("gap", "greens"), [(4, 2), (5, 0)])
def test_so_are_they_where_the_day_after_the_gap_has_a_session_and_no_check_in(gap: int, greens: int) -> None:
    bare = day(sessions=(("session", -1, -1),))
    assert judged(bare, last=day(D - gap, left_site=3), greens=2).greens == greens


def test_green_days_are_counted_as_far_as_a_rule_looks() -> None:
    assert [judged(day(**CALM), greens=known).greens for known in (5, 6, 7)] == [6, 7, 7]


def test_a_red_day_ends_the_run_of_green_ones_and_begins_one_of_its_own() -> None:
    found = judged(day(**CALM, ended_early="S3"), greens=4, reds=(D - 7, D - 6), red_run=1)
    assert (found.greens, found.red_run, found.last_red, found.reds) == (0, 2, "ended", (D - 6, D))
    calmer = judged(day(**CALM), greens=4, red_run=1, last_red="ended")
    assert (calmer.greens, calmer.red_run, calmer.last_red) == (5, 0, "")


@pytest.mark.parametrize(
    ("expected", "fields"),
    [
        ("spread", {"worst": 6, "left_site": 5, "ended_early": "S3"}),
        ("ended", {"ended_early": "S2"}),
        ("carried", {"sessions": SAT}),
    ],
)
def test_a_red_day_says_what_made_it_red(expected: str, fields: dict[str, Any]) -> None:
    found = judged(day(**{**CALM, **fields}), reaction="longer", last=day(D - 1, left_site=3))
    assert found.last_red == expected


@pytest.mark.parametrize(("first", "former"), [(D - 7, "release"), (D - 8, None)])
def test_after_a_flare_of_more_than_a_week_nobody_goes_back_the_short_way(first: int, former: str | None) -> None:
    found = judged(day(**CALM, ended_early="S3"), former="release", flare_first=first)
    assert (found.former, found.flare_last) == (former, D)
    assert judged(day(**CALM, ended_early="S3")).flare_last == -1


def test_a_red_day_takes_back_the_good_days_of_every_exercise() -> None:
    found = judged(day(**CALM, ended_early="S3"), doing=(("bridge", "both", Doing(1, 2, ok=1, spare=1)),))
    assert found.doing == {("bridge", "both"): Doing(1, 2)}


@pytest.mark.parametrize(("ease", "left"), [(0, 0), (1, 0), (2, 1)])
def test_a_green_session_takes_one_step_of_what_was_eased(ease: int, left: int) -> None:
    assert judged(day(**CALM, sessions=SAT), ease=ease).ease == left
    assert judged(day(**CALM), ease=ease).ease == ease


@pytest.mark.parametrize(
    ("spare", "strength", "known", "credited"),
    [
        (False, False, Doing(1, ok=0), Doing(1, ok=1)),
        (False, False, Doing(1, ok=2), Doing(1, ok=2)),
        (True, False, Doing(1, ok=1), Doing(1, ok=2)),
        (True, True, Doing(1), Doing(1, ok=1, spare=1)),
        (True, True, Doing(1, ok=1, spare=1), Doing(1, ok=2, spare=2)),
        (True, True, Doing(1, ok=2, spare=2), Doing(1, ok=2, spare=2)),
        (False, True, Doing(1, ok=1, spare=1), Doing(1)),
    ],
)
def test_strengthening_needs_strength_to_spare_on_each_good_day(
    spare: bool,
    strength: bool,
    known: Doing,
    credited: Doing,
) -> None:
    assert colours._credited(known, 2, spare=spare, strength=strength) == credited


def test_a_green_day_credits_what_was_done_on_it() -> None:
    pairs = (("cross_body", "left"), ("leg_traction", "left"), ("nerve_floss", "left"))
    doing = tuple((*pair, Doing(1)) for pair in pairs)
    found = judged(day(**CALM, sessions=SAT, done=pairs), doing=doing)
    assert (found.flossed, found.cross_greens, found.traction) == (True, 1, 1)
    many = judged(day(**CALM, sessions=SAT, done=pairs), doing=doing, cross_greens=2, traction=3)
    assert (many.cross_greens, many.traction) == (2, 3)


@pytest.mark.parametrize(
    ("fields", "remembered"),
    [
        ({"checked": True, "worst": 0}, True),
        ({"worst": 2, "left_site": 2}, True),
        ({"worst": 2, "right_site": 0}, True),
        ({"worst": 2}, False),
        ({"checked": True}, False),
    ],
)
def test_the_last_recorded_day_tells_a_leg_pain_and_was_a_check_in_or_a_site(
    fields: dict[str, Any], remembered: bool
) -> None:
    assert (judged(day(**fields)).last is not None) is remembered


def test_leg_pains_are_kept_for_four_weeks() -> None:
    legs = ((D - 29, 1), (D - 28, 2), (D - 27, 3))
    assert judged(day(**CALM), legs=legs).legs == ((D - 27, 3), (D, 2))


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(("there", "here", "lower"), [(0, 1, True), (3, 4, True), (3, 3, False), (-1, 4, False)])
def test_days_lower_than_at_the_start_are_kept_while_they_follow_each_other(
    side: str,
    there: int,
    here: int,
    lower: bool,
) -> None:
    start = Start(D - 5, 4, -1, -1, 0)._replace(**{f"{side}_site": there})
    one = day(checked=True, worst=2, **{f"{side}_site": here})
    found = judged(one, start=start, lower_days=(D - 3, D - 2))
    assert found.lower_days == ((D - 2, D) if lower else ())
    assert judged(one, lower_days=(D - 3,)).lower_days == ()
