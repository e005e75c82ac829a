"""Lets the coach watch the kept clips, and judges it as over the synthetic camera's cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tools.clips.kept import Kept, all_kept
from tools.watched import coached
from tools.watched.film import Recording
from tools.watched.judge import Verdict, judged
from tools.watched.landmarks import NAMES
from unpinch.coach import Event


@dataclass(frozen=True)
class Replayed(Recording):
    """A kept clip as a recording: its frames are the model's own, with all people in them."""

    kept: Kept

    def frames(self) -> Iterator[dict[str, object]]:
        """Yield the frames of the coach's input format."""
        return self.kept.frames()


def replayed(kept: Kept) -> Replayed:
    """Return a kept clip as a recording of its first person."""
    time_s = np.round(np.arange(len(kept.people)) / kept.fps, 4)
    image = np.array([people[0] if people else np.zeros((len(NAMES), 4)) for people in kept.people])
    there = np.array([bool(people) for people in kept.people])
    nothing = np.zeros((*image.shape[:2], 3))
    return Replayed(kept.case, time_s, kept.width, kept.height, image, nothing, there, kept.truth, kept)


def watched(kept: Kept) -> tuple[list[Event], Verdict]:
    """Return what the coach said of a clip, and the verdict."""
    recording = replayed(kept)
    found, seconds = coached.events(recording)
    return found, judged(recording, list(coached.said(found)), seconds)


def verdicts() -> list[Verdict]:
    """Return the verdicts on all kept clips."""
    return [watched(one)[1] for one in all_kept()]
