"""decide: a journal and the time give a decision, checked by the guard."""

from __future__ import annotations

from collections.abc import Iterable

from unpinch.guard import guard
from unpinch.guidance.folding import fold_all
from unpinch.guidance.planner import RULES, Rules, plan
from unpinch.guidance.state import EMPTY, State
from unpinch.journal import Entry, Moment, Settled, settle
from unpinch.programme.decision import Decision
from unpinch.programme.model import Programme


def decide(programme: Programme, entries: Iterable[Entry], now: Moment, rules: Rules = RULES) -> Decision:
    """Return what to do now, from the person's whole journal. Pure: the same arguments give the same decision."""
    settled = settle(entries, now)
    state = fold_all(programme, settled.entries, EMPTY, rules.phases)
    return checked(programme, settled, state, now, rules)


def checked(programme: Programme, settled: Settled, state: State, now: Moment, rules: Rules = RULES) -> Decision:
    """Return the plan for a state, checked by the guard against the entries the state was made from."""
    ahead = tuple(aside.id for aside in settled.ahead)
    return guard(programme, settled, now, plan(programme, state, now, ahead, rules))
