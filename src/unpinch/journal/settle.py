"""From the set of entries to what counts: order, duplicates, corrections, and what is kept aside.

The result depends on the set alone, never on the order of arrival. docs/readings.md, section 1, says it in words.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from unpinch.journal.entry import Aside, Entry
from unpinch.journal.moment import Moment

AT_ONCE_S = 600
AHEAD_S = 300
LASTING = frozenset({"stopped", "stop_answer"})
"""Kinds that can't be taken back: a stop stays a stop."""

_order = attrgetter("order")


class Corrected:
    """An entry with corrections: the newest `values` (None when taken back), every version that counts for a gate."""

    __slots__ = (
        "at",
        "at_s",
        "day",
        "entry",
        "id",
        "kind",
        "lifted",
        "offset_min",
        "order",
        "recorded_s",
        "replaced_by",
        "values",
        "versions",
    )

    def __init__(
        self,
        root: Entry,
        values: Mapping[str, Any] | None,
        versions: tuple[Mapping[str, Any], ...],
        replaced_by: tuple[str, ...] = (),
        lifted: frozenset[str] = frozenset(),
    ) -> None:
        """Stand in the place of `root`: its id, kind and time. `lifted`: the entries a screening lifts at once."""
        self.entry = root
        self.id, self.kind, self.order = root.id, root.kind, root.order
        self.at, self.at_s, self.day, self.offset_min = root.at, root.at_s, root.day, root.offset_min
        self.recorded_s = root.recorded_s
        self.values, self.versions, self.replaced_by, self.lifted = values, versions, replaced_by, lifted

    def __eq__(self, other: object) -> bool:
        """Compare what was said, and what was said of it later."""
        return isinstance(other, Corrected) and self._parts == other._parts

    def __hash__(self) -> int:
        """Hash the root."""
        return hash(self.entry)

    @property
    def _parts(self) -> tuple[object, ...]:
        return self.entry, self.values, self.versions, self.replaced_by, self.lifted


Effective = Entry | Corrected


@dataclass(frozen=True, slots=True)
class Settled:
    """What counts, in effective order, and what is kept aside."""

    entries: tuple[Effective, ...]
    aside: tuple[Aside, ...]

    @property
    def ahead(self) -> tuple[Aside, ...]:
        """Return the entries whose time lies ahead of the clock."""
        return tuple(aside for aside in self.aside if aside.code == "ahead")


def settle(entries: Iterable[Entry], now: Moment) -> Settled:
    """Return the effective entries of a set, as seen at `now`."""
    unique, twins = _unique(entries)
    aside = [_conflict(twin) for twin in twins]
    latest_s = now.epoch_s + AHEAD_S
    known = [entry for entry in unique.values() if entry.at_s <= latest_s]
    if len(known) < len(unique):
        taken_back = {entry.replaces for entry in known if entry.kind == "retraction"}
        aside.extend(_ahead(entry, taken_back) for entry in unique.values() if entry.at_s > latest_s)
    effective: list[Effective] = list(known)
    if any(entry.refers for entry in known):
        effective, refused = _correct(known)
        aside.extend(refused)
    if twins:
        effective = _with_twins(effective, [twin for twin in twins if twin.at_s <= latest_s])
    effective.sort(key=_order)
    aside.sort(key=lambda one: (one.id, one.raw))
    return Settled(tuple(effective), tuple(aside))


def _unique(entries: Iterable[Entry]) -> tuple[dict[str, Entry], list[Entry]]:
    """Return one entry for each id, and the others that claim the same id with other bytes."""
    unique: dict[str, Entry] = {}
    others: set[Entry] = set()
    for entry in entries:
        known = unique.setdefault(entry.id, entry)
        if known is entry or known.raw == entry.raw:
            continue
        first, second = sorted((known, entry), key=attrgetter("raw"))
        unique[entry.id] = first
        others.add(second)
    return unique, sorted(others, key=attrgetter("raw"))


def _with_twins(effective: list[Effective], twins: list[Entry]) -> list[Effective]:
    """Let what claims a taken id count for the gates: as a version of its own kind, else as an entry of its own."""
    found = {one.id: one for one in effective}
    apart: list[Effective] = []
    for twin in twins:
        one = found.get(twin.id)
        if one is None or one.kind != twin.kind:
            apart.append(twin)
        else:
            versions = (*one.versions, twin.values)
            found[twin.id] = Corrected(one.entry, one.values, versions, one.replaced_by, one.lifted)
    return [*found.values(), *apart]


def _conflict(entry: Entry) -> Aside:
    text = "Another entry has the same id and other content. Both are kept, and where an alarm hangs on it both count."
    return Aside(entry.raw, entry.id, "conflict", text, entry.day)


def _ahead(entry: Entry, taken_back: set[str | None]) -> Aside:
    if entry.id in taken_back:
        return Aside(
            entry.raw, entry.id, "taken_back", "Its time lies ahead of this clock. It was taken back.", entry.day
        )
    text = f"Its time, {entry.at}, lies ahead of this clock. Check the clock of the device that wrote it."
    return Aside(entry.raw, entry.id, "ahead", text, entry.day)


def _wrong_target(entry: Entry, why: str) -> Aside:
    return Aside(entry.raw, entry.id, "wrong_target", why, entry.day)


def _correct(known: list[Entry]) -> tuple[list[Effective], list[Aside]]:
    by_id = {entry.id: entry for entry in known}
    refused = {entry.id: why for entry in known if (why := _unfit(entry, by_id))}
    parents = {e.id: e.replaces for e in known if e.replaces in by_id and e.id not in refused}
    trees: dict[str, list[Entry]] = {}
    for entry in known:
        if entry.id not in refused:
            trees.setdefault(_root(entry.id, parents), []).append(entry)
    recorded = sorted((e for e in known if e.kind != "decision"), key=attrgetter("recorded_s"))
    grown = [found for root, tree in trees.items() if (found := _grow(by_id[root], tree, parents, recorded))]
    effective = [_with_lifts(one, by_id, recorded) for one in grown]
    return effective, [_wrong_target(by_id[name], why) for name, why in refused.items()]


def _unfit(entry: Entry, by_id: Mapping[str, Entry]) -> str:
    target = by_id.get(entry.replaces) if entry.replaces else None
    if target is None or target.id == entry.id:
        return ""
    if entry.kind == "retraction":
        return "A stop stays a stop; it can't be taken back." if target.kind in LASTING else ""
    if target.kind not in {entry.kind, "retraction"}:
        return f"It corrects an entry of another kind ({target.kind}); correct it with a {target.kind} entry."
    return ""


def _root(name: str, parents: Mapping[str, str | None]) -> str:
    """Follow the corrections up. In a circle each entry is a root of its own."""
    seen = {name}
    here = name
    while (above := parents.get(here)) is not None:
        if above in seen:
            return name
        seen.add(above)
        here = above
    return here


def _grow(root: Entry, tree: list[Entry], parents: Mapping[str, str | None], recorded: list[Entry]) -> Effective | None:
    if len(tree) == 1:
        return None if root.kind == "retraction" else root
    corrections = sorted((e for e in tree if e is not root), key=lambda e: (e.recorded_s, e.seq, e.device, e.id))
    by_id = {entry.id: entry for entry in tree}
    ids = frozenset(by_id)
    live: dict[str, Mapping[str, Any]] = {root.id: root.values}
    values: Mapping[str, Any] | None = root.values
    for entry in corrections:
        target = by_id[str(parents[entry.id])]
        if _at_once(target, entry, ids, recorded):
            live.pop(target.id, None)
        values = None if entry.kind == "retraction" else entry.values
        if values is not None:
            live[entry.id] = values
    if not live:
        return None
    return Corrected(root, values, tuple(live.values()), tuple(entry.id for entry in corrections))


def _with_lifts(one: Effective, by_id: Mapping[str, Entry], recorded: list[Entry]) -> Effective:
    """Let a screening say which of the entries it names it lifts: those it answers at once."""
    named = one.values.get("lifts", ()) if one.kind == "screening" and one.values else ()
    targets = [by_id[name] for name in named if name in by_id]
    apart = frozenset({one.id, *one.replaced_by, *named})
    lifted = frozenset(t.id for t in targets if _at_once(t, one.entry, apart, recorded))
    return Corrected(one.entry, one.values, one.versions, one.replaced_by, lifted) if lifted else one


def _at_once(target: Entry, entry: Entry, tree: frozenset[str], recorded: list[Entry]) -> bool:
    within = 0 <= entry.recorded_s - target.recorded_s <= AT_ONCE_S
    return within and entry.device == target.device and not entries_between(target, entry, tree, recorded)


def entries_between(first: Entry, second: Entry, apart: frozenset[str], recorded: list[Entry]) -> bool:
    """Say whether any entry was recorded between two, those named in `apart` left out.

    `recorded`: all entries but decisions, sorted by `recorded_s`.
    """
    start = bisect_left(recorded, first.recorded_s, key=attrgetter("recorded_s"))
    for entry in recorded[start:]:
        if entry.recorded_s > second.recorded_s:
            return False
        if entry.id in apart or (entry.device == first.device and not first.seq < entry.seq < second.seq):
            continue
        return True
    return False
