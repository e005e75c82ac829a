"""Sheets of paper as values: titles, words, lists, tables and pictures, which a page and the PDF both lay out.

A paper is plain JSON values, so that it goes to typst as data and nothing in it is ever read as markup. Lists and
tables carry all of their rows; `shortened` cuts them and says how many more are in the record.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

Block = Mapping[str, Any]
Section = Mapping[str, Any]
Paper = Mapping[str, Any]

ROWS = 9
"""So many rows of a list or table fit on the page's two sheets, whatever else is on them."""
_LONGEST = 160
_GONE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Characters that draw nothing or turn what stands around them, by their Unicode category."""
_JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")


def own(words: object, most: int = _LONGEST) -> str:
    """Return a person's own words fit for paper: one line, nothing that hides or turns other words, not endless."""
    plain = "".join(char if _kept(char) else " " for char in str(words))
    line = " ".join(plain.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _kept(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) not in _GONE


def on(of: int | date) -> str:
    """Return a day as paper needs it, never "today" and on one line: 3 Mar 2026."""
    day = of if isinstance(of, date) else date.fromordinal(of)
    return f"{day.day} {day:%b} {day.year}".replace(" ", "\N{NO-BREAK SPACE}")


# -- blocks ------------------------------------------------------------------------------------------------------------


def text(words: str, tone: str = "") -> Block:
    """Return a paragraph; tones: `soft` for small print, `warm` for what matters first, `strong`."""
    return {"kind": "text", "text": words, "tone": tone}


def points(items: Iterable[str], *, whole: bool = False) -> Block:
    """Return a list; `whole`: it is never shortened."""
    return {"kind": "points", "items": list(items), "more": 0, "whole": whole}


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int] = ()) -> Block:
    """Return a table; `widths`: how wide each column is beside the others (none: all alike)."""
    return {
        "kind": "table",
        "caption": caption,
        "head": list(head),
        "rows": [list(row) for row in rows],
        "widths": list(widths or [1] * len(head)),
        "more": 0,
        "whole": False,
    }


def whole_table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> Block:
    """Return a table that is never shortened."""
    return {**table(caption, head, rows, widths), "whole": True}


def picture(svg: str, told: str, key: str = "") -> Block:
    """Return a picture; `told`: what it shows, for who can't see it; `key`: what its marks mean."""
    return {"kind": "picture", "svg": svg, "told": told, "key": key}


def beside(left: Iterable[Block], right: Iterable[Block]) -> Block:
    """Return blocks in two columns; on a phone the left ones come first."""
    return {"kind": "beside", "left": list(left), "right": list(right)}


def section(id_: str, title: str, blocks: Iterable[Block]) -> Section:
    """Return a part of a paper with its title."""
    return {"id": id_, "title": title, "blocks": list(blocks)}


# -- shorter -----------------------------------------------------------------------------------------------------------


def shortened(paper: Paper, rows: int = ROWS) -> dict[str, Any]:
    """Return a paper whose lists and tables have at most so many rows, and say how many more there are."""
    return {**paper, "sections": [_shorter_section(one, rows) for one in paper["sections"]]}


def _shorter_section(of: Section, rows: int) -> dict[str, Any]:
    return {**of, "blocks": [_shorter(block, rows) for block in of["blocks"]]}


def _shorter(block: Block, rows: int) -> Block:
    if block["kind"] == "beside":
        return {**block, **{side: [_shorter(one, rows) for one in block[side]] for side in ("left", "right")}}
    name = {"points": "items", "table": "rows"}.get(block["kind"], "")
    if not name or block["whole"] or len(block[name]) <= rows:
        return block
    return {**block, name: block[name][:rows], "more": len(block[name]) - rows}


def more(count: int) -> str:
    """Return what stands below a list that was cut."""
    return f"and {count} more, in the record"


__all__ = [
    "ROWS",
    "Block",
    "Paper",
    "Section",
    "beside",
    "more",
    "on",
    "own",
    "picture",
    "points",
    "section",
    "shortened",
    "table",
    "text",
    "whole_table",
]
