"""The safety questions: full and weekly one a screen, daily as one list, one line later on, one at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from unpinch.journal import AT_ONCE_S, Entry, derived_id
from unpinch.programme.model import Question
from unpinch.screens import forms, layout, words
from unpinch.screens.asked import Asked, Draft, RefusedError, Screen, unknown
from unpinch.screens.case import Case
from unpinch.screens.questions import LETTERS, Ask, Way, alarming, of_scope

_WHY = {
    "emergency": "This sign is rare. When it is there, hours count, so we ask it plainly.",
    "same_day": "This sign should be seen by someone on the same day, before any exercise.",
    "not_before_checked": "This should be checked by someone before you exercise.",
    "advise": "This doesn't stop you. It tells us whether someone should have a look.",
}
_OPENS_WHY = "A no here saves you a few questions that only matter otherwise."
_LISTS = {
    "daily": ("Is any of these there today?", "Most days it is none. Please read the list all the same."),
    "event": ("What is new?", "Tick what is there now. If you are not sure, say so; that is fine."),
    "again": ("Which of these are really there?", "Tick those that are. The others are taken back."),
}
_STEPPED = {"full": "full", "weekly": "weekly", "each": "daily"}


# -- one question a screen ---------------------------------------------------------------------------------------------


def steps(case: Case, asked: Asked) -> Screen:
    """Ask the questions of a scope one by one; an alarming answer is written at once."""
    scope = _STEPPED.get(asked.args["scope"])
    if scope is None:
        raise unknown()
    way = Way(case.programme, scope, asked.wish("a"))
    if not asked.posted:
        return (
            _complete(case, way)
            if way.next is None
            else Screen("question.html", _step_context(case, asked, way, way.next))
        )
    return _step_taken(case, asked, way)


def _step_taken(case: Case, asked: Asked, way: Way) -> Screen:
    forms.refuse_unknown(asked, ("question", "answer"))
    answer, ask = asked.one("answer"), way.next
    if answer not in LETTERS or ask is None or asked.one("question") != ask.id:
        raise RefusedError("This answer doesn't fit the question. Load the page again. Nothing was saved.")
    if ask.question and alarming(ask.question) and answer != "no":
        return _alarm(case, asked, ask.question, answer, way)
    after = Way(case.programme, way.scope, way.with_answer(answer))
    return _complete(case, after) if after.next is None else layout.go(f"{asked.path}?a={after.text}")


def _alarm(case: Case, asked: Asked, question: Question, answer: str, way: Way) -> Screen:
    values = event({question.id: answer})
    return layout.go(
        f"{case.place.root}/today?scope={asked.args['scope']}&a={way.text}",
        forms.draft(asked, "screening", values, way.text),
    )


def event(answers: dict[str, str], scope: str = "event") -> dict[str, Any]:
    """Return the values of a screening."""
    return {"scope": scope, **{word: [id_ for id_, said in answers.items() if said == word] for word in LETTERS}}


def _complete(case: Case, way: Way) -> Screen:
    """Write all answers as one entry. Its id is made of them and the record: a reload can't double it."""
    values = event(way.answers, way.scope)
    return layout.go(f"{case.place.root}/today", Draft("screening", values, _complete_id(case, way)))


def _complete_id(case: Case, way: Way) -> str:
    return derived_id("screening", case.form_id, way.text)


def _step_context(case: Case, asked: Asked, way: Way, ask: Ask) -> dict[str, Any]:
    back = f"{asked.path}?a={way.back}" if way.letters else ""
    here = f"{asked.path}?a={way.text}"
    question = ask.question
    return {
        "page": layout.page(case, "Safety questions", here=here),
        "back": back,
        "question": {
            "id": ask.id,
            "text": ask.text,
            "help": question.help if question else "",
            "why": _WHY[question.tier] if question else _OPENS_WHY,
        },
        "number": way.number,
        "total": way.total,
        "source": words.source(case.programme, (question or ask.opens[0]).source),
    }


# -- one list ----------------------------------------------------------------------------------------------------------


def listed(case: Case, asked: Asked) -> Screen:
    """Ask for the day's warning signs on one screen, or what is new."""
    scope = asked.args.get("scope", "daily")
    if not asked.posted:
        return Screen("list_question.html", _list_context(case, scope, of_scope(case.programme, scope)))
    return _list_taken(case, asked, scope)


def _list_taken(case: Case, asked: Asked, scope: str) -> Screen:
    ticked, answer = _ticked(asked, of_scope(case.programme, scope))
    root = case.place.root
    if not ticked and answer == "not_sure":
        return layout.go(f"{root}/screening/each")
    if not ticked and answer == "some":
        return _list_again(case, scope, "Tick the ones that are there, or choose “None of these”.")
    if ticked and answer == "none":
        return _list_again(case, scope, "You ticked a sign and “None of these”. Please choose one.")
    if not ticked and scope == "event":
        return layout.go(f"{root}/today")
    said = dict.fromkeys(ticked, "not_sure" if answer == "not_sure" else "yes")
    rest = {} if scope == "event" else {one.id: "no" for one in of_scope(case.programme, scope)}
    return layout.go(f"{root}/today", forms.draft(asked, "screening", event({**rest, **said}, scope)))


def _ticked(asked: Asked, questions: Sequence[Question]) -> tuple[list[str], str]:
    forms.refuse_unknown(asked, ("item", "answer"))
    ticked, answer = list(dict.fromkeys(asked.form.get("item", ()))), asked.one("answer")
    if not set(ticked) <= {one.id for one in questions} or answer not in {"none", "some", "not_sure"}:
        raise RefusedError("This answer doesn't fit the list. Load the page again. Nothing was saved.")
    return ticked, answer


def _list_again(case: Case, scope: str, notice: str) -> Screen:
    context = _list_context(case, scope, of_scope(case.programme, scope), notice)
    return Screen("list_question.html", context, status=400)


def _list_context(case: Case, scope: str, questions: Sequence[Question], notice: str = "") -> dict[str, Any]:
    title, help_ = _LISTS[scope]
    return {
        "page": layout.page(case, title, notice=notice),
        "back": "",
        "title": title,
        "help": help_,
        "groups": by_topic(case, questions),
        "why": "These signs are rare and matter. They can start on any day, so we ask before the day's first exercise.",
        "source": words.source(case.programme, "choice"),
    }


def by_topic(case: Case, questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Return questions as short signs to tick, by topic."""
    ordered = sorted(questions, key=lambda one: list(case.programme.topics).index(one.topic))
    return [
        {"title": case.programme.topics[topic], "items": [_sign(one) for one in found]}
        for topic, found in groupby(ordered, key=lambda one: one.topic)
    ]


def _sign(one: Question) -> dict[str, str]:
    return {"id": one.id, "text": words.capital(one.short), "help": ""}


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


def _single(case: Case, question: dict[str, str], back: str = "", source: str = "choice") -> dict[str, Any]:
    return {
        "page": layout.page(case, question["text"]),
        "back": back,
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
    raised = liftable(case, asked.args["question"])
    if not raised:
        return layout.go(f"{case.place.root}/today")
    together = _raised_together(case, raised)
    if len(together) > 1:
        return _again_list(case, asked, together, raised)
    return _ask_one(case, asked, asked.args["question"], raised, _after_again(case, asked))


def _raised_together(case: Case, raised: Sequence[str]) -> list[Question]:
    """Return the questions that the same entries raised: they are put right together or not at all."""
    ids = [flag.id for flag in case.state.core.flags if set(flag.raised) == set(raised)]
    return [case.programme.questions[id_] for id_ in ids if id_ in case.programme.questions]


def _again_list(case: Case, asked: Asked, together: Sequence[Question], raised: Sequence[str]) -> Screen:
    if not asked.posted:
        return Screen("list_question.html", _list_context(case, "again", together))
    ticked, answer = _ticked(asked, together)
    if not ticked and answer != "none":
        return layout.go(f"{case.place.root}/today")
    said = {one.id: "no" for one in together if one.id not in ticked}
    said |= dict.fromkeys(ticked, "not_sure" if answer == "not_sure" else "yes")
    draft = forms.draft(asked, "screening", {**event(said), "lifts": list(raised)})
    return layout.go(f"{case.place.root}/today", draft)


def _after_again(case: Case, asked: Asked) -> str:
    """Return where the questions go on: after the one that was answered by a slip, if it came from there."""
    scope, text = asked.wish("scope"), asked.wish("a")
    if scope not in _STEPPED or not text:
        return f"{case.place.root}/today"
    way = Way(case.programme, _STEPPED[scope], text)
    fits = way.next is not None and way.next.id == asked.args["question"]
    return f"{case.place.root}/screening/{scope}?a={way.with_answer('no') if fits else way.text}"


def _ask_one(case: Case, asked: Asked, id_: str, lifts: Sequence[str], then: str) -> Screen:
    question = case.programme.questions.get(id_)
    if question is None:
        raise unknown()
    if not asked.posted:
        shown = {"id": id_, "text": question.text, "help": question.help, "why": _WHY[question.tier]}
        context = _single(case, shown, f"{case.place.root}/today" if lifts else "", question.source)
        context["page"] = layout.page(case, question.text, here=_here(asked))
        return Screen("question.html", context)
    forms.refuse_unknown(asked, ("question", "answer"))
    answer = asked.one("answer")
    if answer not in LETTERS or asked.one("question") != id_:
        raise RefusedError("This answer doesn't fit the question. Load the page again. Nothing was saved.")
    lifted = {"lifts": list(lifts)} if lifts and answer == "no" else {}
    draft = forms.draft(asked, "screening", {**event({id_: answer}), **lifted})
    return layout.go(then if answer == "no" else f"{case.place.root}/today", draft)


def _here(asked: Asked) -> str:
    wishes = "&".join(f"{name}={asked.wish(name)}" for name in ("scope", "a") if asked.wish(name).isalnum())
    return f"{asked.path}?{wishes}" if wishes else asked.path


def liftable(case: Case, question: str) -> list[str]:
    """Return the entries that raised a flag, if the question can still be answered again at once; else nothing."""
    flag = next((one for one in case.state.core.flags if one.id == question), None)
    if flag is None or question not in case.programme.questions:
        return []
    raised = [case.by_id[id_] for id_ in flag.raised if id_ in case.by_id]
    newest = case.written[-len(raised) :]
    fits = (
        raised and all(_fresh(case, one) for one in raised) and {one.id for one in raised} == {one.id for one in newest}
    )
    return [one.id for one in raised] if fits else []


def _fresh(case: Case, entry: Entry) -> bool:
    young = 0 <= case.now.epoch_s - entry.recorded_s <= AT_ONCE_S
    return entry.kind == "screening" and young and entry.device == case.place.device
