"""What must make no difference: the clock, the picture's shape, its mirror image, the camera's rate."""

import ast
from pathlib import Path

import pytest

from tests.coach.people import Seen, Values, coached, count, doing, film, total
from unpinch.coach import Event

ROOM = Path(__file__).resolve().parents[2] / "src" / "unpinch" / "coach"
SEEN = Seen(20.0, 20.0)
DONE = {"nerve_floss": 2, "clamshell": 1, "bridge": 2, "seated_hinge": 1}


def done(exercise: str, seen: Seen = SEEN, fps: int = 20) -> list[Values]:
    return film(exercise, DONE[exercise], 27, doing(3, 3, 2, 3, 2), seen, fps=fps)


def told(exercise: str, frames: list[Values]) -> list[tuple[str, float, str]]:
    found: list[Event] = coached(exercise, DONE[exercise], frames)
    return [(event.kind, round(event.t_s, 3), event.seen) for event in found]


def shifted(frames: list[Values], by_s: float) -> list[Values]:
    return [{**one, "t_s": one["t_s"] + by_s} for one in frames]


def unsure(found: list[Event]) -> set[object]:
    return {event.values["what"] for event in found if event.kind == "unsure"}


def test_it_knows_no_clock_and_no_chance() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in ROOM.glob("*.py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    assert not names & {"time", "datetime", "random", "secrets", "uuid"}


@pytest.mark.parametrize("exercise", list(DONE))
@pytest.mark.parametrize("size", [(480, 640), (720, 1280), (1280, 720), (480, 480)])
def test_it_tells_the_same_in_any_picture(exercise: str, size: tuple[int, int]) -> None:
    width, height = size
    other = Seen(SEEN.azimuth_deg, SEEN.elevation_deg, width, height, SEEN.metre_px * 1.1)
    assert told(exercise, done(exercise, other)) == told(exercise, done(exercise))


@pytest.mark.parametrize("exercise", list(DONE))
def test_it_tells_the_same_of_the_mirror_image(exercise: str) -> None:
    frames = done(exercise)
    mirrored = [{**one, "image": [(1 - x, y, z, v) for x, y, z, v in one["image"]]} for one in frames]
    assert told(exercise, mirrored) == told(exercise, frames)


@pytest.mark.parametrize("exercise", ["nerve_floss", "clamshell", "bridge"])
@pytest.mark.parametrize("fps", [10, 15, 30])
def test_it_counts_the_same_at_any_rate(exercise: str, fps: int) -> None:
    found = coached(exercise, DONE[exercise], done(exercise, fps=fps))
    assert (count(found), count(found, "partial")) == (2, 0)


@pytest.mark.parametrize("fps", [10, 15, 30])
def test_it_holds_the_same_time_at_any_rate(fps: int) -> None:
    found = coached("seated_hinge", 1, film("seated_hinge", 1, 22, doing(3, 3, 10, 3), SEEN, fps=fps))
    assert total(found, "held_s") == pytest.approx(10, abs=1.0)


@pytest.mark.parametrize("exercise", list(DONE))
@pytest.mark.parametrize("origin_s", [-40.0, 1e3, 1.7e9])
def test_it_tells_the_same_wherever_time_begins(exercise: str, origin_s: float) -> None:
    frames = done(exercise)
    later = [(kind, t_s - origin_s, seen) for kind, t_s, seen in told(exercise, shifted(frames, origin_s))]
    first = told(exercise, frames)
    assert [(kind, seen) for kind, _, seen in later] == [(kind, seen) for kind, _, seen in first]
    assert [t_s for _, t_s, _ in later] == pytest.approx([t_s for _, t_s, _ in first], abs=0.002)


@pytest.mark.parametrize("odd_s", [1e9, -5.0])
def test_one_odd_time_is_passed_over(odd_s: float) -> None:
    frames = done("clamshell")
    odd = [*frames[:200], {**frames[200], "t_s": odd_s}, *frames[201:]]
    found = coached("clamshell", 1, odd)
    assert (count(found), total(found, "refused_frames")) == (2, 1)
    assert count(found, "lost") == 0


def test_it_goes_on_where_time_begins_anew() -> None:
    frames = done("clamshell")
    found = coached("clamshell", 1, [*frames, *shifted(frames, -5.0)])
    assert count(found) == 4
    assert count(found, "lost") == 1


def test_seldom_frames_are_no_loss_each() -> None:
    assert count(coached("bridge", 2, film("bridge", 2, 40, lambda _: 0.0, fps=1)), "lost") == 0


def test_form_is_judged_where_frames_come_seldom() -> None:
    """Armed by few frames is armed all the same: what is judged is what is judged at any rate."""
    often, seldom = (coached("clamshell", 1, done("clamshell", fps=fps)) for fps in (20, 3))
    assert unsure(seldom) - {"signs"} == unsure(often)
