"""Journals that differ in what must not matter, and decisions stripped of what may differ then."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from unpinch.journal import canonical

Lines = list[bytes]
Journal = tuple[Lines, str]
Change = Callable[[Lines, str], Journal]
DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
TIMES = ("at", "recorded_at")


def _each(lines: Lines, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Lines:
    return [_one(line, change) for line in lines]


def _one(line: bytes, change: Callable[[dict[str, Any]], dict[str, Any]]) -> bytes:
    try:
        return canonical(change(json.loads(line)))
    except ValueError:
        return line  # no JSON: not understood, and kept so


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def days_later(days: int) -> Change:
    """All times and dates so many days later."""

    def later(text: str) -> str:
        return _text(datetime.fromisoformat(text) + timedelta(days=days))

    def value(one: object) -> object:
        if not isinstance(one, str) or not DAY.match(one):
            return one
        return (datetime.fromisoformat(one) + timedelta(days=days)).date().isoformat()

    def change(entry: dict[str, Any]) -> dict[str, Any]:
        values = {key: value(one) for key, one in entry["values"].items()}
        return {**entry, "values": values, **{key: later(entry[key]) for key in TIMES}}

    return lambda lines, now: (_each(lines, change), later(now))


def clocks_moved(minutes: int, from_day: str = "") -> Change:
    """The same clock times in an offset that differs by so many minutes, from a day on (`today`: the day of now)."""

    def apply(lines: Lines, now: str) -> Journal:
        start = now[:10] if from_day == "today" else from_day

        def moved(text: str) -> str:
            moment = datetime.fromisoformat(text)
            offset = (moment.utcoffset() or timedelta()) + timedelta(minutes=minutes)
            return text if text[:10] < start else _text(moment.replace(tzinfo=timezone(offset)))

        def change(entry: dict[str, Any]) -> dict[str, Any]:
            return {**entry, **{key: moved(entry[key]) for key in TIMES}}

        return _each(lines, change), moved(now)

    return apply


def mirrored(lines: Lines, now: str) -> Journal:
    """Left and right exchanged, in keys and in values."""

    def change(entry: dict[str, Any]) -> dict[str, Any]:
        return {**entry, "values": {_swap(key): _swap(one) for key, one in entry["values"].items()}}

    return _each(lines, change), now


def _swap(one: Any) -> Any:
    if not isinstance(one, str):
        return one
    whole = {"left": "right", "right": "left"}.get(one)
    return whole or re.sub(r"^(left|right)_", lambda side: "right_" if side[1] == "left" else "left_", one)


def shuffled(seed: int) -> Change:
    """The file's lines in another order."""
    return lambda lines, now: (random.Random(seed).sample(lines, len(lines)), now)


def doubled(lines: Lines, now: str) -> Journal:
    """Every line twice: a retry, or a copy merged in."""
    return [*lines, *lines], now


def without_words(decision: dict[str, Any]) -> dict[str, Any]:
    """Return a decision without sentences and due times, which may name a day or a side."""
    kept = {key: decision[key] for key in ("kind", "urgency", "phase", "minutes", "asks", "advice")}
    reasons = [(reason["rule"], tuple(reason["entries"])) for reason in decision["reasons"]]
    return {**kept, "reasons": reasons, "sets": [_dose(one) for one in decision["sets"]]}


def without_sides(decision: dict[str, Any], *, swap: bool) -> dict[str, Any]:
    """Return the same, its sets (with sides exchanged, if wanted) in an order in which no side comes first."""
    plain = without_words(decision)
    sets = [{**one, "side": _swap(one["side"]) if swap else one["side"], "index": 0} for one in plain["sets"]]
    return {**plain, "reasons": sorted(plain["reasons"]), "sets": sorted(sets, key=json.dumps)}


def _dose(one: dict[str, Any]) -> dict[str, Any]:
    bare = {key: value for key, value in one.items() if key not in {"cues", "band", "tempo"}}
    return {**bare, "band": {key: value for key, value in one["band"].items() if key != "text"}}
