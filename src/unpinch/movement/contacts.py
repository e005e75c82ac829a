"""Contacts: brings key poses and the frames between them onto floor and props, hand to band, heel to heel.

A damped least-squares search over all frames at once. Contacts count a thousand times more than staying near the
written angles, so that contacts hold to well under a millimetre wherever a body can reach them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from unpinch.movement import limbs
from unpinch.movement.body import SITE_RATIOS, Body, skin_direction
from unpinch.movement.kinematics import Array, Frames, forward, index, jacobian, segment_index
from unpinch.programme.skeleton import COORDINATES, RANGES, SITES

ROUNDS = 30
_STILL_RAD = 3e-4
_LONGEST_STEP_RAD = 0.5
_DAMPING, _MORE, _LESS, _MOST_DAMPING = 0.01, 8.0, 0.2, 1e6
_PER_M = 1000.0  # a millimetre of a missed contact weighs as much as a radian away from the written angle
_FLOOR_SHARE = 0.1  # what only mustn't sink yields to what is said to touch
_LIMB_SHARE = 0.1  # so does what only mustn't go through another limb
_LIMIT_WEIGHT = 40.0
_SCALE = np.array([1.0] * 3 + [np.rad2deg(1.0)] * (len(COORDINATES) - 3))
"""From metres and radians to the units of the coordinates."""
_REFERENCE_M = Body().height_m


def _size(body: Body) -> float:
    """Return how large a body is beside the usual one: all lengths count in its measure, so all heights move alike."""
    return body.height_m / _REFERENCE_M


def _stiffness() -> Array:
    """Return how unwilling each coordinate is to leave what is written: near the contact moves first."""
    made = np.ones(len(COORDINATES))
    made[[0, 2]] = 0.3
    made[1] = 0.02
    for name in COORDINATES[6:]:
        base = name.removesuffix("_r").removesuffix("_l")
        made[index(name)] = {
            "lumbar_flexion_deg": 4.0,
            "lumbar_bend_deg": 4.0,
            "lumbar_rotation_deg": 4.0,
            "neck_flexion_deg": 0.3,
            "shoulder_flexion_deg": 0.1,
            "shoulder_abduction_deg": 0.1,
            "shoulder_internal_rotation_deg": 0.15,
            "elbow_flexion_deg": 0.1,
            "hip_adduction_deg": 1.6,
            "hip_internal_rotation_deg": 1.6,
            "subtalar_inversion_deg": 0.8,
            "ankle_dorsiflexion_deg": 0.7,
        }.get(base, 1.0)
    return made


STIFFNESS = _stiffness()
_LOW = np.array([RANGES[name][0] for name in COORDINATES])
_HIGH = np.array([RANGES[name][1] for name in COORDINATES])


@dataclass(frozen=True)
class Rest:
    """A site's ball rests at a height (metres); with `at_m` it also stays where it is."""

    site: str
    height_m: float = 0.0
    at_m: tuple[float, float] | None = None


@dataclass(frozen=True)
class Meet:
    """The skin of one site meets that of another, `gap_m` apart."""

    site: str
    to: str
    gap_m: float = 0.0


@dataclass(frozen=True)
class Lean:
    """The balls of two sites touch, `gap_m` apart, wherever on them."""

    site: str
    to: str
    gap_m: float = 0.0


@dataclass(frozen=True)
class Roll:
    """Of several sites the lowest rests at a height: the pelvis rolls from seat to side without leaving the floor."""

    sites: tuple[str, ...]
    height_m: float = 0.0


Contact = Rest | Meet | Lean | Roll
_SAME_PLACE = (
    *("sole", "edge", "ankle", "cuff", "low_thigh", "instep", "heel_inner", "heel_outer", "heel_back"),
    *("knee_back", "knee_inner", "knee_outer", "thigh_inner", "thigh_outer", "shin", "head_side"),
)
_BALLS = tuple(name for name in SITES if not name.startswith(_SAME_PLACE))
"""What must never be below the floor."""
_SOFT = (
    "buttock",
    "hip_side",
    "hip_front",
    "ribs",
    "chest",
    "belly",
    "breastbone",
    "thigh",
    "calf",
    "shin",
    "shoulder",
)
_SOFTNESS = 0.65
"""Flesh gives way: the floor counts only from this share of a soft ball's radius. Choice."""


@dataclass(frozen=True)
class Ground:
    """How high the floor counts for each ball (metres), and how much not sinking counts against a contact.

    `pressed_m`: how deep limbs may lie in each other, as they do at the keys.
    """

    floors_m: Array | float = 0.0
    share: float = _FLOOR_SHARE
    pressed_m: Array | float = 0.0


class _Sites:
    """The sites' segments, offsets and radii as arrays for one body."""

    def __init__(self, frames: Frames, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.segments = np.array([segment_index(SITE_RATIOS[name][0]) for name in names], int)
        self.offsets = np.array([frames.body.site_offset_m(name) for name in names]).reshape(-1, 3)
        self.radii = np.array([frames.body.site_radius_m(name) for name in names])

    def points(self, frames: Frames, offsets: Array | None = None) -> Array:
        rotations = frames.rotations[:, self.segments]
        turned = np.einsum("nmij,mj->nmi", rotations, self.offsets if offsets is None else offsets)
        placed: Array = frames.origins[:, self.segments] + turned
        return placed


class _Pull:
    """What pulls on each frame: how far its contacts are missed, and which way each coordinate would mend it."""

    def __init__(
        self, frames: Frames, contacts: Sequence[Contact], chosen: npt.NDArray[np.int_], ground: Ground
    ) -> None:
        self.ground = ground
        self.chosen = chosen
        self.rests = [contact for contact in contacts if isinstance(contact, Rest)]
        self.meets = [contact for contact in contacts if isinstance(contact, Meet)]
        self.leans = [contact for contact in contacts if isinstance(contact, Lean)]
        self.rolls = [contact for contact in contacts if isinstance(contact, Roll)]
        self.resting = _Sites(frames, [contact.site for contact in self.rests])
        self.rest_m = self.resting.radii + np.array([contact.height_m for contact in self.rests])
        self.level = np.array([contact.at_m is not None for contact in self.rests], bool)
        self.level_m = np.array([contact.at_m for contact in self.rests if contact.at_m is not None]).reshape(-1, 2)
        self.one = _Sites(frames, [contact.site for contact in self.meets])
        self.two = _Sites(frames, [contact.to for contact in self.meets])
        self._meet_skins()
        self.lean_one = _Sites(frames, [contact.site for contact in self.leans])
        self.lean_two = _Sites(frames, [contact.to for contact in self.leans])
        gaps = np.array([contact.gap_m for contact in self.leans])
        self.lean_m = self.lean_one.radii + self.lean_two.radii + gaps
        self.rolling = [_Sites(frames, contact.sites) for contact in self.rolls]
        self.balls = _floor_balls(frames)
        self.near = limbs.near(frames, ground.pressed_m)

    def _meet_skins(self) -> None:
        """Move the meeting points out to the skin; a whole ball lies a radius outside the other's skin."""
        for number, contact in enumerate(self.meets):
            out, back = np.array(skin_direction(contact.to)), np.array(skin_direction(contact.site))
            self.two.offsets[number] += (self.two.radii[number] + contact.gap_m) * out
            self.one.offsets[number] += self.one.radii[number] * back
            if not back.any():
                self.two.offsets[number] += self.one.radii[number] * out

    def held(self, frames: Frames) -> Array:
        """Return every contact's miss, (n, rows) in metres."""
        parts = (self._rest, self._meet, self._lean, self._roll)
        return np.concatenate([part(frames)[0] for part in parts], 1)

    def blame(self, frames: Frames) -> str:
        """Return the words of the contact that is missed most."""
        names = [f"{one.site} on its support" for one in self.rests]
        names += [f"{one.site} staying in its place" for one in self.rests if one.at_m is not None for _ in "xz"]
        names += [f"{one.site} at {one.to}" for one in self.meets for _ in "xyz"]
        names += [f"{one.site} beside {one.to}" for one in self.leans]
        names += ["the body on its support" for _ in self.rolls]
        return names[int(np.abs(self.held(frames)).max(0).argmax())] if names else ""

    def __call__(self, frames: Frames) -> tuple[Array, Array]:
        """Return residuals and slopes, contacts weighted."""
        parts = [part(frames) for part in (self._rest, self._meet, self._lean, self._roll, self._floor, self._limbs)]
        residuals = np.concatenate([part[0] for part in parts], 1)
        slopes = np.concatenate([part[1] for part in parts], 1)
        weight = _PER_M / _size(frames.body)
        slopes[:, :, :3] *= _size(frames.body)
        return weight * residuals, weight * slopes

    def _nothing(self, frames: Frames) -> tuple[Array, Array]:
        return np.zeros((len(frames.q), 0)), np.zeros((len(frames.q), 0, len(self.chosen)))

    def _rest(self, frames: Frames) -> tuple[Array, Array]:
        if not self.rests:
            return self._nothing(frames)
        points = self.resting.points(frames)
        slopes = jacobian(frames, self.resting.segments, points, self.chosen)
        misses = points[:, :, 1] - self.rest_m
        flat = points[:, self.level][:, :, [0, 2]] - self.level_m
        count = len(points)
        flat_slopes = slopes[:, self.level][:, :, [0, 2]].reshape(count, -1, len(self.chosen))
        return np.concatenate([misses, flat.reshape(count, -1)], 1), np.concatenate([slopes[:, :, 1], flat_slopes], 1)

    def _meet(self, frames: Frames) -> tuple[Array, Array]:
        if not self.meets:
            return self._nothing(frames)
        apart, slopes = self._apart(frames, self.one, self.two)
        count = len(apart)
        return apart.reshape(count, -1), slopes.reshape(count, -1, len(self.chosen))

    def _lean(self, frames: Frames) -> tuple[Array, Array]:
        if not self.leans:
            return self._nothing(frames)
        apart, slopes = self._apart(frames, self.lean_one, self.lean_two)
        distance = np.linalg.norm(apart, axis=2)
        along = apart / np.maximum(distance, 1e-6)[:, :, None]
        return distance - self.lean_m, np.einsum("nmi,nmic->nmc", along, slopes)

    def _apart(self, frames: Frames, first: _Sites, second: _Sites) -> tuple[Array, Array]:
        one, two = first.points(frames), second.points(frames)
        slopes = jacobian(frames, first.segments, one, self.chosen)
        return one - two, slopes - jacobian(frames, second.segments, two, self.chosen)

    def _roll(self, frames: Frames) -> tuple[Array, Array]:
        count = len(frames.q)
        misses, slopes = np.empty((count, len(self.rolls))), np.empty((count, len(self.rolls), len(self.chosen)))
        every = np.arange(count)
        for number, (roll, sites) in enumerate(zip(self.rolls, self.rolling, strict=True)):
            points = sites.points(frames)
            heights = points[:, :, 1] - sites.radii
            lowest = heights.argmin(1)
            misses[:, number] = heights[every, lowest] - roll.height_m
            slopes[:, number] = jacobian(frames, sites.segments, points, self.chosen)[every, lowest, 1]
        return misses, slopes

    def _floor(self, frames: Frames) -> tuple[Array, Array]:
        points = self.balls.points(frames)
        below = np.minimum(points[:, :, 1] - self.balls.radii - self.ground.floors_m, 0.0)
        used = (below < 0).any(0)
        if not used.any():
            return self._nothing(frames)
        slopes = jacobian(frames, self.balls.segments[used], points[:, used], self.chosen)[:, :, 1]
        inside = below[:, used]
        return self.ground.share * inside, self.ground.share * slopes * (inside < 0)[:, :, None]

    def _limbs(self, frames: Frames) -> tuple[Array, Array]:
        """Return how far limbs lie in each other, deeper than flesh gives."""
        made = self.near
        met = limbs.meetings(limbs.axes(frames), made.one, made.two)
        short = np.minimum(met.gap_m + frames.body.height_m * made.give, 0.0)
        used = np.flatnonzero((short < 0).any(0))
        if not len(used):
            return self._nothing(frames)
        here, there = met.here[:, used], met.there[:, used]
        apart = here - there
        away = apart / np.maximum(np.linalg.norm(apart, axis=2, keepdims=True), 1e-6)
        slopes = jacobian(frames, limbs.SEGMENTS_OF[made.one[used]], here, self.chosen)
        slopes -= jacobian(frames, limbs.SEGMENTS_OF[made.two[used]], there, self.chosen)
        inside = short[:, used]
        turned = np.einsum("nmi,nmic->nmc", away, slopes) * (inside < 0)[:, :, None]
        return _LIMB_SHARE * inside, _LIMB_SHARE * turned


@dataclass(frozen=True)
class Settled:
    """The coordinates that hold the contacts, each frame's worst miss in metres, and which contact is missed most."""

    q: Array
    missed_m: Array
    blame: str = ""


def _floor_balls(frames: Frames) -> _Sites:
    made = _Sites(frames, _BALLS)
    made.radii *= [_SOFTNESS if name.startswith(_SOFT) else 1.0 for name in _BALLS]
    return made


def sunk_m(frames: Frames) -> Array:
    """Return how deep each ball of each frame lies below the floor: zero or negative, (n, balls) in metres."""
    balls = _floor_balls(frames)
    depths: Array = np.minimum(balls.points(frames)[:, :, 1] - balls.radii, 0.0)
    return depths


def settle(
    frames: Frames,
    contacts: Sequence[Contact],
    *,
    free: Sequence[str] = (),
    rounds: int = ROUNDS,
    ground: Ground | None = None,
) -> Settled:
    """Return the trajectory nearest the given one in which every frame holds the contacts and nothing is below floor.

    `free`: root angles that may change too.
    """
    search = searched(frames, contacts, free=free, ground=ground or Ground())
    for _ in range(rounds):
        if not search.go_on():
            break
    return settled(search)


def searched(frames: Frames, contacts: Sequence[Contact], *, free: Sequence[str], ground: Ground) -> Search:
    """Return a search that hasn't begun: from the given frames, for these contacts."""
    chosen = np.array([0, 1, 2, *(index(name) for name in free), *range(6, len(COORDINATES))], int)
    return Search(frames, _Pull(frames, contacts, chosen, ground), chosen)


def settled(search: Search) -> Settled:
    """Return what a search has found so far."""
    done = forward(search.body, search.q)
    misses = np.abs(search.pull.held(done)).max(1, initial=0.0)
    return Settled(done.q, misses, search.pull.blame(done))


class Search:
    """Levenberg and Marquardt's search in every frame at once; frames that are done drop out."""

    def __init__(self, frames: Frames, pull: _Pull, chosen: npt.NDArray[np.int_]) -> None:
        self.pull, self.chosen, self.body = pull, chosen, frames.body
        self.q = frames.q.copy()
        self.scale = _SCALE[chosen] * np.where(chosen < 3, _size(frames.body), 1.0)  # noqa: PLR2004  # the root's place
        self.written = frames.q[:, chosen] / self.scale
        self.low, self.high = _LOW[chosen] / self.scale, _HIGH[chosen] / self.scale
        self.stiff = STIFFNESS[chosen] * np.where(chosen < 3, 30.0, 1.0)  # noqa: PLR2004  # metres against radians
        self.open = np.arange(len(frames.q))
        self.damping = np.full(len(frames.q), _DAMPING)
        self.cost, self.gradient, self.normal = self.terms(frames, self.open)

    def terms(self, frames: Frames, which: npt.NDArray[np.int_]) -> tuple[Array, Array, Array]:
        """Return each frame's cost, its slope, and its curvature (Gauss and Newton's)."""
        residuals, slopes = self.pull(frames)
        now = frames.q[:, self.chosen] / self.scale
        away = self.away(frames.q, which)
        beyond = np.where(now > self.high, now - self.high, np.where(now < self.low, now - self.low, 0.0))
        cost = (residuals**2).sum(1) + (self.stiff * away**2).sum(1) + _LIMIT_WEIGHT**2 * (beyond**2).sum(1)
        gradient = (slopes.transpose(0, 2, 1) @ residuals[:, :, None])[:, :, 0]
        gradient += self.stiff * away + _LIMIT_WEIGHT**2 * beyond
        normal = slopes.transpose(0, 2, 1) @ slopes
        every = np.arange(len(self.chosen))
        normal[:, every, every] += self.stiff + _LIMIT_WEIGHT**2 * (beyond != 0)
        return cost, gradient, normal

    def away(self, q: Array, which: npt.NDArray[np.int_]) -> Array:
        """Return how far frames are from what is written, in metres and radians."""
        made: Array = q[:, self.chosen] / self.scale - self.written[which]
        return made

    def moved(self, step: npt.NDArray[np.floating], which: npt.NDArray[np.int_] | slice = slice(None)) -> Array:
        """Return frames a step (metres and radians) farther."""
        made = self.q[which].copy()
        made[:, self.chosen] += step * self.scale
        return made

    def go_on(self) -> bool:
        """Take one step in each frame that isn't done; False when all are."""
        if not len(self.open):
            return False
        which = self.open
        normal = self.normal[which]
        every = np.arange(len(self.chosen))
        normal[:, every, every] += self.damping[which, None] * (1.0 + self.stiff)
        step = -np.linalg.solve(normal, self.gradient[which][:, :, None])[:, :, 0]
        longest = np.abs(step).max(1)
        step *= np.minimum(1.0, _LONGEST_STEP_RAD / np.maximum(longest, 1e-9))[:, None]
        trial = self.moved(step, which)
        cost, gradient, normal = self.terms(forward(self.body, trial), which)
        better = cost <= self.cost[which]
        good = which[better]
        self.q[good] = trial[better]
        self.cost[good], self.gradient[good], self.normal[good] = cost[better], gradient[better], normal[better]
        self.damping[good] *= _LESS
        self.damping[which[~better]] *= _MORE
        self.open = which[(longest > _STILL_RAD) & (self.damping[which] < _MOST_DAMPING)]
        return True
