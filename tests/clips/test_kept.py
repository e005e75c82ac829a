"""What is kept of a clip comes back as it was, and says what was done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tools.clips import kept
from tools.clips.kept import Kept
from tools.clips.plan import LEVELS, VIEWS, body_of, clips
from tools.watched.faults import FAULTS

if TYPE_CHECKING:
    from pathlib import Path


def test_a_clip_comes_back_as_it_was(every: tuple[Kept, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "FOLDER", tmp_path)
    person = [[0.1234, -0.5, 0.321, 0.99]] * 33
    other = [[0.9, 1.25, -2.0, 0.0]] * 33
    shown = replace(every[0], people=([], [person], [other, person], [], [other]))
    kept.write(shown)
    assert kept.read(kept.path_of(shown.case)) == shown


def test_frames_are_the_ones_the_coach_reads(every: tuple[Kept, ...]) -> None:
    frames = list(every[0].frames())
    assert set(frames[0]) == {"t_s", "width", "height", "image", "world"}
    assert [frame["t_s"] for frame in frames[:3]] == [0.0, 0.1, 0.2]
    assert {len(frame["image"]) % 33 for frame in frames} == {0}  # type: ignore[arg-type]


def test_every_exercise_view_body_and_fault_is_planned() -> None:
    planned = clips()
    assert len({case.id for case in planned}) == len(planned)
    for exercise in LEVELS:
        for view in VIEWS:
            same = [case for case in planned if (case.exercise, case.view) == (exercise, view)]
            assert {body_of(case) for case in same if case.kind == "clean"} == {"f", "m", "older"}
    for fault in FAULTS:
        for view in VIEWS:
            own = (fault.exercise, view, fault.id)
            bodies = {body_of(case) for case in planned if (case.exercise, case.view, case.kind) == own}
            assert bodies == {"f", "m", "older"}, (fault.id, view)


def test_every_kept_clip_is_a_planned_one(every: tuple[Kept, ...]) -> None:
    planned = {case.id for case in clips()}
    assert {one.case.id for one in every} <= planned


def test_every_exercise_is_kept_in_both_views(every: tuple[Kept, ...]) -> None:
    found = {(one.case.exercise, one.case.view) for one in every}
    assert found >= {(exercise, view) for exercise in LEVELS for view in VIEWS}
