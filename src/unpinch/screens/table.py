"""The player's table: every step that can follow, worked out beforehand by `Session`, so that the page holds no rule.

Steps are found outward from now, the usual way first. Where the table ends, the step `more` asks the server again; a
stop is known everywhere. Keys are made of what they stand for, so that a reloaded page finds its place.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from unpinch.guidance import Session
from unpinch.journal import Author, Entry, Moment, derived_id, imagine
from unpinch.journal.kinds import ALARMS, STOP_REASONS, STOP_SITES
from unpinch.programme.decision import URGENCIES, PlannedSet, Step
from unpinch.programme.model import Programme
from unpinch.screens import words

MORE = "more"
SADDLE = "saddle"
MOST_STEPS = 120
"""How many steps a page carries. Beyond them the server is asked, which it is anyway while there is a network."""
LIKELY_FIRST: Mapping[str, int] = {"stop": 1, "back": 1, "not_back": 1, "skip": 2, "easier": 2, "worse": 2}
"""How far from the usual way an event leads; what isn't named is the usual way."""
_TO_ITS_END = LIKELY_FIRST["stop"] + LIKELY_FIRST["not_back"]
"""How far a stop on the usual way leads: to the second question whether it is back. All of that is always known."""
COUNT_IN_S = 5
_SCORES = range(11)
_LAST = frozenset({"ended", "seek_care"})
_RANK = {"seek_care": 0, "ended": 1, "stop_answer": 2, "settled": 3}


@dataclass(frozen=True, slots=True)
class Node:
    """A session as it may become, some seconds from now."""

    session: Session
    after_s: int
    step: Step
    about: PlannedSet | None

    @property
    def key(self) -> str:
        """Return a short name made of what matters to the player."""
        step = self.step
        if step.kind in _LAST:
            return _named((step.kind, step.urgency, [reason.text for reason in step.reasons]))
        planned = step.set and (step.set.index, step.set.level, step.set.repetitions, step.set.hold_s)
        about = step.kind != "set" and self.about and self.about.index
        offered = (step.kind, planned, step.wait_s, step.asks, self.after_s, about)
        return _named((offered, _so_far(self.session)))


def _so_far(one: Session) -> tuple[Any, ...]:
    """Return what a session's later steps depend on, ids and times left out."""
    today = one.state.core.today
    stops = [stop._replace(ids=()) for stop in today.stops]
    known = (stops, today.felt_worse, today.ended_early, [flag.id for flag in one.state.core.flags])
    return (sorted(one.done), sorted(one.skipped), one.easier, sorted(one.felt), bool(one.stop), one.asked_again, known)


def _named(parts: tuple[Any, ...]) -> str:
    return "s" + hashlib.sha256(repr(parts).encode()).hexdigest()[:10]


@dataclass(slots=True)
class Builder:
    """Walks outward from one node until the table is full."""

    programme: Programme
    now: Moment
    total: int
    nodes: dict[str, Node] = field(default_factory=dict)
    nexts: dict[str, dict[str, str]] = field(default_factory=dict)
    queue: list[tuple[int, int, str]] = field(default_factory=list)
    telling: dict[str, list[str]] = field(default_factory=dict)
    care: list[tuple[str, Node]] = field(default_factory=list)

    def meet(self, node: Node, cost: int) -> str:
        """Return the node's key; a new one waits to be walked, or is `more` where the table is full."""
        key = node.key
        if key in self.nodes:
            return key
        if len(self.nodes) >= MOST_STEPS and not _always_known(node.step, cost):
            return MORE
        self.nodes[key] = node
        heapq.heappush(self.queue, (cost, len(self.nodes), key))
        return key

    def walk(self) -> None:
        """Find what follows each step, the usual way first."""
        while self.queue:
            cost, _, key = heapq.heappop(self.queue)
            found = self.nexts[key] = {}
            node = self.nodes[key]
            for event, after in self.after(node, full=cost <= LIKELY_FIRST["stop"]):
                found[event] = self.meet(after, cost + LIKELY_FIRST.get(event, 0))

    def after(self, node: Node, *, full: bool) -> Iterator[tuple[str, Node]]:
        """Yield each event and where it leads. `full`: with every single answer to a stop."""
        kind = node.step.kind
        if kind == "set" and node.step.set:
            yield from self._of_set(node, node.step.set)
        elif kind == "felt" and node.step.set:
            yield from self._of_felt(node, node.step.set)
        elif kind == "stop_answer" and not node.step.asks:
            yield from self._of_stop(node, full=full)
        elif kind == "stop_answer":
            yield from self._of_saddle(node)
        elif kind == "settled" and node.step.wait_s:
            yield "done", self._later(node, node.step.wait_s)
        elif kind == "settled":
            yield from self._of_settled(node)

    def _of_set(self, node: Node, planned: PlannedSet) -> Iterator[tuple[str, Node]]:
        place = place_of(node.session.id, planned)
        amount = {"hold_s": planned.hold_s} if planned.hold_s else {"repetitions": planned.repetitions}
        yield "done", self._take(node, "set_done", {**place, **amount}, planned)
        yield "stop", self._take(node, "stopped", place, planned)
        yield "skip", self._take(node, "set_skipped", place, planned)
        yield "easier", self._take(node, "easier", place, planned)

    def _of_felt(self, node: Node, planned: PlannedSet) -> Iterator[tuple[str, Node]]:
        place = place_of(node.session.id, planned)
        yield "same_or_better", self._take(node, "felt", {**place, "answer": "same_or_better"}, planned)
        yield "worse", self._take(node, "felt", {**place, "answer": "worse"}, planned)
        yield "stop", self._take(node, "stopped", place, planned)

    def _of_settled(self, node: Node) -> Iterator[tuple[str, Node]]:
        waited_min = max(0, self._at(node).epoch_s - node.session.stopped_s) // 60
        for answer in ("back", "not_back"):
            values = {
                "session": node.session.id,
                "stop": node.session.stop,
                "after_min": min(120, waited_min),
                "answer": answer,
            }
            yield answer, self._take(node, "settled", values, node.about)

    def _of_stop(self, node: Node, *, full: bool) -> Iterator[tuple[str, Node]]:
        """Yield the answers to a stop, what outranks others first: the player takes the first that fits."""
        yield from self._care(node)
        plain = {reason: self._answered(node, reason) for reason in STOP_REASONS}
        if full:
            yield from sorted(self._single_answers(node, plain), key=lambda one: _rank(one[1]))
        else:
            yield "reason:tingling where:buttock", self._answered(node, "tingling", where=["buttock"])
        yield from ((f"reason:{reason}", after) for reason, after in plain.items())

    def _care(self, node: Node) -> list[tuple[str, Node]]:
        """Return the warning signs and where they lead, the gravest first: the same after every stop."""
        if not self.care:
            alarms = [(f"alarm:{one}", self._answered(node, "other", alarms=[one])) for one in ALARMS if one != "none"]
            sites = [(f"where:{site}", self._answered(node, "other", where=[site])) for site in STOP_SITES]
            grave = [one for one in (*alarms, *sites) if one[1].step.kind in _LAST and one[1].step.reasons]
            self.care = sorted(grave, key=lambda one: (_rank(one[1]), -URGENCIES.index(one[1].step.urgency)))
        return self.care

    def _of_saddle(self, node: Node) -> Iterator[tuple[str, Node]]:
        for answer in ("yes", "not_sure", "no"):
            lists = {name: [SADDLE] if name == answer else [] for name in ("yes", "no", "not_sure")}
            yield answer, self._take(node, "screening", {"scope": "event", **lists}, node.about)

    def _single_answers(self, node: Node, plain: Mapping[str, Node]) -> Iterator[tuple[str, Node]]:
        """Yield what changes where an answer leads. The first stop tells which do: all of a session start alike."""
        for reason, usual in plain.items():
            known = self.telling.get(reason)
            self.telling[reason] = known or []
            for name, values in _DETAILS.items():
                if known is not None and name not in known:
                    continue
                after = self._answered(node, reason, **values)
                if after.key != usual.key:
                    self.telling[reason] += [name] if known is None else []
                    yield f"reason:{reason} {name}", after

    def _answered(self, node: Node, reason: str, **said: Any) -> Node:  # noqa: ANN401
        values = {
            "session": node.session.id,
            "stop": node.session.stop,
            "reason": reason,
            "where": [],
            "alarms": ["none"],
        }
        return self._take(node, "stop_answer", {**values, **said}, node.about)

    def _at(self, node: Node) -> Moment:
        return self.now.plus(node.after_s)

    def _take(self, node: Node, kind: str, values: Mapping[str, Any], about: PlannedSet | None) -> Node:
        session = node.session.take(_imagined(node.session, kind, values, self._at(node)))
        return self.node(session, node.after_s, about)

    def _later(self, node: Node, seconds: int) -> Node:
        return self.node(node.session, node.after_s + seconds, node.about)

    def node(self, session: Session, after_s: int, about: PlannedSet | None) -> Node:
        """Return a session with what it offers at that time."""
        step = session.offer(self.now.plus(after_s))
        return Node(session, after_s, step, step.set or about)


def _imagined(session: Session, kind: str, values: Mapping[str, Any], at: Moment) -> Entry:
    """Return an entry that nobody wrote. After an imagined stop a second one is another."""
    if kind != "stopped":
        return imagine(kind, values, at)
    return Author(session.id).write(kind, values, at.text, id=derived_id("imagined", kind, session.stop))


def _always_known(step: Step, cost: int) -> bool:
    return step.kind in {*_LAST, "stop_answer"} or (step.kind == "settled" and cost <= _TO_ITS_END)


def _rank(node: Node) -> int:
    return _RANK.get(node.step.kind, len(_RANK))


_DETAILS: Mapping[str, Mapping[str, Any]] = {
    "where:buttock": {"where": ["buttock"]},
    "back_sharp:yes": {"back_sharp": True},
    **{f"back_pain:{score}": {"back_pain": score} for score in _SCORES},
    **{f"leg_pain:{score}": {"leg_pain": score} for score in _SCORES},
}
"""Each single thing that can be said beside the reason of a stop."""


def place_of(session: str, planned: PlannedSet) -> dict[str, Any]:
    """Return what an entry about a set says of which set it is."""
    return {
        "session": session,
        "index": planned.index,
        "exercise": planned.exercise,
        "level": planned.level,
        "side": planned.side,
    }


def table_of(programme: Programme, session: Session, now: Moment, again: Mapping[int, str]) -> dict[str, Any]:
    """Return where the session stands and every step that may follow.

    `again`: of each set that was done and taken back, the entry that took it back.
    """
    builder = Builder(programme, now, len(session.sets))
    about = stopped_set(session)
    at = builder.meet(builder.node(session, 0, about), 0)
    builder.walk()
    sets: dict[str, dict[str, Any]] = {}
    steps = {key: shown(builder, key, sets, again) for key in builder.nodes}
    steps[MORE] = {"kind": MORE, "title": "One moment.", "text": ["Rest here. We look up what comes next."], "next": {}}
    return {"session": session.id, "at": at, "count_in_s": COUNT_IN_S, "sets": sets, "steps": steps}


def stopped_set(session: Session) -> PlannedSet | None:
    """Return the set that the newest stop was about, or the last one behind."""
    stops = [stop for stop in session.state.core.today.stops if stop.session == session.id]
    if not stops:
        return None
    pair = (stops[-1].exercise, stops[-1].side)
    found = [one for one in session.sets if (one.exercise, one.side) == pair]
    return found[0] if found else None


def shown(builder: Builder, key: str, sets: dict[str, dict[str, Any]], again: Mapping[int, str]) -> dict[str, Any]:
    """Return one step as the player reads it; its set is named and stands in `sets`."""
    node = builder.nodes[key]
    step = node.step
    kind = "wait" if step.kind == "settled" and step.wait_s else SADDLE if SADDLE in step.asks else step.kind
    found: dict[str, Any] = {"kind": kind, "next": builder.nexts[key]}
    if node.about is not None and kind != "ended":
        name = f"{node.about.index}-{node.about.level}-{node.about.repetitions}-{node.about.hold_s}"
        found["set"] = name
        sets.setdefault(name, set_of(builder.programme, node.about, builder.total, again))
    if step.wait_s:
        found["wait_s"] = step.wait_s
    if kind in {"ended", "seek_care"}:
        found |= {"title": title(step), "text": [one.text for one in step.reasons], "urgency": step.urgency}
    if kind == "ended":
        found["how"] = how_ended(step)
    return found


def how_ended(step: Step) -> str:
    """Return how a session is over that offers nothing more."""
    return "stopped" if step.reasons else "done"


def title(step: Step) -> str:
    """Return the headline of an end."""
    if step.kind == "seek_care":
        return {"emergency": "Please get help now.", "same_day": "Please see someone today."}.get(
            step.urgency, "Please let someone look at this first."
        )
    return "Enough for today. You did right to stop." if step.reasons else "That is all for now. Well done."


def set_of(programme: Programme, planned: PlannedSet, total: int, again: Mapping[int, str]) -> dict[str, Any]:
    """Return a set as the player shows it."""
    exercise = programme.exercises[planned.exercise]
    found = {
        **{
            name: getattr(planned, name)
            for name in ("index", "exercise", "level", "side", "repetitions", "hold_s", "rest_s")
        },
        "name": exercise.plain_name,
        "side_name": words.SIDE_LEG[planned.side],
        "number": planned.index + 1,
        "total": total,
        "tempo": [{"name": part.name, "seconds": part.seconds, "cue": part.cue} for part in planned.tempo],
        "cues": list(planned.cues),
        "drawing": drawing_key(planned),
        "dose": words.capital(words.amount(planned.repetitions, planned.hold_s)),
        "band": planned.band.text,
    }
    return {**found, "again": again[planned.index]} if planned.index in again else found


def drawing_key(planned: PlannedSet) -> str:
    """Return the name under which the page carries the set's drawings."""
    return f"{planned.exercise}-{planned.level}-{planned.side}"
