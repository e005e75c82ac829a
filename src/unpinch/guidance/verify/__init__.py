"""The verifier: walks every reachable state by the shipped `fold`, `plan`, `Session` and guard, as far as it says.

Three searches: breadth-first over every move, seeded walks of a year (both one clock, in order), and seeded paths of
real entries with concrete values, wrong clocks, other zones and late arrivals.
"""

from __future__ import annotations

import copyreg
import gc
import multiprocessing
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType

from unpinch.guard import INVARIANTS
from unpinch.guidance.planner import RULES, Rules
from unpinch.guidance.verify import walks
from unpinch.guidance.verify.inputs import PEOPLE
from unpinch.guidance.verify.paths import Found, walked
from unpinch.guidance.verify.walks import PERSONAS, Reach
from unpinch.guidance.verify.world import Tally, Violation, World
from unpinch.programme.model import Programme

__all__ = ["LONG", "USUAL", "Report", "Violation", "Work", "verify"]


_CHUNK = 250
"""How many paths a worker takes at a time."""
_GARBAGE = 100_000
"""How many new objects a worker makes before it looks for circles among them."""


def _mapping(values: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(values)


# A programme travels to the workers; its mappings can't be pickled without saying how.
copyreg.pickle(MappingProxyType, lambda mapping: (_mapping, (dict(mapping),)))


@dataclass(frozen=True, slots=True)
class Work:
    """How much to walk: transitions of the breadth-first search in all, and seeded walks per person and persona.

    `people`, `personas`: only those of that name. `hunting`: a walk ends with the first breach that today's plan shows.
    `paths`: seeded paths of real entries. `least`: the transitions that may not be fewer.
    """

    breadth: int = 440_000
    walks: int = 1
    days: int = 365
    workers: int = 2
    people: tuple[str, ...] = tuple(one.name for one in PEOPLE)
    personas: tuple[str, ...] = tuple(one.name for one in PERSONAS)
    hunting: bool = False
    paths: int = 0
    least: int = 0


USUAL = Work(paths=4_000)
"""What `unpinch verify` walks: over a million transitions."""
LONG = Work(walks=18, paths=20_000, least=10_000_000)
"""What `unpinch verify --long` walks: over ten million. The count may not fall."""


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
    paths: Found = field(default_factory=Found)
    least: int = 0

    @property
    def too_few(self) -> bool:
        """Whether fewer transitions were walked than have to be."""
        return self.transitions < self.least

    def lines(self) -> Iterable[str]:
        """Yield the report; the last line is the one machines read."""
        for name, reach in self.reaches:
            how = "to closure" if reach.closed else f"to depth {reach.depth} (every move tried before it)"
            yield f"{name}: breadth-first {how}"
        yield f"{self.walks} seeded walks of {self.days} days beyond it"
        if self.paths.paths:
            met = ", ".join(f"{name} {count}" for name, count in sorted(self.paths.met.items()))
            yield f"{self.paths.paths} seeded paths of concrete entries ({self.paths.trained} plans to train): {met}"
        yield (
            f"states {self.states}, transitions {self.transitions}, invariants {self.invariants}, "
            f"violations {len(self.violations)}"
        )


@dataclass(frozen=True, slots=True)
class _Share:
    """What came of one person. Two people never come to the same state: their lasting facts differ."""

    states: int
    transitions: int
    reach: tuple[str, Reach]
    walks: int
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class _Worker:
    """A process that takes one person after another. `judged`: the programme the guard goes by."""

    programme: Programme
    work: Work
    rules: Rules = RULES
    judged: Programme | None = None

    def share(self, name: str) -> _Share:
        """Walk as one person."""
        work, person = self.work, next(one for one in PEOPLE if one.name == name)
        world = World(self.programme, self.judged or self.programme, self.rules, Tally(), work.hunting)
        reach = walks.breadth_first(world, person, work.breadth // len(work.people))
        personas = [one for one in PERSONAS if one.name in work.personas]
        for persona, seed in product(personas, range(work.walks)):
            walks.walk(world, person, persona, seed, work.days)
        tally = world.tally
        walked = len(personas) * work.walks
        return _Share(len(tally.states), tally.transitions, (name, reach), walked, tuple(tally.violations))


_worker: list[_Worker] = []
"""The worker that this process is."""


def _begin(programme: Programme, work: Work, judged: Programme | None) -> None:
    """Be a worker. Of its places hardly any hang together in circles: looking for those seldom saves a tenth."""
    _worker[:] = [_Worker(programme, work, RULES, judged)]
    gc.freeze()
    gc.set_threshold(_GARBAGE)


def _share(name: str) -> _Share:
    return _worker[0].share(name)


def _walked(seeds: range) -> Found:
    worker = _worker[0]
    return walked(worker.programme, seeds, rules=worker.rules, judged=worker.judged)


def _seeds(paths: int) -> list[range]:
    return [range(first, min(first + _CHUNK, paths)) for first in range(0, paths, _CHUNK)]


def _told(shares: Iterable[_Share], paths: Found) -> Iterable[Violation]:
    """Return one violation of each kind, those first that today's plan shows."""
    every = (*paths.violations, *(one for share in shares for one in share.violations))
    found = {(one.invariant, one.in_session): one for one in every}
    return sorted(found.values(), key=lambda one: one.in_session)


def verify(
    programme: Programme, work: Work | None = None, *, rules: Rules = RULES, judged: Programme | None = None
) -> Report:
    """Walk and report. `judged`: the programme the guard goes by, when the planner is given another one to find out."""
    work, paths = work or USUAL, Found()
    if work.workers == 1 or rules is not RULES:
        worker = _Worker(programme, work, rules, judged)
        shares = [worker.share(name) for name in work.people]
        paths = walked(programme, range(work.paths), rules=rules, judged=judged)
    else:
        spawn = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(work.workers, spawn, _begin, (programme, work, judged)) as pool:
            some = pool.map(_share, work.people)
            for found in pool.map(_walked, _seeds(work.paths)):
                paths.add(found)
            shares = list(some)
    return Report(
        states=sum(share.states for share in shares),
        transitions=sum(share.transitions for share in shares) + paths.transitions,
        invariants=len(INVARIANTS),
        reaches=tuple(share.reach for share in shares),
        walks=sum(share.walks for share in shares),
        days=work.days,
        violations=tuple(_told(shares, paths)),
        paths=paths,
        least=work.least,
    )
