"""Measures in plain words: what an entry says for the diary, and how a course has changed. No promise anywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from unpinch.journal.kinds import ACTIVITIES_MOST
from unpinch.measures import Change, Series, score
from unpinch.programme.measures import Measure, Scale
from unpinch.programme.model import Programme
from unpinch.screens import words

Values = Mapping[str, Any]
TITLES: Mapping[str, str] = {
    "measure_nprs": "Pain from 0 to 10",
    "measure_psfs": "What you can do",
    "measure_grc": "Better or worse",
    "measure_rmdq24": "Your back and your day",
    "measure_sleep_confidence": "Sleep and confidence",
    "measure_put_off": "Not today",
}
_ALONE: Mapping[str, str] = {"psfs": "Your own activities"}
_PREFIX = "measure_"
UNKNOWN = "How much of a change matters isn't known here: the questions are our own."
LOST = (
    "But there is more numbness or weakness than at the start. That isn't progress, whatever this number does. "
    "Please have it looked at."
)
_LOOK = "If it stays like this, have it looked at."
_EARLY: Mapping[str, str] = {
    "weeks": "It is too early to compare: that takes two weeks with at least three days each.",
    "first": "One value says little. The next one can be compared with it.",
}


def number(value: float) -> str:
    """Return a number as people write it: 4, 4.3."""
    return f"{value:g}"


def name(series: Series) -> str:
    """Return what a scale is called where it stands among others."""
    measure, scale = series.measure, series.scale
    if len(measure.scales) > 1:
        return scale.name
    return _ALONE.get(measure.id, measure.name)


def measure_of(programme: Programme, values: Values, kind: str) -> Measure | None:
    """Return the measure that an entry answers, or puts off."""
    return programme.measures.get(str(values["measure"]) if kind == "measure_put_off" else kind.removeprefix(_PREFIX))


# -- an entry ----------------------------------------------------------------------------------------------------------


def line(programme: Programme, kind: str, values: Values) -> str:
    """Return what an entry says in one line."""
    measure = measure_of(programme, values, kind)
    if measure is None:
        return ""
    if kind == "measure_put_off":
        return measure.name.lower()
    if measure.id == "grc":
        return answer(measure, values["change"]).lower()
    if measure.id == "nprs":
        return ", ".join(f"{label.lower()} {value}" for label, value in _plain_facts(measure, values))
    found = [(scale, value) for scale in measure.scales if (value := score(measure, scale, values)) is not None]
    return ", ".join(f"{scale.name.lower()} {number(value)} of {scale.high}" for scale, value in found)


def answer(measure: Measure, name: str) -> str:
    """Return an answer in its words."""
    return next((one.text for one in measure.answers if one.id == name), name.replace("_", " "))


def facts(programme: Programme, kind: str, values: Values) -> list[dict[str, str]]:
    """Return all that an entry says, line by line."""
    measure = measure_of(programme, values, kind)
    told = _FACTS.get(measure.id, _plain_facts) if measure and kind != "measure_put_off" else None
    pairs = told(measure, values) if told and measure else [("Which", measure.name if measure else "not known")]
    note = [("Note", str(values["note"]))] if values.get("note") else []
    return [{"label": label, "value": value} for label, value in (*pairs, *note)]


def _plain_facts(measure: Measure, values: Values) -> list[tuple[str, str]]:
    sides = [(name, value) for name, value in values.items() if name.endswith("_pain")]
    if measure.id == "nprs":
        return [(words.capital(name.replace("_", " ")), f"{value} of 10") for name, value in sides]
    return [(scale.name, f"{values[scale.id]} of {scale.high}") for scale in measure.scales if scale.id in values]


def _activities(measure: Measure, values: Values) -> list[tuple[str, str]]:
    del measure
    named = [(values[f"activity_{n}"], values.get(f"ability_{n}")) for n in _NUMBERS if f"activity_{n}" in values]
    return [(name, "not said" if rated is None else f"{rated} of 10") for name, rated in named]


def _change(measure: Measure, values: Values) -> list[tuple[str, str]]:
    return [("Since the start", answer(measure, values["change"]))]


def _sentences(measure: Measure, values: Values) -> list[tuple[str, str]]:
    ticked = [one.text for one in measure.lines if one.id in values["ticked"]]
    return [("Ticked", f"{len(ticked)} of {len(measure.lines)}"), *(("", text) for text in ticked)]


_NUMBERS = range(1, ACTIVITIES_MOST + 1)
_FACTS: Mapping[str, Callable[[Measure, Values], list[tuple[str, str]]]] = {
    "psfs": _activities,
    "grc": _change,
    "rmdq24": _sentences,
}


# -- a course ----------------------------------------------------------------------------------------------------------


def changed(series: Series, change: Change, *, lost: bool) -> list[str]:
    """Return how a scale has changed, in sentences. `lost`: more numbness or weakness (S13)."""
    if change.verdict == "nothing":
        return ["Nothing here yet."]
    if series.scale.compare == "itself":
        return [_said(series), *_matters(series.scale, change, lost=lost)]
    if change.verdict == "too_early":
        return [f"So far: {_of(series.scale, change.now)}.", _EARLY[series.scale.compare]]
    return [_moved(series.scale, change), *_matters(series.scale, change, lost=lost)]


def _of(scale: Scale, value: float) -> str:
    return f"{number(value)} of {scale.high}"


def _said(series: Series) -> str:
    values = {one.value: one.text for one in series.measure.answers}
    return f"You said: {values[int(series.points[-1].value)].lower()}."


def _moved(scale: Scale, change: Change) -> str:
    before, now = _of(scale, change.before), number(change.now)
    weeks = scale.compare == "weeks"
    if change.gain == 0:
        return f"As {'in your first week: about' if weeks else 'at the start:'} {before}."
    moved = change.now - change.before
    unit, less = ("sentence", "fewer") if scale.id == "ticked" else ("point", "less")
    size = number(abs(round(moved, 1)))
    far = f"{size} {unit}{'' if size == '1' else 's'} {'more' if moved > 0 else less}"
    if weeks:
        return f"In your first week it was about {before}, in the last seven days about {now}: {far}."
    return f"It was {before} and is now {now}: {far}."


def _matters(scale: Scale, change: Change, *, lost: bool) -> list[str]:
    """Return what such a change means, and what it doesn't."""
    if lost and change.gain > 0:
        return [LOST]
    if change.verdict == "same" or scale.important is None:
        return []
    if change.verdict == "clearly_better":
        return [f"That is a change that people usually notice ({scale.important.figure})."]
    if change.verdict == "better":
        return [f"That is less than what people usually notice ({scale.important.figure})."]
    return ["That is so little that it can be chance."] if change.verdict == "worse" else [f"That is worse. {_LOOK}"]
