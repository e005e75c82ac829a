"""A paper as a PDF that a screen reader can read (PDF/UA-1), by typst: the same bytes for the same paper.

The paper's words go in as data. Where it is longer than its pages, its lists are cut, row by row, until it fits.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

from unpinch.exchange.report.ink import standing

if TYPE_CHECKING:
    import typst

Paper = Mapping[str, Any]
Shorter = Callable[[int], Paper]
"""Gives the paper with at most so many rows in each list."""
PAGES: Mapping[str, int] = {"report": 2, "plan": 1}
_ALL_ROWS = 40
_LARGER: Mapping[str, tuple[float, ...]] = {"report": (1.12, 1.06), "plan": (1.7, 1.55, 1.4, 1.25, 1.12)}
"""How large the type may be where there is room: a sheet beside a mat is read from afar."""
_FEWER = (_ALL_ROWS, 24, 16, 12, 10, 8, 6, 5, 4, 3, 2, 1)
_LONG_WORD = 24
_BREAK = "\N{ZERO WIDTH SPACE}"
_UNKNOWN = "\N{WHITE SQUARE}"
_NO_TYPST = (
    "A PDF needs typst, which isn't installed. In Unpinch's folder, pip install '.[report]' brings it. "
    "HTML works without."
)
_SOME_UNKNOWN = "Some letters couldn't be printed on this machine; the record and the HTML have them."


class NoTypstError(Exception):
    """Typst isn't installed. The message says what to do."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(_NO_TYPST)


class TooLongError(ValueError):
    """A paper doesn't fit on its pages, however short its lists are."""


@dataclass(frozen=True, slots=True)
class Made:
    """The PDF, on how many pages, and how many rows each of its lists may have."""

    file: bytes
    pages: int
    rows: int


@cache
def able() -> bool:
    """Tell whether PDFs can be made here."""
    try:
        version("typst")
    except PackageNotFoundError:
        return False
    return True


def pdf(shorter: Shorter, style: str) -> Made:
    """Return the PDF of a paper. `style`: the pictures' own (ink.py). Raises `NoTypstError`."""
    if not able():
        raise NoTypstError
    kind = shorter(_ALL_ROWS)["kind"]
    tries = [*((_ALL_ROWS, scale) for scale in _LARGER[kind]), *((rows, 1.0) for rows in _FEWER)]
    for rows, scale in tries:
        made = _made(shorter(rows), style, rows, scale)
        if made.pages <= PAGES[kind]:
            return made
    raise TooLongError("The paper doesn't fit on its pages. Choose fewer parts or fewer days.")


def _made(paper: Paper, style: str, rows: int, scale: float) -> Made:
    """Lay a paper out with the fonts of our own; where these lack a letter, with the machine's too."""
    import typst

    ready = _ready(paper, style)
    for words, system in ((ready, False), (ready, True)):
        try:
            return Made(*_compiled(words, scale, system=system), rows)
        except typst.TypstError as error:
            if "could not be displayed" not in error.message:
                raise
    return Made(*_compiled(_plain(ready), scale, system=False), rows)


def _compiled(paper: Paper, scale: float, *, system: bool) -> tuple[bytes, int]:
    """Return the PDF and on how many pages it is."""
    import typst

    inputs = {"paper": json.dumps(paper, ensure_ascii=False), "scale": str(scale)}
    with as_file(files("unpinch.exchange.report").joinpath("paper.typ")) as source:
        compiler = typst.Compiler(source, font_paths=_fonts(system=system), sys_inputs=inputs)
        made = date.fromisoformat(paper["made"])
        stamp = (made.toordinal() - date(1970, 1, 1).toordinal()) * 86_400
        file = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=stamp)
        pages = json.loads(compiler.query("<pages>", field="value", one=True))
    if not isinstance(file, bytes):
        raise TypeError("typst gave no PDF.")
    return file, int(pages)


@lru_cache(maxsize=2)
def _fonts(*, system: bool) -> typst.Fonts:
    import typst

    with as_file(files("unpinch.exchange.report").joinpath("fonts")) as folder:
        return typst.Fonts(include_system_fonts=system, font_paths=[str(folder)])


# -- words and pictures made ready -------------------------------------------------------------------------------------


def _ready(value: Any, style: str) -> Any:  # noqa: ANN401 - any JSON value
    """Return a paper with pictures that stand for themselves and long words that can break."""
    if isinstance(value, str):
        return _breakable(value)
    if isinstance(value, list):
        return [_ready(one, style) for one in value]
    if isinstance(value, Mapping):
        return {
            name: standing(one, style) if name == "svg" and one else one if name in _AS_IS else _ready(one, style)
            for name, one in value.items()
        }
    return value


_AS_IS = frozenset({"kind", "tone", "size", "made", "lang", "svg"})


def _breakable(words: str) -> str:
    """Return words of which none is too long for a line."""
    if len(words) <= _LONG_WORD:
        return words
    return " ".join(_cut(word) for word in words.split(" "))


def _cut(word: str) -> str:
    if len(word) <= _LONG_WORD:
        return word
    return _BREAK.join(word[at : at + _LONG_WORD] for at in range(0, len(word), _LONG_WORD))


def _plain(paper: Paper) -> Paper:
    """Return a paper with every letter that our fonts may lack drawn as a square, and a note that says so."""
    told = json.dumps(paper, ensure_ascii=False)
    plain: dict[str, Any] = json.loads("".join(char if _printable(char) else _UNKNOWN for char in told))
    return {**plain, "foot": f"{plain['foot']} {_SOME_UNKNOWN}"}


def _printable(char: str) -> bool:
    return char.isascii() or char in _SIGNS or unicodedata.name(char, "").startswith("LATIN")


_SIGNS = frozenset(
    f"{_BREAK}{_UNKNOWN}·…“”•\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{NO-BREAK SPACE}"
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
)
