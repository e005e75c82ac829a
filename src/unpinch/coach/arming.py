"""Waits for the start pose: seen from a side, fitting, and held. Nothing counts before, nor while getting in or out."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence

from unpinch.coach.setting import Setting, crossed, drive_of
from unpinch.coach.shapes import Shape
from unpinch.coach.tracking import GOOD_TRUST, Body
from unpinch.coach.views import WEIGHTS, View, fit

HELD_S = 0.9
"""So long the start pose must be held. Choice: nobody getting into place holds still that long."""
FRAMES_LEAST, LONG_FRAMES_LEAST = 4, 6
"""So many frames must have shown it, for longer where they come seldom: one a second doesn't tell that somebody holds
still. Choice."""
STILL_RATIO, NOW_RATIO = 0.07, 0.09
"""Held means that no leading landmark but one moved by more than this many trunk lengths, shaking apart."""
ONE_RATIO = 1.6
"""One landmark that doesn't carry the movement may be so much more restless: a single one is often seen badly."""
DOUBTFUL_M, DOUBTFUL_S = 0.06, 1.0
"""A pose that fits no better must go on being held for so long: people pause on their way into place."""
LONG_S, LONG_MISS_M = 1.7, 0.065
"""Who is seen too restlessly to be held still is taken as held when the pose has fitted so well for so long, and most
of what leads has stayed in its place."""
SHORT_S, SHORT_MISS_M = 1.2, 0.035
"""Or when it has fitted so much better for so long. Choice."""
LONG_RATIO = 0.11
"""And what carries the movement has gone no farther meanwhile than this many trunk lengths."""
LOOK_S = 0.3
"""So often the pose is compared."""
MISS_M, WORST_M = 0.10, 0.20
"""How far the landmarks may be from the start pose, on the whole and each: some three times the pose model's error."""
FITS_M = 0.03
"""A pose that fits so well isn't looked at the other way round."""
FAR_RATIO, FAR_M = 0.6, 0.02
"""The far pose must fit so much better, and by so many metres, to be taken for it."""
CROSSED_RATIO = 0.75
"""The legs are taken the other way round when that fits so much better."""
ENDED_MISS_M, ENDED_DEG = 0.06, 45.0
"""Who was seen in the start pose, fitting so well, from too far toward feet or head is believed to be seen from the
side only where the estimate says so clearly. Choice: the estimate's own error."""
_LED = ("knee_w", "ankle_w", "hip_w", "hip_o", "shoulder_w", "shoulder_o")


class Arming:
    """`push` bodies until it returns the setting of a start pose that was held."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._held: deque[Body] = deque()
        self._looked_s = self._fits_s = float("-inf")
        self._long_s = float("-inf")
        self.view: View | None = None
        self.is_still = self._was_end = False
        self.is_crossed = False

    def push(self, body: Body, *, is_patient: bool = False) -> Setting | None:
        """Take a body; return the setting once the start pose has been held; `is_patient`: or long been fitted."""
        self._held.append(body)
        while len(self._held) > 1 and body.t_s - self._held[1].t_s >= LONG_S:
            self._held.popleft()
        if body.t_s - self._looked_s < LOOK_S:
            return None
        self._looked_s = body.t_s
        now = self._now(body.t_s)
        restless = self._restless(now)
        self.is_still = self._is_held(now) and self._is_still(restless)
        if self.is_still:
            return self._sure(self._look(now), body.t_s)
        self._fits_s = body.t_s
        if not is_patient or len(restless) > len(_LED) // 2:
            self._long_s = body.t_s
        self._long_s = max(self._long_s, self._held[0].t_s - LOOK_S)
        return self._long(body.t_s)

    def _now(self, t_s: float) -> list[Body]:
        """Return what was seen lately; where frames come seldom, somewhat longer ago too."""
        lately = [one for one in self._held if t_s - one.t_s <= HELD_S]
        return lately if len(lately) >= FRAMES_LEAST else list(self._held)[-FRAMES_LEAST:]

    def _sure(self, found: Setting | None, t_s: float) -> Setting | None:
        if found is None:
            self._fits_s = t_s
            return None
        return found if found.view.miss_m < DOUBTFUL_M or t_s - self._fits_s >= DOUBTFUL_S else None

    def _long(self, t_s: float) -> Setting | None:
        """Look at the middle of all that was held, unless that was a slow way."""
        held = [one for one in self._held if one.t_s >= self._long_s]
        is_long, third = t_s - self._long_s >= LONG_S, max(1, len(held) // 3)
        if t_s - self._long_s < SHORT_S or len(held) < LONG_FRAMES_LEAST:
            return None
        if is_long:
            self._long_s = t_s - LONG_S / 2
        far = LONG_RATIO * held[-1].size
        carrying = drive_of(self._shape.exercise, self._shape.level).points
        if abs(sum(_mean(held[:third], name) - _mean(held[-third:], name) for name in carrying)) > far * len(carrying):
            return None
        found = self._look(held, is_restless=True)
        return found if found and found.view.miss_m <= (LONG_MISS_M if is_long else SHORT_MISS_M) else None

    def forget(self) -> None:
        """Begin anew."""
        self._held.clear()
        self._fits_s = self._long_s = float("-inf")
        self.view, self.is_still = None, False

    def _is_held(self, now: Sequence[Body]) -> bool:
        return now[-1].t_s - self._held[0].t_s >= HELD_S and len(now) >= FRAMES_LEAST

    def _restless(self, held: Sequence[Body]) -> dict[str, float]:
        """Return which leading landmarks have moved, and by how many times what may be."""
        body, third = held[-1], max(1, len(held) // 3)
        far, off = STILL_RATIO * body.size, NOW_RATIO * body.size
        made = {}
        for name in _LED:
            first = _mean(held[:third], name)
            moved = max(abs(first - _mean(held[-third:], name)) / far, abs(first - body.points[name]) / off)
            if moved > 1:
                made[name] = moved
        return made

    def _is_still(self, restless: Mapping[str, float]) -> bool:
        carrying = drive_of(self._shape.exercise, self._shape.level).points
        return len(restless) <= 1 and all(ratio <= ONE_RATIO and n not in carrying for n, ratio in restless.items())

    def _look(self, held: Sequence[Body], *, is_restless: bool = False) -> Setting | None:
        base = _place(held)
        view = fit(self._shape.exercise, self._shape.start, base)
        turned = crossed(base)
        fits = view is not None and view.miss_m < FITS_M
        other = None if fits else fit(self._shape.exercise, self._shape.start, turned)
        self.is_crossed = bool(other and (view is None or other.miss_m < CROSSED_RATIO * view.miss_m))
        if self.is_crossed:
            view, base = other, turned
        self.view = view
        if view is None or view.miss_m > MISS_M or view.worst_m > WORST_M or self._is_end(view):
            return None
        trunk = (base["shoulder_w"] + base["shoulder_o"] - base["hip_w"] - base["hip_o"]) / 2
        far_m = self._far_m(base)
        is_far = far_m < min(FAR_RATIO * view.miss_m, view.miss_m - FAR_M)
        may_be_far = not is_far and far_m < view.miss_m
        marks = {"is_far": is_far, "may_be_far": may_be_far, "is_restless": is_restless}
        return Setting(self._shape, view, base, trunk, **marks, guessed=self._guessed(held))

    def _guessed(self, held: Sequence[Body]) -> list[str]:
        """Return which landmarks the pose model hasn't seen well meanwhile."""
        trusted = {name: sum(one.seen[name] for one in held) / len(held) for name in _PLACED}
        return [name for name, seen in (crossed(trusted) if self.is_crossed else trusted).items() if seen < GOOD_TRUST]

    def _is_end(self, view: View) -> bool:
        """Tell whether the camera stands too far toward feet or head; once it did, by a narrower limit."""
        is_end = view.name == "end" or (self._was_end and view.aside_deg > ENDED_DEG)
        self._was_end = is_end and (self._was_end or view.miss_m < ENDED_MISS_M)
        return is_end

    def _far_m(self, base: Mapping[str, complex]) -> float:
        """Return how much the movement's far pose misses by: a hold may be under way already."""
        if not self._shape.is_hold or self._shape.exercise == "leg_traction":  # a slid body looks the same
            return math.inf
        far = fit(self._shape.exercise, self._shape.end, base)
        return far.miss_m if far else math.inf


_PLACED = (*WEIGHTS, "heel_o", "toe_w", "toe_o", "wrist_w", "wrist_o", "elbow_w", "elbow_o")


def _place(held: Sequence[Body]) -> Mapping[str, complex]:
    return {name: _mean(held, name) for name in _PLACED}


def _mean(bodies: Sequence[Body], name: str) -> complex:
    return sum((one.points[name] for one in bodies), 0j) / len(bodies)
