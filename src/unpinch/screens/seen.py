"""What the camera saw of a set, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unpinch.journal import CAMERA_SAW
from unpinch.programme.model import Programme
from unpinch.screens import words

_SHARES: Mapping[int, str] = {
    10: "a tenth of the time",
    25: "a quarter of the time",
    33: "a third of the time",
    50: "half of the time",
    67: "two thirds of the time",
    75: "three quarters of the time",
    90: "most of the time",
    100: "all the time",
}
_HARDLY_PERCENT = 5


def told(programme: Programme, values: Mapping[str, Any]) -> str:
    """Return the sentences about it for a line of the diary; empty where the camera didn't watch."""
    faults = _faults(programme, values)
    parts = (_number(values), _unsure(values), f"Seen: {faults}." if faults else "") if _watched(values) else ()
    return " ".join(part for part in parts if part)


def facts(programme: Programme, values: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return all of it, line by line; nothing where the camera didn't watch."""
    if not _watched(values):
        return []
    partials, far, tempo_ms = (values.get(name) for name in ("partials", "range_percent", "tempo_ms"))
    found = {
        "Camera": " ".join(part for part in (_number(values), _unsure(values)) if part),
        "Seen": words.capital(_faults(programme, values)),
        "Part of the way": f"{partials} more" if partials else "",
        "How far": f"{far} % of the way shown" if far else "",
        "One took": f"About {words.seconds(max(1, round(tempo_ms / 1000)))}" if tempo_ms else "",
    }
    return [{"label": label, "value": value} for label, value in found.items() if value]


def _watched(values: Mapping[str, Any]) -> bool:
    return values.get("source") == "camera" or bool(values.keys() & CAMERA_SAW.keys())


def _number(values: Mapping[str, Any]) -> str:
    if values.get("source") == "hand":
        return "The camera watched. The number was put right by hand."
    if "hold_s" in values:
        return f"Timed by the camera: {words.seconds(values['hold_s'])}."
    return f"Counted by the camera: {values['repetitions']}." if "repetitions" in values else "Watched by the camera."


def _unsure(values: Mapping[str, Any]) -> str:
    percent = values.get("unsure_percent", 0)
    if percent < _HARDLY_PERCENT:
        return ""
    return f"It was unsure {_SHARES[min(_SHARES, key=lambda share: abs(share - percent))]}."


def _faults(programme: Programme, values: Mapping[str, Any]) -> str:
    exercise = programme.exercises.get(values["exercise"])
    known = {fault.id: fault.text for fault in exercise.faults} if exercise else {}
    seen = [known.get(one, one.replace("_", " ")).rstrip(".") for one in values.get("faults", ())]
    return "; ".join(text[:1].lower() + text[1:] for text in seen)
