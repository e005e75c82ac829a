"""Counts repetitions in any signal that goes out from a rest and comes back: a causal zig-zag on frame time."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace
from numbers import Real
from statistics import median, median_low
from typing import Literal, get_args

from unpinch.coach.clock import Clock
from unpinch.coach.levels import ALIKE_RATIO, Far, Rest, Swing, Swings
from unpinch.coach.steadying import Steadying

Direction = Literal[-1, 0, 1]
HOME_RATIO = 0.6
"""A repetition is done once this share of the way out has been come back. Choice."""
TURNED_RATIO = 0.5
"""Turning out again after at least this share back also ends one. Choice."""
FULL_RATIO = 0.5
"""Less than this share of the person's own usual range is a partial one. Choice."""
MOST_RATIO = 1.3
"""One far beyond the usual range doesn't move it by more than this. Choice."""
FAR_RATIO = 1.5
"""Who seems to have gone farther than so many times the usual range is home after six tenths of that. Choice."""
USUAL, KNOWN = 5, 2
"""The own usual range is the median of so many last repetitions; so many make it known."""
ALIKE = 3
"""So many partial ones running that are as large as one another are the usual range from then on. Choice."""
RESTS = 3
"""Ranges are measured from the last rest, and twice as much from the median of so many: one of them may seem lower than
it was, and all may drift. Choice."""
WANDER_RATIO = 0.33
"""Shaking asks for larger turns, but for none larger than this share of the usual range. Choice."""
NEAR_RATIO = 1 / 3
"""Within this share of a turn it is still there: resting, or staying at the far end. Choice."""


@dataclass(frozen=True, slots=True)
class Excursion:
    """A way out and back. Its range and the usual one by then in the signal's own unit, times in seconds."""

    kind: Literal["repetition", "partial"]
    from_s: float
    turn_s: float
    to_s: float
    range_deg: float
    out_s: float
    back_s: float
    usual_deg: float | None = None

    @property
    def seconds(self) -> float:
        """Return how long it took."""
        return self.to_s - self.from_s


class RepetitionCounter:
    """Counts out-and-back movements of an angle (or of any other signal, in its own unit).

    The contract:
    - A repetition leaves a rest level by at least `reversal_deg`, either way, turns, and comes back by at least
      `reversal_deg` and six tenths of the way out. `push` returns True in that very frame, once; `count` grows by one.
      Coming back by only half and turning out again counts as well, at that turn.
    - The first movement of `reversal_deg` decides which way is out, unless `way` tells: 1 up, -1 down; it stays so.
    - What is smaller than `reversal_deg` is nothing. What is larger, but less than `full_ratio` (half) of the person's
      own usual range (the median of the last five, from the second on) or than `least_deg`, is a partial one: `last`
      tells its range, and `count` stays. Where no range is expected, three
      partial ones running that are alike are the usual range from then on, and are counted, a frame each.
    - `expected_deg`: a range to begin with, until the person's own is known.
    - Out and back must take `least_s` at least, and moving, without the stay at the far end, `most_s` at most: a
      repetition of 0.4 s is the quickest. Pauses may last anywhere, for as long as they like; they count for nothing.
    - Levels may drift: only turning points are compared.
    - A value or time that is None, NaN or infinite is a frame that is missing: it is ignored, and so is a time that
      isn't later than the last one. Returns False. Five such times running that grow are time that began anew.
      What is no number at all is refused (TypeError).
    - The range is measured from the last rests.
    - Frames nearer than half a second are steadied (spikes dropped, shaking smoothed, the more the stronger it is:
      0.1 to 0.3 s late); others are taken as they are. A signal that shakes much asks for turns larger than
      `reversal_deg`, up to a third of the usual range.
    - Nothing depends on a clock, nor on where time begins: the same values give the same answers at any speed.
    """

    def __init__(  # noqa: PLR0913  # each is a limit with a name; all but one have a default
        self,
        reversal_deg: float,
        *,
        least_deg: float = 0.0,
        full_ratio: float = FULL_RATIO,
        expected_deg: float | None = None,
        way: Direction = 0,
        least_s: float = 0.3,
        most_s: float = 40.0,
    ) -> None:
        self.reversal_deg = _positive("reversal_deg", reversal_deg)
        self.least_deg = max(_number("least_deg", least_deg), reversal_deg)
        self.full_ratio = _number("full_ratio", full_ratio)
        if not 0 <= _number("least_s", least_s) < _number("most_s", most_s):
            raise ValueError(f"least_s {least_s} must be 0 or more and below most_s {most_s}")
        if way not in get_args(Direction):
            raise ValueError(f"way is {way!r}: it must be 1 (up is out), -1 (down is out) or 0 (not known)")
        self.least_s, self.most_s = least_s, most_s
        self.count = 0
        self.last: Excursion | None = None
        self._clock, self._steady = Clock(), Steadying()
        self._rests: deque[float] = deque(maxlen=RESTS)
        expected = () if expected_deg is None else (_positive("expected_deg", expected_deg),)
        self._ranges: deque[float] = deque(expected, maxlen=USUAL)
        self._partials: deque[Excursion] = deque(maxlen=ALIKE)
        self._owed: deque[Excursion] = deque()
        self._is_known = bool(expected)
        self._way = way
        self._lows: list[tuple[float, float]] = []
        self._rest, self._far = Rest(), Far(0.0, 0.0)
        self._swings = Swings(0.0, 0.0)
        self._back = (0.0, 0.0)
        self._out = False

    @property
    def usual_deg(self) -> float | None:
        """Return the person's own usual range; nothing while neither known nor expected."""
        if not self._ranges:
            return None
        return median(self._ranges) if self._is_known else median_low(self._ranges)

    @property
    def is_out(self) -> bool:
        """Return whether a way out is going on."""
        return self._out

    @property
    def gone_deg(self) -> float:
        """Return how far the way out that goes on has gone at most; 0 where none does."""
        return self._far.value - self._rest.value if self._out else 0.0

    def push(self, t_s: float | None, angle_deg: float | None) -> bool:
        """Take one frame; return whether a repetition was completed by it."""
        value = _number("angle_deg", angle_deg)
        at_s = _number("t_s", t_s)
        own_s = self._clock.push(at_s) if math.isfinite(value) else None
        self.last = None
        if own_s is None:
            return False
        values = self._steady.push(own_s, value, self.reversal_deg, self.usual_deg or 0.0)
        done = sum(self._take(*one) for one in values) > 0
        return done or bool(self._owed and self._count(self._owed.popleft()))

    def forget(self) -> None:
        """Drop what is under way; the count, the way out and the usual range stay."""
        self._steady, self._out, self._lows = Steadying(), False, []
        self._rests.clear()
        self._owed.clear()
        self._rest = Rest()

    @property
    def _known_deg(self) -> float | None:
        return self.usual_deg if self._is_known or len(self._ranges) >= KNOWN else None

    def _take(self, t_s: float, value: float) -> bool:
        if not self._way:
            self._find_way(t_s, value)
            return False
        return self._moved(t_s, value * self._way)

    def _turn(self) -> float:
        """Return how large a turn must be: larger than what shaking alone makes of stillness."""
        wander, usual = self._steady.wander, self._known_deg
        return max(self.reversal_deg, min(wander, WANDER_RATIO * usual) if usual else wander)

    def _find_way(self, t_s: float, value: float) -> None:
        """Wait until the signal has gone `reversal_deg` from its lowest or highest value."""
        self._lows = self._lows or [(t_s, value), (t_s, value)]
        low, high = self._lows
        near = NEAR_RATIO * self._turn()  # it was there as long as it stayed near
        low = (t_s, min(value, low[1])) if value <= low[1] + near else low
        high = (t_s, max(value, high[1])) if value >= high[1] - near else high
        self._lows = [low, high]
        if high[1] - low[1] < self._turn():
            return
        self._way = 1 if low[0] < high[0] else -1
        at_s, rest = low if self._way > 0 else (high[0], -high[1])
        self._rest.begin(at_s, rest)
        self._go_out(t_s, value * self._way)

    def _moved(self, t_s: float, value: float) -> bool:
        if self._out:
            return self._comes_back(t_s, value)
        turn = self._turn()
        self._rest.push(t_s, value, NEAR_RATIO * turn)
        if value - self._rest.value >= turn:
            self._go_out(t_s, value)
        return False

    def _go_out(self, t_s: float, value: float) -> None:
        self._out, self._far, self._back = True, Far(t_s, value), (t_s, value)
        self._swings = Swings(t_s, value)

    def _comes_back(self, t_s: float, value: float) -> bool:
        turn = self._turn()
        if self._known_deg is None and (swings := self._swings.push(t_s, value, turn)):
            return self._rests_elsewhere(t_s, value, swings)
        if self._far.push(t_s, value, NEAR_RATIO * turn):
            self._back = (t_s, value)
            return False
        if value < self._back[1]:
            self._back = (t_s, value)
        way, come = self._far.value - self._rest.value, self._far.value - self._back[1]
        way = min(way, FAR_RATIO * (self._known_deg or way))
        home = come >= max(turn, HOME_RATIO * way)
        turned = value - self._back[1] >= turn and come >= max(turn, TURNED_RATIO * way)
        return (home or turned) and self._done(t_s, value)

    def _rests_elsewhere(self, t_s: float, value: float, swings: tuple[Swing, Swing]) -> bool:
        """Take two swings alike, far from the rest, for repetitions: it was left for another place."""
        done = [self._swung(one) for one in swings]
        self._owed.append(done[1])
        self._count(done[0])
        self._back = (swings[1].low_s, swings[1].low)
        self._end(t_s, value)
        return True

    def _swung(self, one: Swing) -> Excursion:
        """Return the repetition that came back by a swing; its way out, which wasn't seen as one, is as long."""
        turn_s, to_s = self._clock.said(one.top_s), self._clock.said(one.low_s)
        return Excursion("repetition", 2 * turn_s - to_s, turn_s, to_s, one.range_deg, to_s - turn_s, to_s - turn_s)

    def _done(self, t_s: float, value: float) -> bool:
        """Judge the excursion that ends here and begin anew from where it came back to."""
        self._rests.append(self._rest.value)
        made = self._made(t_s)
        is_fair = made.range_deg >= self.least_deg and self._is_timely(t_s)
        if is_full := is_fair and made.range_deg >= self.full_ratio * (self._known_deg or 0.0):
            self._partials.clear()
            self._count(made)
        else:
            self.last = replace(made, kind="partial")
            is_full = is_fair and self._has_changed(made)
        self._end(t_s, value)
        return is_full

    def _made(self, t_s: float) -> Excursion:
        rest, far = self._rest, self._far
        most = self._turn() / 2
        way = far.value - rest.value - max(-most, min(most, 2 / 3 * (median(self._rests) - rest.value)))
        from_s, turn_s, to_s = (self._clock.said(one) for one in (rest.left_s, far.at_s, t_s))
        return Excursion("repetition", from_s, turn_s, to_s, way, turn_s - from_s, to_s - turn_s, self.usual_deg)

    def _count(self, made: Excursion) -> bool:
        """Count a repetition; always True."""
        self.last = made
        self.count += 1
        self._ranges.append(min(made.range_deg, MOST_RATIO * (self._known_deg or made.range_deg)))
        return True

    def _end(self, t_s: float, value: float) -> None:
        self._out = False
        self._rest.begin(*self._back)
        if value - self._back[1] >= self._turn():
            self._go_out(t_s, value)

    def _is_timely(self, t_s: float) -> bool:
        """Tell whether a way out and back that ends now was neither too quick nor, moving, too slow."""
        rest, far = self._rest, self._far
        moving_s = far.reached_s - rest.left_s + t_s - far.stayed_s
        return t_s - rest.left_s >= self.least_s and moving_s <= self.most_s

    def _has_changed(self, made: Excursion) -> bool:
        """Take partial ones as large as one another for the usual range and count them, where none was expected."""
        self._partials.append(made)
        ranges = [one.range_deg for one in self._partials]
        if self._is_known or len(ranges) < ALIKE or max(ranges) > ALIKE_RATIO * min(ranges):
            return False
        self._ranges.clear()
        self._ranges.extend(ranges[:-1])
        self._owed.extend(list(self._partials)[:-1])
        self._partials.clear()
        return self._count(made)


def _number(name: str, value: object) -> float:
    """Return a number as a float, what is missing as NaN; refuse what is none."""
    if type(value) is float:
        return value
    if value is None:
        return math.nan
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name} is {value!r:.60}: it must be a number, or None where there is none")
    try:
        return float(value)
    except OverflowError:  # a whole number beyond all floats
        return math.inf


def _positive(name: str, value: object) -> float:
    number = _number(name, value)
    if not (math.isfinite(number) and number > 0):
        raise ValueError(f"{name} is {value}: it must be a number above 0")
    return number
