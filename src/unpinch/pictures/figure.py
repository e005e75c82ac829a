"""The drawn person: a pose of the skeleton in, balls of flesh and cloth out.

The body is chains of balls (a centre and a radius) along the skeleton; `canvas` wraps each pair in an outline, so one
description looks right from every side. All lengths are parts of the stature; radii: choice (drawing).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from unpinch.pictures.vectors import Vec, add, between, cross, mean, minus, scaled, unit

Ball = tuple[Vec, float]
Chain = tuple[Ball, ...]
Axes = tuple[Vec, Vec, Vec]
"""A segment's origin, front and crown."""

SIDES = ("left", "right")
_WAIST = 0.03
_HEAD_UP = 0.025
"""The skull's measures below start this far above the neck's joint."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Chains of one colour; `css` names the colour."""

    css: str
    chains: tuple[Chain, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the body that is painted at once: what it is, whose side, its layers, and where others join it.

    `seams`: by the name of the neighbour the chain that covers the rim between the two.
    """

    name: str
    side: str
    layers: tuple[Layer, ...]
    seams: Mapping[str, Layer]

    @property
    def balls(self) -> list[Ball]:
        """Return all balls, with one between each pair."""
        found: list[Ball] = []
        for chain in (chain for layer in self.layers for chain in layer.chains):
            found += chain
            found += [(between(a, b, 0.5), (r + s) / 2) for (a, r), (b, s) in pairwise(chain)]
        return found


@dataclass(frozen=True, slots=True)
class _Frame:
    origin: Vec
    front: Vec
    crown: Vec

    def at(self, right: float, up: float, front: float = 0.0) -> Vec:
        """Return the point so far to the right, up and front."""
        aside = cross(self.front, self.crown)
        return add(self.origin, scaled(aside, right), scaled(self.crown, up), scaled(self.front, front))


def body(axes: Mapping[str, Axes], joints: Mapping[str, Vec]) -> list[Part]:
    """Return the person's parts.

    `axes`: of pelvis, thorax, head and both feet (`foot_left`); `joints`: hip, knee, shoulder, elbow, wrist and hand of
    both sides (`hip_left`), all in the picture's space and in statures.
    """
    pelvis, chest = _Frame(*axes["pelvis"]), _Frame(*axes["thorax"])
    shoulders = mean([joints[f"shoulder_{side}"] for side in SIDES])
    parts = [_trunk(pelvis, chest, shoulders, joints), _head(_Frame(*axes["head"]), chest, shoulders)]
    for side in SIDES:
        hip, knee, shoulder, elbow, wrist, hand = (joints[f"{name}_{side}"] for name in _LIMBS)
        foot = _Frame(*axes[f"foot_{side}"])
        parts += [_thigh(side, hip, knee), _shank(side, knee, foot)]
        parts += [_upper_arm(side, shoulder, elbow), _forearm(side, elbow, wrist, hand)]
    return parts


_LIMBS = ("hip", "knee", "shoulder", "elbow", "wrist", "hand")


def _trunk(pelvis: _Frame, chest: _Frame, shoulders: Vec, joints: Mapping[str, Vec]) -> Part:
    both = (-1.0, 1.0)
    hips = tuple((pelvis.at(s * 0.043, 0.012, 0.0), 0.056) for s in both)
    seat = tuple((pelvis.at(s * 0.042, -0.008, -0.022), 0.05) for s in both)
    belt = tuple((pelvis.at(s * 0.038, 0.052, 0.002), 0.052) for s in both)
    low = between(mean([b for b, _ in belt]), shoulders, 0.3)
    waist = tuple((add(low, minus(chest.at(s * 0.035, 0, 0.003), chest.origin)), 0.05) for s in both)
    high = between(mean([b for b, _ in belt]), shoulders, 0.72)
    ribs = tuple((add(high, minus(chest.at(s * 0.05, 0, 0.008), chest.origin)), 0.057) for s in both)
    tops = tuple((between(shoulders, joints[f"shoulder_{side}"], 0.86), 0.036) for side in SIDES)
    shirt = (belt + waist, waist + ribs, ribs + tops)
    names = {f"thigh_{side}": Layer("trousers", (((joints[f"hip_{side}"], 0.06),),)) for side in SIDES}
    names |= {f"arm_{side}": Layer("shirt", (((joints[f"shoulder_{side}"], 0.039),),)) for side in SIDES}
    return Part("trunk", "", (Layer("trousers", (hips + seat + belt,)), Layer("shirt", shirt)), names)


def _head(neck: _Frame, chest: _Frame, shoulders: Vec) -> Part:
    head = _Frame(neck.at(0, _HEAD_UP), neck.front, neck.crown)
    throat = ((add(shoulders, scaled(chest.crown, 0.014)), 0.033), (head.at(0, 0.05, 0.004), 0.029))
    face = ((head.at(0, 0.1, 0.006), 0.053), (head.at(0, 0.056, 0.032), 0.028))
    nose = ((head.at(0, 0.083, 0.0625), 0.0085), (head.at(0, 0.099, 0.054), 0.008))
    hair = (
        ((head.at(0, 0.121, -0.009), 0.052), (head.at(0, 0.08, -0.031), 0.037)),
        ((head.at(0, 0.151, -0.01), 0.025), (head.at(0, 0.144, 0.03), 0.02)),
    )
    return Part("head", "", (Layer("skin", (throat,)), Layer("skin", (face, nose)), Layer("hair", hair)), {})


def ears(axes: Axes) -> list[tuple[Ball, Vec]]:
    """Return both ears with the way in which each looks."""
    head = _Frame(*axes)
    aside = cross(head.front, head.crown)
    return [((head.at(s * 0.052, _HEAD_UP + 0.086, -0.008), 0.0115), scaled(aside, s)) for s in (-1.0, 1.0)]


def _pairs(balls: Sequence[Ball]) -> tuple[Chain, ...]:
    return tuple(pairwise(balls))


def _thigh(side: str, hip: Vec, knee: Vec) -> Part:
    leg = ((between(hip, knee, 0.4), 0.049), (between(hip, knee, 0.8), 0.039), (knee, 0.035))
    shorts = ((hip, 0.056), (between(hip, knee, 0.4), 0.0525), (between(hip, knee, 0.58), 0.0495))
    seams = {f"shank_{side}": Layer("skin", (leg[1:],))}
    return Part(f"thigh_{side}", side, (Layer("skin", _pairs(leg)), Layer("trousers", _pairs(shorts))), seams)


def _shank(side: str, knee: Vec, foot: _Frame) -> Part:
    ankle = foot.origin
    calf = add(between(knee, ankle, 0.3), scaled(foot.front, -0.009))
    leg = ((knee, 0.035), (calf, 0.0365), (between(knee, ankle, 0.68), 0.0265), (ankle, 0.0205))
    heel, ball, toe = (foot.at(0, up, front) for up, front in ((-0.022, -0.022), (-0.02, 0.078), (-0.021, 0.11)))
    opening = (between(ankle, knee, 0.02), 0.022)
    shoe = (((heel, 0.02), opening, (ball, 0.0175), (toe, 0.0135)),)
    seams = {f"thigh_{side}": Layer("skin", (leg[:2],))}
    return Part(f"shank_{side}", side, (Layer("skin", _pairs(leg)), Layer("shoe", shoe)), seams)


def _upper_arm(side: str, shoulder: Vec, elbow: Vec) -> Part:
    arm = ((between(shoulder, elbow, 0.3), 0.029), (elbow, 0.0235))
    sleeve = ((shoulder, 0.037), (between(shoulder, elbow, 0.52), 0.0315))
    seams = {f"forearm_{side}": Layer("skin", (((between(shoulder, elbow, 0.7), 0.0265), (elbow, 0.0235)),))}
    return Part(f"arm_{side}", side, (Layer("skin", (arm,)), Layer("shirt", (sleeve,))), seams)


def _forearm(side: str, elbow: Vec, wrist: Vec, hand: Vec) -> Part:
    arm = ((elbow, 0.0235), (between(elbow, wrist, 0.3), 0.0245), (wrist, 0.0165))
    way = unit(minus(hand, wrist))
    palm = ((wrist, 0.016), (add(wrist, scaled(way, 0.036)), 0.0205))
    tips = ((add(wrist, scaled(way, 0.036)), 0.0195), (add(wrist, scaled(way, 0.062)), 0.0135))
    seams = {f"arm_{side}": Layer("skin", (arm[:2],))}
    return Part(f"forearm_{side}", side, (Layer("skin", (*_pairs(arm), palm, tips)),), seams)
