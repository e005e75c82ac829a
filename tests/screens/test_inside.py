"""What the body does in a move: on the exercise page, with the figures of the derived data behind each plot."""

from __future__ import annotations

import re

import pytest

from tests.builders import shipped
from tests.screens.visiting import Visit
from unpinch.screens.inside import curves, inside

LEVELS = [f"{one.id}_{level.number}" for one in shipped().exercises.values() for level in one.levels]


def plots(motion: str) -> dict[str, list[list[str]]]:
    """Return each plot's table: names, then rows."""
    return {one["title"]: [one["head"], *one["rows"]] for one in (inside(motion) or {})["plots"]}


def column(table: list[list[str]], name: str) -> list[float]:
    place = table[0].index(name)
    return [float(row[place].replace("\u2212", "-")) for row in table[1:]]


@pytest.mark.parametrize("motion", LEVELS)
def test_it_puts_the_derived_figures_of_the_nerve_into_the_table(motion: str) -> None:
    level, table = curves()["levels"][motion], plots(motion)["Load on the nerve"]
    assert column(table, "Time, seconds") == level["time_s"]
    for name, values in {"This move": "middle", "Lowest": "low", "Highest": "high"}.items():
        assert column(table, name) == level["nerve"][values]
    for name, values in {"Toes pulled": level["twin"], "Half as far": level["shorter"]}.items():
        assert (column(table, name) if name in table[0] else None) == values


@pytest.mark.parametrize("motion", LEVELS)
def test_it_shows_the_pull_of_a_band_that_pulls_and_no_other(motion: str) -> None:
    band, shown = curves()["levels"][motion]["band"], plots(motion)
    if band and max(band["high_n"]) > 1:
        assert column(shown["Pull of the band"], "Lowest, newtons") == band["low_n"]
        assert column(shown["Pull of the band"], "Highest, newtons") == band["high_n"]
    else:
        assert "Pull of the band" not in shown


def note(motion: str) -> str:
    """Return what is said under the plot of the band's pull."""
    return str(next(one["note"] for one in (inside(motion) or {})["plots"] if one["title"] == "Pull of the band"))


def test_it_says_what_a_heavier_band_does_and_does_not_do() -> None:
    heavier = curves()["levels"]["nerve_floss_1"]["heavier"]
    assert f"Wanted are {heavier['wanted_low_n']} to {heavier['wanted_high_n']}. It may go over" in note(
        "nerve_floss_1"
    )
    assert "doesn't move the nerve more" in note("nerve_floss_1")
    assert "the model can't say" in note("leg_traction_1")


@pytest.mark.parametrize("motion", LEVELS)
def test_it_draws_the_muscles_that_clearly_change(motion: str) -> None:
    lengths = curves()["levels"][motion]["muscles"]
    table = plots(motion).get("Length of the muscles", [["Time, seconds"]])
    clear = [values for values in lengths.values() if max(values) - min(values) >= 2]
    assert sorted(column(table, name) for name in table[0][1:]) == sorted(clear)


def test_it_says_plainly_what_stays_the_same_or_loose() -> None:
    assert any("hardly change" in note for note in (inside("leg_traction_1") or {})["notes"])
    assert not (inside("nerve_floss_2") or {})["notes"]


@pytest.mark.parametrize("motion", LEVELS)
def test_it_is_an_index_and_never_a_limit(motion: str) -> None:
    level = inside(motion) or {}
    words = f"{level['lead']} {' '.join(one['note'] for one in level['plots'])}"
    assert "no line here says what is safe" in words
    assert "1 is the load when a helper lifts the straight leg to 70 degrees" in words
    assert "strain" not in words


def test_it_stays_silent_about_a_movement_it_does_not_know() -> None:
    assert inside("somebody_s_own_9") is None


@pytest.mark.parametrize("exercise", shipped().exercises)
def test_it_stands_closed_on_the_page_of_each_exercise(exercise: str) -> None:
    visit = Visit().meet()
    visit.get(f"/exercises/{exercise}")
    drawn = len(re.findall(r'<svg class="plot"', visit.html))
    assert drawn == sum(len(plots(motion)) for motion in LEVELS if motion.rsplit("_", 1)[0] == exercise)
    assert visit.html.count('<table class="plot-figures">') == drawn
    assert '<details class="more inside"><summary>What the body does in this move</summary>' in visit.html
    ids = re.findall(r' id="([^"]+)"', visit.html)
    assert len(ids) == len(set(ids))
