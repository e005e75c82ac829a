"""Hands-free ways to pause and stop: nobody has to get up, and nobody lets go of a stretched band.

Where hands hold a band the signal is the leg: knee bent, foot down, still; 3 s pause, 10 s stop. In traction, clam and
bridge it is the arms: one raised pauses, both stop. Fewer than four frames a second are too few to tell a sign from
a landmark that flew off: then there are none, and the coach says so.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

from unpinch.coach.setting import Setting
from unpinch.coach.shapes import Point
from unpinch.coach.tracking import Body

Signal = Literal["", "pause", "stop"]
LEG_PAUSE_S, LEG_STOP_S = 3.0, 10.0
ARM_S = 1.0
"""An arm must stay up for so long."""
LEAST_FPS, AGAIN_FPS, RATE_S = 4.0, 5.0, 2.0
"""Below so many frames a second, over so long, no sign is taken; above so many they are again. Choice: an arm up for a
second must be seen four times."""
BREAK_S = 1.5
"""A longer gap is a break."""
ELBOW_M, WRIST_M, ARM_MISS_M = 0.30, 0.54, 0.17
"""How high elbow and wrist of a raised arm are above the shoulder, and how near to that they must be."""
KNEE_M, FOOT_M = 0.16, 0.11
"""How near knee and foot must be to where a leg with the foot down has them."""
LEFT_M = 0.10
"""The foot must have left its place of the start pose by so much."""
STILL_RATIO = 0.12
ARMS = frozenset({"leg_traction", "clamshell", "bridge"})
TAUGHT_LEG = "To stop: bend the knee, let the band go slack, then let go."
TAUGHT_ARMS = "To pause, raise one arm. To stop, raise both."
_FLAT: Mapping[str, tuple[Point, Point]] = {
    "on_back": ((0.30, 0.29, 0.0), (0.59, -0.02, 0.0)),
    "chair": ((0.41, -0.05, 0.0), (0.40, -0.47, 0.0)),
    "floor_sitting": ((0.33, 0.25, 0.0), (0.52, -0.19, 0.0)),
}
"""Knee and ankle from the hip, foot flat, knee bent: on the back, a chair, a cushion. Metres, as derived."""


class Rate:
    """How often frames come, and whether that is too seldom for signs."""

    def __init__(self) -> None:
        self._at_s = -math.inf
        self.every_s = 1 / AGAIN_FPS
        """How long it is from frame to frame, of late."""
        self.is_slow = False

    def push(self, t_s: float) -> bool:
        """Take a frame's time; return whether `is_slow` has changed."""
        gap_s, self._at_s = t_s - self._at_s, t_s
        if gap_s > BREAK_S:
            return False
        self.every_s += gap_s / (gap_s + RATE_S) * (gap_s - self.every_s)
        was, self.is_slow = self.is_slow, self.every_s > 1 / (AGAIN_FPS if self.is_slow else LEAST_FPS)
        return self.is_slow != was


class Stopping:
    """`push` bodies of an armed setting; get a signal once, when it is given."""

    def __init__(self, setting: Setting, posture: str) -> None:
        self._setting = setting
        self._is_arms = setting.shape.exercise in ARMS
        self._flat = _FLAT.get(posture, _FLAT["on_back"])
        self._since_s: dict[str, float] = {}
        self._place: complex | None = None
        self._given: Signal = ""

    @property
    def how(self) -> str:
        """Return what was seen, in words."""
        return "arms raised" if self._is_arms else "knee bent, foot down, still"

    def push(self, body: Body, *, is_slow: bool = False) -> Signal:
        """Take a moment; return a signal the first time it is there. `given` tells whether it still is.

        `is_slow`: too few frames come for signs.
        """
        if is_slow:
            self._since_s.clear()
            self._place, self._given = None, ""
            return ""
        found = self._arms(body) if self._is_arms else self._leg(body)
        new = found if found != self._given else ""
        self._given = found
        return new

    @property
    def given(self) -> Signal:
        """Return the signal that is being given."""
        return self._given

    def _arms(self, body: Body) -> Signal:
        raised = [self._for_s(f"arm_{side}", body.t_s, is_so=self._is_raised(body, side)) >= ARM_S for side in "wo"]
        return "stop" if all(raised) else "pause" if any(raised) else ""

    def _is_raised(self, body: Body, side: str) -> bool:
        """Tell whether an arm points straight up: elbow and wrist are where that brings them in the picture."""
        wrist, elbow, shoulder = (f"{part}_{side}" for part in ("wrist", "elbow", "shoulder"))
        if not body.sees((wrist, elbow)):
            return False
        far = ARM_MISS_M * self._setting.view.size
        return all(
            abs(body.points[name] - body.points[shoulder] - self._shown((0.0, high_m, 0.0), f"shoulder_{side}")) <= far
            for name, high_m in ((elbow, ELBOW_M), (wrist, WRIST_M))
        )

    def _leg(self, body: Body) -> Signal:
        seconds = self._for_s("leg", body.t_s, is_so=self._is_down(body))
        return "stop" if seconds >= LEG_STOP_S else "pause" if seconds >= LEG_PAUSE_S else ""

    def _is_down(self, body: Body) -> bool:
        if not body.sees(("knee_w", "ankle_w")):
            return False
        if not self._is_flat(body):
            self._place = None
            return False
        here = self._setting.foot(body)
        if self._place is None or abs(here - self._place) > STILL_RATIO * body.size:
            self._place = here
            return False
        return True

    def _is_flat(self, body: Body) -> bool:
        """Tell whether knee and foot are where a leg with the foot down has them, and not where they began.

        The other leg has its foot down: taken for the one that moves, it is no sign.
        """
        size, base = self._setting.view.size, self._setting.base
        hip = body.points["hip_w"]
        knee, foot = body.points["knee_w"] - hip, self._setting.foot(body) - hip
        left = abs(foot - (base["ankle_w"] - base["hip_w"])) > LEFT_M * size
        if not left or self._setting.has_legs_over(body):
            return False
        near = [self._shown(point) for point in self._flat]
        return abs(knee - near[0]) <= KNEE_M * size and abs(foot - near[1]) <= FOOT_M * size

    def _shown(self, way: Point, name: str = "hip_w") -> complex:
        """Return how a way from a landmark looks."""
        x, y, z = self._setting.shape.start[name]
        seen = self._setting.view.seen
        return seen((x + way[0], y + way[1], z + way[2])) - seen((x, y, z))

    def _for_s(self, what: str, t_s: float, *, is_so: bool) -> float:
        """Return for how long something has been so."""
        if not is_so:
            self._since_s.pop(what, None)
            return 0.0
        return t_s - self._since_s.setdefault(what, t_s)
