"""The world the verifier walks in: entries that a person might write, and what planner, session and guard make of them.

It defines no rule, dose or phase of its own: the shipped `fold`, `plan`, `Session` and guard judge everything.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from unpinch.guard import Breach, Evidence, check, check_step
from unpinch.guidance.folding import fold
from unpinch.guidance.planner import RULES, Rules, plan
from unpinch.guidance.session import Session
from unpinch.guidance.state import EMPTY, State
from unpinch.guidance.verify.inputs import Input, one_of_each_tier
from unpinch.guidance.verify.keys import key_of
from unpinch.journal import Author, Entry, Moment
from unpinch.journal.typed import is_quiet, typed
from unpinch.programme.decision import Decision, Step
from unpinch.programme.model import Programme

_LATE_S = 1200
_NIGHT_S = 5 * 3600
_ENTRY_S = 30
_DEVICE = "0f0f0f0f-0000-4000-8000-000000000001"
_numbers = itertools.count(1)
_NOTHING: frozenset[str] = frozenset()
_REPEATED = frozenset({"check_in", "screening"})
_TYPED_MOST = 256
_typed: dict[int, tuple[Mapping[str, Any], Any]] = {}


def new_id() -> str:
    """Return an id that no other entry of this process has."""
    return f"00000000-0000-4000-8000-{next(_numbers):012x}"


def dead_end(decision: Decision) -> str:
    """Say in what way a decision leaves a person with nothing: nothing useful offered, or nothing explained."""
    if not decision.reasons or not all(reason.text for reason in decision.reasons):
        return "Nothing explains the decision."
    useful = decision.sets or decision.asks or decision.advice
    return "" if useful else "Nothing is offered, asked or advised."


class Said:
    """An effective entry without bytes: what `fold` and the guard read, and no more; and the one said `before` it."""

    __slots__ = (
        "at_s",
        "before",
        "day",
        "id",
        "kind",
        "lifted",
        "now",
        "quiet",
        "typed",
        "typed_versions",
        "values",
        "versions",
    )

    def __init__(
        self,
        kind: str,
        values: Mapping[str, Any] | None,
        now: Moment,
        versions: tuple[Mapping[str, Any], ...],
        before: Said | None,
    ) -> None:
        """Say something at a moment.

        `versions` other than (values,) stand for a correction that came later; no `values` for something taken back.
        """
        self.id, self.kind, self.values, self.versions = new_id(), kind, values, versions
        self.now, self.at_s, self.day, self.before = now, now.epoch_s, now.day, before
        self.typed_versions: tuple[Any, ...] = tuple([_typed_of(kind, version) for version in versions])
        self.typed = None if values is None else self.typed_versions[-1]
        self.quiet = all(is_quiet(kind, version) for version in versions)
        self.lifted = frozenset(versions[-1].get("lifts", ())) if kind == "screening" else _NOTHING

    @property
    def entry(self) -> Said:
        """Return itself."""
        return self

    def back(self) -> Iterator[Said]:
        """Yield this and all said before it, newest first."""
        here: Said | None = self
        while here is not None:
            yield here
            here = here.before


def _typed_of(kind: str, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - each kind has its own type
    """Read values as the journal does when an entry is read. What is said again and again is read once."""
    if kind not in _REPEATED:
        return typed(kind, values)
    known = _typed.get(id(values))
    if known is None or known[0] is not values:
        if len(_typed) >= _TYPED_MOST:
            _typed.clear()
        known = _typed[id(values)] = values, typed(kind, values)
    return known[1]


@dataclass(frozen=True, slots=True)
class Violation:
    """A breach, with the journal that shows it. `in_session`: not today's plan breaks it, but a step of a session."""

    invariant: str
    text: str
    entries: tuple[Entry, ...]
    now: Moment
    in_session: bool = False


@dataclass(slots=True)
class Tally:
    """What a walk has counted and found."""

    states: set[int] = field(default_factory=set)
    transitions: int = 0
    violations: list[Violation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class World:
    """One programme, the planner's rules, and the tally.

    `judged`: the programme the guard goes by. `hunting`: one breach that today's plan shows is enough.
    """

    programme: Programme
    judged: Programme
    rules: Rules = RULES
    tally: Tally = field(default_factory=Tally)
    hunting: bool = False
    questions: tuple[Input, ...] = ()

    def __post_init__(self) -> None:
        """Look up which questions stand for all."""
        object.__setattr__(self, "questions", one_of_each_tier(self.programme))

    @property
    def over(self) -> bool:
        """Whether a hunt has found what it was for."""
        return self.hunting and any(not one.in_session for one in self.tally.violations)

    def start(self, now: Moment) -> Place:
        """Return the place where nothing has been said."""
        return Place(self, EMPTY, Evidence(self.judged), now)


class Place:
    """Where a path has come to. It is never changed; the decision made here is kept, for it is asked for again."""

    __slots__ = ("_decision", "ahead", "evidence", "now", "session", "state", "trail", "world")

    def __init__(  # noqa: PLR0913, PLR0917 - each is a separate part of where one is
        self,
        world: World,
        state: State,
        evidence: Evidence,
        now: Moment,
        trail: Said | None = None,
        session: Session | None = None,
        ahead: Said | None = None,
    ) -> None:
        """Come to a place."""
        self.world, self.state, self.evidence, self.now = world, state, evidence, now
        self.trail, self.session, self.ahead = trail, session, ahead
        self._decision: Decision | None = None

    def later(self, minutes: int) -> Place:
        """Let time pass."""
        return self._at(self.now.plus(minutes * 60), self.session)

    def _at(self, now: Moment, session: Session | None) -> Place:
        if self.ahead is None or self.ahead.at_s > now.epoch_s:
            return Place(self.world, self.state, self.evidence, now, self.trail, session, self.ahead)
        caught_up = self._take(self.ahead, self.ahead.now, self.trail)
        caught_up.evidence.ahead = False
        return Place(self.world, caught_up.state, caught_up.evidence, now, self.trail, session and caught_up.session)

    def next_morning(self, days: int = 1) -> Place:
        """Go to eight in the morning, some days on."""
        start_of_day = self.now.epoch_s - (self.now.epoch_s + self.now.offset_min * 60) % 86_400
        return self._at(Moment.of(start_of_day + days * 86_400 + 8 * 3600, self.now.offset_min), None)

    def say(self, kind: str, values: Mapping[str, Any], versions: tuple[Mapping[str, Any], ...] | None = None) -> Place:
        """Write one entry: one transition. Half a minute passes."""
        return self._hear(Said(kind, values, self.now, versions or (values,), self.trail))

    def say_and_take_back(self, kind: str, values: Mapping[str, Any]) -> Place:
        """Write one entry that is taken back later: what it said counts wherever that is the careful way."""
        return self._hear(Said(kind, None, self.now, (values,), self.trail))

    def say_ahead(self) -> Place:
        """Write an entry that nothing depends on, with a clock that runs far ahead: there it is night already."""
        if self.ahead is not None:
            return self
        then = self.next_morning().now.plus(-_NIGHT_S)
        said = Said("preference", {"sound": True}, then, ({"sound": True},), self.trail)
        evidence = self.evidence.copy()
        evidence.ahead = True
        self.world.tally.transitions += 1
        return Place(self.world, self.state, evidence, self.now.plus(_ENTRY_S), said, self.session, said)

    def _hear(self, said: Said) -> Place:
        return self._take(said, self.now.plus(_ENTRY_S), said)

    def _take(self, said: Said, now: Moment, trail: Said | None) -> Place:
        world = self.world
        session = self.session.take(said) if self.session else None  # type: ignore[arg-type]
        state = session.state if session else fold(world.programme, self.state, said, world.rules.phases)  # type: ignore[arg-type]
        return self._went_on(said, now, trail, state, session)

    def _went_on(self, said: Said, now: Moment, trail: Said | None, state: State, session: Session | None) -> Place:
        evidence = self.evidence.copy()
        evidence.add(said)  # type: ignore[arg-type]
        self.world.tally.transitions += 1
        return Place(self.world, state, evidence, now, trail, session, self.ahead)

    @property
    def key(self) -> int:
        """Return what tells this place from others, for planner and guard."""
        return hash((self.state.key, key_of(self.evidence, self.now), self.now.epoch_s % 86_400 // 3600))

    def decision(self) -> Decision:
        """Return the plan here; what the guard finds wrong with it is tallied."""
        if self._decision is None:
            world = self.world
            ahead = (self.ahead.id,) if self.ahead else ()
            self._decision = plan(world.programme, self.state, self.now, ahead, world.rules)
            self._tally(check(self.evidence, self.now, self._decision), in_session=False)
            if dead := dead_end(self._decision):
                self._tally((Breach("dead end", dead),), in_session=False)
        return self._decision

    def new(self) -> bool:
        """Say whether nobody has been here yet, and remember it."""
        key, states = self.key, self.world.tally.states
        if key in states:
            return False
        states.add(key)
        return True

    def begin(self, decision: Decision) -> Place:
        """Start a session with a decision."""
        values = {"session": new_id(), "decision": new_id()}
        said = Said("session_started", values, self.now, (values,), self.trail)
        begun = Session.start(self.world.programme, self.state, decision, said)  # type: ignore[arg-type]
        return self._went_on(said, self.now.plus(_ENTRY_S), said, begun.state, begun)

    def leave(self) -> Place:
        """Go on without the session."""
        return Place(self.world, self.state, self.evidence, self.now, self.trail, None, self.ahead)

    @property
    def sitting(self) -> Session:
        """Return the open session."""
        if self.session is None:
            raise ValueError("no session has begun here")
        return self.session

    def step(self, decision: Decision) -> Step:
        """Return what the session offers here; what the guard finds wrong with it is tallied."""
        step = self.sitting.offer(self.now, self.world.rules.blocks)
        self._tally(check_step(self.evidence, self.now, step, decision), in_session=True)
        return step

    def _tally(self, breaches: tuple[Breach, ...], *, in_session: bool) -> None:
        found = self.world.tally.violations
        for breach in breaches:
            if all((one.invariant, one.in_session) != (breach.invariant, in_session) for one in found):
                found.append(Violation(breach.invariant, breach.text, self.journal(), self.now, in_session))

    def journal(self) -> tuple[Entry, ...]:
        """Return the path as a real journal, to be replayed by `unpinch today`."""
        author = Author(_DEVICE)
        written: list[Entry] = []
        said_first = list(self.trail.back())[::-1] if self.trail else []
        for said in said_first:
            first = said.versions[0]
            written.append(author.write(said.kind, first, said.now.text, id=said.id))
            late = said.now.plus(_LATE_S).text
            if said.values is None:
                written.append(author.write("retraction", {"replaces": said.id}, said.now.text, late))
            elif len(said.versions) > 1:
                written.append(author.write(said.kind, {**said.values, "replaces": said.id}, said.now.text, late))
        return tuple(written)
