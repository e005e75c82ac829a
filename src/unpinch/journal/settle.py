"""From the set of entries to what counts: order, duplicates, corrections, and what is kept aside.

The result depends on the set alone, never on the order of arrival. docs/readings.md, section 1, says it in words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any

from unpinch.journal.entry import Aside, Entry
from unpinch.journal.moment import Moment

AT_ONCE_S = 600
AHEAD_S = 300
LASTING = frozenset({"stopped", "stop_answer"})
"""Kinds that can't be taken back: a stop stays a stop."""

_order = attrgetter("order")
_recorded_s = attrgetter("recorded_s")


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
        "newest",
        "offset_min",
        "order",
        "quiet",
        "recorded_s",
        "replaced_by",
        "standing",
        "typed",
        "typed_versions",
        "values",
        "versions",
    )

    def __init__(
        self,
        root: Entry,
        newest: Entry | None,
        standing: tuple[Entry, ...],
        replaced_by: tuple[str, ...] = (),
        lifted: frozenset[str] = frozenset(),
    ) -> None:
        """Stand in the place of `root`: its id, kind and time.

        `newest` says what holds now, `standing` are the versions that still count, `lifted` the entries a screening
        lifts at once.
        """
        self.entry, self.newest, self.standing = root, newest, standing
        self.id, self.kind, self.order = root.id, root.kind, root.order
        self.at, self.at_s, self.day, self.offset_min = root.at, root.at_s, root.day, root.offset_min
        self.recorded_s = root.recorded_s
        self.values: Mapping[str, Any] | None = newest.values if newest else None
        self.typed: Any = newest.typed if newest else None
        self.versions: tuple[Mapping[str, Any], ...] = tuple(version.values for version in standing)
        self.typed_versions: tuple[Any, ...] = tuple(version.typed for version in standing)
        self.quiet = all(version.quiet for version in standing)
        self.replaced_by, self.lifted = replaced_by, lifted

    def __eq__(self, other: object) -> bool:
        """Compare what was said, and what was said of it later."""
        return isinstance(other, Corrected) and self._parts == other._parts

    def __hash__(self) -> int:
        """Hash the root."""
        return hash(self.entry)

    @property
    def _parts(self) -> tuple[object, ...]:
        return self.entry, self.newest, self.standing, self.replaced_by, self.lifted


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
    by_id, twins = _unique(tuple(entries))
    latest_s = now.epoch_s + AHEAD_S
    known = sorted(by_id.values(), key=_order)
    aside = [_conflict(twin) for twin in twins]
    if known and known[-1].at_s > latest_s:
        end = bisect_right(known, latest_s, key=attrgetter("at_s"))
        known, ahead = known[:end], known[end:]
        taken_back = {entry.replaces for entry in known if entry.kind == "retraction"}
        aside.extend(_ahead(entry, taken_back) for entry in ahead)
        by_id = {entry.id: entry for entry in known}
    effective: list[Effective] = list(known)
    if referring := [entry for entry in known if entry.refers]:
        effective, refused = _correct(known, by_id, referring)
        aside.extend(refused)
    if twins:
        effective = sorted(_with_twins(effective, [twin for twin in twins if twin.at_s <= latest_s]), key=_order)
    aside.sort(key=lambda one: (one.id, one.raw))
    return Settled(tuple(effective), tuple(aside))


def _unique(entries: tuple[Entry, ...]) -> tuple[dict[str, Entry], list[Entry]]:
    """Return one entry for each id, and the others that claim the same id with other bytes."""
    plain = {entry.id: entry for entry in entries}
    if len(plain) == len(entries):
        return plain, []
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
            found[twin.id] = Corrected(one.entry, one.newest, (*one.standing, twin), one.replaced_by, one.lifted)
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


def _correct(
    known: list[Entry], by_id: Mapping[str, Entry], referring: list[Entry]
) -> tuple[list[Effective], list[Aside]]:
    """Put in the place of each entry what corrections make of it. `known` is in effective order, and so is the result.

    Only the entries that name others, and those they name, are looked at.
    """
    recorded = Recorded(known)
    naming = [entry for entry in referring if entry.replaces is not None]
    refused = {entry.id: why for entry in naming if (why := _unfit(entry, by_id))}
    parents = {e.id: e.replaces for e in naming if e.replaces in by_id and not {e.id, e.replaces} & refused.keys()}
    trees: dict[str, list[Entry]] = {}
    for name in dict.fromkeys((*(entry.id for entry in referring), *parents.values())):
        if name is not None and name not in refused:
            trees.setdefault(_root(name, parents), []).append(by_id[name])
    found: dict[str, Effective | None] = dict.fromkeys((*parents, *refused))
    for root, tree in trees.items():
        grown = _grow(by_id[root], tree, parents, recorded)
        found[root] = _with_lifts(grown, by_id, recorded) if grown else None
    return _in_place(known, by_id, found), [_wrong_target(by_id[name], why) for name, why in refused.items()]


def _in_place(known: list[Entry], by_id: Mapping[str, Entry], found: Mapping[str, Effective | None]) -> list[Effective]:
    """Return the entries with those of `found` put in the places of their ids, or left out."""
    effective: list[Effective | None] = list(known)
    for name, one in found.items():
        effective[bisect_left(known, by_id[name].order, key=_order)] = one
    return [one for one in effective if one is not None]


class Recorded:
    """Entries in the order they were recorded, sorted when first asked for: only entries at once need it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Keep the entries."""
        self._entries = entries

    @cached_property
    def sorted(self) -> list[Entry]:
        """Return them by `recorded_s`."""
        return sorted(self._entries, key=_recorded_s)


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


def _grow(root: Entry, tree: list[Entry], parents: Mapping[str, str | None], recorded: Recorded) -> Effective | None:
    if len(tree) == 1:
        return None if root.kind == "retraction" else root
    corrections = sorted((e for e in tree if e is not root), key=lambda e: (e.recorded_s, e.seq, e.device, e.id))
    by_id = {entry.id: entry for entry in tree}
    ids = frozenset(by_id)
    live = {root.id: root}
    newest: Entry | None = root
    for entry in corrections:
        target = by_id[str(parents[entry.id])]
        if _at_once(target, entry, ids, recorded):
            live.pop(target.id, None)
        newest = None if entry.kind == "retraction" else entry
        if newest is not None:
            live[entry.id] = newest
    if not live:
        return None
    return Corrected(root, newest, tuple(live.values()), tuple(entry.id for entry in corrections))


def _with_lifts(one: Effective, by_id: Mapping[str, Entry], recorded: Recorded) -> Effective:
    """Let a screening say which of the entries it names it lifts: those it answers at once."""
    named = one.values.get("lifts", ()) if one.kind == "screening" and one.values else ()
    targets = [by_id[name] for name in named if name in by_id]
    apart = frozenset({one.id, *one.replaced_by, *named})
    lifted = frozenset(t.id for t in targets if _at_once(t, one.entry, apart, recorded))
    return Corrected(one.entry, one.newest, one.standing, one.replaced_by, lifted) if lifted else one


def _at_once(target: Entry, entry: Entry, tree: frozenset[str], recorded: Recorded) -> bool:
    within = 0 <= entry.recorded_s - target.recorded_s <= AT_ONCE_S
    return within and entry.device == target.device and not entries_between(target, entry, tree, recorded.sorted)


def entries_between(first: Entry, second: Entry, apart: frozenset[str], recorded: list[Entry]) -> bool:
    """Say whether any entry but a decision was recorded between two, those named in `apart` left out.

    `recorded`: all entries, sorted by `recorded_s`.
    """
    start = bisect_left(recorded, first.recorded_s, key=_recorded_s)
    end = bisect_right(recorded, second.recorded_s, key=_recorded_s)
    for entry in recorded[start:end]:
        elsewhere = entry.device != first.device or first.seq < entry.seq < second.seq
        if elsewhere and entry.kind != "decision" and entry.id not in apart:
            return True
    return False
