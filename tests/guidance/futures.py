"""What comes after every golden situation: short scripted futures, lived by the verifier's own moves.

Each future is kept as one line: the last plan to train, a name for all decisions on the way, and one for what the guard
says of a row of proposals before each session and at the end. The lines are a net, as the golden decisions are: a
change shows here, and whoever makes it says whether it was meant. They are written by `python -m tools.golden refresh`,
which keeps the old line of a future in which the guard finds a plan unsafe.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, reduce
from pathlib import Path
from typing import Any

from tests.builders import shipped
from tests.guard.making import NO_BAND, a_set, half, rest, train
from tools import golden
from unpinch.guard import check, due_urgency, read
from unpinch.guidance import fold_all
from unpinch.guidance.verify import moves
from unpinch.guidance.verify.world import Place, World
from unpinch.journal import Entry, Moment, read_lines, settle
from unpinch.programme.decision import PHASES, Decision, PlannedSet

KEPT = Path(__file__).with_name("futures.txt")
Act = Callable[[Place], Place]

_MOVES = {move.name: move.go for move in (*moves.MORNINGS, *moves.SELDOM, *moves.WAITS)}
_SESSIONS = {move.name: move.go for move in moves.SESSIONS}


def _act(name: str) -> Act:
    """Return a move by its name. A session is only gone through where there is one to go through."""
    if name in _MOVES:
        return _MOVES[name]
    sit = _SESSIONS[name]
    return lambda place: sit(_answered(place)) if _answered(place).decision().kind == "train" else place


def _answered(place: Place) -> Place:
    return moves.line(place) if "screening_line" in place.decision().asks else place


def _cleared(place: Place) -> Place:
    """Have every standing flag cleared by someone who examined today."""
    ways = [move for move in moves.ways_out(place) if move.name.startswith("cleared ")]
    return reduce(lambda here, move: move.go(here), ways, place)


_NEXT, _LATER = "next morning", "that evening"
_DAY = (_NEXT, "calm", "session")
FUTURES: dict[str, tuple[str, ...]] = {
    "now": (),
    "an hour on": ("in an hour",),
    "trained, then calm": ("session", *_DAY),
    "twice a day": (*_DAY, _LATER, "session, easier", _LATER, "session"),
    "a good fortnight": (_NEXT, "quiet", "session", *(_NEXT, "calm and free", "session") * 2) * 5,
    "calm after five days": ("after five days", "calm", "session, felt worse", _NEXT, "one", "session"),
    "calm after seven days": ("after seven days", "calm", "session", _NEXT, "quiet"),
    "a bad morning": (_NEXT, "six in the foot", "session", *_DAY, *_DAY, *_DAY),
    "carried over": (*_DAY, _NEXT, "carried over", "session", _NEXT, "long reaction", *_DAY),
    "a week of four": (_NEXT, "four in the thigh", "session") * 7,
    "three worse days": (_NEXT, "three in the calf", _NEXT, "four", "session", _NEXT, "five"),
    "tingling": (_NEXT, "tingling", "session, tingling, back", *_DAY, *_DAY, *_DAY),
    "tingling that stays": (_NEXT, "calm", "session, tingling, not back", *_DAY),
    "pain that travels": (_NEXT, "calm", "session, pain down, not back", _NEXT, "calm", "session, sharp back"),
    "too strong": (_NEXT, "four", "session, too strong, two above", _NEXT, "seven", "session"),
    "numb": (_NEXT, "a little numb", "session", _NEXT, "numb"),
    "eight once": (_NEXT, "was eight, now two", "session", _NEXT, "eight in the thigh", _NEXT, "calm", "session"),
    "sore": (_NEXT, "quiet", "session", _NEXT, "sore", "session", "after two days", "quiet", "session"),
    "seen and cleared": ("cleared", "assessment had", *_DAY, _NEXT, "painkillers", "session"),
    "booked": ("assessment booked", *_DAY, "pause", _NEXT, "resume", "calm", "session"),
    "not yet": ("assessment not yet", _NEXT, "calm", "assessment had", "session", *_DAY),
    "second thoughts": (_NEXT, "weaker, corrected", _NEXT, "calm", "session, first set taken back", *_DAY),
}  # fmt: skip


def lived(place: Place, names: Sequence[str]) -> Iterator[tuple[str, Place]]:
    """Live on from a place, and yield each move's name with the place before it; the last one without a move."""
    for name in names:
        yield name, place
        place = _cleared(place) if name == "cleared" else _act(name)(place)
    yield "", place


def place_of(entries: Sequence[Entry], now: Moment) -> Place:
    """Return where a journal leads to."""
    settled = settle(entries, now)
    world = World(shipped(), shipped())
    return Place(world, fold_all(shipped(), settled.entries), read(shipped(), settled.entries), now)


# -- what is kept of a place ------------------------------------------------------------------------------------------


@cache
def probes() -> tuple[Decision, ...]:
    """Return proposals for the guard: every level of everything at its start dose, more of it, less of it, nothing."""
    levels = [(one.id, level.number) for one in shipped().exercises.values() for level in one.levels]
    starts = [a_set(name, level, None) for name, level in levels]
    alone = [train(one, phase="maintain") for one in starts]
    right = [train(replace(one, side="right"), phase="maintain") for one in starts if one.side == "left"]
    more = [train(_more(one), phase="maintain") for one in starts]
    gentle = [train(half("floss", level), phase=phase) for level in (0, 1) for phase in PHASES]
    return (*alone, *right, *more, *gentle, rest(), rest("check_in"), rest(urgency="same_day"))


def _more(one: PlannedSet) -> PlannedSet:
    step: Any = {"repetitions": one.repetitions + 2} if one.repetitions else {"hold_s": one.hold_s + 30}
    return replace(one, band=NO_BAND, **step)


def _verdicts(place: Place) -> str:
    """Say what the guard finds wrong with each probe here, and which urgency it finds due."""
    evidence, now = place.evidence, place.now
    return " ".join(
        f"{due_urgency(evidence, now, probe)}{','.join(sorted({one.invariant for one in check(evidence, now, probe)}))}"
        for probe in probes()
    )


def told(place: Place, names: Sequence[str]) -> str:
    """Return the line of a future."""
    decisions, verdicts, trained = [], [], ""
    for name, here in lived(place, names):
        decision = here.decision()
        decisions.append(_told(decision))
        trained = decisions[-1] if decision.kind == "train" else trained
        if not name or name in _SESSIONS:
            verdicts.append(_verdicts(here))
    breaches = "".join(f" BREACH {one.invariant}" for one in place.world.tally.violations)
    return f"{trained or decisions[-1]} #{_named(decisions)} #{_named(verdicts)}{breaches}"


def _named(texts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:8]


def _told(decision: Decision) -> str:
    """Return a decision's kind, urgency, phase, sets, rules, asks and advice; no words."""
    sets = " ".join(_told_set(one) for one in decision.sets)
    rules = " ".join(reason.rule for reason in decision.reasons)
    asks, advice = ",".join(decision.asks), ",".join(decision.advice)
    return f"{decision.kind} {decision.urgency} {decision.phase} [{sets}] {rules} ?{asks} !{advice}"


def _told_set(one: PlannedSet) -> str:
    amount = f"x{one.repetitions}" if one.repetitions else f"{one.hold_s}s"
    return f"{one.exercise}{one.level}{one.side[0]}{amount}~{one.band.force_high_n}"


# -- the kept lines ---------------------------------------------------------------------------------------------------


@cache
def situations() -> tuple[str, ...]:
    """Return one golden situation in eight, chosen by its name alone: the futures of the others hardly differ."""
    every = golden.names(golden.FOLDER, golden.JOURNAL)
    return tuple(name for name in every if hashlib.sha256(name.encode()).digest()[0] % 8 == 3)


def lines_of(name: str) -> Iterator[str]:
    """Yield the line of each future of one golden situation."""
    entries, _ = read_lines(golden.lines_of(golden.FOLDER, name))
    start = place_of(entries, Moment.parse(golden.expected_of(golden.FOLDER, name)["now"]))
    for future, names in FUTURES.items():
        anew = Place(World(shipped(), shipped()), start.state, start.evidence, start.now)
        yield f"{name} | {future} | {told(anew, names)}"


def kept() -> dict[str, list[str]]:
    """Return the kept lines of each situation."""
    found: dict[str, list[str]] = {}
    for line in KEPT.read_text("utf-8").splitlines():
        found.setdefault(line.partition(" | ")[0], []).append(line)
    return found


def refresh() -> list[str]:
    """Write all lines anew; return those in which the guard finds a plan unsafe, which are not written."""
    lines = [line for name in situations() for line in lines_of(name)]
    KEPT.write_text("".join(f"{line}\n" for line in lines if " BREACH " not in line), "utf-8")
    return [line for line in lines if " BREACH " in line]
