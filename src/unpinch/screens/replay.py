"""A session replayed from the journal: the decision it names, then everything written since."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from unpinch.guard import judge_step
from unpinch.guidance import Session, State, fold_all
from unpinch.journal import Effective, Entry, derived_id
from unpinch.programme.decision import BandAdvice, Decision, PlannedSet, Reason, Step, Tempo
from unpinch.programme.model import Programme
from unpinch.screens import words
from unpinch.screens.asked import Draft, unknown
from unpinch.screens.case import Case
from unpinch.screens.remembered import Remembered


@dataclass(frozen=True, slots=True)
class Sitting:
    """One session of the record: its id, the entry it began with, and where it stands."""

    id: str
    started: Effective
    session: Session
    step: Step
    decision: Decision

    @property
    def decision_id(self) -> str:
        """Return the id of the decision it follows."""
        return str(self.started.versions[0]["decision"])


def read_decision(entry: Entry) -> Decision:
    """Return a stored decision as it was shown."""
    known: dict[str, Any] = json.loads(entry.values["result"])
    known["sets"] = tuple(_planned(one) for one in known["sets"])
    known["reasons"] = tuple(Reason(**{**one, "entries": tuple(one["entries"])}) for one in known["reasons"])
    lists = {name: tuple(known[name]) for name in ("would_change", "asks", "advice")}
    return Decision(**{**known, **lists})


def _planned(one: dict[str, Any]) -> PlannedSet:
    tempo = tuple(Tempo(**part) for part in one["tempo"])
    return PlannedSet(**{**one, "tempo": tempo, "band": BandAdvice(**one["band"]), "cues": tuple(one["cues"])})


def decision_entry(case: Case, id_: str) -> Entry:
    """Return a stored decision of this record; refuse anything else."""
    named = case.by_id.get(id_)
    if named is None or named.kind != "decision":
        raise unknown()
    return named


def _followed(case: Case, id_: str) -> Decision:
    """Return the decision a session follows; one without sets where it hasn't arrived: a stop is still asked about."""
    named = case.by_id.get(id_)
    if named is None or named.kind != "decision":
        return Decision("rest", "none", None, (), 0, ())
    return read_decision(named)


def replayed(case: Case, session: str) -> Sitting:
    """Return a session of this record as it stands now; refuse one that isn't in it."""
    started = next((one for one in case.every("session_started") if _begins(one, session)), None)
    if started is None:
        raise unknown()
    effective = case.settled.entries
    place = bisect_left(effective, started.order, key=attrgetter("order"))
    decision = _followed(case, started.versions[0]["decision"])
    first = Session.start(case.programme, _before(case.programme, effective[:place]), decision, started)
    now = first.take_all(effective[place + 1 :])
    step = judge_step(case.course.evidence, case.now, now.offer(case.now), decision)
    return Sitting(session, started, now, step, decision)


@dataclass(frozen=True, slots=True)
class Before:
    """The state that a session began with: after all that counts before it."""

    programme: Programme
    entries: tuple[Effective, ...]
    state: State


_folded: Remembered[Before] = Remembered()
"""That of each record's last session."""


def _before(programme: Programme, entries: tuple[Effective, ...]) -> State:
    """Return the state before a session; a record of years is folded once for all its pages."""
    known = _folded.of(entries)
    if known is not None and known.programme is programme and len(known.entries) == len(entries):
        return known.state
    return keep(programme, entries, fold_all(programme, entries))


def keep(programme: Programme, entries: tuple[Effective, ...], state: State) -> State:
    """Remember the state after these entries: a session begins with it."""
    return _folded.keep(Before(programme, entries, state)).state


def forget() -> None:
    """Drop what was kept: after an erasure, or to measure a first reading."""
    _folded.forget()


def _begins(one: Effective, session: str) -> bool:
    return bool(one.versions[0]["session"] == session)


def unfinished(case: Case) -> Sitting | None:
    """Return the newest session of today that isn't over, or None."""
    ended = {one.values["session"] for one in case.of_kind("session_ended") if one.values}
    begun = [one for one in case.of_kind("session_started") if one.day == case.now.day]
    for one in reversed(begun):
        session = one.versions[0]["session"]
        if session not in ended:
            sitting = replayed(case, session)
            return None if sitting.step.kind in {"ended", "seek_care"} else sitting
    return None


_PAGES = {"felt": "/felt", "stop_answer": "/stop", "settled": "/settle", "ended": "/end"}
"""The plain page of each step that has one of its own."""


def ended_draft(session: str, how: str) -> Draft:
    """Return the end of a session; it has one."""
    return Draft("session_ended", {"session": session, "how": how}, derived_id("session_ended", session, how))


def path(case: Case, session: str, page: str = "") -> str:
    """Return the address of a session's page."""
    return f"{case.place.root}/session/{session}{page}"


def next_path(case: Case, sitting: Sitting) -> str:
    """Return the plain page of the step that is next."""
    if sitting.step.kind == "seek_care":
        return f"{case.place.root}/today"
    return path(case, sitting.id, _PAGES.get(sitting.step.kind, ""))


def about(case: Case, planned: PlannedSet) -> str:
    """Return an exercise and its side in words."""
    return f"{case.programme.exercises[planned.exercise].plain_name}, {words.SIDE_LEG[planned.side]}"
