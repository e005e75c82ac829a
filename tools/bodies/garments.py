"""Plain sports clothes, cut from the skin and eased away from it; and the skin that they leave bare."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tools.bodies.mesh import Mesh, clip, compact, largest, normals, pulled, rim
from tools.bodies.skeleton import SEGMENTS, Rest, right
from tools.bodies.source import Points
from tools.bodies.warp import smooth
from tools.bodies.weights import BONES, columns

SLEEVE_M, LEG_M, SOCK_M = 0.175, 0.215, 0.050
"""How far sleeve and trouser leg reach from shoulder and hip, and the sock above the ankle's centre."""
SHIRT_HEM_M, WAIST_M = 0.040, 0.115
"""Above the hips' height: the shirt hangs over the waistband."""
NECK_M = 0.070
"""How far the round neck stands from the neck's middle."""
UNDER_M = 0.035
"""How far bare skin goes on beneath a hem."""
FAR = 1.0


@dataclass(frozen=True, slots=True)
class Places:
    """Where each vertex (n,) lies: metres from hip and shoulder, shares of the limbs, metres over hips and ankles."""

    legs: dict[str, Points]
    arms: dict[str, Points]
    leg_share: dict[str, Points]
    arm_share: dict[str, Points]
    over_hips: Points
    over_ankle: dict[str, Points]


def places(mesh: Mesh, held: Rest) -> Places:
    """Measure a mesh in the stored pose."""
    along = {segment: -held.local(segment, mesh.vertices)[:, 1] for segment in SEGMENTS}
    share = {side: {limb: _share(mesh, joints, side) for limb, joints in _LIMBS.items()} for side in "rl"}
    return Places(
        legs={side: along[f"thigh_{side}"] for side in "rl"},
        arms={side: along[f"upper_arm_{side}"] for side in "rl"},
        leg_share={side: share[side]["leg"] for side in "rl"},
        arm_share={side: share[side]["arm"] for side in "rl"},
        over_hips=mesh.vertices[:, 1] - float(held.origins["pelvis"][1]),
        over_ankle={side: -along[f"foot_{side}"] for side in "rl"},
    )


_LIMBS = {"leg": ("hip", "knee", "ankle"), "arm": ("shoulder", "elbow")}


def _share(mesh: Mesh, joints: tuple[str, ...], side: str) -> Points:
    first, *rest = ([*columns(f"{joint}_{side}")][1:] for joint in joints)
    bones = sorted({*first[2:], *(bone for part in rest for bone in part)})
    total: Points = mesh.values[:, bones].sum(axis=1)
    return total


def _where(share: Points, field: Points | float, other: float) -> Points:
    """Return a limb's field on the limb, and a constant elsewhere."""
    return np.where(share > 0.5, field, other)  # noqa: PLR2004 - more limb than trunk


def shirt(mesh: Mesh, held: Rest) -> Mesh:
    """Return a shirt with short sleeves and a round neck."""
    at = places(mesh, held)
    x, y, z = mesh.vertices.T
    throat = float(held.origins["head"][1]) + 0.030
    deep = 1.6 + 6.0 * smooth(-x / 0.04)  # the neckline lies lower in front
    around = np.hypot(x + 0.012, 0.92 * z) - NECK_M + deep * np.maximum(throat - 0.010 - y, 0.0)
    chin = 0.9 * np.maximum(x + 0.010, 0.0) * smooth((0.055 - np.abs(z)) / 0.020)
    above = throat + 0.050 - chin - y
    field = np.minimum(np.minimum(at.over_hips - SHIRT_HEM_M, above), around)
    for side in "rl":
        field = np.minimum(field, _where(at.arm_share[side], SLEEVE_M - at.arms[side], FAR))
        field = np.minimum(field, _where(at.leg_share[side], at.over_hips - SHIRT_HEM_M, FAR))
    # an arm hangs beside the hem: there only the sleeve's length counts
    for side in "rl":
        field = np.where(at.arm_share[side] > 0.5, np.minimum(field, SLEEVE_M - at.arms[side]), field)  # noqa: PLR2004
    cloth = largest(clip(mesh, field))
    at = places(cloth, held)
    flare = sum(_where(at.arm_share[s], 0.010 * smooth((at.arms[s] - 0.06) / 0.12), 0.0) for s in "rl")
    flare = flare + 0.008 * smooth((0.18 - at.over_hips) / 0.12)
    return eased(cloth, 0.0075 + flare, steps=30)


def shorts(mesh: Mesh, held: Rest) -> Mesh:
    """Return shorts to the middle of the thigh."""
    at = places(mesh, held)
    field = WAIST_M - at.over_hips
    for side in "rl":
        field = np.minimum(field, _where(at.leg_share[side], LEG_M - at.legs[side], FAR))
        field = np.minimum(field, _where(at.arm_share[side], -FAR, FAR))
    cloth = clip(mesh, field)
    at = places(cloth, held)
    out = normals(cloth.vertices, cloth.faces)
    flare = np.zeros(len(cloth.vertices))
    for side in "rl":
        inner = smooth(-right(side) * out[:, 2] * 1.3)
        flare += _where(at.leg_share[side], 0.013 * smooth((at.legs[side] - 0.03) / 0.19) * (1 - 0.8 * inner), 0.0)
    waist = smooth((at.over_hips - SHIRT_HEM_M + 0.03) / 0.05)
    return eased(cloth, 0.005 - 0.006 * waist + flare, steps=16)


def sock(mesh: Mesh, held: Rest, side: str) -> Mesh:
    """Return a short sock that begins in the shoe."""
    at = places(mesh, held)
    field = np.minimum(SOCK_M - at.over_ankle[side], at.over_ankle[side] + 0.03)
    cloth = clip(mesh, np.minimum(field, _where(at.leg_share[side], FAR, -FAR)))
    low = smooth((0.018 - places(cloth, held).over_ankle[side]) / 0.010)
    return eased(cloth, 0.003 - 0.007 * low, steps=2)


def bare(mesh: Mesh, held: Rest) -> Mesh:
    """Return the skin of arms and legs that clothes and shoes leave to be seen."""
    at = places(mesh, held)
    field = np.full(len(mesh.vertices), -FAR)
    for side in "rl":
        leg = np.minimum(at.legs[side] - LEG_M + UNDER_M, at.over_ankle[side] - SOCK_M + 0.02)
        field = np.maximum(field, _where(at.leg_share[side], leg, -FAR))
        field = np.maximum(field, _where(at.arm_share[side], at.arms[side] - SLEEVE_M + UNDER_M, -FAR))
    return clip(mesh, field)


def eased(cloth: Mesh, out_m: Points, steps: int) -> Mesh:
    """Return cloth that spans hollows, stays `out_m` (n,) above the skin, and has a turned edge."""
    out = normals(cloth.vertices, cloth.faces)
    soft = pulled(cloth.vertices, cloth.faces, steps)
    above = ((soft - cloth.vertices) * out).sum(axis=1)
    lifted = soft + out * np.maximum(out_m - above, np.minimum(out_m, 0.0))[:, None]
    lifted = pulled(lifted, cloth.faces, 2, 0.3)
    values = cloth.values.copy()
    values[:, :BONES] = pulled(values[:, :BONES], cloth.faces, 4)
    return hemmed(Mesh(lifted, cloth.faces, values), cloth.vertices - 0.002 * out)


def hemmed(cloth: Mesh, skin: Points) -> Mesh:
    """Turn the edge inward down to the skin (n, 3), so that cloth looks thick where it ends."""
    border = rim(cloth.faces)
    edge = np.unique(border)
    number = np.full(len(cloth.vertices), -1)
    number[edge] = np.arange(len(edge))
    first = len(cloth.vertices)
    lip = first + number[border]
    deep = lip + len(edge)
    faces = np.concatenate(
        [
            np.column_stack([lip[:, 1], lip[:, 0], deep[:, 0]]),
            np.column_stack([lip[:, 1], deep[:, 0], deep[:, 1]]),
        ]
    )
    vertices = np.concatenate([cloth.vertices, cloth.vertices[edge], skin[edge]])
    values = np.concatenate([cloth.values, cloth.values[edge], cloth.values[edge]])
    return compact(Mesh(vertices, np.concatenate([cloth.faces, faces]), values))
