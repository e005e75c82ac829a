"""Kept decisions made again: the same bytes under the engine and programme they name, never looser under newer ones."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from unpinch import __version__
from unpinch.guidance.course import decide
from unpinch.journal import Entry, Moment, canonical
from unpinch.programme.decision import PHASES, URGENCIES
from unpinch.programme.model import Programme

_STRICTEST_FIRST = ("seek_care", "stop", "rest", "train")
_MEASURES = ("level", "repetitions", "hold_s")
_COMPARED = frozenset({"kind", "urgency", "phase", "sets", "asks", "advice", "programme", "engine"})


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that a decision made again says otherwise. `looser`: it lets through more than the kept one did."""

    text: str
    looser: bool = False


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of one kept decision.

    `state`: `same` (to the byte), `differs`, or `incomplete` (not all that it saw is in this record).
    `named`: engine and programme are those it names, so that any difference is a fault.
    """

    id: str
    now: str
    engine: str
    programme: str
    state: str
    named: bool = False
    differences: tuple[Difference, ...] = ()

    @property
    def looser(self) -> bool:
        """Whether it lets through more than the kept decision did."""
        return any(one.looser for one in self.differences)

    @property
    def fails(self) -> bool:
        """Whether it must not be so."""
        return self.state == "differs" and (self.named or self.looser)


def replay(programme: Programme, entries: Iterable[Entry]) -> Iterator[Replay]:
    """Make every kept decision of a record again, from what it had seen, oldest first."""
    every = tuple(entries)
    by_hash = {entry.hash: entry for entry in every}
    for kept in sorted((entry for entry in every if entry.kind == "decision"), key=lambda one: one.order):
        yield _again(programme, kept, every, by_hash)


def _again(programme: Programme, kept: Entry, every: tuple[Entry, ...], by_hash: Mapping[str, Entry]) -> Replay:
    values = kept.values
    name = (kept.id, values["now"], values["engine"], values["programme"])
    saw = _seen(every, by_hash, values["heads"])
    if saw is None:
        return Replay(*name, "incomplete")
    found = decide(programme, saw, Moment.parse(values["now"])).to_json()
    named = (values["engine"], values["programme"]) == (__version__, programme.label)
    if canonical(found).decode() == values["result"]:
        return Replay(*name, "same", named)
    plain: dict[str, Any] = json.loads(canonical(found))
    return Replay(*name, "differs", named, tuple(differences(json.loads(values["result"]), plain)))


def _seen(every: tuple[Entry, ...], by_hash: Mapping[str, Entry], heads: Iterable[str]) -> tuple[Entry, ...] | None:
    """Return the entries that a decision had seen: each device's chain up to its head; None if one isn't here."""
    last: dict[str, int] = {}
    for head in heads:
        device, _, digest = head.partition(":")
        if digest not in by_hash:
            return None
        last[device] = by_hash[digest].seq
    return tuple(entry for entry in every if entry.seq <= last.get(entry.device, -1))


# -- what differs, and which way --------------------------------------------------------------------------------------


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    """Yield what a newer decision says otherwise than the kept one.

    Looser is: a milder kind or urgency, a later phase, a set that wasn't there or asks for more, and a question or
    advice that is gone. Words, reasons and the order of sets may change; they are named, and let nothing through.
    """
    yield from _ranked("kind", _STRICTEST_FIRST, old, new)
    yield from _ranked("urgency", URGENCIES[::-1], old, new)
    yield from _ranked("phase", (None, *PHASES), old, new)
    yield from _of_sets(old["sets"], new["sets"])
    for key in ("asks", "advice"):
        yield from (Difference(f"{key}: {one} is gone", looser=True) for one in old[key] if one not in new[key])
        yield from (Difference(f"{key}: {one} is new") for one in new[key] if one not in old[key])
    others = sorted(key for key in old.keys() | new.keys() if key not in _COMPARED and old.get(key) != new.get(key))
    yield from (Difference(f"{key}: other words") for key in others)


def _ranked(
    key: str, order: tuple[str | None, ...], old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[Difference]:
    if old[key] != new[key]:
        yield Difference(f"{key}: {old[key]} -> {new[key]}", looser=order.index(new[key]) > order.index(old[key]))


def _of_sets(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[Difference]:
    known, found = _grouped(old), _grouped(new)
    for where in sorted(known.keys() | found.keys()):
        before, after, name = known.get(where, []), found.get(where, []), " ".join(where)
        if len(before) != len(after):
            yield Difference(f"{name}: {len(before)} sets -> {len(after)}", looser=len(after) > len(before))
        if before and after:
            yield from _of_amounts(name, before, after)


def _grouped(sets: list[dict[str, Any]]) -> dict[tuple[str, str], list[dict[str, Any]]]:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in sets:
        found.setdefault((one["exercise"], one["side"]), []).append(one)
    return found


def _of_amounts(name: str, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Iterator[Difference]:
    for measure in _MEASURES:
        was, now = (max(one[measure] for one in sets) for sets in (before, after))
        if was != now:
            yield Difference(f"{name}: {measure} {was} -> {now}", looser=now > was)
    pull, pulls = (max(one["band"]["force_high_n"] for one in sets) for sets in (before, after))
    if pull != pulls:
        yield Difference(f"{name}: force {pull} N -> {pulls} N", looser=pulls > pull)
