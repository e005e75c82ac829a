"""A sheet of a movement's key poses as one SVG file that stands for itself: light, dark and in print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import Any

from unpinch.pictures.canvas import Camera
from unpinch.pictures.levels import view_of, worked
from unpinch.pictures.posed import Pose, cut, key_frames, pose, setting
from unpinch.pictures.stills import Still, framed, svg
from unpinch.pictures.vectors import dot, minus, scaled

_COLUMNS = 3
_WIDE, _HIGH, _WORDS, _GAP = 360, 240, 30, 16
_QUARTER_DEG, _HIGHER_DEG = 90, 38
"""How far the second view is turned, and how high it stands. Choice."""
_TALL = frozenset({"door", "wall"})
_NAMES: Mapping[str, str] = {"in": "Way in", "repetition": "Movement", "out": "Way out"}
_OWN = """
text { font: 15px system-ui, sans-serif; fill: var(--ink, #22302f); }
@media (prefers-color-scheme: dark) { svg:root { background: #101b1c; } text { fill: var(--ink, #e8e2d6); } }
@media print { svg:root { background: none; } text { fill: #000; } }
"""


def _second(camera: Camera, there: Pose, kept: Mapping[str, Any]) -> Camera:
    """Return a second view: from the feet, or from the head where a door stands there, and from higher up."""
    down = minus(there.joints["knee_right"], there.axes["head"][0])
    hidden = any(prop["kind"] in _TALL for prop in kept["props"])
    along = scaled((down[0], down[1], 0.0), -1 if hidden else 1)
    turns = (replace(camera, swing_deg=camera.swing_deg + way * _QUARTER_DEG, lift_deg=_HIGHER_DEG) for way in (1, -1))
    return max(turns, key=lambda turned: dot(turned.toward, along))


def sheet(file: Mapping[str, Any], title: str, style: str = "") -> str:
    """Return the key poses of a derived file in rows, each with its phase. `style`: the app's own colours."""
    frames = list(key_frames(file))
    width, height = _COLUMNS * (_WIDE + _GAP) + _GAP, -(-len(frames) // _COLUMNS) * (_HIGH + _WORDS + _GAP) + _GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
    pieces = "".join(_piece(file, number, *found) for number, found in enumerate(frames))
    return f"{head}><title>{escape(title)}</title><style>{style}{_OWN}</style>{pieces}</svg>\n"


def _piece(file: Mapping[str, Any], number: int, clip: str, phase: str, frame: int) -> str:
    x, y = _GAP + number % _COLUMNS * (_WIDE + _GAP), _GAP + number // _COLUMNS * (_HIGH + _WORDS + _GAP)
    drawn = one(file, clip, frame, (_WIDE, _HIGH))
    placed = drawn.replace("<svg ", f'<svg x="{x}" y="{y + _WORDS}" width="{_WIDE}" height="{_HIGH}" ', 1)
    return f'<text x="{x}" y="{y + _WORDS * 2 // 3}">{escape(_NAMES[clip])}: {escape(phase)}</text>{placed}'


def one(file: Mapping[str, Any], clip: str, frame: int, size: tuple[float, float], *, second: bool = False) -> str:
    """Return one frame of a derived file, framed so that all key poses of its clip stand in one place."""
    kept, height_m = setting(file), file["height_m"]
    camera = view_of(kept, file["exercise"], file["level"], file["side"])
    camera = _second(camera, pose(cut(file, "repetition", 0), height_m), kept) if second else camera
    frames = {shown for name, _, shown in key_frames(file) if name == clip} | {frame}
    around = [pose(cut(file, clip, shown), height_m) for shown in sorted(frames)]
    camera, leg = framed(kept, around, camera, size), worked(file["exercise"], file["side"])
    return svg(Still(kept, pose(cut(file, clip, frame), height_m), camera, around=around, worked=leg), size=size)
