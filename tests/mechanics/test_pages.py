"""What the pages show of the curves: some of a derived file's own figures, never others."""

import json
from pathlib import Path
from typing import Any

import pytest

from tools.derive import FOLDER, PAGES, pages
from unpinch.mechanics.pages import STEPS, for_pages, kept_of

SHOWN = json.loads((FOLDER / PAGES).read_text(encoding="utf-8"))
FILES = [path for path in sorted(FOLDER.glob("*.json")) if path.name != PAGES]
LEVELS = [path for path in FILES if path.stem in SHOWN["levels"]]


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_it_shows_every_level_and_no_position_of_ease() -> None:
    assert {path.stem for path in FILES if "curves" in read(path)} == set(SHOWN["levels"])


def test_it_is_current_and_small() -> None:
    content = pages({path.name: path.read_bytes() for path in FILES})
    assert content == (FOLDER / PAGES).read_bytes()
    assert len(content) < 60_000


@pytest.mark.parametrize("path", LEVELS, ids=lambda path: path.stem)
def test_it_takes_its_figures_from_the_level_at_the_times_it_names(path: Path) -> None:
    file = read(path)
    curves, made = file["curves"], for_pages(file)
    places = [curves["time_s"].index(time_s) for time_s in made["time_s"]]
    load = curves["nerve"]["load_index"]
    assert made["nerve"]["middle"] == [load[place] for place in places]
    assert len(places) <= STEPS + 1
    assert made["time_s"][-1] == curves["time_s"][-1]


@pytest.mark.parametrize("path", LEVELS, ids=lambda path: path.stem)
def test_it_shows_a_pull_only_with_a_band(path: Path) -> None:
    file = read(path)
    assert (SHOWN["levels"][path.stem]["band"] is None) == (file["band"]["kind"] == "none")


def test_it_keeps_the_ends_of_phases_whatever_their_length() -> None:
    times = [number / 10 for number in range(157)]
    ends = [{"from_s": 0.0, "to_s": 3.0}, {"from_s": 3.0, "to_s": 12.6}, {"from_s": 12.6, "to_s": 15.6}]
    kept = [times[place] for place in kept_of(times, ends)]
    assert {0.0, 3.0, 12.6, 15.6} <= set(kept)
    assert len(kept) == STEPS + 1
