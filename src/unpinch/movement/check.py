"""What `programme check` says of movements: contacts, joints' ranges, limits, continuity, for small and tall bodies.

The loader has checked words and numbers (`programme/motions.py`); here each movement is moved and looked at. A flaw
names file, key, time and value, and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from unpinch.movement.body import Body
from unpinch.movement.contacts import sunk_m
from unpinch.movement.keys import chain
from unpinch.movement.kinematics import Array, index
from unpinch.movement.limbs import Inside, limb_in_limb, limb_in_thing
from unpinch.movement.play import Motion, play
from unpinch.movement.scene import CLIPS, Movement, movements
from unpinch.movement.still import slides
from unpinch.programme.flaws import Flaw
from unpinch.programme.model import Programme
from unpinch.programme.skeleton import COORDINATES, RANGES

HEIGHTS_M: tuple[float, ...] = (1.45, 1.70, 2.05)
"""Heights for which every key must hold; every frame is looked at for the middle one."""
MISSED_MM = 2.0
SUNK_MM = 20.0
"""Limbs may press this far into a soft mat in passing. Choice."""
THROUGH_MM = 12.0
"""How much deeper than flesh gives (`limbs`) a limb may lie in another, or in a thing. Choice."""
SLID_MM = 5.0
"""How far what should stay may slide: less than is seen. Choice."""
_SOLID = ("chair", "door", "wall", "couch", "cushion")
"""Things that a limb can't go through; a cushion gives more (`limbs`), pillows, towels and mats yield."""
JUMP_MM = 40.0
"""Between two frames a point may change its way by this much in a thirtieth of a second squared. Choice."""
BEYOND_DEG = 1.0
BACK_DEG = 10.0
"""How much the lower back may bend in a repetition of a level whose back stays as it is (evidence section 10)."""
_KEYS: Mapping[str, str] = {"in": "way_in", "repetition": "repetition", "out": "way_out"}
SHORT_HOLD: Mapping[str, float] = {"hold": 3.0}
"""Holds are looked at this long: nothing but breath moves in them."""
_REMEDY_LIMB = "Put a key between that leads the limb round, or move the thing."
_REMEDY_SLIDE = "Plant it in the key before and after, or put a key between that lifts it."
_REMEDY_CONTACT = "Move the key's angles nearer to the contact, or take the contact out."


@dataclass(frozen=True)
class Where:
    """Where a movement is written, for the sentence."""

    file: str
    key: str

    def clip(self, clip: str) -> Where:
        """Return where a clip of the movement is written."""
        return Where(self.file, f"{self.key}.{_KEYS[clip]}")

    def flaw(self, problem: str, remedy: str) -> Flaw:
        """Return a flaw that stands here."""
        return Flaw(self.file, self.key, problem, remedy)


@lru_cache(maxsize=4)
def flaws(programme: Programme, heights_m: tuple[float, ...] = HEIGHTS_M) -> tuple[Flaw, ...]:
    """Return what is wrong with any movement of a programme, in the order of the files."""
    found: list[Flaw] = []
    seen: list[Movement] = []
    for movement in movements(programme):
        where = _where(programme, movement)
        for height_m in heights_m:
            found += _key_flaws(where, movement, Body(height_m))
        for clip in CLIPS:
            if not any(_alike(movement, other, clip) for other in seen):
                motion = play(movement, tempo=None if movement.tempo else SHORT_HOLD, clip=clip)
                found += motion_flaws(where, motion)
        found += _back_flaws(programme, where, movement)
        seen.append(movement)
    return tuple(found)


def _alike(one: Movement, other: Movement, clip: str) -> bool:
    """Return whether two movements have the same way in or out, so that it need be looked at once only."""
    mine, theirs = one.written, other.written
    same_start = (mine.way_in, mine.props, mine.free) == (theirs.way_in, theirs.props, theirs.free)
    return clip != "repetition" and same_start and (clip == "in" or mine.way_out == theirs.way_out)


def _where(programme: Programme, movement: Movement) -> Where:
    if movement.exercise in programme.exercises:
        levels = [level.number for level in programme.exercises[movement.exercise].levels]
        return Where(f"exercises/{movement.exercise}.toml", f"levels[{levels.index(movement.level)}].movement")
    places = [care.id for care in programme.care]
    return Where("care.toml", f"care[{places.index(movement.exercise)}].movement")


def _key_flaws(where: Where, movement: Movement, body: Body) -> Iterator[Flaw]:
    solved = chain(movement, body)
    for clip in CLIPS:
        first = 0 if clip == "in" else 1
        for number, key in enumerate(solved.clips[clip][first:]):
            if key.missed_m * 1000 > MISSED_MM:
                place = f"{where.key}.{_KEYS[clip]}[{number}]"
                problem = f"misses a contact by {key.missed_m * 1000:.0f} mm at {body.height_m:.2f} m ({key.blame})"
                yield Flaw(where.file, place, problem, _REMEDY_CONTACT)


def motion_flaws(where: Where, motion: Motion) -> Iterator[Flaw]:
    """Return what is wrong in a clip's frames."""
    place = where.clip(motion.clip)
    yield from _worst(place, motion, motion.missed_m, MISSED_MM, "misses a contact by {0:.0f} mm")
    yield from _worst(place, motion, -sunk_m(motion.frames).min(1), SUNK_MM, "sinks {0:.0f} mm into the floor")
    yield from _through_flaws(place, motion)
    yield from _slide_flaws(place, motion)
    yield from _jump_flaws(place, motion)
    yield from _bound_flaws(place, motion, RANGES, "what the joint does")
    if motion.clip == "repetition":
        limits = {name: (pair[0], pair[1]) for name, pair in motion.movement.written.limits.items()}
        yield from _bound_flaws(place, motion, limits, "the limit of this level")


def _through_flaws(place: Where, motion: Motion) -> Iterator[Flaw]:
    """Return each limb that goes through another or through a hard thing, where it is deepest."""
    for one in inside(motion):
        yield from _worst(place, motion, one.depth_m, THROUGH_MM, f"brings {one.part} {{0:.0f}} mm into {one.other}")


def inside(motion: Motion) -> list[Inside]:
    """Return every part that lies in another, or in a hard thing, deeper than flesh gives."""
    things = [prop for prop in chain(motion.movement, motion.frames.body).props if prop.kind in _SOLID]
    return [*limb_in_limb(motion.frames), *(one for prop in things for one in limb_in_thing(motion.frames, prop))]


def _slide_flaws(place: Where, motion: Motion) -> Iterator[Flaw]:
    """Return each site that slides though it should stay, where it does so most."""
    worst: dict[str, tuple[float, int]] = {}
    for one in slides(motion):
        frame = int(one.slid_m.argmax())
        found = float(one.slid_m[frame]) * 1000, one.from_frame + frame
        if one.stays and found[0] > SLID_MM:
            worst[one.site] = max(worst.get(one.site, found), found)
    for site, (slid_mm, frame) in worst.items():
        problem = f"lets {site} slide {slid_mm:.0f} mm at {motion.time_s[frame]:.2f} s"
        yield place.flaw(f"{problem} ({motion.frames.body.height_m:.2f} m tall)", _REMEDY_SLIDE)


def _worst(place: Where, motion: Motion, values_m: Array, most_mm: float, words: str) -> Iterator[Flaw]:
    frame = int(values_m.argmax())
    worst_mm = float(values_m[frame]) * 1000
    if worst_mm > most_mm:
        height_m = motion.frames.body.height_m
        remedy = _REMEDY_LIMB if words.startswith("brings") else _REMEDY_CONTACT
        yield place.flaw(f"{words.format(worst_mm)} at {motion.time_s[frame]:.2f} s ({height_m:.2f} m tall)", remedy)


def _jump_flaws(place: Where, motion: Motion) -> Iterator[Flaw]:
    points = np.stack(list(motion.frames.points.values()), 1)
    if len(points) <= 2:  # noqa: PLR2004  # a change of way needs three frames
        return
    turns_mm = np.linalg.norm(np.diff(points, n=2, axis=0), axis=2) * 1000 * (motion.fps / 30) ** 2
    frame, point = np.unravel_index(int(turns_mm.argmax()), turns_mm.shape)
    if turns_mm[frame, point] > JUMP_MM:
        name = list(motion.frames.points)[int(point)]
        problem = f"jumps at {motion.time_s[frame + 1]:.2f} s ({name}, {turns_mm[frame, point]:.0f} mm)"
        yield place.flaw(problem, "Put a key between, or bring the two keys nearer to each other.")


def _bound_flaws(place: Where, motion: Motion, bounds: Mapping[str, tuple[float, float]], words: str) -> Iterator[Flaw]:
    for name, (low, high) in bounds.items():
        values = motion.q[:, index(name)]
        beyond = np.maximum(values - high, low - values)
        frame = int(beyond.argmax())
        if beyond[frame] > BEYOND_DEG and name not in COORDINATES[:6]:
            problem = f"takes {name} to {values[frame]:.1f} at {motion.time_s[frame]:.2f} s, outside {words}"
            yield place.flaw(problem, f"Keep it within {low:g} to {high:g}.")


def _back_flaws(programme: Programme, where: Where, movement: Movement) -> Iterator[Flaw]:
    """Return whether the lower back bends in a level in which it should stay as it is."""
    if movement.exercise not in programme.exercises:
        return
    motion = play(movement, tempo=None if movement.tempo else SHORT_HOLD)
    bend = motion.q[:, index("lumbar_flexion_deg")]
    change = float(bend.max() - bend.min())
    if programme.exercises[movement.exercise].level(movement.level).spine != "rounded" and change > BACK_DEG:
        problem = f"bends the lower back by {change:.0f} degrees"
        yield Flaw(where.file, f"{where.key}.repetition", problem, f"Keep it within {BACK_DEG:g} degrees.")
