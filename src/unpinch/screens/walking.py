"""Walks a session ahead: every step that can follow, worked out by `Session`, the usual way first.

Where the walk ends, the step `more` asks the server again; a stop is known everywhere, and all that follows it on the
usual way. Equal steps are one step, whatever led to them.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from unpinch.guard import Evidence, judge_step
from unpinch.guidance import Session
from unpinch.journal import Author, Entry, Moment, derived_id, imagine
from unpinch.journal.kinds import ALARMS, STOP_REASONS, STOP_SITES
from unpinch.programme.decision import URGENCIES, Decision, PlannedSet, Step
from unpinch.programme.model import Programme
from unpinch.screens import function

MORE, ASK = "more", "ask"
Reach = tuple[int, int]
"""How many steps of the usual way are walked, and how many others; stops and ends are not counted."""
NEAR: Reach = (5, 8)
"""What a page carries: enough for its first moments. It asks for more at once, and again before each set."""
FAR: Reach = (20, 60)
"""What it gets then: enough for a whole session without a network, with changes of mind."""
LIKELY_FIRST: Mapping[str, int] = {"stop": 1, "back": 1, "not_back": 1, "skip": 2, "easier": 2, "worse": 2, "end": 2}
"""How far from the usual way an event leads; what isn't named is the usual way."""
_AT_HAND = 4
"""What follows at once is always known: each button of the step that is open, and each answer to its stop."""
_NEAR_FIRST = 4
"""So many steps ahead on the usual way are as far as one event off it."""
_TO_ITS_END = LIKELY_FIRST["stop"] + LIKELY_FIRST["not_back"]
"""How far a stop on the usual way leads: to the second question whether it is back. All of that is always known."""
_SCORES = range(11)
_LAST = frozenset({"ended", "seek_care"})
_RANK = {"seek_care": 0, "ended": 1, "stop_answer": 2, "settled": 3}


Cost = tuple[int, int]
"""How far off the usual way a step is, and how many steps ahead."""


@dataclass(frozen=True, slots=True)
class Node:
    """A session as it may become, some seconds from now. `said`: what was answered of the questions at its end.

    `evidence`: what the guard would have read by then; `step` has been checked against it.
    """

    session: Session
    evidence: Evidence
    after_s: int
    step: Step
    about: PlannedSet | None
    said: frozenset[str] = frozenset()
    question: str = ""

    @property
    def kind(self) -> str:
        """Return what the player shows: a step's kind, `ask` for one question, `wait` before another."""
        if self.question:
            return ASK
        return "wait" if self.step.kind == "settled" and self.step.wait_s else self.step.kind

    @property
    def how(self) -> str:
        """Return how the session is over; empty where it isn't."""
        if self.step.kind != "ended":
            return ""
        return how_ended(self.session, self.step)

    @property
    def unsettled(self) -> bool:
        """Tell whether it is over with a feeling that isn't known to have gone back."""
        return self.step.kind == "ended" and function.wanted(self.session)

    @property
    def identity(self) -> tuple[Any, ...]:
        """Return what matters to the player, ids and times left out: two nodes alike in it are one."""
        step = self.step
        if step.kind in _LAST:
            reasons = tuple(reason.text for reason in step.reasons)
            return step.kind, step.urgency, reasons, self.how, self.unsettled, self.question
        planned = step.set and (step.set.index, step.set.level, step.set.repetitions, step.set.hold_s)
        about = step.kind != "set" and self.about and self.about.index
        waiting = step.kind == "settled" and (step.wait_s, self.session.asked_again)
        return (step.kind, planned, waiting, step.asks, about), _so_far(self.session)


def how_ended(session: Session, step: Step) -> str:
    """Return how a session is over that offers nothing more: without a single set done, it was left."""
    if session.over or not (step.reasons or session.done):
        return "left"
    return "stopped" if step.reasons else "done"


def _so_far(one: Session) -> tuple[Any, ...]:
    """Return what a session's later steps depend on, ids and times left out.

    Of an exercise that is behind it doesn't matter any more how it was done. Of two ways to one step the likelier is
    met first; on it more has been done, so that the day's caps are counted on the careful side.
    """
    core, behind = one.state.core, one.done | one.skipped
    stops = tuple(stop._replace(back=stop.off)[:-1] for stop in core.today.stops)
    known = (stops, core.today.felt_worse, core.today.ended_early, tuple(flag.id for flag in core.flags))
    ahead = {(each.exercise, each.side) for each in one.sets if each.index not in behind}
    asked = {(stop.exercise, stop.side) for stop in core.today.stops if stop.session == one.id} | one.felt
    open_ = {each.index for each in one.sets if (pair := (each.exercise, each.side)) in ahead or pair not in asked}
    levels = tuple((index, level) for index, level in one.levels if index in open_)
    easier = tuple((pair, _presses(one, *pair)) for pair in sorted({*one.easier} & ahead))
    return tuple(sorted(behind)), levels, easier, bool(one.done), known


def _presses(one: Session, exercise: str, side: str) -> int:
    """Return how often it was made easier; below the easiest level, half of it, there is no less."""
    return min(one.easier.count((exercise, side)), len(one.programme.exercises[exercise].levels))


def _named(identity: tuple[Any, ...]) -> str:
    """Return a short name made of what a node stands for, so that a reloaded page finds its place."""
    return "s" + hashlib.sha256(repr(identity).encode()).hexdigest()[:8]


@dataclass(slots=True)
class Walk:
    """Walks outward from one node until the table is full. Each step is checked by the guard, as `decision` allows."""

    programme: Programme
    now: Moment
    decision: Decision
    questions: tuple[str, ...] = ()
    reach: Reach = FAR
    nodes: dict[str, Node] = field(default_factory=dict)
    nexts: dict[str, dict[str, str]] = field(default_factory=dict)
    care: dict[str, str] = field(default_factory=dict)
    _costs: dict[str, Cost] = field(default_factory=dict)
    _names: dict[tuple[Any, ...], str] = field(default_factory=dict)
    _queue: list[tuple[int, int, Cost, str]] = field(default_factory=list)
    _telling: dict[str, list[str]] = field(default_factory=dict)
    _made: dict[tuple[str, str, int, str], Entry] = field(default_factory=dict)
    _known: dict[tuple[Any, ...], Node] = field(default_factory=dict)

    def meet(self, node: Node, cost: Cost = (0, 0)) -> str:
        """Return the node's name. It waits to be walked; met again on a likelier way, it is the node of that way."""
        identity = node.identity
        name = self._names.get(identity)
        if name is None:
            name = self._names[identity] = _named(identity)
        known = self._costs.get(name)
        if known is None or _weight(cost) < _weight(known):
            self.nodes[name], self._costs[name] = node, cost
            heapq.heappush(self._queue, (_weight(cost), len(self.nodes), cost, name))
        return name

    def walk(self) -> None:
        """Find what follows each step, the usual way first, until enough is known; the rest is `more`."""
        usual, left = self.reach
        while self._queue:
            *_, cost, name = heapq.heappop(self._queue)
            node = self.nodes[name]
            off, ahead = cost
            always = _always_known(node, off) or ahead <= _AT_HAND - off or (not off and ahead <= usual)
            if name in self.nexts or not (always or left):
                continue
            left -= not always
            found = self.nexts[name] = {}
            for event, after in self.after(node, full=off <= LIKELY_FIRST["stop"]):
                found[event] = self.meet(after, _farther(node, event, cost))
        self._cut()

    def _cut(self) -> None:
        """Leave out what was met and not walked."""
        self.nodes = {name: self.nodes[name] for name in self.nexts}
        for found in self.nexts.values():
            found.update({event: MORE for event, name in found.items() if name not in self.nexts})

    def after(self, node: Node, *, full: bool) -> Iterator[tuple[str, Node]]:
        """Yield each event and where it leads. `full`: with every single answer to a stop."""
        kind = node.kind
        if kind == "set" and node.step.set:
            yield from self._of_set(node, node.step.set)
        elif kind == "felt" and node.step.set:
            yield from self._of_felt(node, node.step.set)
        elif kind == "stop_answer":
            yield from self._of_stop(node, full=full)
        elif kind == ASK:
            yield from self._of_question(node)
        elif kind in {"wait", "settled"}:
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
        """Yield how a wait goes on. After the first answer `back` can be said at any time; the end always can."""
        waiting = node.kind == "wait"
        if waiting:
            yield "done", self._later(node, node.step.wait_s)
        if node.session.asked_again or not waiting:
            yield "back", self._once(("back", _so_far(node.session)), partial(self._settled, node, "back"))
        unsettled = function.wanted(node.session)
        if not waiting and node.session.asked_again:
            yield "not_back", self._once(("stays", unsettled, node.said), partial(self._settled, node, "not_back"))
        elif not waiting:
            yield "not_back", self._settled(node, "not_back")
        over = {"session": node.session.id, "how": "left"}
        yield "end", self._once(("end", unsettled, node.said), partial(self._take, node, "session_ended", over, None))

    def _once(self, name: tuple[Any, ...], make: Callable[[], Node]) -> Node:
        """Return the node of that name, made the first time it is asked for."""
        found = self._known.get(name)
        if found is None:
            found = self._known[name] = make()
        return found

    def _settled(self, node: Node, answer: str) -> Node:
        waited_min = max(0, self._at(node).epoch_s - node.session.stopped_s) // 60
        values = {
            "session": node.session.id,
            "stop": node.session.stop,
            "after_min": min(120, waited_min),
            "answer": answer,
        }
        return self._take(node, "settled", values, node.about)

    def _of_question(self, node: Node) -> Iterator[tuple[str, Node]]:
        for answer in ("yes", "not_sure"):
            yield answer, self._once((node.question, answer), partial(self._said, node, answer))
        yield "no", self._said(node, "no")

    def _said(self, node: Node, answer: str) -> Node:
        after = self._take(node, "screening", function.values(node.question, answer), node.about)
        return self._asking(after, node.said | {node.question})

    def _of_stop(self, node: Node, *, full: bool) -> Iterator[tuple[str, Node]]:
        """Yield the answers to a stop, what outranks others first: the player takes the first that fits.

        What ends the session whatever else is said leads to the same after every stop: it stands in `care`, once.
        """
        plain = {reason: self._answered(node, reason) for reason in STOP_REASONS}
        if not self.care:
            self._find_care(node, plain)
        if full:
            yield from sorted(self._single_answers(node, plain), key=lambda one: _rank(one[1]))
        else:
            yield "reason:tingling where:buttock", self._answered(node, "tingling", where=["buttock"])
        yield from ((f"reason:{reason}", after) for reason, after in plain.items())

    def _find_care(self, node: Node, plain: Mapping[str, Node]) -> None:
        """Find the warning signs and what ends every session, the gravest first."""
        signs = {f"alarm:{one}": {"alarms": [one]} for one in ALARMS if one != "none"}
        signs |= {f"where:{site}": {"where": [site]} for site in STOP_SITES}
        signs |= {name: dict(said) for name, said in _DETAILS.items()}
        found = [(name, after) for name, said in signs.items() if (after := self._for_all(node, plain, said))]
        found.sort(key=lambda one: (_rank(one[1]), -URGENCIES.index(one[1].step.urgency)))
        self.care = {name: self.meet(after) for name, after in found}

    def _for_all(self, node: Node, plain: Mapping[str, Node], said: Mapping[str, Any]) -> Node | None:
        """Return the end that this answer leads to, if it does so whatever the reason for the stop."""
        first = self._answered(node, "other", **said)
        if first.step.kind not in _LAST or not first.step.reasons:
            return None
        if "alarms" in said or "where" in said:
            return first
        every = (self._answered(node, reason, **said) for reason in plain if reason != "other")
        return first if all(one.identity == first.identity for one in every) else None

    def _single_answers(self, node: Node, plain: Mapping[str, Node]) -> Iterator[tuple[str, Node]]:
        """Yield what changes where an answer leads. The first stop tells which do: all of a session start alike."""
        for reason, usual in plain.items():
            known = self._telling.get(reason)
            self._telling[reason] = known or []
            for name, values in _DETAILS.items():
                if name in self.care or (known is not None and name not in known):
                    continue
                after = self._answered(node, reason, **values)
                if after.identity != usual.identity:
                    self._telling[reason] += [name] if known is None else []
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
        imagined = self._imagined(node.session, kind, values, self._at(node))
        evidence = node.evidence.copy()
        evidence.add(imagined)
        return self.node(node.session.take(imagined), evidence, node.after_s, about, node.said)

    def _later(self, node: Node, seconds: int) -> Node:
        return self.node(node.session, node.evidence, node.after_s + seconds, node.about, node.said)

    def node(
        self,
        session: Session,
        evidence: Evidence,
        after_s: int,
        about: PlannedSet | None,
        said: frozenset[str] = frozenset(),
    ) -> Node:
        """Return a session with what it offers at that time, if the guard finds it sound."""
        at = self.now.plus(after_s)
        step = judge_step(evidence, at, session.offer(at), self.decision)
        return self._asking(Node(session, evidence, after_s, step, step.set or about), said)

    def _asking(self, node: Node, said: frozenset[str]) -> Node:
        """Return the node with the one question that it asks, if it asks one."""
        waiting = node.step.asks if node.step.kind == "stop_answer" else ()
        if node.unsettled:
            waiting = tuple(one for one in self.questions if one not in said)
        question = waiting[0] if waiting else ""
        return replace(node, said=said, question=question) if question or said else node

    def _imagined(self, session: Session, kind: str, values: Mapping[str, Any], at: Moment) -> Entry:
        """Return an entry that nobody wrote, each made once. After an imagined stop a second one is another."""
        name = (kind, session.stop if kind == "stopped" else "", at.epoch_s, repr(values))
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = _imagined(session, kind, values, at)
        return made


def _imagined(session: Session, kind: str, values: Mapping[str, Any], at: Moment) -> Entry:
    if kind != "stopped":
        return imagine(kind, values, at)
    return Author(session.id).write(kind, values, at.text, id=derived_id("imagined", kind, session.stop))


def _always_known(node: Node, off: int) -> bool:
    kind = node.step.kind
    return kind in {*_LAST, "stop_answer"} or (kind == "settled" and off <= _TO_ITS_END)


def _weight(cost: Cost) -> int:
    off, ahead = cost
    return off * _NEAR_FIRST + ahead


def _farther(node: Node, event: str, cost: Cost) -> Cost:
    """Return how far an event leads: off the usual way, and ahead. Off that way each set leads farther from it."""
    off, ahead = cost
    beyond = int(off > 0 and node.kind in {"set", "felt"})
    return off + LIKELY_FIRST.get(event, beyond), ahead + 1


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
