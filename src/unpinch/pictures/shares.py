"""How often something went one way or another, as bars cut in parts, as SVG text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from unpinch.pictures.dayaxis import WIDTH, Frame, box, paths, svg, text

_HEAD, _BAR, _GAP = 20, 18, 14
_CSS = ("share-a", "share-b", "share-c")


@dataclass(frozen=True, slots=True)
class Share:
    """A name, the counts of each way, and the same in short words."""

    name: str
    counts: Sequence[int]
    said: str


def shares(frame: Frame, rows: Sequence[Share]) -> str:
    """Return the picture; each bar is as long as the others, so that rare and frequent exercises compare."""
    parts = [part for number, row in enumerate(rows) for part in _row(row, number * (_HEAD + _BAR + _GAP))]
    return svg(frame, "shares", max(1, len(rows) * (_HEAD + _BAR + _GAP) - _GAP), parts)


def _row(row: Share, top: float) -> Iterator[str]:
    yield text(0, top + 14, row.name, "head")
    yield text(WIDTH, top + 14, row.said, "soft", "end")
    every, x = sum(row.counts) or 1, 0.0
    for count, css in zip(row.counts, _CSS, strict=True):
        wide = WIDTH * count / every
        if count:
            yield from paths(css, [box(x, top + _HEAD, max(1.0, wide - 1.5), _BAR)])
        x += wide
