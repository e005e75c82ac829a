"""A movement as the programme's files state it: key poses joined in time, what touches, the band, props, the camera.

Written for the right side; the left is its mirror image. What a key doesn't name stays as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

PropKind = Literal["mat", "pillow", "towel", "chair", "cushion", "door", "wall", "strap", "couch"]
BandKind = Literal["long", "power_loop", "mini_loop", "none"]
Rest = Literal["slack", "taut", "none"]


@dataclass(frozen=True, slots=True)
class Reach:
    """A place on the body brought to another: `point` meets `to`, skin to skin, `gap_mm` apart.

    `loose`: they touch, wherever on their round surfaces.
    """

    point: str
    to: str
    gap_mm: float = 0
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Pose:
    """A part of a pose by name.

    What is named of `touch` and `plant` takes the place of both. `touch`: sites that rest on the floor (or on a prop,
    written `site:prop`) and may slide; `plant`: sites that rest and stay where they are; `reach`: hands and others
    brought to a place of the body.
    """

    angles: Mapping[str, float] = field(default_factory=dict)
    touch: tuple[str, ...] | None = None
    plant: tuple[str, ...] | None = None
    reach: tuple[Reach, ...] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One key: the pose at the end of it, and how long it takes to come there.

    In the ways in and out `seconds` says how long. In a repetition each phase lasts as the dose's tempo (or hold) says
    and `share` is this key's part of it. `through`: the movement passes without stopping. `band`: which of the band's
    paths holds here.
    """

    phase: str
    seconds: float = 0
    share: float = 1
    cue: str = ""
    poses: tuple[str, ...] = ()
    angles: Mapping[str, float] = field(default_factory=dict)
    touch: tuple[str, ...] | None = None
    plant: tuple[str, ...] | None = None
    reach: tuple[Reach, ...] | None = None
    through: bool = False
    band: str = ""


START = "start"
"""The name of the pose at which the repetition begins: the last of the way in."""


def holds(step: Step) -> bool:
    """Return whether a step changes nothing: an explicit hold."""
    return not (step.poses or step.angles) and step.touch is None and step.plant is None and step.reach is None


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing in the room. Its middle lies under (`at`) a site of the starting pose, moved by `offset_mm`.

    `offset_mm` is forward, up, right in the room; a thing that stands on the floor has its half height added.
    `fits`: its upper face is as high as the body there, as one folds a pillow; its own height is the most.
    """

    id: str
    kind: PropKind
    size_mm: tuple[float, ...]
    at: str = ""
    offset_mm: tuple[float, ...] = (0, 0, 0)
    yaw_deg: float = 0
    fits: bool = False


@dataclass(frozen=True, slots=True)
class BandRoute:
    """Where the band runs. Either a line `through` sites (or `prop:<id>`), or a `ring` round both legs.

    `place` is how far along the ring's segment it lies, 0 at its upper end and 1 at its lower. `sag_mm`: how far a
    slack line hangs through in its middle.
    """

    id: str
    through: tuple[str, ...] = ()
    ring: tuple[str, ...] = ()
    place: float = 0
    sag_mm: float = 0


@dataclass(frozen=True, slots=True)
class MovementBand:
    """The band of a level: its kind, strands, routes, and the pose at which it is just slack (`rest`)."""

    kind: BandKind
    strands: int
    routes: tuple[BandRoute, ...] = ()
    rest_at: str = ""
    rest: Rest = "none"


@dataclass(frozen=True, slots=True)
class Camera:
    """From where the movement is seen best. `distance_ratio` in body heights, from the site or segment `look_at`."""

    id: str
    azimuth_deg: float
    elevation_deg: float
    distance_ratio: float
    look_at: str


@dataclass(frozen=True, slots=True)
class Movement:
    """The whole movement of a level: the way in, one repetition (or hold), the way out.

    `limits`: least and most of a coordinate during the repetition. `free`: root angles that contacts may change.
    `breath_out`: phases in which the person breathes out.
    """

    way_in: tuple[Step, ...]
    repetition: tuple[Step, ...]
    way_out: tuple[Step, ...]
    camera: tuple[Camera, ...]
    source: str
    props: tuple[Prop, ...] = ()
    band: MovementBand = MovementBand("none", 0)
    limits: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    free: tuple[str, ...] = ()
    breath_out: tuple[str, ...] = ()
