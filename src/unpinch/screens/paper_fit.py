"""How many rows of each list fit on a browser's two printed pages: an estimate, on the safe side.

A browser's print can't be measured here, so blocks are laid out by counting letters, at the sizes of `paper.css`. The
PDF doesn't need this: typst says how many pages there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from unpinch.screens.paper import Block, Paper, shortened

_PAGES = 2
_HIGH_MM = {"a4": 271.0, "letter": 253.0}
"""A page without its margins."""
_LINE_MM, _GAP_MM, _ROW_MM = 3.7, 1.9, 0.9
_LETTERS, _TABLE_LETTERS = 118, 1.12
"""How many letters a line of the whole width holds, with some to spare; in a table's smaller type so much more."""
_PICTURE_MM = 72.0
_TITLE_MM, _HEAD_MM, _FACT_MM = 9.0, 8.0, 5.6
_RATIO = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_MOST, _LEAST = 12, 1


def fitting(paper: Paper) -> dict[str, Any]:
    """Return a paper with as many rows as fit on two pages."""
    for rows in range(_MOST, _LEAST, -1):
        found = shortened(paper, rows)
        if pages(found) <= _PAGES:
            return found
    return shortened(paper, _LEAST)


def pages(paper: Paper) -> int:
    """Return on how many pages a paper would be printed."""
    high, page, left = _HIGH_MM[paper["size"]], 1, _HIGH_MM[paper["size"]]
    for piece in _pieces(paper):
        if piece > left:
            page, left = page + 1, high
        left -= piece
    return page


def _pieces(paper: Paper) -> Iterator[float]:
    """Yield the heights of what doesn't break across pages, from above."""
    yield _HEAD_MM + _FACT_MM * -(-len(paper["facts"]) // 2)
    for block in paper["first"]:
        yield from _high(block, _LETTERS)
    for section in paper["sections"]:
        first, *others = (piece for block in section["blocks"] for piece in _high(block, _LETTERS))
        yield from (_TITLE_MM + first, *others)
    yield _GAP_MM + 2 * _LINE_MM


def _high(block: Block, letters: int) -> list[float]:
    return _HIGH[block["kind"]](block, letters)


def _lines(words: str, letters: float) -> int:
    return max(1, -(-len(words) // max(1, int(letters))))


def _text(block: Block, letters: int) -> list[float]:
    return [_GAP_MM + _LINE_MM * _lines(block["text"], letters) + (3 if block["tone"] == "warm" else 0)]


def _points(block: Block, letters: int) -> list[float]:
    found = [_ROW_MM + _LINE_MM * _lines(item, letters - 4) for item in block["items"]]
    return [*found, _GAP_MM + (_LINE_MM if block["more"] else 0)]


def _table(block: Block, letters: int) -> list[float]:
    whole = letters * _TABLE_LETTERS / sum(block["widths"])
    share = [whole * width - 2 for width in block["widths"]]
    head, *rows = (_ROW_MM + _LINE_MM * _row(row, share) for row in [block["head"], *block["rows"]])
    return [_GAP_MM + head, *rows, *([_LINE_MM + _GAP_MM] if block["more"] else [])]


def _row(row: Sequence[str], share: Sequence[float]) -> int:
    return max(_lines(cell, letters) for cell, letters in zip(row, share, strict=True))


def _picture(block: Block, letters: int) -> list[float]:
    found = _RATIO.search(block["svg"])
    high = _PICTURE_MM * float(found[2]) / float(found[1]) if found else 0
    return [_GAP_MM + high + _LINE_MM * _lines(block["key"], letters)]


def _beside(block: Block, letters: int) -> list[float]:
    sides = [sum(sum(_high(one, letters // 2 - 2)) for one in block[side]) for side in ("left", "right")]
    return [_GAP_MM + max(sides)]


_HIGH = {"text": _text, "points": _points, "table": _table, "picture": _picture, "beside": _beside}
