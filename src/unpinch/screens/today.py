"""Today: what must be answered first, else the decision with its reasons, stored as an entry each time it is new."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from unpinch.journal import Entry, canonical, derived_id
from unpinch.programme.decision import Decision, PlannedSet
from unpinch.screens import (
    about,
    band_setup,
    care,
    layout,
    locked,
    measures,
    next_due,
    one_by_one,
    screening,
    sessions,
    words,
)
from unpinch.screens.asked import Asked, Draft, Screen
from unpinch.screens.case import Case
from unpinch.screens.drawings import drawing
from unpinch.screens.known import known
from unpinch.screens.questions import Way
from unpinch.screens.replay import Sitting

AT_ONCE = ("check_in", "screening_daily", "saddle", "stop_answer")
"""What is asked without a page before it: one tap on Today is enough."""
_ROUND = "screening_line"
_LONG = {"screening_full": "full", "screening_weekly": "weekly"}
_SHORT = {"check_in": "Where, how strong, how you move: half a minute."}
_PATHS = {
    "about": "/about",
    "screening_full": "/screening/full",
    "screening_weekly": "/screening/weekly",
    "screening_daily": "/screening/daily",
    "screening_line": "/screening/line",
    "check_in": "/check-in",
    "clock": "/diary",
}
_COUNTRY = ("Which country are you in?", "So that we show the right emergency number")
_NO_MORE = "You have had your session today, and nothing more is due. Rest and short walks do the rest."
_NO_MORE_STOPPED = "You stopped today, and that was right. Nothing more is due. Rest and short walks do the rest."
_NOTHING_LEFT = "rest.nothing_left"
_ASK_LABELS = {
    "about": "Tell us about you",
    "screening_full": "The safety questions",
    "screening_weekly": "The weekly safety questions",
    "screening_daily": "Any warning signs today?",
    "screening_line": "Another round today",
    "check_in": "How is it today?",
    "clock": "Look at the diary",
    "stop_answer": "About your stop",
    "saddle": "One more question about your stop",
}


def home(case: Case, asked: Asked) -> Screen:
    """Go to today, or to the welcome where nothing has been said yet."""
    return layout.go(f"{asked.place.root}/{'today' if case.written else 'welcome'}")


def today(case: Case, asked: Asked) -> Screen:
    """Show the decision, or go to what it asks for first."""
    decision = case.decision
    first = decision.asks[0] if decision.asks else ""
    if first in AT_ONCE and _may_ask_at_once(case, decision, first):
        return layout.go(ask_path(case, first))
    going = sessions.open_session(case)
    if going is not None and (decision.kind == "train" or decision.asks == (_ROUND,)):
        return Screen("today.html", _plan(case, going.decision, going.decision_id, going))
    shown, drafts = stored(case)
    context = _KINDS[decision.kind](case, asked, decision, shown)
    return Screen(_TEMPLATES[decision.kind], context, drafts)


def _may_ask_at_once(case: Case, decision: Decision, first: str) -> bool:
    """Tell whether the page has nothing more urgent to say than the question."""
    fault = any(reason.rule == "guard.fault" for reason in decision.reasons)
    return decision.kind in {"rest", "stop"} and not fault and not _answered(case, first)


def ask_path(case: Case, ask: str) -> str:
    """Return where an ask of a decision is answered."""
    if ask in {"saddle", "stop_answer"}:
        return sessions.waiting_path(case)
    check = sessions.check_path(case) if ask == "screening_daily" else ""
    return check or case.place.root + _PATHS[ask]


def _answered(case: Case, ask: str) -> bool:
    """Tell whether what a stop asks has been answered since: then it is no longer in the way."""
    stops = [one for one in case.of_kind("stopped", "stop_answer", "settled") if one.day == case.now.day]
    screenings = case.of_kind("screening")
    said = bool(stops and screenings) and screenings[-1].at_s >= stops[-1].at_s
    return ask == "screening_daily" and said and not sessions.check_path(case)


# -- the decision as an entry ------------------------------------------------------------------------------------------


def result_of(decision: Decision) -> str:
    """Return a decision as the record keeps it."""
    return canonical(decision.to_json()).decode()


def stored(case: Case) -> tuple[str, tuple[Draft, ...]]:
    """Return the id of the decision's entry, and the entry where it isn't written yet.

    Nothing new said, same day, same result: the entry of before stands for this showing too.
    """
    decision = case.decision
    values = {
        "heads": list(case.index.heads),
        "now": case.now.text,
        "programme": decision.programme,
        "engine": decision.engine,
        "result": result_of(decision),
    }
    known = _same(case, values)
    if known:
        return known.id, ()
    id_ = derived_id("decision", *values["heads"], case.now.text, decision.programme, decision.engine)
    return id_, (Draft("decision", values, id_),)


def _same(case: Case, values: dict[str, Any]) -> Entry | None:
    newest_s = case.written[-1].recorded_s if case.written else 0
    found = [one for one in case.index.decisions if one.day == case.now.day]
    for one in sorted(found, key=lambda entry: (entry.recorded_s, entry.seq), reverse=True):
        if one.recorded_s >= newest_s and _alike(one, values) and _saw_all(case, one):
            return one
    return None


def _alike(one: Entry, values: dict[str, Any]) -> bool:
    return all(one.values[name] == values[name] for name in ("result", "programme", "engine"))


def _saw_all(case: Case, one: Entry) -> bool:
    """Tell whether a decision of this device was written after everything else that this device wrote."""
    return one.seq > case.index.last_seq.get(one.device, -1)


# -- the pages ---------------------------------------------------------------------------------------------------------


def _train(case: Case, asked: Asked, decision: Decision, shown: str) -> dict[str, Any]:
    del asked
    return _plan(case, decision, shown, None)


def _plan(case: Case, decision: Decision, shown: str, going: Sitting | None) -> dict[str, Any]:
    """Return the plan; of a session that has begun, its own, to go on with."""
    phase = case.programme.phases[decision.phase] if decision.phase else None
    root = case.place.root
    return {
        "page": layout.page(case, "Today", "today"),
        "day": words.day(case.today),
        "headline": f"{phase.name if phase else 'Today'}, {words.times(decision.minutes, 'minute')}",
        "goal": phase.goal if phase else "",
        "reasons": words.reasons(case.programme, decision.reasons),
        "sets": [_card(case, group) for group in groups(decision.sets)],
        "changes": list(decision.would_change),
        "notes": [case.programme.advice_texts[one] for one in decision.advice],
        "start": f"{root}/start",
        "start_label": "Go on where you were" if going else "Start",
        "going": sessions.going(case, going) if going else None,
        "decision": shown,
        "coming": next_due.lines(case, decision),
        "offer": measures.offer(case),
        "later": later(case),
    }


def groups(planned: Sequence[PlannedSet]) -> list[list[PlannedSet]]:
    """Return the sets by exercise, level and side, in their order."""
    return [list(found) for _, found in groupby(planned, key=lambda one: (one.exercise, one.level, one.side))]


def _card(case: Case, planned: list[PlannedSet]) -> dict[str, Any]:
    first = planned[0]
    exercise = case.programme.exercises[first.exercise]
    return {
        "name": exercise.plain_name,
        "dose": words.dose(planned),
        "band": words.taken(first.band),
        "setup": band_setup.of_set(case, first),
        "optional": first.optional,
        "drawing": drawing(case.programme, (first.exercise, first.level), "end", first.side),
        "href": f"{case.place.root}/exercises/{first.exercise}",
    }


def later(case: Case, asks: Sequence[str] = ()) -> list[dict[str, str]]:
    """Return what else can be done today, beside what is asked for."""
    root = case.place.root
    return [
        *([] if "country" in case.facts or "about" in asks else [layout.link(f"{root}/about/1", *_COUNTRY)]),
        *([] if "check_in" in asks else [layout.check_in_link(case)]),
        layout.link(f"{root}/screening/event", "Something new has come up", "A warning sign, or not sure"),
        layout.link(f"{root}/plan", "Today's plan on paper", "One page, to print"),
        layout.link(f"{root}/assessment", "A doctor or physiotherapist", "Booked, or been there"),
        layout.link(f"{root}/pause", "Take a pause", "Travel, illness, or just a break"),
        layout.link(f"{root}/problem", "Report a problem"),
    ]


def _rest(case: Case, asked: Asked, decision: Decision, shown: str) -> dict[str, Any]:
    del asked, shown
    asks = [one for one in decision.asks if not _answered(case, one)]
    if asks == [_ROUND]:
        return _round(case, decision)
    return _rest_page(case, decision, asks)


def _round(case: Case, decision: Decision) -> dict[str, Any]:
    """Offer another round only where a calm answer to its question would let something be done today."""
    after = case.decision_after("screening", screening.event({}, "line"))
    if after.kind == "train":
        return _rest_page(case, decision, [_ROUND])
    told = [one for one in after.reasons if one.rule != _NOTHING_LEFT]
    why = sorted(told, key=lambda one: one.rule.startswith("phase."))
    page = _rest_page(case, replace(after, reasons=tuple(why)), [])
    lead = _NO_MORE_STOPPED if case.state.core.today.stops else _NO_MORE
    return {**page, "headline": "Done for today", "lead": lead}


def _rest_page(case: Case, decision: Decision, asks: list[str]) -> dict[str, Any]:
    paused = any(reason.rule == "pause" for reason in decision.reasons)
    root = case.place.root
    return {
        "page": layout.page(case, "Today", "today"),
        "day": words.day(case.today),
        "headline": _headline(decision, asks, paused=paused),
        "lead": _lead(case, decision, asks),
        "reasons": words.reasons(case.programme, decision.reasons),
        "asks": [layout.link(ask_path(case, one), _ASK_LABELS[one], _ask_help(case, one)) for one in asks],
        "resume": {"action": f"{root}/resume", "label": "I am back"} if paused else None,
        "changes": list(decision.would_change),
        "care": [] if asks else care.short(case),
        "offer": measures.offer(case),
        "later": later(case, asks),
        "coming": next_due.lines(case, decision),
    }


def _ask_help(case: Case, ask: str) -> str:
    """Return how much there is to answer, so that nobody begins a short form and finds a long one."""
    if ask == "about":
        return words.times(len(about.asked_parts(case)), "short page")
    if ask not in _LONG:
        return _SHORT.get(ask) or case.programme.ask_texts.get(ask, "")
    total = Way(case.programme, _LONG[ask], known=known(case)).total
    minutes = words.times(one_by_one.minutes(total), "minute")
    return f"{total} short questions, yes or no: about {minutes}. You can take a break in between."


def _headline(decision: Decision, asks: list[str], *, paused: bool) -> str:
    if any(reason.rule == "guard.fault" for reason in decision.reasons):
        return "Something went wrong with our software"
    if paused:
        return "You are on a pause"
    if asks == [_ROUND]:
        return "Done for now"
    if asks:
        return f"First, {'one thing' if len(asks) == 1 else f'{len(asks)} things'} to answer"
    return "Enough for today" if decision.kind == "stop" else "Rest today"


def _lead(case: Case, decision: Decision, asks: list[str]) -> str:
    if asks == [_ROUND]:
        return "You have had a session today. For another round we first ask one question."
    if asks:
        return "Then we can choose what is right for you today."
    advice = [case.programme.advice_texts[one] for one in decision.advice if one != "bad_day_care"]
    kind = "You did right to stop." if decision.kind == "stop" else "Resting is part of the plan."
    return " ".join([kind, *advice])


def _care(case: Case, asked: Asked, decision: Decision, shown: str) -> dict[str, Any]:
    del asked, shown
    return locked.context(case, decision)


_KINDS = {"train": _train, "rest": _rest, "stop": _rest, "seek_care": _care}
_TEMPLATES = {"train": "today.html", "rest": "rest.html", "stop": "rest.html", "seek_care": "locked.html"}


def decision_of(entry: Entry) -> dict[str, Any]:
    """Return a stored decision's result as plain values."""
    found: dict[str, Any] = json.loads(entry.values["result"])
    return found
