"""A sheet of a movement's key poses as one SVG file that stands for itself: light, dark and in print."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from unpinch.pictures.posed import Still, key_frames, still_svg

_COLUMNS = 3
_WIDE, _HIGH, _WORDS, _GAP = 360, 240, 30, 16
_NAMES: Mapping[str, str] = {"in": "Way in", "repetition": "Movement", "out": "Way out"}
_OWN = """
text { font: 15px system-ui, sans-serif; fill: var(--ink, #22302f); }
@media (prefers-color-scheme: dark) { svg:root { background: #101b1c; } text { fill: var(--ink, #e8e2d6); } }
@media print { svg:root { background: none; } text { fill: #000; } }
"""


def sheet(file: Mapping[str, Any], title: str, style: str = "") -> str:
    """Return the key poses of a derived file in rows, each with its phase. `style`: the app's own colours."""
    poses = list(key_frames(file))
    pieces = [_piece(file, number, clip, phase, frame) for number, (clip, phase, frame) in enumerate(poses)]
    rows = -(-len(poses) // _COLUMNS)
    width, height = _COLUMNS * (_WIDE + _GAP) + _GAP, rows * (_HIGH + _WORDS + _GAP) + _GAP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
    return f'{head} aria-label="{escape(title)}"><style>{style}{_OWN}</style>{"".join(pieces)}</svg>\n'


def _piece(file: Mapping[str, Any], number: int, clip: str, phase: str, frame: int) -> str:
    x, y = _GAP + number % _COLUMNS * (_WIDE + _GAP), _GAP + number // _COLUMNS * (_HIGH + _WORDS + _GAP)
    drawn = still_svg(Still(file, clip, frame), width=_WIDE, height=_HIGH)
    placed = drawn.replace("<svg ", f'<svg x="{x}" y="{y + _WORDS}" width="{_WIDE}" height="{_HIGH}" ', 1)
    return f'<text x="{x}" y="{y + _WORDS * 2 // 3}">{escape(_NAMES[clip])}: {escape(phase)}</text>{placed}'
