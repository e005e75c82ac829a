"""When a band pulls: on the real ways in and out, whose keys say where it lies."""

import numpy as np
import pytest

from tests.builders import shipped
from unpinch.mechanics.curves import BandCurves, band_curves, clip_pull
from unpinch.mechanics.flaws import MechanicsError
from unpinch.mechanics.ways import in_place, route_of
from unpinch.movement import Motion, movement_of, play
from unpinch.programme.shop import shop


def floss(clip: str = "repetition") -> Motion:
    return play(movement_of(shipped(), "nerve_floss", 2), clip=clip)


def held() -> BandCurves:
    made = band_curves(shipped(), floss(), shop(shipped()))
    assert made is not None
    return made


def test_the_course_is_that_of_the_repetition() -> None:
    route = route_of(floss())
    assert route is not None
    assert route.id == "foot"


def test_in_the_repetition_the_band_is_in_place() -> None:
    assert (in_place(floss()) == 1).all()


def test_on_the_way_in_the_slack_is_taken_up_and_on_the_way_out_let_go() -> None:
    there, back = in_place(floss("in")), in_place(floss("out"))
    assert (there[0], there[-1]) == (0, pytest.approx(1))
    assert (back[0], back[-1]) == (1, pytest.approx(0))
    assert (np.diff(there) >= -1e-9).all()


def test_the_tension_passes_from_clip_to_clip_without_a_jump() -> None:
    band = held()
    way_in, way_out = (clip_pull(shipped(), floss(clip), band) for clip in ("in", "out"))
    assert way_in.elongation_percent[0] == way_out.elongation_percent[-1] == 0
    assert way_in.tension_n[-1] == pytest.approx(band.pull.tension_n[0], abs=0.3)
    assert way_out.tension_n[0] == pytest.approx(band.pull.tension_n[-1], abs=0.3)


def test_a_movement_without_a_band_has_no_pull() -> None:
    bare = play(movement_of(shipped(), "clamshell", 1))
    with pytest.raises(MechanicsError, match="has no band on its way"):
        clip_pull(shipped(), bare, held())


def test_the_force_at_work_is_the_doses() -> None:
    need = shipped().exercises["nerve_floss"].level(2).band
    assert need is not None
    band = held()
    assert need.force_low_n <= band.pull.limb_n.max() <= need.force_high_n
    assert band.pull.limb_high_n.max() <= shipped().thresholds.floss_force_n
    assert band.pull.elongation_percent.max() <= need.stretch_most_percent
