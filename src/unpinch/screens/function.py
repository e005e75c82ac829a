"""Function before pain (S13), asked at once when a feeling hasn't gone back: one plain question a screen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import dropwhile
from typing import Any

from unpinch.guidance import Session
from unpinch.journal import Effective
from unpinch.programme.model import Programme, Question
from unpinch.screens import forms, layout, words
from unpinch.screens.asked import Asked, RefusedError, Screen
from unpinch.screens.case import Case
from unpinch.screens.replay import Sitting, path, replayed

ANSWERS = ("yes", "not_sure", "no")
_TOPIC, _ALSO = "weakness", frozenset({"saddle"})
"""Weakness and numbness, new or growing; and numbness between the legs, which is never to be missed."""
_WHY = "The feeling did not go back by itself. So we ask at once what your leg can do: that counts more than pain."


def questions(programme: Programme) -> tuple[Question, ...]:
    """Return what S13 asks, weakness first."""
    found = [one for one in programme.questions.values() if one.topic == _TOPIC or one.id in _ALSO]
    return tuple(sorted(found, key=lambda one: one.id in _ALSO))


def wanted(session: Session) -> bool:
    """Tell whether the session had a tingle stop that isn't known to have gone back."""
    stops = [stop for stop in session.state.core.today.stops if stop.session == session.id and stop.tingling]
    return any(stop.waiting or stop.settled == "not_back" for stop in stops)


def answered(entries: Iterable[Effective], session: Session) -> frozenset[str]:
    """Return the questions that were answered, whatever the answer, since the session's newest tingle stop."""
    stops = [stop for stop in session.state.core.today.stops if stop.session == session.id and stop.tingling]
    if not stops:
        return frozenset()
    newest = stops[-1].ids[0]
    later = dropwhile(lambda one: one.id != newest, entries)
    said = (one.values for one in later if one.kind == "screening" and one.values is not None)
    return frozenset(id_ for values in said for name in ANSWERS for id_ in values[name])


def left(case: Case, sitting: Sitting) -> tuple[Question, ...]:
    """Return the questions that a session's end still waits for."""
    if sitting.step.kind != "ended" or sitting.started.day != case.now.day or not wanted(sitting.session):
        return ()
    said = answered(case.settled.entries, sitting.session)
    return tuple(one for one in questions(case.programme) if one.id not in said)


def values(question: str, answer: str) -> dict[str, Any]:
    """Return the screening entry of one answer."""
    return {"scope": "event", **{name: [question] if name == answer else [] for name in ANSWERS}}


def check(case: Case, asked: Asked) -> Screen:
    """Ask the next of the questions; an alarming answer leads to the right advice at once."""
    sitting = replayed(case, asked.args["session"])
    waiting = left(case, sitting)
    if not waiting:
        return layout.go(path(case, sitting.id, "/next"))
    if not asked.posted:
        return Screen("question.html", _context(case, waiting))
    forms.refuse_unknown(asked, ("question", "answer"))
    answer = asked.one("answer")
    if answer not in ANSWERS or asked.one("question") != waiting[0].id:
        raise RefusedError("This answer doesn't fit the question. Load the page again. Nothing was saved.")
    then = asked.path if answer == "no" else f"{case.place.root}/today"
    return layout.go(then, forms.draft(asked, "screening", values(waiting[0].id, answer)))


def _context(case: Case, waiting: tuple[Question, ...]) -> dict[str, Any]:
    first, total = waiting[0], len(questions(case.programme))
    return {
        "page": layout.page(case, "One check before you go"),
        "back": "",
        "question": {"id": first.id, "text": first.text, "help": first.help, "why": _WHY},
        "number": total - len(waiting) + 1,
        "total": total,
        "source": words.source(case.programme, first.source),
    }
