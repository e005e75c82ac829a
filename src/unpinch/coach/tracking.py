"""Follows one person through time: limbs changed over are changed back, flying points dropped, gaps bridged."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unpinch.coach.frames import NAMES, SIDED, Frame, Person
from unpinch.coach.smooth import OneEuro

GAP_S = 0.8
"""So long a gap is bridged. Choice."""
FLY_RATIO, FLY_SPEED = 0.30, 4.0
"""A landmark farther from where it was than this many trunk lengths, and so many a second more, flew off. Choice."""
FLOWN_S = 0.5
"""After that long it is believed."""
JUMP_RATIO = 1.0
"""The whole trunk farther away than this is another person, until it stays. Choice."""
SWAP_RATIO, SWAP_LEAST = 0.6, 0.10
"""Left and right are changed over when that brings the legs this much nearer to where they were. Choice."""
RESTLESS_RATIO, RESTLESS_S = 0.045, 0.4
"""A toe that jumps about its ankle by this many trunk lengths on average isn't seen: a band about the foot hides it."""
TRUST = 0.5
"""A landmark of less visibility isn't seen. Hidden hips and shoulders always say 1.00, so this tells little of them."""
GOOD_TRUST = 0.8
"""So much is asked before form is judged: a limb that is guessed says less."""

_SHOULDERS, _HIPS = (1, 1 + SIDED), (4, 4 + SIDED)
_ANKLE, _TOE = 6, 8
_PAIRS = (_ANKLE, 7, _TOE)
"""Ankle, heel, toe: where one leg hides the other the pose model draws these toward each other, or changes them over
(measured). Their middle stays where it is, and is followed as well: `ankle_m`, `heel_m`, `toe_m`."""
_LEGS = tuple(range(4, SIDED))
_SWAPPED = (*range(4), *(n + SIDED for n in _LEGS), *range(SIDED, SIDED + 4), *_LEGS)


@dataclass(frozen=True, slots=True)
class Body:
    """What is known of the person at a moment, sides named: `w` the side that moves, `o` the other."""

    t_s: float
    points: Mapping[str, complex]
    seen: Mapping[str, float]
    depths: Mapping[str, float]
    trunk: complex
    fresh: frozenset[str]
    restless: frozenset[str]

    @property
    def size(self) -> float:
        """Return the trunk's length in the picture."""
        return abs(self.trunk)

    def sees(self, names: Sequence[str]) -> bool:
        """Return whether every one of these landmarks is seen, well enough to count by."""
        return all(self.seen[name] >= TRUST and name in self.fresh for name in names)

    def sees_well(self, names: Sequence[str]) -> bool:
        """Return whether every one is seen well enough to judge form by: not guessed, not jumping about."""
        return all(self.seen[n] >= GOOD_TRUST and n in self.fresh and n not in self.restless for n in names)


class Tracker:
    """`push` a frame, get the body, or nothing where there is none to be had from it."""

    def __init__(self, side: str) -> None:
        first, last = (SIDED, 0) if side == "right" else (0, SIDED)
        self._order = [first + n for n in range(SIDED)] + [last + n for n in range(SIDED)]
        self._mirrored = side == "left"
        self._names = [f"{name}_{one}" for one in "wo" for name in NAMES]
        self._filters: list[OneEuro] = []
        self._flown_s = [0.0] * (2 * SIDED)
        self._pairs: dict[int, _Pair] = {}
        self._seen_s = -math.inf
        self._other_s = 0.0
        self._size = 0.0
        self._restless = {"w": 0.0, "o": 0.0}

    @property
    def seen_s(self) -> float:
        """Return when the person was last seen."""
        return self._seen_s

    def push(self, frame: Frame) -> Body | None:
        """Take a frame of a later time than the last one."""
        if not frame.people:
            return None
        people = [self._ordered(person, frame.aspect) for person in frame.people]
        points, depths, seen = min(people, key=self._far) if self._filters else max(people, key=self._big)
        dt_s = frame.t_s - self._seen_s
        if not self._filters or dt_s > GAP_S or self._is_another(points, dt_s):
            return self._begun(frame.t_s, points, depths, seen) if self._begins(points, dt_s) else None
        if self._is_swapped(points):
            points, depths, seen = ([values[n] for n in _SWAPPED] for values in (points, depths, seen))
        return self._body(frame.t_s, self._followed(points, dt_s), depths, seen)

    def turn_over(self) -> None:
        """Take the legs the other way round from now on: the pose says that they were changed over at first."""
        self._order = [self._order[n] for n in _SWAPPED]
        self._filters = [self._filters[n] for n in _SWAPPED]

    def _ordered(self, person: Person, aspect: float) -> tuple[list[complex], list[float], list[float]]:
        """Return the landmarks with the moved side first; a left side as its mirror image."""
        points = [person.points[n] for n in self._order]
        if self._mirrored:
            points = [aspect - point.conjugate() for point in points]
        return points, [person.depths[n] for n in self._order], [person.seen[n] for n in self._order]

    def _middle(self, points: Sequence[complex]) -> complex:
        return sum((points[n] for n in (*_SHOULDERS, *_HIPS)), 0j) / 4

    def _far(self, person: tuple[list[complex], list[float], list[float]]) -> float:
        return abs(self._middle(person[0]) - self._middle([one.value for one in self._filters]))

    def _big(self, person: tuple[list[complex], list[float], list[float]]) -> float:
        return abs(_trunk(person[0]))

    def _is_another(self, points: Sequence[complex], dt_s: float) -> bool:
        """Tell a jump to another person, until they have stayed there."""
        far = abs(self._middle(points) - self._middle([one.value for one in self._filters]))
        self._other_s = self._other_s + dt_s if far > (JUMP_RATIO + FLY_SPEED * dt_s) * self._size else 0.0
        return self._other_s > 0

    def _begins(self, points: Sequence[complex], dt_s: float) -> bool:
        return bool(abs(_trunk(points))) and (not self._filters or dt_s > GAP_S or self._other_s > FLOWN_S)

    def _begun(self, t_s: float, points: list[complex], depths: list[float], seen: list[float]) -> Body:
        self._filters = [OneEuro(point) for point in points]
        self._flown_s, self._other_s = [0.0] * len(points), 0.0
        self._pairs = {n: _Pair((points[n] + points[n + SIDED]) / 2) for n in _PAIRS}
        self._size = abs(_trunk(points))
        return self._body(t_s, points, depths, seen)

    def _is_swapped(self, points: Sequence[complex]) -> bool:
        straight = crossed = 0.0
        for left, right in zip(_LEGS[1:], _SWAPPED[5:SIDED], strict=True):
            was_left, was_right = self._filters[left].value, self._filters[right].value
            straight += abs(points[left] - was_left) + abs(points[right] - was_right)
            crossed += abs(points[left] - was_right) + abs(points[right] - was_left)
        legs = 2 * (len(_LEGS) - 1)
        return straight > SWAP_LEAST * legs * self._size and crossed < SWAP_RATIO * straight

    def _followed(self, points: Sequence[complex], dt_s: float) -> list[complex]:
        far = (FLY_RATIO + FLY_SPEED * dt_s) * self._size
        self._unrest(points, dt_s)
        for n, pair in self._pairs.items():
            pair.push((points[n] + points[n + SIDED]) / 2, dt_s, self._size, far / 2)
        made = []
        for n, (one, point) in enumerate(zip(self._filters, points, strict=True)):
            if abs(point - one.value) > far and self._flown_s[n] < FLOWN_S and not self._is_drawn(n):
                self._flown_s[n] += dt_s
            else:
                self._flown_s[n] = 0.0
                one.push(point, dt_s, self._size)
            made.append(one.value)
        return made

    def _is_drawn(self, number: int) -> bool:
        """Tell whether a landmark of the lower leg may have been drawn to the other's: the middle of both is there."""
        pair = self._pairs.get(number % SIDED)
        return pair is not None and not pair.flown_s

    def _unrest(self, points: Sequence[complex], dt_s: float) -> None:
        """Notice how much each toe jumps about against its ankle."""
        for side, first in (("w", 0), ("o", SIDED)):
            toe, ankle = (points[first + n] - self._filters[first + n].value for n in (_TOE, _ANKLE))
            jump = min(abs(toe - ankle) / self._size, 1.0)
            self._restless[side] += dt_s / (dt_s + RESTLESS_S) * (jump - self._restless[side])

    def _body(self, t_s: float, points: Sequence[complex], depths: Sequence[float], seen: Sequence[float]) -> Body:
        self._seen_s = t_s
        trunk = _trunk(points)
        self._size += 0.1 * (abs(trunk) - self._size)
        named = dict(zip(self._names, points, strict=True))
        named |= {f"{NAMES[n]}_m": pair.value for n, pair in self._pairs.items()}
        named["ear"] = (named["ear_w"] + named["ear_o"]) / 2
        known = dict(zip(self._names, seen, strict=True))
        known["ear"] = max(known["ear_w"], known["ear_o"])
        fresh = frozenset(name for name, flown in zip(self._names, self._flown_s, strict=True) if not flown)
        restless = frozenset(f"toe_{side}" for side, jump in self._restless.items() if jump > RESTLESS_RATIO)
        return Body(t_s, named, known, dict(zip(self._names, depths, strict=True)), trunk, fresh | {"ear"}, restless)


def _trunk(points: Sequence[complex]) -> complex:
    return (points[1] + points[1 + SIDED] - points[4] - points[4 + SIDED]) / 2


class _Pair:
    """The middle of a landmark's two sides; not followed while it flies off."""

    __slots__ = ("_filter", "flown_s")

    def __init__(self, middle: complex) -> None:
        self._filter, self.flown_s = OneEuro(middle), 0.0

    @property
    def value(self) -> complex:
        """Return where it is."""
        return self._filter.value

    def push(self, middle: complex, dt_s: float, size: float, far: float) -> None:
        """Take a frame; what is farther off than `far` flew, until it stays there."""
        if abs(middle - self.value) > far and self.flown_s < FLOWN_S:
            self.flown_s += dt_s
            return
        self.flown_s = 0.0
        self._filter.push(middle, dt_s, size)
