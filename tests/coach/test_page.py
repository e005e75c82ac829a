"""The coach as a page's worker drives it: text in, text out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.coach.people import coached, doing, film
from unpinch import programme
from unpinch.coach.page import Seat, seat
from unpinch.programme.loader import OWN

CLAM: dict[str, Any] = {"id": 1, "exercise": "clamshell", "level": 1, "side": "right", "repetitions": 0, "hold_s": 0}


@pytest.fixture
def shipped(tmp_path: Path) -> Seat:
    return seat(str(tmp_path))


def watched(seat: Seat, frames: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [event for frame in frames for event in json.loads(seat.push(json.dumps(frame)))]
    return [*found, *json.loads(seat.finish())]


def test_it_says_what_the_coach_says(shipped: Seat) -> None:
    frames = film("clamshell", 1, 12, doing(3, 2, 0.2, 2))
    assert shipped.begin(json.dumps(CLAM))
    said = watched(shipped, frames)
    assert said == [event.to_json() for event in coached("clamshell", 1, frames)]
    assert "rep" in {event["event"] for event in said}


def test_a_set_without_a_goal_of_its_own_has_the_dose(shipped: Seat) -> None:
    frames = film("clamshell", 1, 80, doing(3, 2, 0.2, 2, 12))
    assert shipped.begin(json.dumps({**CLAM, "repetitions": None, "hold_s": None}))
    ended = watched(shipped, frames)[-1]["values"]
    assert (ended["reason"], ended["repetitions"]) == ("goal", 8)


def test_a_new_set_begins_anew(shipped: Seat) -> None:
    shipped.begin(json.dumps(CLAM))
    watched(shipped, film("clamshell", 1, 12, doing(3, 2, 0.2, 2)))
    shipped.begin(json.dumps(CLAM))
    assert json.loads(shipped.finish())[-1]["values"]["repetitions"] == 0


@pytest.mark.parametrize("other", [{"exercise": "juggling"}, {"level": 9}])
def test_what_it_doesnt_know_it_doesnt_watch(shipped: Seat, other: dict[str, Any]) -> None:
    assert not shipped.begin(json.dumps({**CLAM, **other}))
    assert (shipped.push("{}"), shipped.finish()) == ("[]", "[]")


def test_a_programme_of_ones_own_beside_it_is_the_one_that_counts(tmp_path: Path) -> None:
    own = Path(shutil.copytree(Path(programme.__file__).parent / "data", tmp_path / OWN))
    path = own / "exercises" / "clamshell.toml"
    path.write_text(path.read_text("utf-8").replace("repetitions = 8", "repetitions = 6", 1), "utf-8")
    mine = seat(str(tmp_path))
    assert mine.begin(json.dumps({**CLAM, "repetitions": None}))
    assert watched(mine, film("clamshell", 1, 60, doing(3, 2, 0.2, 2, 9)))[-1]["values"]["repetitions"] == 6
