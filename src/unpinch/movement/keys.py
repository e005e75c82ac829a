"""From written keys to poses that hold their contacts: the chain of all three clips, solved once for a body."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from unpinch.movement.body import Body
from unpinch.movement.contacts import Contact, Lean, Meet, Rest, Roll, Settled, settle
from unpinch.movement.kinematics import Array, Frames, forward, index
from unpinch.movement.props import Placed, place_prop
from unpinch.movement.scene import CLIPS, Movement
from unpinch.programme.movement import START, Pose, Reach, Step, holds
from unpinch.programme.skeleton import COORDINATES, GROUPS, RATIOS, ROLLING

KEY_ROUNDS = 60
_HEIGHT = "root_y_ratio"
_SAME_PLACE_M = 0.002


@dataclass(frozen=True)
class Key:
    """One solved key. `touch` and `plant` name sites with what they rest on: (site, prop or floor)."""

    step: Step
    q: Array
    touch: tuple[tuple[str, str], ...]
    plant: tuple[tuple[str, str], ...]
    reach: tuple[Reach, ...]
    band: str
    missed_m: float = 0.0
    blame: str = ""

    @property
    def resting(self) -> dict[str, str]:
        """Return every site that rests, with what it rests on."""
        return dict((*self.touch, *self.plant))


@dataclass(frozen=True)
class Chain:
    """The solved keys of all clips for one body, right side, with the props where that body needs them."""

    movement: Movement
    body: Body
    clips: Mapping[str, tuple[Key, ...]]
    props: tuple[Placed, ...]

    def heights_m(self) -> dict[str, float]:
        """Return how high each thing to rest on is; the floor is `""`."""
        return {"": 0.0, **{prop.id: prop.top_m for prop in self.props}}


@lru_cache(maxsize=256)
def chain(movement: Movement, body: Body) -> Chain:
    """Return the solved keys; the repetition begins where the way in ends, the way out where the repetition ends."""
    builder = _Builder(movement, body)
    made = {clip: builder.clip(clip) for clip in CLIPS}
    return Chain(movement, body, made, builder.props)


class _Builder:
    def __init__(self, movement: Movement, body: Body) -> None:
        self.movement, self.body = movement, body
        self.props: tuple[Placed, ...] = tuple(place_prop(prop, None) for prop in movement.written.props)
        self._last: Key | None = None
        self._start: Key | None = None

    def clip(self, clip: str) -> tuple[Key, ...]:
        """Solve the keys of one clip. Later clips begin with the last key of the one before."""
        keys = [] if self._last is None else [replace(self._last, step=Step(phase=""))]
        for step in self.movement.steps(clip):
            self._last = self._solved(step)
            keys.append(self._last)
        if clip == "in":
            self._start = keys[-1]
            self._place(keys[-1], [prop.id for prop in self.movement.written.props])
        return tuple(keys)

    def _place(self, key: Key, names: Iterable[str]) -> None:
        """Place the props that still wait: those a key rests on by that key, the others by the starting pose."""
        known = {prop.id: prop for prop in self.props}
        frames = forward(self.body, key.q)
        for written in self.movement.written.props:
            if written.id in names and (written.id not in known or known[written.id].waits):
                known[written.id] = place_prop(written, frames)
        self.props = tuple(known.values())

    def _solved(self, step: Step) -> Key:
        if self._last is not None and holds(step):
            return replace(self._last, step=step, band=step.band or self._last.band)
        if self._start is not None and step.poses == (START,):
            return replace(self._start, step=step)
        key = self._written(step)
        self._place(key, [on for _, on in (*key.touch, *key.plant) if on])
        contacts = self._contacts(key)
        frames = forward(self.body, key.q)
        if not self._states(step, _HEIGHT):
            frames = _dropped(frames, contacts)
        settled = _settled(self.body, frames.q.tobytes(), tuple(contacts), self.movement.written.free)
        return replace(key, q=settled.q[0], missed_m=float(settled.missed_m[0]), blame=settled.blame)

    def _parts(self, step: Step) -> tuple[Pose | Step, ...]:
        """Return a step's poses in their order, then the step itself."""
        return (*(self.movement.poses[name] for name in step.poses), step)

    def _states(self, step: Step, name: str) -> bool:
        """Return whether a step says a coordinate itself or through one of its poses."""
        return any(name in part.angles for part in self._parts(step))

    def _written(self, step: Step) -> Key:
        """Return the key as written: poses by name in their order, then the step's own words over them."""
        before = self._last
        q = np.zeros(len(COORDINATES)) if before is None else before.q.copy()
        if before is None:
            q[1] = self.body.height_m / 2
        touch, plant = (before.touch, before.plant) if before else ((), ())
        reach, band = (before.reach, before.band) if before else ((), "")
        for part in self._parts(step):
            for name, value in part.angles.items():
                q[index(RATIOS.get(name, name))] = value * self.body.height_m if name in RATIOS else value
            if part.touch is not None or part.plant is not None:
                touch, plant = _places(part.touch or ()), _places(part.plant or ())
            reach = reach if part.reach is None else part.reach
        return Key(step, q, touch, plant, reach, step.band or band)

    def _contacts(self, key: Key) -> list[Contact]:
        heights = {"": 0.0, **{prop.id: prop.top_m for prop in self.props}}
        made: list[Contact] = [_rest(site, heights[on], None) for site, on in key.touch]
        stood = {} if self._last is None else self._last.resting
        frames = None if self._last is None else forward(self.body, self._last.q)
        for site, on in key.plant:
            at = level_place(frames, site) if frames is not None and stood.get(site) == on else None
            made.append(Rest(site, heights[on], at))
        return [*made, *_meets(key.reach)]


@lru_cache(maxsize=2048)
def _settled(body: Body, q: bytes, contacts: tuple[Contact, ...], free: tuple[str, ...]) -> Settled:
    """Return a settled key; kept, as the levels of an exercise share their ways in and out."""
    frames = forward(body, np.frombuffer(q).reshape(1, -1))
    return settle(frames, contacts, free=free, rounds=KEY_ROUNDS)


def _dropped(frames: Frames, contacts: Sequence[Contact]) -> Frames:
    """Return the pose lowered or raised as a whole until what rests comes to rest: a good start for the search."""
    radius = frames.body.site_radius_m
    sites = [(one.site, one.height_m) for one in contacts if isinstance(one, Rest)]
    sites += [(site, one.height_m) for one in contacts if isinstance(one, Roll) for site in one.sites]
    if not sites:
        return frames
    q = frames.q.copy()
    q[:, 1] -= min(frames.site(site)[0, 1] - radius(site) - height for site, height in sites)
    return forward(frames.body, q)


def _rest(word: str, height_m: float, at_m: tuple[float, float] | None) -> Contact:
    return Roll(ROLLING[word], height_m) if word in ROLLING else Rest(word, height_m, at_m)


def level_place(frames: Frames, site: str) -> tuple[float, float]:
    """Return where a site lies on the floor plan (x, z) in the first frame."""
    x, _, z = frames.site(site)[0]
    return float(x), float(z)


def _meets(reach: Sequence[Reach]) -> list[Contact]:
    return [(Lean if one.loose else Meet)(one.point, one.to, one.gap_mm / 1000) for one in reach]


def _places(names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return `(site, prop)` of words like `buttocks:chair`, groups spelled out; the floor is an empty word."""
    made = []
    for name in names:
        word, _, prop = name.partition(":")
        made += [(site, prop) for site in GROUPS.get(word, (word,))]
    return tuple(made)


def shared(before: Key, after: Key, heights_m: Mapping[str, float], body: Body) -> list[Contact]:
    """Return the contacts that hold all the way from one key to the next; what lies elsewhere at the end slides."""
    first, last = forward(body, before.q), forward(body, after.q)
    stood, planted = before.resting, dict(after.plant)
    made: list[Contact] = []
    for site, on in after.resting.items():
        if stood.get(site) == on:
            at = level_place(first, site) if site in planted and _stays(first, last, site) else None
            made.append(_rest(site, heights_m[on], at))
    return [*made, *_meets([one for one in after.reach if one in before.reach])]


def _stays(first: Frames, last: Frames, site: str) -> bool:
    return math.dist(level_place(first, site), level_place(last, site)) < _SAME_PLACE_M
