"""What stands beside a move: the toes pulled, half as far, a heavier band."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest

from tests.builders import shipped
from unpinch.mechanics import curves_of
from unpinch.mechanics.derived import derived
from unpinch.mechanics.nerve import INDEX_SITE, SITES
from unpinch.mechanics.setup import Wanted
from unpinch.mechanics.variants import (
    LEAST_GAIN,
    SHORTER_PERCENT,
    heavier,
    next_heavier,
    over,
    shown_s,
    toes_pulled,
    twin_frames,
)
from unpinch.movement import COORDINATES, SEGMENTS, Motion, movement_of, play
from unpinch.movement.derived import played
from unpinch.programme.bands import OwnedBand
from unpinch.programme.shop import shop

FOOT, KNEE = SEGMENTS.index("foot_r"), COORDINATES.index("knee_flexion_deg_r")
ANKLE = COORDINATES.index("ankle_dorsiflexion_deg_r")


def moved(exercise: str, level: int) -> Motion:
    return play(movement_of(shipped(), exercise, level))


@cache
def file(exercise: str, level: int) -> dict[str, Any]:
    return derived(shipped(), played(movement_of(shipped(), exercise, level)))


def test_the_twin_differs_in_the_working_foot_alone() -> None:
    motion = moved("nerve_floss", 2)
    twin = toes_pulled(motion)
    away = np.abs(twin.frames.rotations - motion.frames.rotations).max(axis=(0, 2, 3))
    assert [name for name, far in zip(SEGMENTS, away, strict=True) if far > 1e-9] == ["foot_r"]
    assert np.allclose(twin.frames.origins, motion.frames.origins)


def test_the_twins_toes_come_up_as_far_as_the_moves_go_away() -> None:
    motion = moved("nerve_floss", 2)
    ankle, pulled = motion.q[:, ANKLE], toes_pulled(motion).q[:, ANKLE]
    assert pulled[ankle.argmin()] == pytest.approx(ankle.max())
    assert (pulled.min(), pulled.max()) == pytest.approx((ankle.min(), ankle.max()))


def test_the_twins_frames_have_foot_and_band_at_every_frame() -> None:
    motion, twin = moved("nerve_floss", 2), file("nerve_floss", 2)["twin"]
    frames = len(motion.time_s)
    assert len(twin["quaternions_1e4"]) == 4 * frames
    assert len(twin["points_mm"]) == 2 * 3 * frames
    assert len(twin["band"]["paths_mm"]) == len(twin["band"]["tension_n"]) == frames
    toe = toes_pulled(motion).frames.points["toe_r"] * 1000
    assert np.abs(np.reshape(twin["points_mm"], (frames, 2, 3))[:, 1] - toe).max() <= 0.5


def test_a_move_that_is_no_floss_has_no_twin() -> None:
    assert twin_frames(shipped(), moved("clamshell", 1), None) is None


def test_the_shorter_way_goes_the_whole_ones_way_half_as_far_and_back() -> None:
    motion = moved("nerve_floss", 2)
    knee, at_s = motion.q[:, KNEE], shown_s(motion)
    there = np.interp(at_s, motion.time_s, knee)
    assert there[0] == there[-1] == pytest.approx(knee[0])
    half = (there.max() - there.min()) / (knee.max() - knee.min())
    assert half == pytest.approx(SHORTER_PERCENT / 100, abs=0.03)


def test_all_of_the_way_is_the_move_itself() -> None:
    motion = moved("nerve_floss", 2)
    there = motion.time_s <= motion.phases[0].to_s
    assert shown_s(motion, 100)[there] == pytest.approx(motion.time_s[there], abs=0.1)


def test_going_half_as_far_loads_less_and_still_slides() -> None:
    curves = file("nerve_floss", 2)["curves"]
    less = curves["shorter"]
    assert max(less["load_index"]) < max(curves["nerve"]["load_index"]) - LEAST_GAIN
    assert less["site_load_index"][SITES[INDEX_SITE]] == less["load_index"]
    slid = less["excursion_mm"]["popliteal"]
    assert max(slid) - min(slid) > 1


def test_no_shorter_way_is_shown_where_it_spares_the_nerve_nothing() -> None:
    assert file("clamshell", 2)["curves"]["shorter"] is None


def test_a_heavier_band_pulls_harder_at_every_frame_and_leaves_the_nerve_alone() -> None:
    curves = file("nerve_floss", 2)["curves"]
    pairs = zip(curves["heavier"]["limb_n"], curves["band"]["limb_n"], strict=True)
    assert all(heavy > now or heavy == now == 0 for heavy, now in pairs)
    assert curves["heavier"]["nerve"] == "same"
    light, strong = (
        curves_of(shipped(), moved("nerve_floss", 2), tuple(one for one in shop(shipped()) if one.colour == colour))
        for colour in ("red", "green")
    )
    assert np.array_equal(light.nerve.load_index, strong.nerve.load_index)


def test_what_a_harder_pull_along_the_leg_does_is_left_open() -> None:
    assert file("leg_traction", 1)["curves"]["heavier"]["nerve"] == "unknown"


def test_there_is_no_heavier_band_where_it_shall_hang_slack() -> None:
    motion = moved("seated_hinge", 1)
    held = curves_of(shipped(), motion, shop(shipped())).band
    assert held
    assert heavier(shipped(), motion, held, 3) is None


def test_the_next_heavier_band_is_of_the_same_kind() -> None:
    bands = {one.id: one for one in shop(shipped())}
    found = next_heavier(shipped(), bands["theraband red"])
    assert found
    assert found.colour == "green"
    last = [one for one in bands.values() if one.type == "mini_loop"][-1]
    assert next_heavier(shipped(), last) is None
    assert next_heavier(shipped(), OwnedBand("mine", "flat")) is None


@pytest.mark.parametrize(("high_n", "said"), [(1000, "no"), (1, "yes")])
def test_it_says_whether_the_pull_goes_over_what_is_wanted(high_n: int, said: str) -> None:
    held = curves_of(shipped(), moved("nerve_floss", 2), shop(shipped())).band
    assert held
    assert over(held.pull, Wanted(0, high_n, high_n)) == said
    between = int((held.pull.limb_low_n.max() + held.pull.limb_high_n.max()) / 2)
    assert over(held.pull, Wanted(0, between, between)) == "may"
