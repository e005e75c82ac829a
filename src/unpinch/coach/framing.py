"""Says how to come into the picture: one thing at a time, and only once it has been so for a moment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from unpinch.coach.frames import Frame
from unpinch.coach.smooth import share
from unpinch.coach.tracking import TRUST, Body
from unpinch.coach.views import View, trunk_check

DWELL_S = 0.6
SLOW_S, BEAT = 0.36, 0.2
"""Pictures farther apart on average don't show whether somebody holds still; each counts for so much of it. Choice."""
CRUSHED_RATIO, CRUSHED_S, FADE_S = 0.6, 1.5, 20.0
"""A seated trunk that looks so much shorter than it did, for so long, isn't one: from above the pose model takes the
lap for it (measured on rendered figures, above 30 degrees). Source of the numbers: choice."""
SITS_RATIO, SITS_S = 1.0, 6.0
"""Who has sat for so long within so many trunk lengths, and fits no start pose, is seen badly from there. Choice."""
END_DEG, END_S, _END_HZ = 52.0, 2.0, 0.2
"""Whose trunk has looked on average, for so long, as from so far toward feet or head lies that way to the camera: one
who stands before it looks no broader than from 45 degrees. Choice."""
LINGERS_S = 6.0
"""That the camera must be moved is said for at least so long: landmarks come to rest only now and then. Choice."""
SEATED = frozenset({"chair", "floor_sitting"})
SMALL_RATIO = 0.07
"""A trunk of less than this share of the picture's height is too far away."""
MARGIN = 0.02

SAY: Mapping[str, str] = {
    "slow": "The pictures come too slowly for me. Close other apps, or count yourself.",
    "nobody": "I can't see you.",
    "two_people": "I see two people. Please let only one be in the picture.",
    "too_far": "Come a little nearer, or move the camera nearer.",
    "too_near": "Move back a little: I need to see all of you.",
    "feet": "I need to see your feet.",
    "view": "From here I can't see your legs. Put the camera beside you, at your side.",
    "level": "From here I can't make you out. Put the camera at your side, at chest height.",
    "higher": "From here I can't see this movement. Put the camera higher, looking down, or count yourself.",
    "toward_feet": "From here I can't see this movement. Move the camera toward your feet, or count yourself.",
    "toward_head": "From here I can't see this movement. Move the camera toward your head, or count yourself.",
    "start_pose": "Come into the start position and rest there.",
    "good": "I can see you.",
}
"""What to say, by what is wrong. Source: choice."""
_ENDS = ("ear", "shoulder_w", "shoulder_o", "hip_w", "hip_o", "knee_w", "ankle_w")


@dataclass(frozen=True, slots=True)
class Advice:
    """What is wrong with the picture, or `good`."""

    what: str

    @property
    def say(self) -> str:
        """Return the sentence."""
        return SAY[self.what]


class Framing:
    """`push` what is known; get advice when it changes."""

    def __init__(self, posture: str) -> None:
        self._posture = posture
        self._now, self._next, self._since_s = "", "", -math.inf
        self._at_s, self._beat_s = 0.0, 0.0
        self._size = self._crushed_s = self._sits_s = 0.0
        self._aside_deg = self._end_s = 0.0
        self._view_s = -math.inf
        self._hips = 0j

    @property
    def now(self) -> str:
        """Return what was last advised."""
        return self._now

    def push(  # noqa: PLR0913  # what is known of the picture
        self, frame: Frame, body: Body | None, view: View | None, *, is_still: bool, is_armed: bool, wanted: str = ""
    ) -> Advice | None:
        """Return new advice; `wanted`: the camera's place from which the movement would be seen, where it isn't."""
        self._time(frame.t_s, body)
        self._sits_s = 0.0 if is_armed else self._sits_s
        what = self._what(frame, body, view, is_still=is_still, is_armed=is_armed)
        what = wanted if wanted and what == "good" else what
        if what != self._next:
            self._next, self._since_s = what, frame.t_s
        if what == self._now or frame.t_s - self._since_s < DWELL_S:
            return None
        self._now = what
        return Advice(what)

    def _time(self, t_s: float, body: Body | None) -> None:
        """Notice how fast pictures come; for how long the trunk has looked too short, and has been in one place."""
        dt_s, self._at_s = min(1.0, t_s - self._at_s), t_s
        self._beat_s += BEAT * (dt_s - self._beat_s)
        if body is None:
            return
        self._aside_deg += share(_END_HZ, dt_s) * (trunk_check(body.points, self._posture) - self._aside_deg)
        self._end_s = self._end_s + dt_s if self._aside_deg > END_DEG else 0.0
        self._size = max(body.size, self._size * (1 - dt_s / FADE_S))
        is_crushed = body.size < CRUSHED_RATIO * self._size
        self._crushed_s = self._crushed_s + dt_s if is_crushed else 0.0
        hips = (body.points["hip_w"] + body.points["hip_o"]) / 2
        self._sits_s += dt_s
        if abs(hips - self._hips) > SITS_RATIO * self._size:
            self._hips, self._sits_s = hips, 0.0

    def _what(self, frame: Frame, body: Body | None, view: View | None, *, is_still: bool, is_armed: bool) -> str:
        if body is None:
            return "nobody"
        if self._beat_s > SLOW_S:
            return "slow"
        if len(frame.people) > 1:
            return "two_people"
        if max(body.size, abs(body.points["shoulder_w"] - body.points["shoulder_o"])) < SMALL_RATIO:
            return "too_far"
        if cut := self._cut(frame, body):
            return cut
        return "good" if is_armed else self._pose(body, view, is_still=is_still)

    def _pose(self, body: Body, view: View | None, *, is_still: bool) -> str:
        is_badly_seen = self._crushed_s > CRUSHED_S or self._sits_s > SITS_S
        if self._posture in SEATED and is_badly_seen:
            return "level"
        is_end = self._end_s > END_S and self._posture not in SEATED
        if is_end or (is_still and self._is_end(body, view)):
            self._view_s = self._at_s
        return "view" if self._at_s - self._view_s < LINGERS_S else "start_pose"

    def _cut(self, frame: Frame, body: Body) -> str:
        outside = {name for name in _ENDS if _is_outside(body.points[name], frame.aspect)}
        if not outside:
            return "feet" if body.seen["ankle_w"] < TRUST / 2 else ""
        return "feet" if outside <= {"ankle_w", "knee_w"} else "too_near"

    def _is_end(self, body: Body, view: View | None) -> bool:
        if view is not None and view.miss_m < _FITS_M:
            return view.name == "end"
        return trunk_check(body.points, self._posture) > END_DEG


_FITS_M = 0.09
"""A pose that fits so well tells the view better than the trunk alone."""


def _is_outside(point: complex, aspect: float) -> bool:
    return not (-MARGIN <= point.real <= aspect + MARGIN and -1 - MARGIN <= point.imag <= MARGIN)
