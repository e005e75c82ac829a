"""The safety questions one a screen: full, weekly or daily. Earlier answers stand in the form, not in the address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from unpinch.journal import Entry, derived_id
from unpinch.programme.model import Question
from unpinch.screens import forms, layout, screening, words
from unpinch.screens.asked import Asked, Draft, RefusedError, Screen, unknown
from unpinch.screens.case import Case
from unpinch.screens.known import ONE_BY_ONE, known
from unpinch.screens.questions import LETTERS, Ask, Way, alarming

LASTS_S = 6 * 3600
"""For how long answers that aren't written yet hold, in seconds; then they are asked anew (choice)."""
STEPPED: Mapping[str, str] = {"full": "full", "weekly": "weekly", "each": "daily"}
"""Which screening a page of this kind writes."""
_FIELDS = ("question", "answer", "said")
_MARK, _TIME = 8, 8
_STAMP = _MARK + _TIME
_SAID = re.compile(rf"[0-9a-f]{{{_STAMP}}}[nyu]{{1,500}}")
_TELLING = frozenset({"screening", "check_in", "stopped", "stop_answer", "settled", "clearance"})
_TOGETHER = "You said no to these all together. Now one by one, so that none slips by."
_OPENS_WHY = "A no here saves you a few questions that only matter otherwise."
_LATE = "It has been a while since your first answer, so we ask from the start."
_A_MINUTE = 12
"""How many questions a person answers in a minute, about."""


class Said:
    """The answers so far as the form holds them: which record they belong to, when they began, a letter a screen."""

    def __init__(self, case: Case, asked: Asked) -> None:
        """Read them; refuse what no page of ours made. What is too old, or of before something newer, doesn't count."""
        text = asked.one("said")
        if text and not _SAID.fullmatch(text):
            raise RefusedError("These answers don't belong to our questions. Please start them again.")
        self.mark = _mark(case)
        self.overtaken = bool(text) and text[:_MARK] != self.mark
        begun_s = int(text[_MARK:_STAMP], 16) if text else case.now.epoch_s
        self.late = not 0 <= case.now.epoch_s - begun_s <= LASTS_S
        good = not self.overtaken and not self.late
        self.begun_s = begun_s if good else case.now.epoch_s
        self.letters = text[_STAMP:] if good else ""

    def text(self, letters: str) -> str:
        """Return what the form holds; nothing before the first answer."""
        return f"{self.mark}{self.begun_s:0{_TIME}x}{letters}" if letters else ""


def _mark(case: Case) -> str:
    newest = next((one.id for one in reversed(case.written) if one.kind in _TELLING), "")
    spared = repr(sorted(known(case).items()))
    return derived_id("questions", case.programme.hash, case.place.device, newest, spared)[:_MARK]


def steps(case: Case, asked: Asked) -> Screen:
    """Ask the questions of a scope one by one; an alarming answer is written at once."""
    scope = STEPPED.get(asked.args["scope"])
    if scope is None:
        raise unknown()
    forms.refuse_unknown(asked, _FIELDS)
    said = Said(case, asked)
    way = Way(case.programme, scope, said.letters, known(case))
    if asked.posted and asked.one("answer"):
        return layout.go(f"{case.place.root}/today") if said.overtaken else _taken(case, asked, said, way)
    return _shown(case, asked, said, way if way.letters else way.gone_on(slipped(case)))


def _taken(case: Case, asked: Asked, said: Said, way: Way) -> Screen:
    if said.late:
        return _shown(case, asked, said, way)
    answer, ask = asked.one("answer"), way.next
    if answer not in LETTERS or ask is None or asked.one("question") != ask.id:
        raise RefusedError("This answer doesn't fit the question. Load the page again. Nothing was saved.")
    if ask.question and alarming(ask.question) and answer != "no":
        return _alarm(case, asked, ask.question, answer, way)
    return _shown(case, asked, said, way.after(answer))


def _alarm(case: Case, asked: Asked, question: Question, answer: str, way: Way) -> Screen:
    """Write an alarming answer, with those before it: where it was a slip, the questions go on from there."""
    values = screening.event({**way.given, question.id: answer})
    return layout.go(f"{case.place.root}/today", forms.draft(asked, "screening", values, way.letters))


def _shown(case: Case, asked: Asked, said: Said, way: Way) -> Screen:
    if way.next is None:
        return _complete(case, way)
    return Screen("question.html", _context(case, asked, said, way, way.next))


def _complete(case: Case, way: Way) -> Screen:
    """Write all answers as one entry. Its id is made of them and the record: a form sent twice can't double it."""
    values = screening.event(way.answers, way.scope)
    draft = Draft("screening", values, derived_id("screening", case.form_id, way.letters))
    return layout.go(f"{case.place.root}/today", draft)


def _context(case: Case, asked: Asked, said: Said, way: Way, ask: Ask) -> dict[str, Any]:
    question, first = ask.question, (ask.question or ask.opens[0])
    notice = _LATE if said.late else ""
    return {
        "page": layout.page(case, "Safety questions", here=asked.path, notice=notice),
        "question": {
            "id": ask.id,
            "text": ask.text,
            "parts": _parts(way, ask),
            "note": _TOGETHER if _asked_together(way, ask) else "",
            "help": question.help if question else "",
            "why": screening.WHY[question.tier] if question else _OPENS_WHY,
        },
        "topic": case.programme.topics.get(first.topic, ""),
        "said": said.text(way.letters),
        "back": {"said": said.text(way.letters[:-1])} if way.letters else None,
        "number": way.number,
        "total": way.total,
        "minutes": minutes(way.total - way.number + 1),
        "source": words.source(case.programme, first.source),
    }


def _parts(way: Way, ask: Ask) -> tuple[str, str, str]:
    """Return the question in three, the middle being where it differs from a like one just before."""
    return words.differing(ask.text, way.before.text) if way.before else (ask.text, "", "")


def _asked_together(way: Way, ask: Ask) -> bool:
    """Tell whether a question comes again that was part of an opening question with a no."""
    opener = way.programme.questions.get(ONE_BY_ONE.get(ask.id, ""))
    return opener is not None and way.opened.get(opener.only_if) == "no"


def minutes(questions: int) -> int:
    """Return how many minutes so many questions take, about."""
    return -(-questions // _A_MINUTE)


# -- after a slip ------------------------------------------------------------------------------------------------------


def go_on(case: Case, asked: Asked) -> Screen:
    """Go on with the questions in which an answer was a slip, or to today where none are asked for."""
    del asked
    asks, said = case.decision.asks, slipped(case)
    each = {"screening_full": "full", "screening_weekly": "weekly"} | ({"screening_daily": "each"} if said else {})
    scope = next((page for ask, page in each.items() if ask in asks), "")
    return layout.go(f"{case.place.root}/screening/{scope}" if scope else f"{case.place.root}/today")


def slipped(case: Case) -> dict[str, str]:
    """Return what was answered one by one up to a slip that has just been put right, the right answer among it."""
    newest = case.written[-1] if case.written else None
    if newest is None or newest.kind != "screening" or not case.just_written(newest):
        return {}
    lifted = [case.by_id[id_] for id_ in newest.values.get("lifts", ()) if id_ in case.by_id]
    fits = len(lifted) == 1 and lifted[0].kind == "screening" and lifted[0].values["scope"] == "event"
    return {**_calm(case, lifted[0]), **_calm(case, newest)} if fits else {}


def _calm(case: Case, entry: Entry) -> dict[str, str]:
    every = case.programme.questions
    said = {id_: word for word in LETTERS for id_ in entry.values[word] if id_ in every}
    return {id_: word for id_, word in said.items() if word == "no" or not alarming(every[id_])}
