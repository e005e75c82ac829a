"""What is fixed when the start pose has been held: the view, the own start pose, and where the movement should go."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from unpinch.coach.shapes import Pose, Shape
from unpinch.coach.smooth import share
from unpinch.coach.tracking import Body
from unpinch.coach.views import View, flank_of, looks

Known = TypeVar("Known")
Anchored = tuple[str, ...]
"""Landmarks whose middle stands for what doesn't move."""


@dataclass(frozen=True, slots=True)
class Drive:
    """Which landmarks carry the movement, against which others. Where nothing stays, they are taken in the picture.

    `rests`: the other leg lies still meanwhile. Where the pose model can't tell the lower legs apart it draws them
    toward each other, or changes them over; the middle of both stays right, so how far the resting one was drawn is
    what the moving one lacks. `need_m`: these landmarks are so restless that they must go so far to be counted.
    """

    points: Anchored
    anchor: Anchored = ()
    rests: bool = False
    need_m: float = 0.0

    def seen_without(self, guessed: Collection[str]) -> Drive:
        """Return it with an anchor of what isn't guessed; the same where nothing else is left."""
        return replace(self, anchor=tuple(name for name in self.anchor if name not in guessed) or self.anchor)


_TRUNK = ("hip_w", "hip_o", "shoulder_w", "shoulder_o")

TOE_NEED_M = 0.24
"""Three times as far as a toe is off that a band or the other foot hides (measured on rendered pictures). In an ankle
pump it goes 17 cm: of 15 synthetic people who did them only 9 were counted rightly, so nobody is."""

ACROSS_NEED_M = 0.06
"""From the side a leg drawn across goes 1 to 8 cm in the picture, by where the camera stands to the degree, and that is
known to six or eight degrees. Below this it isn't counted."""

DRIVES: Mapping[str, Drive] = {
    "nerve_floss": Drive(("ankle_w", "heel_w"), ("knee_w",), rests=True),
    "nerve_floss_0": Drive(("toe_w",), ("ankle_w", "heel_w"), need_m=TOE_NEED_M),
    "leg_traction": Drive(_TRUNK),
    "cross_body": Drive(("knee_w", "ankle_w", "heel_w"), _TRUNK, need_m=ACROSS_NEED_M),
    "cross_body_2": Drive(("knee_w", "ankle_w", "heel_w"), _TRUNK, rests=True, need_m=ACROSS_NEED_M),
    "seated_hinge": Drive(("shoulder_w", "shoulder_o", "ear"), ("hip_w", "hip_o")),
    "clamshell": Drive(("knee_w",), ("hip_w", "hip_o", "ankle_w", "ankle_o")),
    "bridge": Drive(("hip_w", "hip_o"), ("shoulder_w", "shoulder_o", "ankle_w", "ankle_o")),
}
"""By exercise, or by exercise and level."""


CROSSED_RATIO = 0.5
"""So much nearer to the movement's way they must be. Choice."""
OVER_M = 0.25
"""Both feet together so far from where they rested, each at the other's place: the legs were taken for each other.
Choice: twice what either is off where it is hidden."""
STRAINED_M, SETTLED_HZ = 0.12, 0.016
"""What doesn't move in the exercise (feet and shoulders of a bridge) has changed its own shape so much, against that of
the last ten seconds: the person is getting up, or doing something else. Choice: three times the landmarks' unrest."""
QUARTER_DEG, ASIDE_DEG, HIGHER_DEG = 90.0, 35.0, 40.0
"""Where else a camera could stand: within the views asked for, 45 degrees."""
AWAY_M, TURNED_M = 0.5, 0.30
"""Hips so far from where they were in the picture, or shoulders from where they were to the hips, are out of position.
Choice: a hinge moves the shoulders by 0.16, a bridge by 0.15, a pull slides the hips by 0.2."""
NEAR_RATIO = 0.5
"""After a loss the trunk must be within so many trunk lengths of how the exercise has it. Choice."""
_HIPS, _SHOULDERS = ("hip_w", "hip_o"), ("shoulder_w", "shoulder_o")


def drive_of(exercise: str, level: int) -> Drive:
    """Return what carries a level's movement."""
    return DRIVES.get(f"{exercise}_{level}", DRIVES[exercise])


def _paired(names: Sequence[str]) -> tuple[Anchored, ...]:
    """Return landmarks with their other side, where that carries the movement as well: changed over, it is the same."""
    parts = dict.fromkeys(name.rpartition("_")[0] or name for name in names)
    return tuple(tuple(name for name in names if (name.rpartition("_")[0] or name) == part) for part in parts)


def is_countable(shape: Shape) -> bool:
    """Tell whether a camera could count the movement at all, were it seen in its full size."""
    drive = drive_of(shape.exercise, shape.level)
    ways = [_room_way(shape, name, drive.anchor) for name in drive.points]
    return math.sqrt(sum(way * way for way in ways) / len(ways)) >= drive.need_m


def _room_way(shape: Shape, name: str, anchor: Sequence[str]) -> float:
    """Return how far a landmark goes in the room against its anchor, in metres."""
    return math.dist(
        *([pose[name][n] - _level(pose, anchor, n) for n in range(3)] for pose in (shape.start, shape.end))
    )


def _level(pose: Pose, names: Sequence[str], axis: int) -> float:
    return sum(pose[name][axis] for name in names) / len(names) if names else 0.0


def middle(points: Mapping[str, complex], names: Sequence[str]) -> complex:
    """Return the middle of landmarks; 0 for none."""
    return sum(points[name] for name in names) / len(names) if names else 0j


_LEG = ("hip", "knee", "ankle", "heel", "toe")


def crossed(points: Mapping[str, Known]) -> dict[str, Known]:
    """Return what is known of landmarks with the legs taken the other way round."""
    return {name: points[_other(name)] for name in points}


def _other(name: str) -> str:
    part, _, side = name.rpartition("_")
    return f"{part}_{'o' if side == 'w' else 'w'}" if part in _LEG and side in {"w", "o"} else name


DRAWN, DRAWN_RATIO = ("ankle", "heel"), 0.8
"""What of a leg is drawn to the other one. A hidden leg is guessed some way toward the other; drawn by more than so
much of what the other seems to have gone, it has changed places with it. Choice."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the movement has gone: 0 in the start pose, 1 at the movement's own end; and how far beside its way.

    `plain_ratio`: how far it would have gone if no leg were drawn to the other one.
    """

    ratio: float
    beside_ratio: float
    plain_ratio: float

    @property
    def off_ratio(self) -> float:
        """Return how far it is from any place on the way: beside it, or behind its beginning."""
        return math.hypot(min(0.0, self.ratio), self.beside_ratio)


class Setting:
    """The picture's own frame of reference for one person, one place, one camera.

    `is_far`: found in the far pose of a hold; `may_be_far`: perhaps. `is_restless`: the person is seen too restlessly
    to judge form by. `guessed`: landmarks that the pose model only guesses from here: where others are seen, nothing is
    measured against them.
    """

    def __init__(  # noqa: PLR0913  # what is fixed, and two marks of how it was found
        self,
        shape: Shape,
        view: View,
        base: Mapping[str, complex],
        trunk: complex,
        *,
        is_far: bool = False,
        may_be_far: bool = False,
        is_restless: bool = False,
        guessed: Collection[str] = (),
    ) -> None:
        self.shape, self.view, self.base, self.trunk = shape, view, base, trunk
        self.is_far, self.may_be_far, self.is_restless = is_far, may_be_far, is_restless
        self._drive = drive_of(shape.exercise, shape.level).seen_without(guessed)
        self._carriers = _paired(self._drive.points)
        self._others = tuple(f"{name[:-1]}o" for name in self._drive.points)
        flat = [{name: view.seen(point) for name, point in pose.items()} for pose in shape.path]
        ways = [self._ways(pose, flat[0]) for pose in flat]
        self._aims = ways[-1]
        self._power = sum(abs(aim) ** 2 for aim in self._aims)
        self._flat = flat
        self._places = [self._ratio(way) for way in ways]
        trunks = [middle(pose, _SHOULDERS) - middle(pose, _HIPS) for pose in flat]
        self._turns = [trunk - trunks[0] for trunk in trunks]

    @property
    def range_m(self) -> float:
        """Return how far the landmarks that carry the movement go across the picture (root mean square, metres)."""
        return math.sqrt(self._power / len(self._aims)) / self.view.size

    @property
    def better_view(self) -> str:
        """Return where the camera would have to go for the movement to show most: higher, toward the feet or head."""
        ahead = 1.0 if abs(self.view.azimuth_deg) < QUARTER_DEG else -1.0  # on the moved side, or on the other
        side_deg = 0.0 if ahead > 0 else 2 * QUARTER_DEG
        places = {
            "higher": (side_deg, HIGHER_DEG),
            "toward_feet": (side_deg + ahead * ASIDE_DEG, abs(self.view.elevation_deg)),
            "toward_head": (side_deg - ahead * ASIDE_DEG, abs(self.view.elevation_deg)),
        }
        return max(places, key=lambda name: self._shown(*places[name]))

    def _shown(self, azimuth_deg: float, elevation_deg: float) -> float:
        """Return how far the movement would go across the picture from a place far away."""
        axes, _ = looks(azimuth_deg, elevation_deg, flank_of(self.shape.exercise))
        start, end = (
            {name: sum(part * axis for part, axis in zip(point, axes, strict=True)) for name, point in pose.items()}
            for pose in (self.shape.start, self.shape.end)
        )
        return sum(abs(way) ** 2 for way in self._ways(end, start))

    @property
    def drive(self) -> Drive:
        """Return what carries the movement."""
        return self._drive

    def is_left(self, body: Body) -> bool:
        """Tell whether the trunk is no longer where, or how, the exercise has it: the person is getting out of it."""
        moved_m = abs(middle(body.points, _HIPS) - middle(self.base, _HIPS)) / self.view.size
        return moved_m > AWAY_M or abs(body.trunk - self.trunk) / self.view.size > TURNED_M

    def is_on_way(self, body: Body) -> bool:
        """Tell whether the trunk is about where, and how, the exercise has it somewhere on its way."""
        most = NEAR_RATIO * abs(self.trunk)
        return any(abs(body.trunk - self.trunk - turned) <= most for turned in self._turns)

    def progress(self, body: Body) -> Progress:
        """Return how far the movement has gone."""
        ways = self._ways(body.points, self.base)
        ratio = plain_ratio = self._ratio(ways)
        if drawn := self._drawn(body, ways):
            ways = [way + more for way, more in zip(ways, drawn, strict=True)]
            ratio = self._ratio(ways)
        beside = sum(abs(way - ratio * aim) ** 2 for way, aim in zip(ways, self._aims, strict=True))
        return Progress(ratio, math.sqrt(beside / self._power) if self._power else 0.0, plain_ratio)

    def fits_crossed(self, body: Body, now: Progress) -> bool:
        """Tell whether the legs fit the movement much better the other way round."""
        other = self.progress(replace(body, points=crossed(body.points)))
        return other.off_ratio < CROSSED_RATIO * now.off_ratio

    def has_legs_over(self, body: Body) -> bool:
        """Tell whether each foot is where the other one was in the start pose: nobody moves so, they were mistaken."""
        here, there = (
            [points[f"ankle_{side}"] - middle(points, _HIPS) for side in "wo"] for points in (body.points, self.base)
        )
        off, over = (sum(abs(a - b) for a, b in zip(here, places, strict=True)) for places in (there, there[::-1]))
        return off > OVER_M * self.view.size and over < CROSSED_RATIO * off

    def ratio_of(self, pose: Pose) -> float:
        """Return how far the movement would have gone in a pose of the room."""
        return self._ratio(self._ways({name: self.view.seen(point) for name, point in pose.items()}, self._flat[0]))

    def _ways(self, points: Mapping[str, complex], base: Mapping[str, complex]) -> list[complex]:
        anchor = middle(points, self._drive.anchor) - middle(base, self._drive.anchor)
        return [middle(points, names) - middle(base, names) - anchor for names in self._carriers]

    def foot(self, body: Body) -> complex:
        """Return where the moving leg's ankle is, even where it is drawn to the other one's."""
        drawn = self._drawn(body, self._ways(body.points, self.base))
        here = body.points["ankle_w"]
        return here + drawn[self._drive.points.index("ankle_w")] if drawn else here

    def _drawn(self, body: Body, ways: Sequence[complex]) -> list[complex]:
        """Return how far the resting leg's landmarks have been drawn from their places: the moving one's lack as much.

        Nothing where the other leg doesn't rest, or is only guessed to have gone some way.
        """
        if not self._drive.rests:
            return []
        base, points = self.base, body.points
        hips = middle(points, _HIPS) - middle(base, _HIPS)
        drawn = [
            2 * points[f"{name[:-1]}m"] - points[name] - base[other] - hips if name[:-2] in DRAWN else 0j
            for name, other in zip(self._drive.points, self._others, strict=True)
        ]
        is_drawn = body.sees_well(self._others) or self._ratio(drawn) > DRAWN_RATIO * max(0.0, self._ratio(ways))
        return drawn if is_drawn else []

    def _ratio(self, ways: Sequence[complex]) -> float:
        if not self._power:
            return 0.0
        return sum((aim.conjugate() * way).real for aim, way in zip(self._aims, ways, strict=True)) / self._power

    def expected(self, ratio: float, name: str, pivot: Sequence[str]) -> complex:
        """Return how far a landmark should have gone against its pivot at this progress, in the picture."""
        return self._way(name, ratio) - sum(self._way(one, ratio) for one in pivot) / len(pivot)

    def _way(self, name: str, ratio: float) -> complex:
        start = self._flat[0][name]
        for number in range(1, len(self._places)):
            here, there = self._places[number - 1], self._places[number]
            if ratio <= there and there > here:
                share = max(0.0, (ratio - here) / (there - here))
                first = self._flat[number - 1][name]
                return first + share * (self._flat[number][name] - first) - start
        return self._flat[-1][name] - start


class Anchor:
    """What the movement is measured against: `push` bodies, learn whether it no longer lies as it lately did."""

    def __init__(self, setting: Setting) -> None:
        self._names, self._most = setting.drive.anchor, STRAINED_M * setting.view.size
        self._usual = [setting.base[name] - middle(setting.base, self._names) for name in self._names]
        self.is_strained = False

    def push(self, body: Body, dt_s: float) -> None:
        """Take a moment."""
        here = [body.points[name] - middle(body.points, self._names) for name in self._names]
        off = [one - usual for one, usual in zip(here, self._usual, strict=True)]
        self._usual = [usual + share(SETTLED_HZ, dt_s) * one for usual, one in zip(self._usual, off, strict=True)]
        self.is_strained = sum(abs(one) ** 2 for one in off) > len(off) * self._most**2
