"""Counts the time for which a posture is held; it counts only while the posture holds."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import Literal

from unpinch.coach.smooth import share

REACHED_RATIO = 0.55
"""A hold can begin from this share of the movement's own way on. Choice: a person may go less far."""
QUIET_RATIO, QUIET_M_S = 0.12, 0.014
"""It begins when the posture changes by less than this share of the way a second, or by so many metres. Choice."""
LATE_S = 2.0
"""Or when it has gone so far for so long: who is seen restlessly is never quiet. Half of a slow way out. Choice."""
KEPT_RATIO, UNREST_M = 0.80, 0.050
"""It is kept while this share of the own way, or of the movement's where the person went farther, is kept, give or take
the landmarks' own unrest. Choice."""
OWN_RATIO = 1.2
"""The own way counts up to so much of the movement's: who gives up going too far holds on. Choice."""
LEFT_RATIO = 0.45
"""Below this it has ended."""
SLIP_S = 0.25
"""A shorter slip isn't one."""
AWAY_RATIO, AWAY_M = 0.10, 0.015
"""The way out of a hold begins when the posture was last within so much of where it stood, or so many metres."""
LOOK_BACK_S = 5.0
LEAD_RATIO, LEAD_MOST_S = 1.0, 0.8
"""Who leaves smoothly had begun earlier still: by so much of the time from there to the slip, at most so long."""
FLAT_S, FLAT_RATIO = 0.6, 0.06
"""To change less than this share of the way for so long is to stand: who gives up a fault and stays hasn't left."""
LEAST_S = 1.0
"""What was shorter was no hold. Choice."""
WAVER_S = 1.2
"""A break that is over sooner was no way out: the landmarks wavered."""
LINGER_S, TORN_S, SURE_S = 5.0, 2.0, 1.0
"""On the way for so long, or torn for so long, it is in doubt; and no more after so long without. Choice."""
_LEAST_M = 0.01
_SMOOTH_HZ, _SPEED_HZ, _MEAN_HZ = 1.0, 0.6, 0.1
SPREADS = 1.5
"""So many times its usual wavering away from its place, the posture is on its way out. Choice."""
SHORT_M = 0.15
"""A shorter way is steadied as much longer: its landmarks' unrest is the same, and so a larger part of it."""

State = Literal["began", "held", "broke", "resumed", "ended"]


@dataclass(frozen=True, slots=True)
class Held:
    """What changed: the state, seconds held in this hold, and its own depth (share of the movement's way)."""

    state: State
    held_s: float
    depth_ratio: float


class Holding:
    """`push` the progress; get what changed. `total_s` is the sum of all holds."""

    def __init__(self, left_ratio: float = LEFT_RATIO) -> None:
        self._left_ratio = left_ratio
        self.total_s = self.held_s = 0.0
        self.is_held = self.is_on = False
        self._depth = self._value = self._speed = self._slipped_s = 0.0
        self._past: deque[tuple[float, float]] = deque()
        self._near_ratio, self._kept_ratio, self._owed_s = AWAY_RATIO, KEPT_RATIO, 0.0
        self._reached_s = self._waited_s = self._mean = self._spread = 0.0
        self._at_s = -math.inf

    def push(self, t_s: float, ratio: float, range_m: float = 1.0, *, may_begin: bool = True) -> Held | None:
        """Take the progress at a time; return what changed, at most once a second of holding.

        `range_m`: how far the landmarks move across the picture on the whole way; of a short way, much is unrest.
        `may_begin`: else a hold that has begun waits, and is told, with its seconds, once it may.
        """
        dt_s, self._at_s = t_s - self._at_s, t_s
        if not 0 < dt_s < math.inf:
            self._value = ratio
            return None
        before = self._value
        range_m = max(range_m, _LEAST_M)
        self._value += share(_SMOOTH_HZ * min(1.0, range_m / SHORT_M), dt_s) * (ratio - before)
        self._speed += share(_SPEED_HZ, dt_s) * ((self._value - before) / dt_s - self._speed)
        if not self.is_on:
            return self._off(dt_s, max(QUIET_RATIO, QUIET_M_S / range_m), may_begin=may_begin)
        self._unrest(dt_s)
        self._near_ratio = max(AWAY_RATIO, AWAY_M / range_m, SPREADS * self._spread)
        self._past.append((t_s, self._value))
        while t_s - self._past[0][0] > LOOK_BACK_S:
            self._past.popleft()
        self._kept_ratio = min(KEPT_RATIO, max(self._left_ratio, 1 - UNREST_M / range_m))
        return self._on(dt_s, self._kept_ratio)

    def _unrest(self, dt_s: float) -> None:
        """Notice how much the held posture wavers as seen."""
        self._mean += share(_MEAN_HZ, dt_s) * (self._value - self._mean)
        self._spread += share(_MEAN_HZ, dt_s) * (abs(self._value - self._mean) - self._spread)

    def _begin(self) -> Held:
        self.is_on = self.is_held = True
        self.held_s, self._depth, self._slipped_s = self._waited_s, self._value, 0.0
        self.total_s += self.held_s
        self._past.clear()
        self._owed_s = self._reached_s = self._waited_s = self._spread = 0.0
        self._mean = self._value
        return Held("began", self.held_s, self._depth)

    def rest(self) -> None:
        """Forget the posture; the sum stays."""
        self.is_held = self.is_on = False
        self._value = self._speed = self._reached_s = self._waited_s = 0.0
        self._at_s = -math.inf

    def take_back(self) -> float:
        """End the hold that is going on as if it had never been; return its seconds."""
        taken_s = self.held_s
        self.total_s -= taken_s
        self.rest()
        return taken_s

    def _off(self, dt_s: float, quiet_ratio: float, *, may_begin: bool) -> Held | None:
        if self._value < REACHED_RATIO:
            self._reached_s = self._waited_s = 0.0
            return None
        self._reached_s += dt_s
        if not self._waited_s and abs(self._speed) > quiet_ratio and self._reached_s < LATE_S:
            return None
        self._waited_s += dt_s
        return self._begin() if may_begin else None

    def _on(self, dt_s: float, kept_ratio: float) -> Held | None:
        self._depth = max(self._depth, min(self._value, self._depth + 0.05 * dt_s))
        depth = min(self._depth, OWN_RATIO)
        if self._value < self._left_ratio * depth:
            self._take(self._way_out_s() if self.is_held else self._owed_s)
            self._take(self.held_s if self.held_s < LEAST_S else 0.0)
            self.is_on = self.is_held = False
            return Held("ended", self.held_s, self._depth)
        if self._value >= kept_ratio * depth:
            self._slipped_s = 0.0 if self.is_held else self._slipped_s
            return self._kept(dt_s)
        self._slipped_s += dt_s
        return self._kept(dt_s) if self._slipped_s <= SLIP_S else self._slip()

    def _kept(self, dt_s: float) -> Held | None:
        if not self.is_held:
            return self._resume(dt_s)
        whole = math.floor(self.held_s)
        self.held_s += dt_s
        self.total_s += dt_s
        return Held("held", self.held_s, self._depth) if math.floor(self.held_s) > whole else None

    def _resume(self, dt_s: float) -> Held:
        """Go on; a break that was no way out counts as held."""
        if self._slipped_s <= WAVER_S:
            self._take(-self._slipped_s - dt_s)
        else:
            self._past.clear()  # what came before has been taken off already
        self.is_held, self._owed_s, self._slipped_s = True, 0.0, 0.0
        return Held("resumed", self.held_s, self._depth)

    def _slip(self) -> Held | None:
        if not self.is_held:
            if self._slipped_s > WAVER_S:
                self._take(self._owed_s)
            return None
        self._owed_s = max(0.0, self._way_out_s() - self._slipped_s)
        self._take(self._slipped_s, owed_s=self._owed_s)
        self.is_held = False
        return Held("broke", self.held_s, self._depth)

    def _way_out_s(self) -> float:
        """Return for how long the posture has been left behind: from where it last stood near its place."""
        earlier = [value for _, value in self._past][: max(1, len(self._past) // 2)]
        place = sum(earlier) / len(earlier)
        left_s = max((t_s for t_s, value in self._past if value >= place - self._near_ratio), default=self._past[0][0])
        left_s = max(left_s, self._stood_s())
        since_s = self._at_s - left_s
        return since_s + min(LEAD_MOST_S, LEAD_RATIO * since_s)

    def _stood_s(self) -> float:
        """Return when the posture last stood still, deep enough to be held."""
        past = list(self._past)
        first = len(past) - 1
        for last in range(len(past) - 1, 0, -1):
            while first > 0 and past[last][0] - past[first][0] < FLAT_S:
                first -= 1
            values = [value for _, value in past[first : last + 1]]
            if values[-1] >= self._kept_ratio * self._depth and max(values) - min(values) <= FLAT_RATIO:
                return past[last][0]
        return -math.inf

    def _take(self, seconds: float, owed_s: float = 0.0) -> None:
        """Take seconds off the hold; `owed_s` more when it turns out to have been the way out."""
        taken_s = min(self.held_s, seconds)
        self.held_s -= taken_s
        self.total_s = max(0.0, self.total_s - taken_s)
        self._owed_s = owed_s


class Doubt:
    """`push` what is known beside the time held; learn when the picture no longer tells whether the posture stands."""

    def __init__(self) -> None:
        self._away_s = self._torn_s = self._sure_s = 0.0
        self.is_on = False

    def push(self, dt_s: float, *, is_away: bool, is_torn: bool) -> bool:
        """Take a moment; return whether the doubt has come or gone.

        `is_away`: neither in the start pose nor in a hold; a way takes no longer than a few seconds.
        `is_torn`: one reading of the picture says held, another says not.
        """
        self._away_s = self._away_s + dt_s if is_away else 0.0
        self._torn_s = min(TORN_S + SURE_S, max(0.0, self._torn_s + (dt_s if is_torn else -dt_s)))
        is_in_doubt = self._away_s > LINGER_S or self._torn_s > TORN_S
        self._sure_s = 0.0 if is_away or is_torn else self._sure_s + dt_s
        if is_in_doubt == self.is_on or (self.is_on and self._sure_s < SURE_S):
            return False
        self.is_on = is_in_doubt
        return True
