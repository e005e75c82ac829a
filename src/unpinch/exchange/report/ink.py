"""The pages' own pictures as SVG that stands for itself: with its namespace, and colours instead of CSS variables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

FACE = "Atkinson Hyperlegible Next"
PAPER: Mapping[str, str] = {"--card": "#ffffff", "--paper": "#ffffff", "--fig-rim": "#ffffff"}
"""What a sheet of paper is instead of a card or a page."""
_OWN = f'text{{font-family:"{FACE}","{FACE} Ext"}}.day,.here{{display:none}}'
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_ROOT = re.compile(r":root\s*\{([^{}]*)\}")
_NAMED = re.compile(r"(--[\w-]+)\s*:\s*([^;]+);?")
_VAR = re.compile(r"var\((--[\w-]+)\s*(?:,\s*([^()]*))?\)")
_UNREAD = ("color-mix(", "clamp(", "calc(")
_DRAWN = ("fill", "stroke", "opacity", "font-size", "font-weight", "text-anchor")
"""What of a rule matters inside a picture, by how its name begins. Of weights there is only bold."""
_MOST_TURNS = 4
_SVG = re.compile(r"<svg\b([^>]*)>")


@lru_cache(maxsize=4)
def ink(styles: tuple[str, ...]) -> str:
    """Return the rules of style sheets that colour pictures, for one `style` element; rules for a medium are left out.

    `styles`: the first holds the tokens. Raises `ValueError` where they hold no light colours.
    """
    plain = [_COMMENT.sub("", one) for one in styles]
    names = {**_tokens(plain[0]), **PAPER}
    rules = (rule for one in plain[1:] for rule in _rules(_without_media(one), names))
    return "".join(rules) + _OWN


def _tokens(text: str) -> dict[str, str]:
    found = _ROOT.search(text)
    if found is None:
        raise ValueError("The first style sheet names no colours: it must hold the tokens, in :root { }.")
    return {name: value.strip() for name, value in _NAMED.findall(found[1])}


def _without_media(text: str) -> str:
    """Return a style sheet without its `@media` blocks; its layers are opened."""
    kept: list[str] = []
    for piece, depth in _pieces(text):
        if depth == 0:
            kept.append(piece)
    return re.sub(r"@layer[^{;]*[{;]", "", "".join(kept))


def _pieces(text: str) -> Iterator[tuple[str, int]]:
    """Yield the text in pieces, each with how many `@media` blocks it stands in."""
    inside: list[bool] = []
    media = False
    for piece in re.split(r"(@media[^{]*\{|\{|\})", text):
        media = piece.startswith("@media")
        if piece.endswith("{"):
            inside.append(media)
        depth = sum(inside)
        if piece == "}" and inside:
            inside.pop()
        yield piece, depth


def _rules(text: str, names: Mapping[str, str]) -> Iterator[str]:
    for selector, body in _RULE.findall(text):
        kept = [one for part in body.split(";") if (one := _declared(part, names))]
        if kept and "@" not in selector:
            yield f"{selector.strip()}{{{';'.join(kept)}}}"


def _declared(part: str, names: Mapping[str, str]) -> str:
    """Return one declaration with its variables resolved; empty where a picture has no use for it."""
    name, _, value = part.strip().partition(":")
    if not name.startswith(_DRAWN):
        return ""
    said = _resolved(value.strip(), names)
    if name == "font-weight":
        said = "700"
    return "" if "var(" in said or said.startswith(_UNREAD) else f"{name}:{said}"


def _resolved(value: str, names: Mapping[str, str]) -> str:
    for _ in range(_MOST_TURNS):
        value = _VAR.sub(lambda found: names.get(found[1], found[2] or found[0]), value)
    return value


def standing(svg: str, style: str) -> str:
    """Return a page's picture as a file of its own."""
    return _SVG.sub(lambda found: f'<svg xmlns="http://www.w3.org/2000/svg"{found[1]}><style>{style}</style>', svg, 1)
