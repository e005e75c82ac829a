"""Strips of frames in docs/exercises: how each level is got into, goes, and is left; as SVG from the derived frames.

python -m tools.strips    or make screenshots, which takes all pictures anew
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from tools.derive import FOLDER as DERIVED
from unpinch.movement.scene import Movement, movements
from unpinch.pictures.sheet import one
from unpinch.programme import load

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "exercises"
STYLES = ROOT / "src" / "unpinch" / "web" / "static" / "css"
MOST_BYTES = 4_200_000
_WIDE, _HIGH, _HEAD, _GAP = 216, 144, 22, 8
_ROWS: Mapping[str, tuple[str, int]] = {"in": ("Way in", 4), "repetition": ("Movement", 5), "out": ("Way out", 4)}
_COLUMNS = 5
_CLIP = _HEAD + 2 * (_HIGH + _GAP)
_USED = r"--(?:fig-[\w-]+|card|teal|ink): [^;]+;"
_DRAWN = (360.0, 240.0)
_COURSE, _DECIMAL = re.compile(r' d="[^"]+"'), re.compile(r"-?\d+\.\d")
_FILE = re.compile(r'class="figure" | focusable="false"| aria-hidden="true"')


def frames(file: Mapping[str, Any], clip: str) -> list[int]:
    """Return frames evenly spread over a clip; of a repetition over its first phase, of a hold the first alone."""
    content, count = file["clips"][clip], _ROWS[clip][1]
    last_s = content["phases"][0]["to_s"] if clip == "repetition" else content["duration_s"]
    if clip == "repetition" and content["phases"][0]["name"] == "hold":
        count = 1
    last = min(content["n"] - 1, round(last_s * file["fps"]))
    return [round(last * number / max(1, count - 1)) for number in range(count)]


def strip(file: Mapping[str, Any], title: str, style: str) -> str:
    """Return a level's strip: for each clip its frames from the usual side, and below them from another."""
    width, height = _COLUMNS * (_WIDE + _GAP) + _GAP, len(_ROWS) * _CLIP + _GAP
    rows = "".join(_clip(file, clip, _GAP + number * _CLIP) for number, clip in enumerate(_ROWS))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
    ground = f'<rect class="ground" width="{width}" height="{height}"/>'
    return f"{head}><title>{escape(title)}</title><style>{style}</style>{ground}{rows}</svg>\n"


def _clip(file: Mapping[str, Any], clip: str, y: int) -> str:
    phases = ", ".join(phase["name"] for phase in file["clips"][clip]["phases"])
    words = f'<text x="{_GAP}" y="{y + 15}"><tspan class="name">{_ROWS[clip][0]}:</tspan> {escape(phases)}</text>'
    shown, lower = list(enumerate(frames(file, clip))), y + _HEAD + _HIGH + _GAP
    few = [shown[column] for column in _few(len(shown))]
    return words + _row(file, clip, shown, y + _HEAD) + _row(file, clip, few, lower, second=True)


def _row(file: Mapping[str, Any], clip: str, shown: Sequence[tuple[int, int]], y: int, *, second: bool = False) -> str:
    drawn = ((column, one(file, clip, frame, _DRAWN, second=second)) for column, frame in shown)
    return "".join(_placed(still, _GAP + column * (_WIDE + _GAP), y) for column, still in drawn)


def _few(count: int) -> list[int]:
    """Return the columns that the second view shows, for the files' weight: the first, a middle and the last one."""
    return sorted({0, count // 2, count - 1})


def _placed(drawn: str, x: int, y: int) -> str:
    whole = _COURSE.sub(lambda course: _DECIMAL.sub(lambda one: str(round(float(one[0]))), course[0]), drawn)
    return _FILE.sub("", whole).replace("<svg ", f'<svg x="{x}" y="{y}" width="{_WIDE}" height="{_HIGH}" ', 1)


def style() -> str:
    """Return the drawings' own rules, with the app's colours for light and dark."""
    tokens, figure = ((STYLES / name).read_text("utf-8") for name in ("tokens.css", "figure.css"))
    light, dark = tokens.split("@media (prefers-color-scheme: dark)")[:2]
    colours = [" ".join(dict.fromkeys(re.findall(_USED, part))) for part in (light, dark.split("}")[0])]
    rules = (
        f"svg:root {{ {colours[0]} }} @media (prefers-color-scheme: dark) {{ svg:root {{ {colours[1]} }} }}",
        "path { stroke-linejoin: round; stroke-linecap: round; }",
        ".ground { fill: var(--card); } text { font: 13px system-ui, sans-serif; fill: var(--ink); }",
        ".name { font-weight: 600; }",
        re.sub(r"/\*.*?\*/|\s+(?=\s)", "", figure, flags=re.DOTALL),
    )
    return "\n".join(rules)


def made() -> Iterator[tuple[Movement, str]]:
    """Yield every movement with its strip."""
    rules = style()
    for movement in movements(load()):
        file = json.loads((DERIVED / f"{movement.exercise}_{movement.level}.json").read_text("utf-8"))
        yield movement, strip(file, movement.name, rules)


def index(found: Sequence[Movement]) -> str:
    """Return the README of the folder."""
    programme = load()
    lines = [
        "# Every exercise, frame by frame",
        "",
        "Drawn from the frames in `src/unpinch/derived`, which `make derive` writes. Made anew by `make screenshots`",
        "(only these: `python -m tools.strips`). Each clip is seen from its usual side, and below that from the feet,",
        "or from the head where a door stands at the feet. The right leg is shown; the left is its mirror image. One",
        "movement alone, for a height or side of your own: `unpinch movement EXERCISE --level L --svg`.",
    ]
    shown = ""
    for movement in found:
        exercise = programme.exercises.get(movement.exercise)
        name = exercise.name if exercise else "Positions of ease"
        lines += [] if name == shown else ["", f"## {name}"]
        shown = name
        lines += ["", f"### {movement.name}", f"![{movement.name}]({movement.exercise}_{movement.level}.svg)"]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write all strips and the index; exit 1 if they weigh more than the docs may."""
    strips = list(made())
    weight = sum(len(text.encode()) for _, text in strips)
    if weight > MOST_BYTES:
        print(f"The strips weigh {weight} bytes, more than {MOST_BYTES}: take fewer frames.")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for movement, text in strips:
        (FOLDER / f"{movement.exercise}_{movement.level}.svg").write_text(text, "utf-8")
    (FOLDER / "README.md").write_text(index([movement for movement, _ in strips]), "utf-8")
    print(f"{len(strips)} strips in docs/exercises, {weight // 1000} kB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
