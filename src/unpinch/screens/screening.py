"""The day's warning signs as one list, one line before a later session, and questions asked at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from unpinch.guidance.state import Flag
from unpinch.journal import AT_ONCE_S, Entry
from unpinch.programme.model import Question
from unpinch.screens import forms, layout, words
from unpinch.screens.asked import Asked, RefusedError, Screen, unknown
from unpinch.screens.case import Case
from unpinch.screens.questions import LETTERS, of_scope

WHY: Mapping[str, str] = {
    "emergency": "This sign is rare. When it is there, hours count, so we ask it plainly.",
    "same_day": "This sign should be seen by someone on the same day, before any exercise.",
    "not_before_checked": "This should be checked by someone before you exercise.",
    "advise": "This doesn't stop you. It tells us whether someone should have a look.",
}
_LISTS = {
    "daily": ("Is any of these there today?", "Most days it is none. Please run your eye over the list all the same."),
    "event": ("What is new?", "Open what fits, and tick what is there now."),
    "again": ("Which of these are really there?", "Tick those that are. The others are taken back."),
}
_PICK = "Tick what is there. If it is hard to tell, choose “Not sure”."
_NOTHING = "Nothing is ticked yet, so nothing was saved. Tick what is there, or say “None of these after all”."
_BOTH = "You ticked a sign and chose “None of these”. Please look again."


def event(answers: dict[str, str], scope: str = "event") -> dict[str, Any]:
    """Return the values of a screening."""
    return {"scope": scope, **{word: [id_ for id_, said in answers.items() if said == word] for word in LETTERS}}


# -- one list ----------------------------------------------------------------------------------------------------------


def listed(case: Case, asked: Asked) -> Screen:
    """Ask for the day's warning signs on one screen, or what is new."""
    scope = asked.args.get("scope", "daily")
    if not asked.posted:
        return Screen("list_question.html", _list_context(case, scope, of_scope(case.programme, scope)))
    return _list_taken(case, asked, scope)


def _list_taken(case: Case, asked: Asked, scope: str) -> Screen:
    questions = of_scope(case.programme, scope)
    ticked, answer = _ticked(asked, questions)
    root = case.place.root
    if not ticked and answer == "not_sure":
        return layout.go(f"{root}/screening/each")
    if not ticked and answer in {"some", "picked"}:
        notice = _NOTHING if answer == "picked" else ""
        again = _list_context(case, scope, questions, notice=notice)
        return Screen("list_question.html", {**again, "help": _PICK, "picking": True})
    if ticked and answer == "none":
        return Screen("list_question.html", _list_context(case, scope, questions, ticked, _BOTH), status=400)
    if not ticked and scope == "event":
        return layout.go(f"{root}/today")
    said = dict.fromkeys(ticked, "not_sure" if answer == "not_sure" else "yes")
    rest = {} if scope == "event" else {one.id: "no" for one in questions}
    return layout.go(f"{root}/today", forms.draft(asked, "screening", event({**rest, **said}, scope)))


def _ticked(asked: Asked, questions: Sequence[Question]) -> tuple[list[str], str]:
    forms.refuse_unknown(asked, ("item", "answer"))
    ticked, answer = list(dict.fromkeys(asked.form.get("item", ()))), asked.one("answer")
    if not set(ticked) <= {one.id for one in questions} or answer not in {"none", "some", "picked", "not_sure"}:
        raise RefusedError("This answer doesn't fit the list. Load the page again. Nothing was saved.")
    return ticked, answer


def _list_context(
    case: Case, scope: str, questions: Sequence[Question], ticked: Sequence[str] = (), notice: str = ""
) -> dict[str, Any]:
    title, help_ = _LISTS[scope]
    return {
        "page": layout.page(case, title, notice=notice),
        "back": "",
        "title": title,
        "help": help_,
        "groups": by_topic(case, questions, ticked),
        "picking": scope == "again",
        "why": "These signs are rare and matter. They can start on any day, so we ask before the day's first exercise.",
        "source": words.source(case.programme, "choice"),
    }


def by_topic(case: Case, questions: Sequence[Question], ticked: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return questions as short signs to tick, by topic, each topic with its signs in one line."""
    ordered = sorted(questions, key=lambda one: list(case.programme.topics).index(one.topic))
    topics = [(topic, list(found)) for topic, found in groupby(ordered, key=lambda one: one.topic)]
    return [
        {
            "title": case.programme.topics[topic],
            "text": ", ".join(words.folded([one.short for one in found])),
            "items": [_sign(one, ticked) for one in found],
        }
        for topic, found in topics
    ]


def _sign(one: Question, ticked: Sequence[str]) -> dict[str, Any]:
    return {"id": one.id, "text": words.capital(one.short), "help": one.help, "ticked": one.id in ticked}


# -- one line ----------------------------------------------------------------------------------------------------------


def line(case: Case, asked: Asked) -> Screen:
    """Ask one question before a later session, whether anything new has come up."""
    if asked.posted:
        forms.refuse_unknown(asked, ("question", "answer"))
        return _line_taken(case, asked)
    topics = dict.fromkeys(one.topic for one in of_scope(case.programme, "line"))
    signs = words.listed([case.programme.topics[topic].lower() for topic in topics], "or")
    question = {
        "id": "line",
        "text": case.programme.ask_texts["screening_line"],
        "help": f"Anything about {signs}.",
        "why": "A warning sign can begin between two sessions of one day.",
    }
    return Screen("question.html", _single(case, question))


def _line_taken(case: Case, asked: Asked) -> Screen:
    answer = asked.one("answer")
    if answer not in LETTERS:
        raise RefusedError("Please answer yes, no or not sure. Nothing was saved.")
    if answer != "no":
        return layout.go(f"{case.place.root}/screening/daily")
    return layout.go(f"{case.place.root}/today", forms.draft(asked, "screening", event({}, "line")))


def _single(case: Case, question: dict[str, str], source: str = "choice") -> dict[str, Any]:
    return {
        "page": layout.page(case, question["text"]),
        "question": question,
        "number": 1,
        "total": 1,
        "source": words.source(case.programme, source),
    }


# -- a question at once ------------------------------------------------------------------------------------------------


def saddle(case: Case, asked: Asked) -> Screen:
    """Ask the one question that a tingle stop at the buttock opens at once."""
    return _ask_one(case, asked, "saddle", (), f"{case.place.root}/today")


def again(case: Case, asked: Asked) -> Screen:
    """Ask a question again on which the answer was a slip; a no takes back the entries it names."""
    flags = [flag for flag in case.state.core.flags if flag.raised[0] == asked.args["entry"]]
    flag = next((one for one in flags if liftable(case, one)), None)
    if flag is None:
        return layout.go(f"{case.place.root}/today")
    together = [one.id for one in case.state.core.flags if set(one.raised) == set(flag.raised)]
    questions = [case.programme.questions[id_] for id_ in together if id_ in case.programme.questions]
    if len(questions) > 1:
        return _again_list(case, asked, questions, flag.raised)
    return _ask_one(case, asked, flag.id, flag.raised, f"{case.place.root}/screening/on")


def _again_list(case: Case, asked: Asked, together: Sequence[Question], raised: Sequence[str]) -> Screen:
    """Ask for what one entry raised together: it is put right together or not at all."""
    if not asked.posted:
        return Screen("list_question.html", _list_context(case, "again", together))
    ticked, answer = _ticked(asked, together)
    wrong = _BOTH if ticked and answer == "none" else "" if ticked or answer != "picked" else _NOTHING
    if wrong:
        return Screen("list_question.html", _list_context(case, "again", together, ticked, wrong), status=400)
    if not ticked and answer != "none":
        return layout.go(f"{case.place.root}/today")
    said = {one.id: "no" for one in together if one.id not in ticked}
    said |= dict.fromkeys(ticked, "not_sure" if answer == "not_sure" else "yes")
    draft = forms.draft(asked, "screening", {**event(said), "lifts": list(raised)})
    return layout.go(f"{case.place.root}/today", draft)


def _ask_one(case: Case, asked: Asked, id_: str, lifts: Sequence[str], then: str) -> Screen:
    question = case.programme.questions.get(id_)
    if question is None:
        raise unknown()
    if not asked.posted:
        shown = {"id": id_, "text": question.text, "help": question.help, "why": WHY[question.tier]}
        return Screen("question.html", _single(case, shown, question.source))
    forms.refuse_unknown(asked, ("question", "answer"))
    answer = asked.one("answer")
    if answer not in LETTERS or asked.one("question") != id_:
        raise RefusedError("This answer doesn't fit the question. Load the page again. Nothing was saved.")
    lifted = {"lifts": list(lifts)} if lifts and answer == "no" else {}
    draft = forms.draft(asked, "screening", {**event({id_: answer}), **lifted})
    return layout.go(then if answer == "no" else f"{case.place.root}/today", draft)


def liftable(case: Case, flag: Flag) -> bool:
    """Tell whether the question that raised a flag can still be answered again at once."""
    if flag.id not in case.programme.questions:
        return False
    raised = [case.by_id[id_] for id_ in flag.raised if id_ in case.by_id]
    newest = {one.id for one in case.written[-len(raised) :]}
    return bool(raised) and all(_fresh(case, one) for one in raised) and {one.id for one in raised} == newest


def _fresh(case: Case, entry: Entry) -> bool:
    young = 0 <= case.now.epoch_s - entry.recorded_s <= AT_ONCE_S
    return entry.kind == "screening" and young and entry.device == case.place.device
