"""Faults of form as data: what would move if it were done wrong, by how much that is still right, and when it is said.

A turn is a rotation of landmarks about a joint against where the movement itself would bring them; how large it is
follows from how it looks from the camera's place. Where a turn of `tolerance` could hardly be seen from there, the
answer is unsure. Tolerances of 10 degrees and more: the pose model errs by 4 to 10 (measured, by view). Ids and
words are the programme's, in its exercise files. Sizes and seconds: choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Axis = Literal["lateral", "trunk", "up", "thigh"]


@dataclass(frozen=True, slots=True)
class Term:
    """A landmark turning about others' middle by a `share` of the turn; about `centre`, where that differs."""

    point: str
    pivot: tuple[str, ...]
    share: float = 1.0
    centre: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One fault. `tolerance` in `unit`; `sign` 0: either way.

    `kind`: a `turn`; `beyond` the movement's end; too `quick_out` or `quick_back` (seconds); `stays` at the end
    (seconds); `slides` along (centimetres). `order`: the smaller, the more it matters.
    `carried`: whose own turn about the same axis is taken off, since it carries these landmarks along (the shank the
    foot, the trunk the head). `rival`: another axis about which the same landmarks may turn instead; both turns are
    solved for together. `is_slow`: small in the picture, and so told only when two repetitions running show it, and go
    beyond the movement's end, to which it carries the leg on.
    """

    id: str
    kind: Literal["turn", "beyond", "quick_out", "quick_back", "stays", "slides"]
    tolerance: float
    order: int
    terms: tuple[Term, ...] = ()
    axis: Axis = "lateral"
    sign: int = 1
    carried: tuple[Term, ...] = ()
    rival: Axis | None = None
    is_slow: bool = False
    levels: tuple[int, ...] = (1, 2, 3)
    unit: str = "degrees"

    @property
    def needs(self) -> tuple[str, ...]:
        """Return the landmarks it needs."""
        terms = (*self.terms, *self.carried)
        return tuple(dict.fromkeys(name for term in terms for name in (term.point, *term.pivot)))


_SHOULDERS, _HIPS = ("shoulder_w", "shoulder_o"), ("hip_w", "hip_o")


def _pair(names: tuple[str, str], share: float = 1.0) -> tuple[Term, ...]:
    return tuple(Term(name, names, share) for name in names)


_TOE = (Term("toe_w", ("ankle_w",)),)
_SHANK = (Term("ankle_w", ("knee_w",)),)
_TRUNK = (Term("shoulder_w", _HIPS), Term("shoulder_o", _HIPS))
_LEG = (Term("knee_w", ("hip_w",)), Term("ankle_w", ("hip_w",)))
_HEAD = (Term("ear", _SHOULDERS),)
_KNEES = (Term("knee_w", ("ankle_w",)), Term("knee_o", ("ankle_o",), -1.0))
_ROLL = (*_pair(_HIPS), *_pair(_SHOULDERS, 0.6))
_REACH = (Term("wrist_w", ("shoulder_w",)), Term("wrist_o", ("shoulder_o",)))

QUICK_RATIO = 0.44
"""A way done in less than this share of the taught time is too quick. Choice."""
DROP_RATIO = 0.58
"""Hips that come down in a third of the taught time look half slower, by the landmarks' steadying over a short way:
measured on synthetic people, half of them at 0.52 and one in a hundred of those who lower calmly. Choice."""
STAY_S = 3.9
"""Within a tenth of the end. Choice: a slow turn takes two seconds and a half, and limbs are seen a little late."""

FORMS: Mapping[str, tuple[Form, ...]] = {
    "nerve_floss": (
        Form("thigh_drifts", "turn", 14, 3, (Term("knee_w", ("hip_w",)),), sign=0),
        Form("too_fast", "quick_out", QUICK_RATIO, 2, unit="share"),
        Form("staying_at_the_end", "stays", STAY_S, 2, unit="seconds"),
        Form("head_lifts", "turn", 13, 4, _HEAD, sign=-1),
    ),
    "cross_body": (
        Form("too_far", "beyond", 10, 1),
        Form("twisting", "turn", 12, 3, _pair(_SHOULDERS), "trunk", sign=0),
    ),
    "seated_hinge": (
        Form("chin_down", "turn", 17, 2, _HEAD, sign=-1, carried=_TRUNK),
        Form("toes_pulled", "turn", 18, 1, _TOE, carried=_SHANK),
        Form("reaching", "turn", 16, 4, _REACH, sign=1),
    ),
    "clamshell": (
        Form("rolling_back", "turn", 10, 1, _ROLL, "trunk", sign=-1, is_slow=True),
        Form("heels_apart", "turn", 14, 2, (Term("ankle_w", ("ankle_o",), centre="knee_w"),), "thigh", sign=-1),
        Form("opening_too_far", "beyond", 11, 3),
        Form("swinging", "quick_out", QUICK_RATIO, 4, unit="share"),
    ),
    "bridge": (
        Form("arching", "beyond", 13, 1, is_slow=True),
        Form("knees_fall_in", "turn", 13, 3, _KNEES, "trunk"),
        Form("dropping_down", "quick_back", DROP_RATIO, 4, unit="share"),
    ),
    "leg_traction": (
        Form("leg_across", "turn", 14, 1, _LEG, "up", rival="lateral"),
        Form("leg_lifted", "turn", 13, 2, _LEG, rival="up"),
        Form("leg_tensed", "turn", 17, 3, _TOE, carried=_SHANK),
        Form("body_slides", "slides", 6, 2, unit="centimetres"),
    ),
}

UNSEEN: Mapping[str, tuple[str, ...]] = {
    "nerve_floss": ("toes_back_at_the_end", "chasing_a_stretch"),
    "leg_traction": ("back_arches", "toes_change", "bad_anchor"),
    "cross_body": ("pelvis_rolls", "foot_pulled_back"),
    "seated_hinge": ("rounding",),
    "clamshell": ("holding_breath",),
    "bridge": ("one_side_drops", "cramp", "holding_breath"),
}
"""Faults that landmarks don't tell; never judged, always unsure. None lies on the back between hips and shoulders. Hips
roll, or drop on one side, by two or three centimetres and err by as much; and the feet are drawn toward each other
where the legs cross. There, readings of right form and of these faults couldn't be told apart in any view
(tools/watched, and the clips of the real model)."""


def forms_of(exercise: str, level: int) -> tuple[Form, ...]:
    """Return what is watched at a level. Ankle pumps have no end of a way to watch."""
    return tuple(form for form in FORMS.get(exercise, ()) if level in form.levels)
