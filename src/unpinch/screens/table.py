"""The player's table: every step that can follow (`walking.py` finds them), as the page shows it and as it travels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from unpinch.guard import Evidence
from unpinch.guidance import Session
from unpinch.journal import Moment
from unpinch.programme.decision import BandAdvice, Decision, PlannedSet, Step
from unpinch.programme.model import Programme
from unpinch.screens import function, words
from unpinch.screens.following import Following
from unpinch.screens.nodes import Node
from unpinch.screens.walking import FAR, MORE, Reach, Walk

COUNT_IN_S = 5
FREE = "-free"
"""How the name of a drawing ends that shows a move done without a band."""
_NOTHING_LEFT = "Nothing else is left in this session, so it ends here. That is part of the plan."
_MORE = {"kind": MORE, "title": "One moment.", "text": ["Rest here. We look up what comes next."], "next": {}}


def table_of(  # noqa: PLR0913, PLR0917 - each is a separate part of where the session stands
    programme: Programme,
    session: Session,
    evidence: Evidence,
    decision: Decision,
    now: Moment,
    again: Mapping[int, str],
    said: frozenset[str] = frozenset(),
    reach: Reach = FAR,
) -> dict[str, Any]:
    """Return where the session stands and every step that may follow, each checked by the guard.

    `evidence`: what the guard has read of the journal so far. `decision`: what the session follows.
    `again`: of each set that was done and taken back, the entry that took it back. `said`: the questions of a session's
    end that were answered already. `reach`: how far to look.
    """
    asked = tuple(one.id for one in function.questions(programme))
    following = Following(programme, now, decision, asked)
    walk = Walk(following, reach)
    at = walk.meet(following.node(session, evidence, 0, stopped_set(session), said))
    walk.walk()
    sets: dict[str, dict[str, Any]] = {}
    steps = {name: _shown(walk, name, sets, len(session.sets), again) for name in walk.nodes}
    asks = dict.fromkeys((*asked, "saddle"))
    return {
        "session": session.id,
        "at": at,
        "count_in_s": COUNT_IN_S,
        "questions": {one: _question(programme, one) for one in asks if one in programme.questions},
        "care": walk.care,
        "sets": sets,
        "steps": {**steps, MORE: _MORE},
    }


def packed(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table as it travels: steps in a list with their names, each event leading to a number in it."""
    names = list(table["steps"])
    number = {name: place for place, name in enumerate(names)}

    def numbered(nexts: Mapping[str, str]) -> dict[str, int]:
        return {event: number[name] for event, name in nexts.items()}

    steps = [{**table["steps"][name], "key": name, "next": numbered(table["steps"][name]["next"])} for name in names]
    return {**table, "at": number[table["at"]], "care": numbered(table["care"]), "steps": steps}


def _question(programme: Programme, name: str) -> dict[str, str]:
    question = programme.questions[name]
    return {"text": question.text, "help": question.help}


def stopped_set(session: Session) -> PlannedSet | None:
    """Return the set that the newest stop was about, at the level it had; None where there was no stop."""
    stops = [stop for stop in session.state.core.today.stops if stop.session == session.id]
    if not stops:
        return None
    newest = stops[-1]
    found = [one for one in session.sets if (one.exercise, one.side) == (newest.exercise, newest.side)]
    return _at_level(session.programme, found[0], newest.level) if found else None


def _at_level(programme: Programme, planned: PlannedSet, number: int) -> PlannedSet:
    """Return a planned set as it was offered at an easier level, where no band may be in use."""
    level = programme.exercises[planned.exercise].level(number)
    return replace(planned, level=number, band=planned.band if level.band else BandAdvice("none"))


def _shown(
    walk: Walk, name: str, sets: dict[str, dict[str, Any]], total: int, again: Mapping[int, str]
) -> dict[str, Any]:
    """Return one step as the player reads it; its set is named and stands in `sets`."""
    node = walk.nodes[name]
    found: dict[str, Any] = {"kind": node.kind, "next": walk.nexts[name]}
    if node.about is not None and node.kind not in {"ended", "seek_care"}:
        found["set"] = set_name(node.about)
        sets.setdefault(found["set"], set_of(walk.following.programme, node.about, total, again))
    if node.kind == "wait":
        found["wait_s"] = node.step.wait_s
    return found | _said(node)


def _said(node: Node) -> dict[str, Any]:
    """Return the words of an end, and how it is written."""
    step, found = node.step, dict[str, Any]()
    if node.question:
        found["question"] = node.question
    elif step.kind in {"ended", "seek_care"}:
        how = "stopped" if node.unsettled else "paused" if node.rested else node.how
        text = [*(one.text for one in step.reasons or node.rested), *([_NOTHING_LEFT] if node.rested else [])]
        found = {"title": title(step, how), "text": text, "urgency": step.urgency}
    return {**found, "how": node.how} if node.how else found


def title(step: Step, how: str) -> str:
    """Return the headline of an end."""
    if step.kind == "seek_care":
        return {"emergency": "Please get help now.", "same_day": "Please see someone today."}.get(
            step.urgency, "Please let someone look at this first."
        )
    return {
        "stopped": "Enough for today. You did right to stop.",
        "paused": "Good that you stopped.",
        "left": "Enough for now. That is fine.",
        "done": "That is all for now. Well done.",
    }[how]


def set_name(planned: PlannedSet) -> str:
    """Return the name of a set as it is offered: easier, it is another."""
    return f"{planned.index}-{planned.level}-{planned.repetitions}-{planned.hold_s}"


def set_of(programme: Programme, planned: PlannedSet, total: int, again: Mapping[int, str]) -> dict[str, Any]:
    """Return a set as the player shows it."""
    exercise = programme.exercises[planned.exercise]
    band = planned.band.need != "none"
    found = {
        **{
            name: getattr(planned, name)
            for name in ("index", "exercise", "level", "side", "repetitions", "hold_s", "rest_s")
        },
        "name": exercise.plain_name,
        "level_name": exercise.level(planned.level).name,
        "side_name": words.SIDE_LEG[planned.side],
        "number": planned.index + 1,
        "total": total,
        "tempo": [{"name": part.name, "seconds": part.seconds, "cue": part.cue} for part in planned.tempo],
        "cues": list(planned.cues),
        "drawing": drawing_key(planned),
        "leaving": leaving_key(planned),
        "way_out": exercise.level(planned.level).out(band=band),
        "dose": words.capital(words.amount(planned.repetitions, planned.hold_s)),
        "band": words.taken(planned.band),
        "used": used(planned.band),
    }
    return {**found, "again": again[planned.index]} if planned.index in again else found


def used(band: BandAdvice) -> dict[str, Any]:
    """Return what a finished set says of its band: which of those owned, and its stretch as set up."""
    return {} if band.band is None else {"band": band.band, "stretch_percent": band.stretch_percent}


def drawing_key(planned: PlannedSet) -> str:
    """Return the name under which the page carries the set's drawings. The right leg's are the left's, mirrored."""
    return f"{planned.exercise}-{planned.level}"


def leaving_key(planned: PlannedSet) -> str:
    """Return the name under which the page carries the drawing of how to get out."""
    return drawing_key(planned) + ("" if planned.band.need != "none" else FREE)


def with_band(shown: Mapping[str, Any]) -> bool:
    """Tell whether a set as the player shows it is done with a band."""
    return not shown["leaving"].endswith(FREE)
