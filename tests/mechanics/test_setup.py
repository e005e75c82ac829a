"""The table of ways that pages set bands up with says what the moved body says."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from tests.builders import shipped
from unpinch.mechanics.flaws import MechanicsError
from unpinch.mechanics.setup import path_m, suggest, wanted
from unpinch.movement import Body, movement_of, play
from unpinch.programme.bands import OwnedBand
from unpinch.programme.setup import way_mm

TABLE = json.loads(files("unpinch").joinpath("derived", "setup.json").read_text("utf-8"))
RED = OwnedBand("red", "flat", "TheraBand", "red")
OFF_MM = 4


def pulling() -> set[str]:
    levels = ((one.id, level) for one in shipped().exercises.values() for level in one.levels)
    return {f"{name}_{level.number}" for name, level in levels if level.band and level.band.force_high_n}


def test_the_table_holds_every_level_whose_band_pulls() -> None:
    assert set(TABLE["ways_mm"]) == pulling()


@pytest.mark.parametrize("height_m", [1.45, 1.53, 1.68, 1.97, 2.05])
@pytest.mark.parametrize("name", sorted(TABLE["ways_mm"]))
def test_the_table_agrees_with_the_moved_body_at_any_height(name: str, height_m: float) -> None:
    exercise, _, level = name.rpartition("_")
    need = shipped().exercises[exercise].level(int(level)).band
    assert need is not None
    moved_m = path_m(shipped(), play(movement_of(shipped(), exercise, int(level)), Body(height_m)), need)
    assert moved_m is not None
    assert way_mm(TABLE["heights_m"], TABLE["ways_mm"][name], height_m) == pytest.approx(1000 * moved_m, abs=OFF_MM)


@pytest.mark.parametrize("way_m", [0.0, -1.0, float("nan")])
def test_it_refuses_a_way_that_cannot_be(way_m: float) -> None:
    need = shipped().exercises["nerve_floss"].level(2).band
    assert need is not None
    with pytest.raises(MechanicsError, match="Give a length above 0"):
        suggest(shipped(), need, [RED], wanted(shipped(), "nerve_floss", need), way_m)
