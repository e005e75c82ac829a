"""The body map: a person seen from behind and from the front, cut into the places where sciatica is felt.

The outline is two curves (outside and inside of one half), mirrored. Regions are bands between heights, so neighbours
share their edges. Units: the picture's own, the person is 316 high.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

View = Literal["back", "front"]
Curve = Sequence[tuple[float, float]]

WIDTH, HEIGHT, MIDDLE = 124, 324, 62
_WORD_X, _WORD_Y = 18, 24
_OUTSIDE: Curve = (
    (72, 25.2), (84, 24.6), (98, 22.6), (110, 21.4), (120, 22.2), (132, 25.4), (146, 28.2), (158, 28.8), (172, 28.2),
    (190, 26.2), (206, 23.4), (218, 21.2), (230, 20.6), (242, 21.8), (254, 21.8), (268, 19.4), (284, 16.2), (296, 14.8),
    (303, 16.4), (309, 19.6), (314, 20.6),
)  # fmt: skip
_INSIDE: Curve = (
    (160, 0.5), (172, 1.2), (190, 2.4), (206, 4.2), (218, 5.6), (230, 6.0), (242, 5.0), (254, 4.8), (268, 6.0),
    (284, 7.2), (296, 7.0), (303, 5.6), (309, 3.6), (314, 3.2),
)  # fmt: skip
_ARM = (
    "M7.6 35C7.8 41.6 12 44.4 18 47C23 49.2 26 51.2 29 54C34 59 34.5 68 35 78"
    "C35.6 90 38 102 40 114C41.6 124 42.6 134 43.4 142C46 148 46.6 156 44.6 163"
    "C43 167 39.6 167 38.6 162C37.4 156 37.6 149 38 143C35.6 133 33 122 31 112C29 102 27.4 92 26.4 82L25.2 72"
)
_NAMES = {
    "back": "low back",
    "thigh": "back of the thigh",
    "calf": "calf",
    "foot": "foot",
    "knee": "knee",
    "buttock": "buttock",
}
_APART = {"between_legs": "between the legs", "groin": "groin", "front_thigh": "front of the thigh"}
_BANDS: dict[View, tuple[tuple[str, float, float, float, float], ...]] = {
    "back": (
        ("back", 106, 131, 0, -3),
        ("buttock", 131, 166, -3, 5),
        ("thigh", 166, 212, 5, 2),
        ("knee", 212, 234, 2, 2),
        ("calf", 234, 290, 2, 1),
        ("foot", 290, 314, 1, 1),
    ),
    "front": (
        ("groin", 136, 158, -9, 8),
        ("front_thigh", 158, 210, 8, -2),
        ("knee", 210, 232, -2, 3),
        ("calf", 232, 290, 3, 1),
        ("foot", 290, 314, 1, 1),
    ),
}
"""Site, upper and lower edge (at the outside), and how far each edge sinks toward the middle."""

SITES = ("back", "buttock", "thigh", "knee", "calf", "foot")


def leg_rows(side: str) -> list[tuple[str, float, float, str]]:
    """Return one half from behind, cut level: site, upper and lower edge, outline; its middle line is at `MIDDLE`."""
    sign = -1 if side == "left" else 1
    return [(site, top, foot, _band((top, foot), (0, 0), sign)) for site, top, foot, _, _ in _BANDS["back"]]


def body_map(view: View) -> str:
    """Return the figure from behind or from the front; `unpinch-bodymap` makes its regions work."""
    sides = ("left", "right") if view == "back" else ("right", "left")
    halves = "".join(_half(view, side, sign) for side, sign in zip(sides, (-1, 1), strict=True))
    dots = (
        f'<defs><pattern id="nerve-dots-{view}" width="5" height="5" patternUnits="userSpaceOnUse">'
        '<circle class="nerve-dot" cx="1.6" cy="1.6" r="1.25"/><circle class="nerve-dot" cx="4.1" cy="4.1" r="1.25"/>'
        "</pattern></defs>"
    )
    return (
        f'<svg class="bodymap" viewBox="0 0 {WIDTH} {HEIGHT}" data-view="{view}" role="group" '
        f'aria-label="Your body, seen from {"behind" if view == "back" else "the front"}">'
        f"{dots}{halves}{_head(view)}{_middle()}{_creases(view)}{_words(sides)}</svg>"
    )


def _words(sides: Sequence[str]) -> str:
    """Return which side is which, beside the head: a picture from the front is a mirror, and nobody should guess."""
    return "".join(
        f'<text class="side-word" x="{x}" y="{_WORD_Y}" aria-hidden="true">{side.capitalize()}</text>'
        for x, side in zip((_WORD_X, WIDTH - _WORD_X), sides, strict=True)
    )


def _head(view: View) -> str:
    head = "M62 4C70.6 4 75 10.6 74.6 19C74.2 27.6 69 36 62 36C55 36 49.8 27.6 49.4 19C49 10.6 53.4 4 62 4z"
    neck = "M54.9 30L54.9 37C54.6 41.6 51 44.2 48 45.8L62 54L76 45.8C73 44.2 69.4 41.6 69.1 37L69.1 30z"
    hair = "M62 4C70.6 4 75 10.6 74.6 19C74.4 23 73.4 26.6 71.6 29.6C68 32 56 32 52.4 29.6"
    hair += "C50.6 26.6 49.6 23 49.4 19C49 10.6 53.4 4 62 4z"
    fringe = "M62 4C70.6 4 75 10.6 74.6 17C70 15 66 11.6 62 11.6C58 11.6 54 15 49.4 17C49 10.6 53.4 4 62 4z"
    top = hair if view == "back" else fringe
    return f'<path class="skin" d="{neck}"/><path class="skinline" d="{head}"/><path class="hairline" d="{top}"/>'


def _half(view: View, side: str, sign: int) -> str:
    bands = _BANDS[view]
    parts = [f'<path class="skinline" d="{_mirrored_arm(sign)}"/>', _trunk(bands[0][1], bands[0][3], sign)]
    parts += [
        _region(view, side, site, _band((top, bottom), (sink_top, sink_bottom), sign))
        for site, top, bottom, sink_top, sink_bottom in bands
    ]
    return "".join(parts)


def _region(view: View, side: str, site: str, path: str) -> str:
    name = _APART.get(site) or ("shin" if view == "front" and site == "calf" else _NAMES[site])
    which = "apart" if site in _APART else "site"
    label = f"{side.capitalize()} {name}"
    mark = (
        f'<path class="nerve-mark" fill="url(#nerve-dots-{view})" data-side="{side}" data-{which}="{site}" d="{path}"/>'
    )
    return f'<path class="region" data-side="{side}" data-{which}="{site}" data-label="{label}" d="{path}"/>{mark}'


def _middle() -> str:
    """Return the place between the legs: small, plain, on both views."""
    path = "M55.6 157C57.6 163.6 60 168.4 62 171C64 168.4 66.4 163.6 68.4 157C64.4 154.6 59.6 154.6 55.6 157z"
    label = 'data-apart="between_legs" data-side="middle" data-label="Between the legs"'
    return f'<path class="region small" {label} d="{path}"/>'


def _creases(view: View) -> str:
    if view == "front":
        lines = ("M59 50C54 49 48 49.6 43 51.4", "M65 50C70 49 76 49.6 81 51.4", "M62 113L62 116.4")
    else:
        lines = ("M62 58L62 100", "M46 62C47 71 50 78 55 82", "M78 62C77 71 74 78 69 82")
    return "".join(f'<path class="crease" d="{line}"/>' for line in lines)


def _mirrored_arm(sign: int) -> str:
    """Return the arm's path, measured from the middle line."""
    out: list[str] = []
    word = ""
    for char in _ARM + "z":
        if char.isalpha():
            out += _moved(word, sign)
            out.append(char)
            word = ""
        else:
            word += char
    return "".join(out)


def _moved(numbers: str, sign: int) -> list[str]:
    values = [float(v) for v in numbers.split()]
    return [" ".join(_n(MIDDLE + sign * v) if i % 2 == 0 else _n(v) for i, v in enumerate(values))]


def _trunk(end: float, sink: float, sign: int) -> str:
    """Return the trunk above the first region: skin without a line down the middle, then its side as a line."""
    side = [(_at(_OUTSIDE, y), y) for y in _heights(72, end)]
    lower = _across(side[-1], (0, end + sink))
    skin = _path([(0, 48), (11, 46), (18, 49), (26, 55), (27, 64), *side, *lower, (0, end + sink)], sign)
    line = "M" + "L".join(f"{_n(MIDDLE + sign * x)} {_n(y)}" for x, y in [(26.4, 66), *side])
    return f'<path class="skin" d="{skin}"/><path class="crease" d="{line}"/>'


def _band(edges: tuple[float, float], sinks: tuple[float, float], sign: int) -> str:
    (top, bottom), (sink_top, sink_bottom) = edges, sinks
    outside = [(_at(_OUTSIDE, y), y) for y in _heights(top, bottom)]
    inside = [(_edge(y), y) for y in _heights(bottom + sink_bottom, top + sink_top, down=False)]
    lower = _across(outside[-1], inside[0])
    upper = _across(outside[0], inside[-1])[::-1]
    return _path([*outside, *lower, *inside, *upper], sign)


def _edge(y: float) -> float:
    """Return the inner edge: the middle line above the legs."""
    return 0.0 if y <= _INSIDE[0][0] else _at(_INSIDE, min(y, 314))


def _across(a: tuple[float, float], b: tuple[float, float]) -> list[tuple[float, float]]:
    """Return points of a gently sagging line from the outside a to the inside b, ends left out."""
    sag = 0.07 * abs(b[0] - a[0])
    return [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t + sag * 4 * t * (1 - t)) for t in (0.2, 0.4, 0.6, 0.8)]


def _heights(top: float, bottom: float, *, down: bool = True) -> list[float]:
    low, high = min(top, bottom), max(top, bottom)
    count = max(2, round((high - low) / 4))
    steps = [low + (high - low) * i / count for i in range(count + 1)]
    return steps if down else steps[::-1]


def _at(curve: Curve, y: float) -> float:
    """Return x at height y on a smooth curve through the points (Catmull-Rom by height)."""
    y = min(max(y, curve[0][0]), curve[-1][0])
    i = max(n for n, point in enumerate(curve[:-1]) if point[0] <= y)
    (y0, x0), (y1, x1) = curve[i], curve[i + 1]
    before, after = curve[max(0, i - 1)], curve[min(len(curve) - 1, i + 2)]
    span = y1 - y0
    m0, m1 = (x1 - before[1]) / (y1 - before[0]) * span, (after[1] - x0) / (after[0] - y0) * span
    t = (y - y0) / span
    return (2 * t**3 - 3 * t**2 + 1) * x0 + (t**3 - 2 * t**2 + t) * m0 + (3 * t**2 - 2 * t**3) * x1 + (t**3 - t**2) * m1


def _path(points: Sequence[tuple[float, float]], sign: int) -> str:
    return "M" + "L".join(f"{_n(MIDDLE + sign * x)} {_n(y)}" for x, y in points) + "z"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
