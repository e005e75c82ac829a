"""The coach reads what is filmed: the same mirrored, rescaled and in any aspect; nothing where nothing is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from tools.watched import coached
from tools.watched.film import Recording

Filmed = Callable[[str], Recording]


def _kinds(recording: Recording) -> list[tuple[str, float]]:
    return [(one.kind, one.t_s) for one in coached.said(coached.events(recording)[0]) if one.kind in {"armed", "rep"}]


def test_an_easy_case_is_counted_and_its_time_measured(filmed: Filmed) -> None:
    recording = filmed("bridge-2-right-oblique-clean-none-1")
    found, seconds = coached.events(recording)
    told = list(coached.said(found))
    assert sum(one.kind == "rep" for one in told) == len(recording.truth.repetitions_s)
    assert seconds > 0
    assert told[-1].kind == "done"


def test_a_picture_of_twice_the_pixels_is_the_same(clean: Recording) -> None:
    assert _kinds(replace(clean, width=2 * clean.width, height=2 * clean.height)) == _kinds(clean)


def test_a_wider_picture_with_the_person_in_it_unchanged_is_the_same(clean: Recording) -> None:
    wide = clean.image.copy()
    wide[..., [0, 2]] /= 2
    assert _kinds(replace(clean, width=2 * clean.width, image=wide)) == _kinds(clean)


def test_nothing_is_counted_of_someone_who_only_comes_and_goes(filmed: Filmed) -> None:
    for name in ("nerve_floss-2-left-side-about-none-1", "clamshell-1-right-raised-about-none-1"):
        assert not [one for one in _kinds(filmed(name)) if one[0] == "rep"]


def test_a_reminder_is_no_new_fault() -> None:
    from unpinch.coach import Event

    still = Event("fault", 3.0, {"fault": "arching", "state": "still"}, say="Stop there.")
    assert [(one.kind, one.is_spoken) for one in coached.said([still])] == [("reminder", True)]


def test_the_left_side_is_the_mirror_image(clean: Recording) -> None:
    from tools.watched.landmarks import NAMES
    from tools.watched.noise import OTHER

    image = clean.image[:, OTHER]
    image[..., 0] = 1 - image[..., 0]
    left = replace(clean, case=replace(clean.case, side="left"), image=image)
    assert image.shape[1] == len(NAMES)
    assert np.isfinite(image).all()
    assert _kinds(left) == _kinds(clean)
