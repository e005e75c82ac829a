"""The world the verifier walks in: entries that a person might write, and what planner, session and guard make of them.

It defines no rule, dose or phase of its own: the shipped `fold`, `plan`, `Session` and guard judge everything.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from unpinch.guard import Breach, Evidence, check, check_step
from unpinch.guidance.folding import fold
from unpinch.guidance.planner import RULES, Rules, plan
from unpinch.guidance.session import Session
from unpinch.guidance.state import EMPTY, State
from unpinch.journal import Author, Entry, Moment, canonical
from unpinch.programme.decision import Decision, Step
from unpinch.programme.model import Programme

_LATE_S = 1200
_NIGHT_S = 5 * 3600
_ENTRY_S = 30
_DEVICE = "0f0f0f0f-0000-4000-8000-000000000001"
_numbers = itertools.count(1)


def new_id() -> str:
    """Return an id that no other entry of this process has."""
    return f"00000000-0000-4000-8000-{next(_numbers):012x}"


class Said:
    """An effective entry without bytes: what `fold` and the guard read, and no more."""

    __slots__ = ("at_s", "day", "id", "kind", "lifted", "now", "values", "versions")

    def __init__(
        self, kind: str, values: Mapping[str, Any] | None, now: Moment, versions: tuple[Mapping[str, Any], ...]
    ) -> None:
        """Say something at a moment.

        `versions` other than (values,) stand for a correction that came later; no `values` for something taken back.
        """
        self.id, self.kind, self.values, self.versions = new_id(), kind, values, versions
        self.now, self.at_s, self.day = now, now.epoch_s, now.day
        self.lifted: frozenset[str] = frozenset(versions[-1].get("lifts", ())) if kind == "screening" else frozenset()

    @property
    def entry(self) -> Said:
        """Return itself."""
        return self

    @property
    def raw(self) -> bytes:
        """Return the end of its bytes, which the guard compares."""
        return b'"values":' + canonical(self.versions[-1])


@dataclass(frozen=True, slots=True)
class Trail:
    """The entries that led here, newest first."""

    said: Said
    before: Trail | None

    def back(self) -> Iterator[Said]:
        """Yield the entries, newest first."""
        here: Trail | None = self
        while here is not None:
            yield here.said
            here = here.before


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

    @property
    def over(self) -> bool:
        """Whether a hunt has found what it was for."""
        return self.hunting and any(not one.in_session for one in self.tally.violations)

    def start(self, now: Moment) -> Place:
        """Return the place where nothing has been said."""
        return Place(self, EMPTY, Evidence(self.judged), now, None, None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path has come to."""

    world: World
    state: State
    evidence: Evidence
    now: Moment
    trail: Trail | None
    session: Session | None
    ahead: Said | None = None

    def later(self, minutes: int) -> Place:
        """Let time pass."""
        return self._at(self.now.plus(minutes * 60), self.session)

    def _at(self, now: Moment, session: Session | None) -> Place:
        if self.ahead is None or self.ahead.at_s > now.epoch_s:
            return Place(self.world, self.state, self.evidence, now, self.trail, session, self.ahead)
        caught_up = self._take(self.ahead, self.ahead.now, self.trail)
        caught_up.evidence.ahead = False
        return replace(caught_up, now=now, session=session, ahead=None)

    def next_morning(self, days: int = 1) -> Place:
        """Go to eight in the morning, some days on."""
        start_of_day = self.now.epoch_s - (self.now.epoch_s + self.now.offset_min * 60) % 86_400
        return self._at(Moment.of(start_of_day + days * 86_400 + 8 * 3600, self.now.offset_min), None)

    def say(self, kind: str, values: Mapping[str, Any], versions: tuple[Mapping[str, Any], ...] | None = None) -> Place:
        """Write one entry: one transition. Half a minute passes."""
        said = Said(kind, values, self.now, versions or (values,))
        return self._hear(said)

    def say_and_take_back(self, kind: str, values: Mapping[str, Any]) -> Place:
        """Write one entry that is taken back later: what it said counts wherever that is the careful way."""
        return self._hear(Said(kind, None, self.now, (values,)))

    def say_ahead(self) -> Place:
        """Write an entry that nothing depends on, with a clock that runs far ahead: there it is night already."""
        if self.ahead is not None:
            return self
        said = Said("preference", {"sound": True}, self.next_morning().now.plus(-_NIGHT_S), ({"sound": True},))
        evidence = self.evidence.copy()
        evidence.ahead = True
        self.world.tally.transitions += 1
        now, trail = self.now.plus(_ENTRY_S), Trail(said, self.trail)
        return Place(self.world, self.state, evidence, now, trail, self.session, said)

    def _hear(self, said: Said) -> Place:
        return self._take(said, self.now.plus(_ENTRY_S), Trail(said, self.trail))

    def _take(self, said: Said, now: Moment, trail: Trail | None) -> Place:
        world = self.world
        evidence = self.evidence.copy()
        evidence.add(said)  # type: ignore[arg-type]
        session = self.session.take(said) if self.session else None  # type: ignore[arg-type]
        state = session.state if session else fold(world.programme, self.state, said, world.rules.phases)  # type: ignore[arg-type]
        world.tally.transitions += 1
        return Place(world, state, evidence, now, trail, session, self.ahead)

    @property
    def key(self) -> int:
        """Return what tells this place from others, for planner and guard."""
        return hash((self.state.key, self.evidence.key(self.now), self.now.epoch_s % 86_400 // 3600))

    def decision(self) -> Decision:
        """Return the plan here; what the guard finds wrong with it is tallied."""
        world = self.world
        ahead = (self.ahead.id,) if self.ahead else ()
        decision = plan(world.programme, self.state, self.now, ahead, world.rules)
        self._tally(check(self.evidence, self.now, decision), in_session=False)
        return decision

    def new(self) -> bool:
        """Say whether nobody has been here yet, and remember it."""
        key, states = self.key, self.world.tally.states
        if key in states:
            return False
        states.add(key)
        return True

    def begin(self, decision: Decision) -> Place:
        """Start a session with a decision."""
        session = new_id()
        values = {"session": session, "decision": new_id()}
        said = Said("session_started", values, self.now, (values,))
        heard = self._hear(said)
        begun = Session.start(self.world.programme, self.state, decision, said)  # type: ignore[arg-type]
        return replace(heard, session=begun, state=begun.state)

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
