"""The verifier: walks every reachable state by the shipped `fold`, `plan`, `Session` and guard, as far as it says."""

from __future__ import annotations

import copyreg
import multiprocessing
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType

from unpinch.guard import INVARIANTS
from unpinch.guidance.planner import RULES, Rules
from unpinch.guidance.verify import walks
from unpinch.guidance.verify.inputs import PEOPLE
from unpinch.guidance.verify.walks import PERSONAS, Reach
from unpinch.guidance.verify.world import Tally, Violation, World
from unpinch.programme.model import Programme

__all__ = ["Report", "Violation", "Work", "verify"]


def _mapping(values: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(values)


# A programme travels to the workers; its mappings can't be pickled without saying how.
copyreg.pickle(MappingProxyType, lambda mapping: (_mapping, (dict(mapping),)))


@dataclass(frozen=True, slots=True)
class Work:
    """How much to walk: transitions of the breadth-first search in all, and seeded walks per person and persona.

    `people`, `personas`: only those of that name. `hunting`: a walk ends with the first breach that today's plan shows.
    """

    breadth: int = 440_000
    walks: int = 1
    days: int = 365
    workers: int = 2
    people: tuple[str, ...] = tuple(one.name for one in PEOPLE)
    personas: tuple[str, ...] = tuple(one.name for one in PERSONAS)
    hunting: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What was walked and found."""

    states: int
    transitions: int
    invariants: int
    reaches: tuple[tuple[str, Reach], ...]
    walks: int
    days: int
    violations: tuple[Violation, ...]

    def lines(self) -> Iterable[str]:
        """Yield the report; the last line is the one machines read."""
        for name, reach in self.reaches:
            how = "to closure" if reach.closed else f"to depth {reach.depth} (every move tried before it)"
            yield f"{name}: breadth-first {how}"
        yield f"{self.walks} seeded walks of {self.days} days beyond it"
        yield (
            f"states {self.states}, transitions {self.transitions}, invariants {self.invariants}, "
            f"violations {len(self.violations)}"
        )


@dataclass(frozen=True, slots=True)
class _Share:
    """One worker's share of the walk, and what came of it."""

    states: int
    transitions: int
    reaches: tuple[tuple[str, Reach], ...]
    walks: int
    violations: tuple[Violation, ...]


def _share(
    programme: Programme, work: Work, worker: int, rules: Rules = RULES, judged: Programme | None = None
) -> _Share:
    world = World(programme, judged or programme, rules, Tally(), work.hunting)
    people = [one for one in PEOPLE if one.name in work.people]
    personas = [one for one in PERSONAS if one.name in work.personas]
    reaches = []
    for person in people[worker :: work.workers]:
        reaches.append((person.name, walks.breadth_first(world, person, work.breadth // len(people))))
        for persona, seed in product(personas, range(work.walks)):
            walks.walk(world, person, persona, seed, work.days)
    tally = world.tally
    walked = len(reaches) * len(personas) * work.walks
    return _Share(len(tally.states), tally.transitions, tuple(reaches), walked, tuple(tally.violations))


def _told(shares: Iterable[_Share]) -> Iterable[Violation]:
    """Return one violation of each kind, those first that today's plan shows."""
    found = {(one.invariant, one.in_session): one for share in shares for one in share.violations}
    return sorted(found.values(), key=lambda one: one.in_session)


def verify(
    programme: Programme, work: Work | None = None, *, rules: Rules = RULES, judged: Programme | None = None
) -> Report:
    """Walk and report. `judged`: the programme the guard goes by, when the planner is given another one to find out."""
    work = work or Work()
    if work.workers == 1 or rules is not RULES:
        shares = [_share(programme, work, worker, rules, judged) for worker in range(work.workers)]
    else:
        with ProcessPoolExecutor(work.workers, multiprocessing.get_context("spawn")) as pool:
            shares = list(pool.map(_share, [programme] * work.workers, [work] * work.workers, range(work.workers)))
    return Report(
        states=sum(share.states for share in shares),
        transitions=sum(share.transitions for share in shares),
        invariants=len(INVARIANTS),
        reaches=tuple(reach for share in shares for reach in share.reaches),
        walks=sum(share.walks for share in shares),
        days=work.days,
        violations=tuple(_told(shares)),
    )
