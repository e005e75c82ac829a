"""What the loader refuses in a movement's words and numbers; whether a body can do it is checked by `movement`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from unpinch.programme.flaws import Flaw, shown
from unpinch.programme.model import Level, Programme
from unpinch.programme.movement import START, BandRoute, Movement, Pose, Prop, Reach, Step, holds
from unpinch.programme.skeleton import COORDINATES, GROUPS, JOINTS, KEYS, RANGES, RATIOS, ROLLING, SEGMENTS, SITES

Flaws = Iterator[Flaw]
HOLD = "hold"
CLIPS: tuple[str, ...] = ("way_in", "repetition", "way_out")
BAND_KINDS: Mapping[str, str] = {"flat": "long", "loop": "power_loop", "mini_loop": "mini_loop"}
"""Which kind of band a movement shows for the kind a level wants first."""
_RATIO_RANGE = (-2.0, 2.0)
_TENTH_S, _LEAST_S, _MOST_S = 0.1, 0.3, 15.0
_MOST_MM = 4000.0
_LOOK_DEG = (-10.0, 90.0)
_LOOK_RATIO = (0.5, 5.0)
_AXES = 3
_POSES = "poses.toml"
_SITE = "Use a site of the skeleton (docs/movement.md lists them)."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a movement is written: file, key, and what it may lean on."""

    file: str
    key: str
    movement: Movement
    poses: Mapping[str, Pose]

    def flaw(self, name: str, problem: str, remedy: str) -> Flaw:
        """Return a flaw of this movement."""
        return Flaw(self.file, f"{self.key}.{name}", problem, remedy)


def movement_flaws(programme: Programme) -> Flaws:
    """Return every flaw of the poses and of each level's and position's movement."""
    for name, pose in programme.poses.items():
        yield from _part_flaws(_POSES, f"poses.{name}", pose, None)
    for exercise in programme.exercises.values():
        for number, level in enumerate(exercise.levels):
            file, key = f"exercises/{exercise.id}.toml", f"levels[{number}].movement"
            if level.movement is None:
                yield Flaw(file, key, "is missing", "Write how the level moves; docs/movement.md shows how.")
                continue
            place = Place(file, key, level.movement, programme.poses)
            yield from (*_own_flaws(place), *_tempo_flaws(place, level), *_kind_flaws(place, level))
    for number, care in enumerate(programme.care):
        if care.movement is not None:
            place = Place("care.toml", f"care[{number}].movement", care.movement, programme.poses)
            yield from (*_own_flaws(place), *_hold_flaws(place))


def _own_flaws(place: Place) -> Flaws:
    for clip in CLIPS:
        yield from _clip_flaws(place, clip)
    yield from _prop_flaws(place)
    yield from _band_flaws(place)
    yield from _camera_flaws(place)
    yield from _limit_flaws(place)


# Poses and keys


def _part_flaws(file: str, key: str, part: Pose | Step, props: Iterable[str] | None) -> Flaws:
    """Return the flaws of a pose or key. `props`: the movement's things; None where they aren't known yet."""
    for name, value in part.angles.items():
        yield from _angle_flaws(file, f"{key}.angles.{name}", name, value)
    for word in (*(part.touch or ()), *(part.plant or ())):
        yield from _touch_flaws(file, key, word, props)
    for reach in part.reach or ():
        yield from _reach_flaws(file, key, reach)


def _angle_flaws(file: str, key: str, name: str, value: float) -> Flaws:
    if name not in KEYS:
        yield Flaw(file, key, "is no coordinate of the skeleton", f"Use one of: {', '.join(KEYS)}.")
        return
    low, high = _RATIO_RANGE if name in RATIOS else RANGES[name]
    if not low <= value <= high:
        yield Flaw(file, key, f"is {value:g}, outside what the joint does", f"Write {low:g} to {high:g}.")


def _touch_flaws(file: str, key: str, word: str, props: Iterable[str] | None) -> Flaws:
    site, colon, prop = word.partition(":")
    if site not in SITES and site not in GROUPS and site not in ROLLING:
        yield Flaw(file, key, f"lets {shown(site)} touch, which is no site", _SITE)
    if colon and props is not None and prop not in props:
        yield Flaw(file, key, f"rests on {shown(prop)}, which isn't there", "Add that prop, or take the word out.")


def _reach_flaws(file: str, key: str, reach: Reach) -> Flaws:
    for site in (reach.point, reach.to):
        if site not in SITES:
            yield Flaw(file, key, f"reaches with or to {shown(site)}, which is no site", _SITE)


def _clip_flaws(place: Place, clip: str) -> Flaws:
    steps: tuple[Step, ...] = getattr(place.movement, clip)
    if not steps:
        yield place.flaw(clip, "is empty", "Write its keys, the first one first.")
    props = [prop.id for prop in place.movement.props]
    for number, step in enumerate(steps):
        key = f"{clip}[{number}]"
        yield from _part_flaws(place.file, f"{place.key}.{key}", step, props)
        yield from _named_flaws(place, clip, key, step)
        yield from _time_flaws(place, clip, number, step)
        for name in step.poses:
            yield from _rest_flaws(place, key, name, props)
    if clip == "way_in" and steps and holds(steps[0]):
        yield place.flaw("way_in[0]", "says no pose", "Begin with a whole pose, so that the movement has a start.")


def _named_flaws(place: Place, clip: str, key: str, step: Step) -> Flaws:
    for name in step.poses:
        if name == START and (clip == "way_in" or len(step.poses) > 1):
            yield place.flaw(key, f"uses the pose {START!r}", "It stands alone, after the way in only.")
        elif name != START and name not in place.poses:
            known = ", ".join(place.poses)
            yield place.flaw(key, f"uses the pose {shown(name)}, which isn't there", f"Use one of: {known}.")
    routes = [route.id for route in place.movement.band.routes]
    if step.band and step.band not in routes:
        yield place.flaw(key, f"takes the band's course {shown(step.band)}", f"Use one of: {', '.join(routes)}.")


def _rest_flaws(place: Place, key: str, name: str, props: Iterable[str]) -> Flaws:
    """Return the things that a pose by name rests on and that this movement doesn't have."""
    pose = place.poses.get(name)
    if pose is not None:
        for word in (*(pose.touch or ()), *(pose.plant or ())):
            prop = word.partition(":")[2]
            if prop and prop not in props:
                yield place.flaw(key, f"rests on {shown(prop)} (pose {name})", "Add that prop to the movement.")


def _time_flaws(place: Place, clip: str, number: int, step: Step) -> Flaws:
    key = f"{clip}[{number}].seconds"
    if clip == "way_in" and number == 0:
        if step.seconds:
            yield place.flaw(key, f"is {step.seconds:g}", "The first key is where the movement begins: leave it out.")
    elif clip != "repetition" or step.seconds:
        if not _LEAST_S <= step.seconds <= _MOST_S:
            yield place.flaw(key, f"is {step.seconds:g}", f"Write {_LEAST_S:g} to {_MOST_S:g} seconds.")
        elif abs(round(step.seconds / _TENTH_S) * _TENTH_S - step.seconds) > 1e-6:  # noqa: PLR2004  # rounding of floats
            yield place.flaw(key, f"is {step.seconds:g}", "Write tenths of a second, so that frames fit.")


# The repetition's phases are the dose's


def phases_of(steps: Iterable[Step]) -> tuple[str, ...]:
    """Return the names of the phases in order; keys of one phase follow one another."""
    names: list[str] = []
    for step in steps:
        if not names or names[-1] != step.phase:
            names.append(step.phase)
    return tuple(names)


def _tempo_flaws(place: Place, level: Level) -> Flaws:
    if not level.dose.tempo:
        yield from _hold_flaws(place)
        return
    wanted = tuple(beat.name for beat in level.dose.tempo)
    found = phases_of(place.movement.repetition)
    if found != wanted:
        yield place.flaw(
            "repetition", f"has the phases {shown(found)}", f"Name them as the tempo does: {shown(wanted)}."
        )
    for number, step in enumerate(place.movement.repetition):
        if step.seconds or step.cue:
            yield place.flaw(
                f"repetition[{number}]", "says seconds or a cue", "The dose's tempo says them: take them out."
            )
    yield from _shared_flaws(place)


def _hold_flaws(place: Place) -> Flaws:
    names = phases_of(place.movement.repetition)
    if names.count(HOLD) != 1:
        yield place.flaw(
            "repetition", f"has the phases {shown(names)}", f"One of them is {HOLD!r}, as the dose is a hold."
        )
    for number, step in enumerate(place.movement.repetition):
        if (step.phase == HOLD) == bool(step.seconds):
            remedy = "The dose says how long a hold is; every other key says its seconds."
            yield place.flaw(f"repetition[{number}].seconds", f"is {step.seconds:g}", remedy)
    yield from _shared_flaws(place)


def _shared_flaws(place: Place) -> Flaws:
    """Return what is wrong with the shares of phases, and with coming back to the start."""
    steps = place.movement.repetition
    for name in phases_of(steps):
        total = sum(step.share for step in steps if step.phase == name)
        if any(step.share <= 0 for step in steps) or abs(total - 1) > 1e-6:  # noqa: PLR2004  # rounding of floats
            yield place.flaw("repetition", f"gives the phase {name!r} {total:g} shares", "They make 1 together.")
    if steps and steps[-1].poses != (START,) and not all(holds(step) for step in steps):
        last = f"repetition[{len(steps) - 1}]"
        yield place.flaw(last, "doesn't come back to the start", f'Write poses = ["{START}"] in the last key.')
    for name in place.movement.breath_out:
        if name not in phases_of(steps):
            yield place.flaw("breath_out", f"names {shown(name)}", "Name phases of the repetition.")


def _kind_flaws(place: Place, level: Level) -> Flaws:
    wanted = "none" if level.band is None else BAND_KINDS.get(next(iter(level.band.types), ""), "")
    band = place.movement.band
    if band.kind != wanted:
        yield place.flaw("band.kind", f"is {band.kind!r}", f"The level wants {wanted!r}.")
    elif level.band is not None and band.strands != level.band.strands:
        yield place.flaw("band.strands", f"is {band.strands}", f"The level's band has {level.band.strands}.")


# What is around


def _prop_flaws(place: Place) -> Flaws:
    seen: set[str] = set()
    for number, prop in enumerate(place.movement.props):
        key = f"props[{number}]"
        if prop.id in seen:
            yield place.flaw(key, f"has the id {shown(prop.id)} again", "Give each its own id.")
        seen.add(prop.id)
        yield from _size_flaws(place, key, prop)


def _size_flaws(place: Place, key: str, prop: Prop) -> Flaws:
    if len(prop.size_mm) != _AXES or not all(0 < value <= _MOST_MM for value in prop.size_mm):
        yield place.flaw(
            f"{key}.size_mm", f"is {shown(prop.size_mm)}", "Write length, height and width in millimetres."
        )
    if len(prop.offset_mm) != _AXES or not all(abs(value) <= _MOST_MM for value in prop.offset_mm):
        yield place.flaw(
            f"{key}.offset_mm", f"is {shown(prop.offset_mm)}", "Write forward, up and right in millimetres."
        )
    if prop.at and prop.at not in (*SITES, *JOINTS):
        yield place.flaw(f"{key}.at", f"is {shown(prop.at)}, no site or joint", _SITE)
    if prop.fits and not prop.at:
        yield place.flaw(f"{key}.fits", "has nothing to fit under", "Say the site in `at`.")


def _band_flaws(place: Place) -> Flaws:
    band = place.movement.band
    if (band.kind == "none") == bool(band.routes):
        yield place.flaw(
            "band.routes", f"has {len(band.routes)} courses for {band.kind!r}", "A band has courses; none has none."
        )
    for number, route in enumerate(band.routes):
        yield from _route_flaws(place, f"band.routes[{number}]", route)


def _route_flaws(place: Place, key: str, route: BandRoute) -> Flaws:
    if bool(route.ring) == bool(route.through):
        yield place.flaw(key, "is neither a line nor a ring, or both", "Write `through` or `ring`.")
    props = [f"prop:{prop.id}" for prop in place.movement.props]
    for name in route.through:
        if name not in (*SITES, *JOINTS, *props):
            yield place.flaw(key, f"runs through {shown(name)}, which isn't there", _SITE)
    if route.ring and (len(route.ring) != len("rl") or any(name not in SEGMENTS for name in route.ring)):
        yield place.flaw(key, f"is a ring round {shown(route.ring)}", "Write two segments, like thigh_r and thigh_l.")
    if not 0 <= route.place <= 1:
        yield place.flaw(f"{key}.place", f"is {route.place:g}", "Write 0 to 1: the share of the segment's length.")


def _camera_flaws(place: Place) -> Flaws:
    cameras = place.movement.camera
    if "best" not in [camera.id for camera in cameras]:
        yield place.flaw("camera", "has no view called best", 'Add a camera with id = "best".')
    for number, camera in enumerate(cameras):
        key = f"camera[{number}]"
        if camera.look_at not in JOINTS:
            yield place.flaw(f"{key}.look_at", f"is {shown(camera.look_at)}", f"Use one of: {', '.join(JOINTS)}.")
        if not _LOOK_DEG[0] <= camera.elevation_deg <= _LOOK_DEG[1]:
            yield place.flaw(f"{key}.elevation_deg", f"is {camera.elevation_deg:g}", "Write -10 to 90 degrees.")
        if not _LOOK_RATIO[0] <= camera.distance_ratio <= _LOOK_RATIO[1]:
            yield place.flaw(f"{key}.distance_ratio", f"is {camera.distance_ratio:g}", "Write 0.5 to 5 body heights.")


def _limit_flaws(place: Place) -> Flaws:
    for name, pair in place.movement.limits.items():
        if name not in COORDINATES:
            yield place.flaw(
                f"limits.{name}", "is no coordinate of the skeleton", f"Use one of: {', '.join(COORDINATES)}."
            )
        elif len(pair) != len("<>") or not RANGES[name][0] <= pair[0] <= pair[-1] <= RANGES[name][1]:
            low, high = RANGES[name]
            yield place.flaw(f"limits.{name}", f"is {shown(pair)}", f"Write least and most within {low:g} to {high:g}.")
    for name in place.movement.free:
        if name not in COORDINATES[3:6]:
            yield place.flaw("free", f"names {shown(name)}", f"Use one of: {', '.join(COORDINATES[3:6])}.")
