"""What can follow a step of a session: each event, and where `Session` says it leads. The guard checks every step.

Nobody has said or done any of it: the entries are imagined, at the times they would bear.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from typing import Any

from unpinch.guard import Evidence, judge_step
from unpinch.guidance import Session
from unpinch.journal import Author, Entry, Moment, derived_id, imagine
from unpinch.journal.kinds import ALARMS, STOP_REASONS, STOP_SITES
from unpinch.programme.decision import URGENCIES, Decision, PlannedSet
from unpinch.programme.model import Programme
from unpinch.screens import function
from unpinch.screens.nodes import ASK, LAST, Node, place_of, so_far

_LEAST, _MOST = 0, 10
_SCALES = ("back_pain", "leg_pain")
_RANK = {"seek_care": 0, "ended": 1, "stop_answer": 2, "settled": 3}
_DETAILS: Mapping[str, Mapping[str, Any]] = {
    "where:buttock": {"where": ["buttock"]},
    "back_sharp:yes": {"back_sharp": True},
    **{f"{scale}:{score}": {scale: score} for scale in _SCALES for score in range(_LEAST, _MOST + 1)},
}
"""Each single thing that can be said beside the reason of a stop."""
_SIGNS: Mapping[str, Mapping[str, Any]] = {
    **{f"alarm:{one}": {"alarms": [one]} for one in ALARMS if one != "none"},
    **{f"where:{site}": {"where": [site]} for site in STOP_SITES},
}
"""What may be grave whatever the reason of a stop."""
_SAYINGS: Mapping[str, Mapping[str, Any]] = {"": {}, **_SIGNS, **_DETAILS}


@dataclass(slots=True)
class Following:
    """Finds what follows each step. `care`: what ends the session after any stop, found at the first one."""

    programme: Programme
    now: Moment
    decision: Decision
    questions: tuple[str, ...] = ()
    care: dict[str, Node] = field(default_factory=dict)
    _telling: dict[str, list[str]] = field(default_factory=dict)
    _made: dict[tuple[str, str, int, str], Entry] = field(default_factory=dict)
    _known: dict[tuple[Any, ...], Node] = field(default_factory=dict)

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
            yield "back", self._once(("back", so_far(node.session)), partial(self._settled, node, "back"))
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
        answers = _Answers(self, node)
        if not self.care:
            self._find_care(answers)
        if full:
            yield from sorted(self._single_answers(answers), key=lambda one: _rank(one[1]))
        else:
            yield "reason:tingling where:buttock", answers.to("tingling", "where:buttock")
        yield from ((f"reason:{reason}", answers.to(reason)) for reason in STOP_REASONS)

    def _find_care(self, answers: _Answers) -> None:
        """Find the warning signs and what ends every session, the gravest first."""
        found = [(name, after) for name, after in answers.each((*_SIGNS, *_DETAILS), answers.for_all) if after]
        found.sort(key=lambda one: (_rank(one[1]), -URGENCIES.index(one[1].step.urgency)))
        self.care.update(found)

    def _single_answers(self, answers: _Answers) -> Iterator[tuple[str, Node]]:
        """Yield what changes where an answer leads. The first stop tells which do: all of a session start alike."""
        for reason in STOP_REASONS:
            usual, known = answers.to(reason).identity, self._telling.get(reason)
            self._telling[reason] = known or []
            names = [name for name in (_DETAILS if known is None else known) if name not in self.care]
            for name, after in answers.each(names, partial(answers.to, reason)):
                if after is not None and after.identity != usual:
                    self._telling[reason] += [name] if known is None else []
                    yield f"reason:{reason} {name}", after

    def answered(self, node: Node, reason: str, said: Mapping[str, Any]) -> Node:
        """Return where an answer to a stop leads."""
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


@dataclass(slots=True)
class _Answers:
    """Where the answers to one stop lead, each worked out once."""

    following: Following
    node: Node
    _found: dict[tuple[str, str], Node] = field(default_factory=dict)

    def to(self, reason: str, name: str = "") -> Node:
        """Return where the reason leads, with one thing more said."""
        found = self._found.get((reason, name))
        if found is None:
            found = self._found[reason, name] = self.following.answered(self.node, reason, _SAYINGS[name])
        return found

    def each(self, names: Iterable[str], find: Callable[[str], Node | None]) -> Iterator[tuple[str, Node | None]]:
        """Yield what each thing said leads to. Rules know scores by thresholds: between two that lead alike all do."""
        for scale, named in groupby(names, key=_scale_of):
            alike = list(named)
            yield from zip(alike, between_alike(alike, find) if scale else map(find, alike), strict=True)

    def for_all(self, name: str) -> Node | None:
        """Return the end that this leads to, if it does so whatever the reason for the stop."""
        first = self.to("other", name)
        if first.step.kind not in LAST or not first.step.reasons:
            return None
        if name in _SIGNS:
            return first
        identity = first.identity
        return first if all(self.to(one, name).identity == identity for one in STOP_REASONS) else None


def between_alike(names: Sequence[str], find: Callable[[str], Node | None]) -> list[Node | None]:
    """Return what each of ordered names leads to; where both ends of a stretch lead alike, its middle isn't asked."""
    found = [None if place % (len(names) - 1 or 1) else find(name) for place, name in enumerate(names)]
    stretches = [(0, len(names) - 1)]
    while stretches:
        low, high = stretches.pop()
        if high - low < 2:  # noqa: PLR2004 - nothing lies between
            continue
        if _identity(found[low]) == _identity(found[high]):
            found[low:high] = [found[low]] * (high - low)
            continue
        middle = (low + high) // 2
        found[middle] = find(names[middle])
        stretches += [(low, middle), (middle, high)]
    return found


def _identity(node: Node | None) -> tuple[Any, ...]:
    return node.identity if node else ()


def _scale_of(name: str) -> str:
    scale = name.partition(":")[0]
    return scale if scale in _SCALES else ""


def _imagined(session: Session, kind: str, values: Mapping[str, Any], at: Moment) -> Entry:
    if kind != "stopped":
        return imagine(kind, values, at)
    return Author(session.id).write(kind, values, at.text, id=derived_id("imagined", kind, session.stop))


def _rank(node: Node) -> int:
    return _RANK.get(node.step.kind, len(_RANK))
