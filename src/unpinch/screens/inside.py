"""What the body does in a move: its curves as plots, each with a table of the figures behind it.

The figures are those of `derived/pages.json`, which `make derive` writes; the words stand here. The model gives an
index to compare moves by, and its spread; no line says what is safe.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from unpinch.pictures.plots import Area, Line, Mark, Phase, Plot, Scale, plot_svg, scale_of

Values = Mapping[str, Any]

SUMMARY = "What the body does in this move"
LEAD = (
    "These lines come from a model of a body of middle size. It compares moves. "
    "It can't measure your nerve, and no line here says what is safe: how your leg feels decides."
)
_NERVE = (
    "Shown is the nerve's load at the middle of the thigh. 1 is the load when a helper lifts the straight leg to "
    "{raise_deg} degrees. The shade shows how unsure the model is."
)
_TWIN = "The broken line is the same move with the toes pulled toward you: that is why they point away."
_SHORTER = "The line of dashes is the same move, half as far: less load, and the nerve still slides."
_BAND = "Reckoned with: {name}. The shade holds weaker and stronger bands of this kind."
_HEAVIER = (
    "The {name}, set up the same, would pull with up to {low} to {high} newtons. Wanted are {least} to {most}. {over}"
)
_OVER: Mapping[str, str] = {
    "no": "That is still within it.",
    "may": "It may go over that.",
    "yes": "That is over it.",
}
_HARDER: Mapping[str, str] = {
    "same": "A heavier band doesn't move the nerve more. It only pulls harder.",
    "unknown": "What a harder pull does to the nerve, the model can't say.",
}
_PULLED = (
    "It is from the joints alone: the band's pull on the leg loads the nerve too, and the model can't say how much."
)
_SLACK = "The band stays loose in this move: it pulls next to nothing."
_STILL = "The muscles hardly change their length in this move."
_MUSCLES = "Only muscles that clearly change are drawn. 0 is their length in standing."
_MUSCLE: Mapping[str, tuple[str, str]] = {
    "hamstrings": ("back of the thigh", "a"),
    "piriformis": ("deep buttock", "b"),
    "side_of_hip": ("side of the hip", "c"),
    "calf": ("calf", "d"),
}
_CLEAR_PERCENT = 2.0
"""A muscle is drawn when its length changes by this much over the repetition. Choice."""
_FELT_N = 0.5
"""A band that never pulls as much as this hangs loose. Choice."""
_RANGE, _RAISE = "likely range", "straight-leg raise"


@cache
def curves() -> Values:
    """Return the curves of all levels, as derived."""
    text = files("unpinch").joinpath("derived", "pages.json").read_text(encoding="utf-8")
    read: Values = json.loads(text)
    return read


@lru_cache(maxsize=64)
def inside(motion: str) -> Values | None:
    """Return the plots of a level by the name of its movement; None where none was derived."""
    level = curves()["levels"].get(motion)
    if level is None:
        return None
    plots = [_nerve(motion, level), *_pull(motion, level), *_muscles(motion, level)]
    return {"summary": SUMMARY, "lead": LEAD, "plots": plots, "notes": _notes(level)}


def _notes(level: Values) -> list[str]:
    notes = [_SLACK] if level["band"] and not _pulls(level["band"]) else []
    return [*notes, *([] if _changing(level) else [_STILL])]


def _nerve(motion: str, level: Values) -> Values:
    nerve, twin, shorter = level["nerve"], level["twin"], level["shorter"]
    lines = [Line("this move", nerve["middle"])] + ([Line("with toes pulled", twin, "b")] if twin else [])
    lines += [Line("half as far", shorter, "c")] if shorter else []
    plot = Plot(
        id=f"{motion}-nerve",
        title="Load on the nerve",
        desc=_told(lines, level["time_s"], "", 2) + f" A straight-leg raise is {_number(1, 2)}.",
        axis="Index: a straight-leg raise is 1",
        **_shared(level, _nerve_scale()),
        lines=lines,
        area=Area(_RANGE, nerve["low"], nerve["high"]),
        mark=Mark(_RAISE, 1),
    )
    columns = {"This move": nerve["middle"], "Lowest": nerve["low"], "Highest": nerve["high"]}
    columns |= {"Toes pulled": twin} if twin else {}
    columns |= {"Half as far": shorter} if shorter else {}
    pulled = bool(level["heavier"]) and level["heavier"]["nerve"] == "unknown"
    said = [
        _NERVE.format(raise_deg=curves()["raise_deg"]),
        _PULLED if pulled else "",
        _TWIN if twin else "",
        _SHORTER if shorter else "",
    ]
    return _shown(plot, " ".join(filter(None, said)), columns, 2)


def _pull(motion: str, level: Values) -> list[Values]:
    band = level["band"]
    if not band or not _pulls(band):
        return []
    low, high = max(band["low_n"]), max(band["high_n"])
    plot = Plot(
        id=f"{motion}-band",
        title="Pull of the band",
        desc=f"At its most the band pulls with {_number(low, 0)} to {_number(high, 0)} newtons.",
        axis="Newtons: 10 are about the weight of 1 kg",
        **_shared(level, _band_scale()),
        area=Area(_RANGE, band["low_n"], band["high_n"], "pull"),
    )
    columns = {"Lowest, newtons": band["low_n"], "Highest, newtons": band["high_n"]}
    said = [_BAND.format(name=band["name"]), *([_heavier(level["heavier"])] if level["heavier"] else [])]
    return [_shown(plot, " ".join(said), columns, 1)]


def _heavier(band: Values) -> str:
    """Return what a heavier band does, and what it doesn't."""
    low, high = (_number(max(band[name]), 0) for name in ("low_n", "high_n"))
    wanted = {"least": band["wanted_low_n"], "most": band["wanted_high_n"], "over": _OVER[band["over"]]}
    return f"{_HEAVIER.format(name=band['name'], low=low, high=high, **wanted)} {_HARDER[band['nerve']]}"


def _muscles(motion: str, level: Values) -> list[Values]:
    changing = _changing(level)
    if not changing:
        return []
    lines = [Line(_MUSCLE[name][0], values, _MUSCLE[name][1]) for name, values in changing.items()]
    plot = Plot(
        id=f"{motion}-muscles",
        title="Length of the muscles",
        desc=_told(lines, level["time_s"], " percent", 0),
        axis="Percent longer or shorter than in standing",
        **_shared(level, _muscle_scale()),
        lines=lines,
    )
    columns = {f"{line.name.capitalize()}, %": line.values for line in lines}
    return [_shown(plot, _MUSCLES, columns, 1)]


def _changing(level: Values) -> dict[str, Sequence[float]]:
    lengths = {name: level["muscles"][name] for name in _MUSCLE}
    return {name: values for name, values in lengths.items() if max(values) - min(values) >= _CLEAR_PERCENT}


def _pulls(band: Values) -> bool:
    return bool(max(band["high_n"]) >= _FELT_N)


def _shared(level: Values, scale: Scale) -> dict[str, Any]:
    return {"time_s": level["time_s"], "phases": [Phase(**phase) for phase in level["phases"]], "scale": scale}


def _shown(plot: Plot, note: str, columns: Mapping[str, Sequence[float]], places: int) -> Values:
    """Return a plot as the template takes it: drawing, note, and the table with a time in each row."""
    rows = [
        [_number(when, 1), *(_number(value, places) for value in values)]
        for when, *values in zip(plot.time_s, *columns.values(), strict=True)
    ]
    svg = Markup(plot_svg(plot))  # noqa: S704 - our own SVG, its words are quoted
    return {"title": plot.title, "svg": svg, "note": note, "head": ["Time, seconds", *columns], "rows": rows}


def _told(lines: Sequence[Line], time_s: Sequence[float], unit: str, places: int) -> str:
    """Return what the lines show, in a sentence each."""
    return " ".join(_line_told(line, time_s, unit, places) for line in lines)


def _line_told(line: Line, time_s: Sequence[float], unit: str, places: int) -> str:
    least, most = (pick(range(len(line.values)), key=line.values.__getitem__) for pick in (min, max))
    low, high = (f"{_number(line.values[at], places)}{unit} at second {_number(time_s[at], 1)}" for at in (least, most))
    return f"{line.name[0].upper()}{line.name[1:]}: least {low}, most {high}."


def _number(value: float, places: int) -> str:
    """Return a figure with a true minus, and no minus before nothing."""
    return f"{round(value, places) + 0.0:.{places}f}".replace("-", "\u2212")


def _over_levels(values: Callable[[Values], Sequence[float]]) -> Scale:
    """Return the axis that all levels share, so that their plots can be compared at a glance."""
    every = [value for level in curves()["levels"].values() for value in values(level)]
    return scale_of(min(every), max(every))


@cache
def _nerve_scale() -> Scale:
    return _over_levels(lambda level: [1.0, *level["nerve"]["high"], *(level["twin"] or ())])


@cache
def _band_scale() -> Scale:
    return _over_levels(lambda level: level["band"]["high_n"] if level["band"] else [])


@cache
def _muscle_scale() -> Scale:
    return _over_levels(lambda level: [value for values in level["muscles"].values() for value in values])
