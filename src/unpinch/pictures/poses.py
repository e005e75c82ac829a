"""The six exercises, level by level, as pictures of their start and end, and the positions of bad-day care.

Angles are those of the clinical rules, section 3. The person lies with the head to the left, the right side near;
a left side is the mirror image. `still` is the one door.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from unpinch.pictures import scenes
from unpinch.pictures.canvas import Camera
from unpinch.pictures.figure import Leg, Person, Planted, Reach, Root, Side, person
from unpinch.pictures.scenes import Piece, Scene
from unpinch.pictures.vectors import Vec, add, between, scaled, turned, unit

Moment = Literal["start", "end"]

_LIES = Root((0.0, 0.0, 0.074), (0.0, 0.0, 1.0), (-1.0, 0.0, 0.0))
_FLAT = Leg(hip_deg=-4, knee_deg=3, toes_away_deg=22)
_FOOT_FLAT = Planted((0.24, 0.06, 0.035), UP_POLE := (0.0, 0.0, 1.0), (1.0, 0.0, 0.0))
_SIDE_CAMERA = Camera(lift_deg=13, scale=276, x=170, y=204)
_BESIDE = {"left": Reach((-0.06, 0.2, 0.04), (0, 1, 0)), "right": Reach((-0.06, -0.2, 0.04), (0, -1, 0))}
_MAT = scenes.mat(-0.58, 0.6, -0.2, 0.22)
_HEAD_PILLOW = scenes.pillow((-0.455, -0.09, 0.02), (-0.415, 0.1, 0.02), 0.042, 0.6)
_SHADE = scenes.shadow((-0.1, 0.0, 0.0), 0.42, 0.13)
_ON_THE_MAT: tuple[Piece, ...] = (_MAT, _HEAD_PILLOW, _SHADE)


def _other(side: Side) -> Side:
    return "left" if side == "right" else "right"


def _hands(reach: float, height: float) -> dict[str, Reach]:
    """Both hands hold the band's ends above the belly, elbows down."""
    return {
        "left": Reach((reach, 0.085, height), (-0.6, 0.5, -1)),
        "right": Reach((reach, -0.085, height), (-0.6, -0.5, -1)),
    }


def _lying(leg: Leg | Planted, arms: dict[str, Reach], other: Leg | Planted = _FLAT) -> Person:
    return person(_LIES, {"right": leg, "left": other}, arms)  # type: ignore[arg-type]


def _floss(hip_deg: float, moment: Moment) -> Scene:
    bent_leg, long_leg = Leg(hip_deg, 0, 0, 92, -8), Leg(hip_deg, 0, 0, 14, 42)
    hands = _hands(-0.01, 0.2)
    start, end = _lying(bent_leg, hands), _lying(long_leg, hands)
    now = start if moment == "start" else end
    band = scenes.floss_band(now, "right", "left", 0.03 if moment == "start" else 0.0)
    if moment == "start":
        return Scene(now, _SIDE_CAMERA, _ON_THE_MAT, band)
    a, b = start.points["right_toe"], end.points["right_toe"]
    out = add(between(a, b, 0.55), scaled(unit((1.0, 0.0, -0.3)), 0.12))
    move = (add(a, (0.05, 0, -0.01)), out, add(b, (0.05, 0, -0.03)))
    return Scene(now, _SIDE_CAMERA, _ON_THE_MAT, band, move, start, ("right_leg",))


def _pumps(moment: Moment) -> Scene:
    toes = {"start": 45.0, "end": -12.0}
    legs = {key: Leg(12, 0, 0, 20, deg) for key, deg in toes.items()}
    start, end = (_lying(legs[key], _BESIDE) for key in ("start", "end"))
    now = start if moment == "start" else end
    knee = now.points["right_knee"]
    roll = scenes.pillow((knee[0] - 0.01, -0.085, 0.03), (knee[0] - 0.01, 0.02, 0.03), 0.034, 0.2, "f-towel")
    pieces = (*_ON_THE_MAT, roll)
    if moment == "start":
        return Scene(now, _SIDE_CAMERA, pieces)
    a, b = start.points["right_toe"], end.points["right_toe"]
    move = (add(a, (0.045, 0, 0.0)), add(between(a, b, 0.6), (0.09, 0, 0.05)), add(b, (0.02, 0, 0.035)))
    return Scene(now, _SIDE_CAMERA, pieces, (), move, start, ("right_leg",))


def _traction(level: int, moment: Moment) -> Scene:
    leg = Leg(27, 12, 0, 56, 4) if moment == "start" else Leg(5 if level == 1 else 9, 12, 0, 8, 24)
    now = _lying(leg, _BESIDE, Planted((0.27, 0.07, 0.035), (0, 0.1, 1), (1, 0, 0)))
    ankle, knee = now.points["right_ankle"], now.points["right_knee"]
    door_x = 0.86 if moment == "end" else 0.82
    anchor: Vec = (door_x - 0.012, -0.14, 0.09)
    heel = add(ankle, (0.02, -0.01, 0.0))
    sag = 0.0 if moment == "end" else 0.07
    height = max(0.02, knee[2] - 0.05)
    roll = scenes.pillow(
        (knee[0], knee[1] - 0.035, height * 0.5), (knee[0], knee[1] + 0.03, height * 0.5), height * 0.62, 0.2, "f-towel"
    )
    pieces: list[Piece] = [
        scenes.mat(-0.58, 0.62, -0.22, 0.22),
        _HEAD_PILLOW,
        _SHADE,
        *([roll] if moment == "end" else []),
        scenes.box((door_x, -0.4, 0.0), (door_x + 0.03, 0.3, 0.62), 1.5, "f-door"),
    ]
    band = [
        scenes.slack(heel, add(between(heel, anchor, 0.5), (0, 0, -sag)), anchor, "f-band heavy"),
        scenes.line((add(ankle, (-0.004, -0.026, 0.012)), add(ankle, (0.01, -0.026, -0.012))), "f-cuff"),
        scenes.line((anchor, add(anchor, (0.014, 0, 0))), "f-cuff"),
    ]
    camera = replace(_SIDE_CAMERA, scale=228, x=142, y=198, lift_deg=16)
    move = ((-0.22, -0.27, 0.0), (-0.32, -0.27, 0.0), (-0.42, -0.27, 0.0))
    return Scene(now, camera, pieces, band, move if moment == "end" else None)


def _cross_body(level: int, moment: Moment) -> Scene:
    bent = level == 1
    across = {"start": 0.0, "end": -30.0 if bent else -20.0}
    legs = {m: Leg(90 if bent else 55, out, 0, 92 if bent else 9, 5 if bent else 32) for m, out in across.items()}
    now, start = (_crossing(legs[m], bent) for m in (moment, "start"))
    pieces: list[Piece] = [scenes.mat(-0.6, 0.62, -0.27, 0.27), _HEAD_PILLOW, _SHADE]
    knee, hand = now.points["left_knee"], now.points["right_hand"]
    if bent:
        thigh = between(now.points["left_hip"], knee, 0.8)
        inside, outside = add(thigh, (-0.046, -0.005, 0)), add(thigh, (0.046, -0.005, 0))
        band = [
            scenes.slack(inside, add(thigh, (0, -0.09, -0.005)), outside, "f-band"),
            scenes.line((hand, inside), "f-band"),
        ]
    else:
        arch = now.points["left_arch"]
        band = [
            scenes.slack(hand, between(hand, arch, 0.5), arch, "f-band"),
            scenes.line((arch, now.points["left_instep"]), "f-band"),
        ]
    camera = Camera(lift_deg=42, swing_deg=0, scale=268, x=192, y=152)
    if moment == "start":
        return Scene(now, camera, pieces, band, near="left", nudge={"left_leg": -0.3, "right_arm": -0.2})
    a, b = (p.points["left_knee" if bent else "left_ankle"] for p in (start, now))
    move = (add(a, (0.08, 0, 0.03)), add(between(a, b, 0.5), (0.13, 0, 0.03)), add(b, (0.085, 0, 0.0)))
    return Scene(now, camera, pieces, band, move, start, ("left_leg",), "left", {"left_leg": -0.3, "right_arm": -0.5})


def _crossing(leg: Leg, bent: bool) -> Person:  # noqa: FBT001 - the exercise's two forms
    hand = (-0.02, -0.1, 0.24) if bent else (-0.02, -0.11, 0.2)
    arms = {"right": Reach(hand, (-0.5, -0.8, -0.6)), "left": Reach((-0.1, 0.24, 0.04), (0, 1, 0))}
    other: Leg | Planted = Planted((0.26, -0.06, 0.035), (0, 0, 1), (1, 0, 0)) if bent else _FLAT
    return person(_LIES, {"left": leg, "right": other}, arms)  # type: ignore[arg-type]


def _hinge(level: int, moment: Moment) -> Scene:
    lean = 0.0 if moment == "start" else 19.0
    now, start = (_sitting(level, a) for a in (lean, 0.0))
    seat = 0.27 if level == 1 else 0.095
    pieces: list[Piece] = []
    if level == 1:
        pieces += [*scenes.chair(-0.2, 0.07, seat, "left", 0.4), scenes.shadow((0.1, 0, 0), 0.34, 0.16)]
        camera = Camera(lift_deg=9, scale=250, x=134, y=218)
    else:
        pieces += [
            scenes.mat(-0.3, 0.66, -0.22, 0.22),
            scenes.box((-0.13, -0.14, 0.0), (0.1, 0.14, seat), 0.4, "f-pillow"),
        ]
        camera = Camera(lift_deg=12, scale=270, x=128, y=206)
    band = scenes.floss_band(now, "right", "left", 0.05)
    if moment == "start":
        return Scene(now, camera, pieces, band)
    a, b = start.points["head"], now.points["head"]
    move = (add(a, (0.02, 0, 0.09)), add(between(a, b, 0.5), (0.05, 0, 0.11)), add(b, (0.05, 0, 0.075)))
    return Scene(now, camera, pieces, band, move, start, ("trunk", "head"))


def _sitting(level: int, lean_deg: float) -> Person:
    seat = 0.27 if level == 1 else 0.095
    root = Root((0.0, 0.0, seat + 0.058), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0))
    radians = unit((lean_deg * 0.0175, 0.0, 1.0))
    root = replace(root, crown=radians, front=(radians[2], 0.0, -radians[0]), trunk_deg=0, head_deg=-lean_deg * 0.35)
    reach = 0.22 + lean_deg * 0.0045
    arms = {
        "right": Reach((reach, -0.1, seat + 0.15), (-0.8, -0.3, -1)),
        "left": Reach((reach, 0.1, seat + 0.15), (-0.8, 0.3, -1)),
    }
    if level == 1:
        legs = {
            "right": Planted((0.445, -0.05, 0.036), (0.2, 0, 1), (0.75, 0, 0.7)),
            "left": Planted((0.25, 0.06, 0.035), (0.6, 0, 1), (1, 0, 0)),
        }
    else:
        legs = {
            "right": Planted((0.475, -0.05, 0.036), (0, 0, 1), (0.28, 0, 1)),
            "left": Planted((0.38, 0.07, 0.036), (0, 0.2, 1), (0.8, 0, 0.6)),
        }
    return person(root, legs, arms)  # type: ignore[arg-type]


def _clamshell(level: int, moment: Moment) -> Scene:
    now, start = (_side_lying(a) for a in (0.0 if moment == "start" else -38.0, 0.0))
    pieces: list[Piece] = [
        scenes.mat(-0.6, 0.5, -0.33, 0.25),
        scenes.pillow((-0.43, -0.07, 0.045), (-0.43, 0.08, 0.045), 0.05, 0.6),
    ]
    pieces.append(scenes.shadow((-0.08, -0.04, 0), 0.42, 0.16))
    band = scenes.loop(now, 0.84, 0.05 if level == 2 else 0.052) if level > 1 else []  # noqa: PLR2004
    camera = Camera(lift_deg=30, swing_deg=-6, scale=300, x=196, y=150)
    nudge = {"left_leg": -0.4, "left_arm": -0.3, "head": -0.05}
    if moment == "start":
        return Scene(now, camera, pieces, band, near="left", nudge=nudge)
    a, b = start.points["left_knee"], now.points["left_knee"]
    move = (add(a, (0.07, 0, 0.03)), add(between(a, b, 0.5), (0.115, 0, 0.06)), add(b, (0.065, 0, 0.035)))
    return Scene(now, camera, pieces, band, move, start, ("left_leg",), "left", nudge)


def _side_lying(open_deg: float) -> Person:
    """On the right side, facing us; the left leg is on top and opens about the line from hip to heel."""
    root = Root((0.0, 0.0, 0.1), (0.0, -1.0, 0.0), (-1.0, 0.0, 0.0), trunk_deg=6, head_deg=4)
    low = person(root, {"left": Leg(45, 0, 0, 90, 12), "right": Leg(45, 0, 0, 90, 12)}, _side_arms())  # type: ignore[arg-type]
    hip, ankle = low.points["left_hip"], low.points["left_ankle"]
    line = unit(add(ankle, scaled(hip, -1)))
    pole = turned(add(low.points["left_knee"], scaled(between(hip, ankle, 0.5), -1)), line, open_deg)
    toes = unit(add(low.points["left_toe"], scaled(low.points["left_heel"], -1)))
    legs = {"left": Planted(ankle, pole, toes), "right": Leg(45, 0, 0, 90, 12)}
    return person(root, legs, _side_arms())  # type: ignore[arg-type]


def _side_arms() -> dict[str, Reach]:
    return {"left": Reach((-0.1, -0.2, 0.05), (0.2, -0.6, 0.3)), "right": Reach((-0.46, -0.13, 0.06), (-0.2, -1, 0))}


def _bridge(level: int, moment: Moment) -> Scene:
    lift = {"start": 0.0, "end": 16.0 if level == 1 else 31.0}
    out = 0.6 if level == 3 and moment == "end" else 0.0  # noqa: PLR2004
    now, start = _raised(lift[moment], out), _raised(0.0, 0.0)
    camera = replace(_SIDE_CAMERA, x=210, y=202, scale=300, lift_deg=14)
    if level == 3:  # noqa: PLR2004
        camera = Camera(lift_deg=22, swing_deg=58, scale=330, x=196, y=176)
    pieces: list[Piece] = [scenes.mat(-0.62, 0.42, -0.2, 0.22), scenes.shadow((-0.16, 0, 0), 0.36, 0.13)]
    pieces.append(scenes.pillow((-0.46, -0.08, 0.012), (-0.46, 0.08, 0.012), 0.018, 0.6))
    band = scenes.loop(now, 0.8, 0.05) if level == 3 else []  # noqa: PLR2004
    if moment == "start":
        return Scene(now, camera, pieces, band)
    a, b = start.points["belly"], now.points["belly"]
    beside = (-0.1, -0.12, 0.0) if level < 3 else (-0.02, 0.3, -0.04)  # noqa: PLR2004
    a, b = add(a, beside), add(b, beside)
    move = (add(a, (0, 0, 0.06)), add(between(a, b, 0.5), (-0.01, 0, 0.08)), add(b, (0, 0, 0.075)))
    if level == 3:  # noqa: PLR2004
        for side, sign in (("left", 1.0), ("right", -1.0)):
            knee = now.points[f"{side}_knee"]
            low = -0.05 if side == "right" else 0.05
            pieces.append(scenes.moves(*(add(knee, (0.03, sign * far, low)) for far in (0.06, 0.1, 0.15))))
    return Scene(now, camera, pieces, band, move, start, ("trunk", "right_leg"))


def _raised(lift_deg: float, out: float) -> Person:
    """Shoulders and feet stay where they are; the pelvis rises."""
    shoulder: Vec = (-0.245, 0.0, 0.074)
    slope = unit((-1.0, 0.0, -lift_deg * 0.0185))
    pelvis = add(shoulder, scaled(slope, -0.235))
    root = Root(pelvis, (slope[2], 0.0, -slope[0]), slope, head_deg=-lift_deg * 0.0 + lift_deg * 0.9)
    legs = {
        side: Planted((0.19, sign * 0.055, 0.035), (-0.1, sign * out, 1.0), (1, sign * 0.12, 0))
        for side, sign in (("left", 1.0), ("right", -1.0))
    }
    arms = {"left": Reach((0.05, 0.19, 0.03), (0, 1, 0.2)), "right": Reach((0.05, -0.19, 0.03), (0, -1, 0.2))}
    return person(root, legs, arms)  # type: ignore[arg-type]


def _release() -> Scene:
    """Bend the knee, let the band go slack, then let go."""
    hands = {"left": Reach((0.0, 0.1, 0.17), (-0.6, 0.5, -1)), "right": Reach((0.03, -0.13, 0.19), (-0.6, -0.5, -1))}
    now = _lying(Leg(66, 4, 0, 104, 8), hands)
    start = _lying(Leg(62, 0, 0, 20, 30), hands)
    band = scenes.floss_band(now, "right", "left", 0.16)
    a, b = start.points["right_toe"], now.points["right_toe"]
    move = (add(a, (0.03, 0, 0.02)), add(between(a, b, 0.5), (0.16, 0, 0.02)), add(b, (0.05, 0, 0.03)))
    return Scene(now, _SIDE_CAMERA, _ON_THE_MAT, band, move, start, ("right_leg",))


def _calves_on_chair() -> Scene:
    legs = {"right": Leg(88, 4, 0, 88, 20), "left": Leg(88, 4, 0, 88, 20)}
    now = person(_LIES, legs, _BESIDE)  # type: ignore[arg-type]
    pieces: list[Piece] = [_MAT, _HEAD_PILLOW, _SHADE, *scenes.chair(0.05, 0.33, 0.268, "right", 0.1)]
    return Scene(now, replace(_SIDE_CAMERA, scale=296, x=196), pieces, nudge={"right_leg": -0.2, "left_leg": -0.1})


def _on_the_side() -> Scene:
    root = Root((0.0, 0.0, 0.1), (0.0, -1.0, 0.0), (-1.0, 0.0, 0.0), trunk_deg=5, head_deg=4)
    legs = {"right": Leg(42, 0, 0, 70, 15), "left": Leg(48, 12, 0, 66, 15)}
    now = person(root, legs, _side_arms())  # type: ignore[arg-type]
    knee, ankle = now.points["left_knee"], now.points["left_ankle"]
    between_knees = scenes.pillow(add(knee, (-0.04, 0.0, -0.075)), add(ankle, (0.0, 0.0, -0.07)), 0.055, -0.25)
    pieces: list[Piece] = [
        scenes.mat(-0.6, 0.5, -0.33, 0.25),
        scenes.pillow((-0.43, -0.07, 0.045), (-0.43, 0.08, 0.045), 0.05, 0.6),
        scenes.shadow((-0.08, -0.04, 0), 0.42, 0.16),
        between_knees,
    ]
    camera = Camera(lift_deg=30, swing_deg=-6, scale=300, x=196, y=150)
    return Scene(now, camera, pieces, near="left", nudge={"left_leg": -0.4, "left_arm": -0.3, "head": -0.05})


def _face_down() -> Scene:
    root = Root((0.0, 0.0, 0.082), (0.0, 0.0, -1.0), (-1.0, 0.0, 0.0), head_deg=-8, look_deg=-78)
    arms = {"right": Reach((-0.44, 0.17, 0.04), (0.2, 1, 0)), "left": Reach((-0.44, -0.17, 0.04), (0.2, -1, 0))}
    now = person(root, {"right": Leg(-3, 4, 0, 6, 60), "left": Leg(-3, 4, 0, 6, 60)}, arms)  # type: ignore[arg-type]
    pieces: list[Piece] = [_MAT, _SHADE, scenes.pillow((-0.44, -0.09, 0.02), (-0.44, 0.09, 0.02), 0.028, 0.6)]
    pieces.append(scenes.pillow((-0.06, -0.11, 0.02), (-0.06, 0.11, 0.02), 0.034, 0.5))
    return Scene(now, replace(_SIDE_CAMERA, lift_deg=18, y=180), pieces, near="left")


def _walk() -> Scene:
    root = Root((0.0, 0.0, 0.528), (1.0, 0.0, 0.0), (0.0, 0.0, 1.0), trunk_deg=3)
    legs = {"right": Leg(24, 0, 0, 10, -4), "left": Leg(-17, 0, 0, 22, 12)}
    arms = {"right": Reach((-0.13, -0.13, 0.55), (-1, 0, 0)), "left": Reach((0.19, 0.12, 0.6), (-1, 0, -0.4))}
    now = person(root, legs, arms)  # type: ignore[arg-type]
    return Scene(now, Camera(lift_deg=6, scale=214, x=180, y=222), [scenes.shadow((0.02, 0, 0), 0.2, 0.06)])


_EXERCISES: dict[str, Callable[[int, Moment], Scene]] = {
    "nerve_floss": lambda level, moment: _pumps(moment) if level == 0 else _floss((0, 45, 60, 80)[level], moment),
    "leg_traction": _traction,
    "cross_body": _cross_body,
    "seated_hinge": _hinge,
    "clamshell": _clamshell,
    "bridge": _bridge,
}
LEVELS: dict[str, tuple[int, ...]] = {
    "nerve_floss": (0, 1, 2, 3),
    "leg_traction": (1, 2),
    "cross_body": (1, 2),
    "seated_hinge": (1, 2),
    "clamshell": (1, 2, 3),
    "bridge": (1, 2, 3),
}
_POSITIONS: dict[str, Callable[[], Scene]] = {
    "release": _release,
    "calves_on_chair": _calves_on_chair,
    "on_the_side": _on_the_side,
    "face_down": _face_down,
    "walk": _walk,
}
POSITIONS = tuple(_POSITIONS)
_DRAWN_SIDE = {"cross_body": "left", "clamshell": "left"}
"""The side a picture is drawn for before any mirroring; right where not named."""


def still(exercise: str, level: int, moment: Moment, side: str = "right", title: str = "") -> str:
    """Return the picture of an exercise's start or end as SVG; an unknown level shows the nearest lower one."""
    scene = _EXERCISES[exercise](_drawn_level(exercise, level), moment)
    return scenes.svg(_for_side(scene, exercise, side), title)


def _drawn_level(exercise: str, level: int) -> int:
    return ([n for n in LEVELS[exercise] if n <= level] or [LEVELS[exercise][0]])[-1]


def _for_side(scene: Scene, exercise: str, side: str) -> Scene:
    drawn = _DRAWN_SIDE.get(exercise, "right")
    return _mirrored(scene) if side in ("left", "right") and side != drawn else scene


def way_out(exercise: str, level: int, side: str = "right", *, band: bool = True, title: str = "") -> str:
    """Return the picture of how to stop and get out: back to where it began, the band slack, or none in use."""
    scene = _leaving(exercise, _drawn_level(exercise, level))
    scene = scene if band else replace(scene, band=())
    return scenes.svg(_for_side(scene, exercise, side), title)


def _leaving(exercise: str, level: int) -> Scene:
    """Return the start of the movement, with the way back to it; the ankle pumps just stop."""
    start, end = _EXERCISES[exercise](level, "start"), _EXERCISES[exercise](level, "end")
    if exercise == "nerve_floss":
        return _release() if level else start
    ghost = end.person if end.ghost_groups else None
    return replace(start, move=end.move and end.move[::-1], ghost=ghost, ghost_groups=end.ghost_groups)


def position(name: str, side: str = "right", title: str = "") -> str:
    """Return the picture of a resting position, walking, or letting go of the band."""
    scene = _POSITIONS[name]()
    return scenes.svg(_mirrored(scene) if side == "left" else scene, title)


def _mirrored(scene: Scene) -> Scene:
    return replace(scene, camera=replace(scene.camera, mirror_at=float(scene.width)))
