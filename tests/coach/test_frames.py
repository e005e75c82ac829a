import json
import math
from typing import Any

import pytest

from tests.coach.people import coached, count, doing, film, of_kind, total
from unpinch.coach import frame, read

GOOD = film("clamshell", 1, 0.1, lambda _: 0.0)[0]


def test_a_frame_is_read_from_a_line() -> None:
    made = read(json.dumps(GOOD))
    assert (made.t_s, made.fault, len(made.people)) == (0.0, "", 1)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"t_s": None}, "time"),
        ({"t_s": math.nan}, "time"),
        ({"width": 0}, "size"),
        ({"height": -3}, "size"),
        ({"height": "480"}, "size"),
        ({"image": GOOD["image"][:17]}, "17 landmarks"),
        ({"image": [[0.5, math.nan, 0, 1]] * 33}, "four numbers"),
        ({"image": [[0.5, 10**400, 0, 1]] * 33}, "four numbers"),
        ({"image": [[0.5]] * 33}, "four numbers"),
        ({"image": [[0.5, True, 0, 1]] * 33}, "four numbers"),
        ({"image": 7}, "landmarks"),
    ],
)
def test_a_bad_frame_is_refused_in_a_sentence(change: dict[str, Any], words: str) -> None:
    assert words in frame({**GOOD, **change}).fault


@pytest.mark.parametrize("line", ["", "{", "[]", "7", "null"])
def test_a_line_that_is_no_frame_is_refused(line: str) -> None:
    assert read(line).fault


def test_nobody_is_no_fault() -> None:
    assert frame({**GOOD, "image": []}).people == ()
    assert frame({**GOOD, "image": None}).fault == ""


def test_two_people_are_both_read_and_one_is_asked_to_leave() -> None:
    beside = [(x + 2.0, y, z, v) for x, y, z, v in GOOD["image"]]
    frames = [{**GOOD, "t_s": n / 20, "image": [*GOOD["image"], *beside]} for n in range(60)]
    said = [event.seen for event in of_kind(coached("clamshell", 1, frames), "framing")]
    assert "two_people" in said


def test_bad_frames_change_nothing_and_are_told_of_once() -> None:
    frames = film("clamshell", 1, 26, doing(3, 2, 0.2, 2, 4))
    bad = [{**GOOD, "t_s": one["t_s"] - 1} for one in frames]
    nan = [{**one, "t_s": one["t_s"] + 0.001, "image": [[math.nan] * 4] * 33} for one in frames]
    mixed = [one for three in zip(frames, nan, bad, strict=True) for one in three]
    found = coached("clamshell", 1, mixed)
    assert count(found) == 4
    assert sum(event.values["what"] == "frame" for event in of_kind(found, "unsure")) == 2
    assert total(found, "refused_frames") == 2 * len(frames)
