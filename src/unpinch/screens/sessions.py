"""The session: the player with its table, and the same path as plain pages, set by set, without JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unpinch.journal import Effective, derived_id, set_id
from unpinch.programme.decision import PlannedSet
from unpinch.screens import band_setup, camera, forms, function, layout, player_parts, stops, table, words
from unpinch.screens.asked import Asked, Draft, RefusedError, Screen
from unpinch.screens.case import Case
from unpinch.screens.drawings import drawing, scene
from unpinch.screens.nodes import how_ended, place_of, rests
from unpinch.screens.replay import (
    Sitting,
    about,
    decision_entry,
    ended_draft,
    keep,
    next_path,
    path,
    read_decision,
    replayed,
    unfinished,
)
from unpinch.screens.walking import FAR, NEAR


def open_session(case: Case) -> Sitting | None:
    """Return the session of today that isn't over, or None."""
    return unfinished(case)


def waiting_path(case: Case) -> str:
    """Return where the session that waits for an answer goes on; the diary where there is none."""
    going, waiting = open_session(case), _waiting(case)
    if going is not None and waiting in {"", going.id}:
        return next_path(case, going)
    return path(case, waiting, "/stop") if waiting else f"{case.place.root}/diary"


def _waiting(case: Case) -> str:
    """Return the session of today's newest stop that waits for an answer; empty where none does."""
    begun = _begun(case)
    waiting = [stop.session for stop in case.state.core.today.stops if stop.waiting and stop.session in begun]
    return waiting[-1] if waiting else ""


def going(case: Case, sitting: Sitting) -> dict[str, str]:
    """Return what today says of a session that was begun: how far it went, and where it can be ended."""
    done, count = len(sitting.session.done), len(sitting.session.sets)
    text = f"You have done {done} of {words.times(count, 'set')}." if done else "You have begun, and nothing is lost."
    return {"text": f"{text} Go on when it suits you, or leave it at that.", "end": path(case, sitting.id)}


def check_path(case: Case) -> str:
    """Return where a session that ended by a feeling that stayed asks what the leg can do; empty where all is said."""
    known = _begun(case)
    sessions = {stop.session: None for stop in case.state.core.today.stops if stop.tingling and stop.session in known}
    waiting = [one for one in sessions if function.left(case, replayed(case, one))]
    return path(case, waiting[-1], "/check") if waiting else ""


def _begun(case: Case) -> set[str]:
    return {one.versions[0]["session"] for one in case.of_kind("session_started")}


# -- start -------------------------------------------------------------------------------------------------------------


def start(case: Case, asked: Asked) -> Screen:
    """Begin a session with the decision that was shown, if it still is the decision."""
    if not asked.posted:
        return layout.go(f"{asked.place.root}/today")
    forms.refuse_unknown(asked, ("decision",))
    entry = decision_entry(case, asked.one("decision"))
    going = open_session(case)
    if going is not None:
        return layout.go(path(case, going.id))
    if entry.day != case.now.day or read_decision(entry).sets != case.decision.sets or case.decision.kind != "train":
        return layout.go(f"{asked.place.root}/today")
    keep(case.programme, case.settled.entries, case.state)
    session = derived_id("session", entry.id, case.place.device)  # two devices at once: two sessions, both kept
    begun = Draft("session_started", {"session": session, "decision": entry.id}, derived_id("session_started", session))
    return layout.go(path(case, session), begun)


# -- the player --------------------------------------------------------------------------------------------------------


def player(case: Case, asked: Asked) -> Screen:
    """Show where the session stands, or take what the plain page sends."""
    sitting = replayed(case, asked.args["session"])
    if asked.posted:
        return _pressed(case, asked, sitting)
    if sitting.step.kind in {"ended", "seek_care"}:
        return layout.go(next_path(case, sitting))
    if _waiting(case) not in {"", sitting.id}:  # a stop in another session comes first
        return layout.go(waiting_path(case))
    return Screen("player.html", _player_context(case, sitting))


def _player_context(case: Case, sitting: Sitting) -> dict[str, Any]:
    said = function.answered(case.settled.entries, sitting.session)
    evidence, again = case.course.evidence, taken_back(case, sitting.id)
    reach = FAR if case.asked.wish("far") else NEAR
    found = table.table_of(case.programme, sitting.session, evidence, sitting.decision, case.now, again, said, reach)
    page = path(case, sitting.id)
    root = case.place.root
    urls = {
        "again": page,
        "far": f"{page}?far=yes",
        "end": f"{page}/end",
        "problem": f"{root}/problem?session={sitting.id}",
        "care": f"{root}/today",
        "new": f"{root}/screening/event",
    }
    shown = list(found["sets"].values())
    offered = sitting.step.set if sitting.step.kind == "set" else None
    return {
        "page": layout.page(case, "Your exercises", here=page, theme="dark"),
        "back": "",
        "session": sitting.id,
        "table": {
            **table.packed(found),
            **camera.table_part(case),
            "urls": urls,
            "stop": sitting.session.stop,
            **_times_ms(sitting),
        },
        "setups": player_parts.setups(case, sitting, shown),
        "now": _now(case, offered) if offered else None,
        "sets": [_listed(case, sitting, one) for one in sitting.session.sets],
        "poses": player_parts.poses(case, shown),
        "body": layout.body(case),
        "leavings": player_parts.leavings(case, shown),
        "resting": scene("calves_on_chair"),
        "stop": stops.stop_form(case),
        "call": layout.call(case),
        "next_page": "" if offered else next_path(case, sitting),
    }


def _times_ms(sitting: Sitting) -> dict[str, int]:
    """Return when the newest stop was, and the earliest time an entry of the session may bear.

    Entries of one second from two devices have no order of their own, and what comes before a session's start isn't
    part of it: what is pressed in the session's first second is dated just after.
    """
    return {"stopped_at": sitting.session.stopped_s * 1000, "not_before": (sitting.started.at_s + 1) * 1000}


def _listed(case: Case, sitting: Sitting, planned: PlannedSet) -> dict[str, Any]:
    """Return one line of the plain list; the set that is next stands there as it is offered now."""
    offered = sitting.step.set if sitting.step.kind == "set" else None
    now = offered if offered is not None and offered.index == planned.index else None
    return {
        "name": case.programme.exercises[planned.exercise].plain_name,
        "dose": words.dose([now or planned]),
        "done": planned.index in sitting.session.done,
        "skipped": planned.index in sitting.session.skipped,
        "now": now is not None,
    }


def _now(case: Case, planned: PlannedSet) -> dict[str, Any]:
    """Return the set that is next, with all that someone without JavaScript needs for it."""
    return {
        "index": planned.index,
        "name": case.programme.exercises[planned.exercise].plain_name,
        "dose": words.dose([planned]),
        "band": words.taken(planned.band),
        "cues": list(planned.cues),
        "drawing": drawing(case.programme, (planned.exercise, planned.level), "end", planned.side),
        "setup": player_parts.setup(case, planned.exercise, planned.level, band=planned.band.need != "none")
        | {"band": band_setup.of_set(case, planned)},
    }


def taken_back(case: Case, session: str) -> Mapping[int, str]:
    """Return, of each set that was done and taken back, the entry that took it back."""
    found: dict[int, str] = {}
    for entry in case.index.retractions:
        target = case.by_id.get(entry.replaces or "")
        if target is not None and target.kind == "set_done" and target.values["session"] == session:
            found[target.values["index"]] = entry.id
    return found


# -- what the plain page sends -----------------------------------------------------------------------------------------


def _pressed(case: Case, asked: Asked, sitting: Sitting) -> Screen:
    forms.refuse_unknown(asked, ("index",))
    press = asked.one("do")
    if press == "end":
        return end_now(case, sitting)
    if press not in _PRESSES:
        raise RefusedError("This button isn't known. Load the page again. Nothing was saved.")
    planned = _offered(asked, sitting)
    if planned is None:
        return layout.go(next_path(case, sitting))
    return _PRESSES[press](case, asked, sitting, planned)


def _offered(asked: Asked, sitting: Sitting) -> PlannedSet | None:
    """Return the set that is next, if it is the one meant; None when the page was an old one."""
    index = asked.one("index")
    if not index.isdigit() or int(index) not in {one.index for one in sitting.session.sets}:
        raise RefusedError("This set isn't part of the session. Load the page again. Nothing was saved.")
    planned = sitting.step.set if sitting.step.kind == "set" else None
    return planned if planned is not None and planned.index == int(index) else None


def _done(case: Case, asked: Asked, sitting: Sitting, planned: PlannedSet) -> Screen:
    del asked
    place = place_of(sitting.id, planned)
    amount = {"hold_s": planned.hold_s} if planned.hold_s else {"repetitions": planned.repetitions}
    values = {**place, **amount, **table.used(planned.band), "source": "hand"}
    return _go_on(case, sitting, done_draft(case, values))


def done_draft(case: Case, values: Mapping[str, Any]) -> Draft:
    """Return a finished set under the id that makes doubles impossible; done again, it undoes the taking back."""
    session, index = values["session"], values["index"]
    back = taken_back(case, session).get(index)
    if back is None:
        return Draft("set_done", values, set_id(session, index))
    return Draft("set_done", {**values, "replaces": back}, derived_id("set", session, str(index), back))


def _skip(case: Case, asked: Asked, sitting: Sitting, planned: PlannedSet) -> Screen:
    return _go_on(case, sitting, forms.draft(asked, "set_skipped", place_of(sitting.id, planned)))


def _easier(case: Case, asked: Asked, sitting: Sitting, planned: PlannedSet) -> Screen:
    return _go_on(case, sitting, forms.draft(asked, "easier", place_of(sitting.id, planned)))


def _stop(case: Case, asked: Asked, sitting: Sitting, planned: PlannedSet) -> Screen:
    stopped = forms.draft(asked, "stopped", place_of(sitting.id, planned))
    return layout.go(path(case, sitting.id, "/stop"), stopped)


_PRESSES = {"done": _done, "skip": _skip, "easier": _easier, "stop": _stop}


def _go_on(case: Case, sitting: Sitting, draft: Draft) -> Screen:
    """Write, and look at the session again: it says what is next."""
    return layout.go(path(case, sitting.id, "/next"), draft)


def go_next(case: Case, asked: Asked) -> Screen:
    """Go to the plain page of the step that is next."""
    return layout.go(next_path(case, replayed(case, asked.args["session"])))


def felt(case: Case, asked: Asked) -> Screen:
    """Ask how an exercise felt; no answer is never taken as fine."""
    sitting = replayed(case, asked.args["session"])
    planned = sitting.step.set if sitting.step.kind == "felt" else None
    if planned is None:
        return layout.go(next_path(case, sitting))
    if not asked.posted:
        return Screen("felt.html", _felt_context(case, planned))
    found = forms.read("felt", asked, ("answer", "index"))
    if found.problems or found.values.get("answer") not in {"same_or_better", "worse"}:
        return Screen("felt.html", _felt_context(case, planned), status=400)
    if found.values.get("index") != planned.index:
        return layout.go(next_path(case, sitting))
    values = {**place_of(sitting.id, planned), "answer": found.values["answer"]}
    return _go_on(case, sitting, forms.draft(asked, "felt", values))


def _felt_context(case: Case, planned: PlannedSet) -> dict[str, Any]:
    return {
        "page": layout.page(case, "How did that feel?"),
        "back": "",
        "about": about(case, planned),
        "index": planned.index,
    }


# -- the end -----------------------------------------------------------------------------------------------------------


def end_now(case: Case, sitting: Sitting) -> Screen:
    """End the session because the person says so. A stop is asked about first."""
    if sitting.session.over or sitting.step.kind == "stop_answer":
        return layout.go(next_path(case, sitting))
    how = how_ended(sitting.session, sitting.step) if sitting.step.kind == "ended" else "left"
    return layout.go(path(case, sitting.id, "/end"), ended_draft(sitting.id, how))


def end(case: Case, asked: Asked) -> Screen:
    """Say kindly that it is over and what comes next; note the end the first time."""
    sitting = replayed(case, asked.args["session"])
    step = sitting.step
    over = _how(case, sitting.id)
    if not over and step.kind != "ended":
        return layout.go(next_path(case, sitting))
    if stops.unanswered(case, sitting):
        return layout.go(path(case, sitting.id, "/stop"))
    how = over or (how_ended(sitting.session, step) if sitting.started.day == case.now.day else "left")
    drafts = () if over else (ended_draft(sitting.id, how),)
    if function.left(case, sitting):
        return layout.go(path(case, sitting.id, "/check"), *drafts)
    return Screen("session_end.html", _end_context(case, sitting, how), drafts)


def _how(case: Case, session: str) -> str:
    found: list[Effective] = [
        one for one in case.of_kind("session_ended") if one.values and one.values["session"] == session
    ]
    return str(found[-1].values["how"]) if found and found[-1].values else ""


_TITLES = {
    "done": ("Well done.", "That is all for this session."),
    "stopped": ("Enough for today.", "You did right to stop. Stopping early is part of the plan, not a failure."),
    "paused": ("Good that you stopped.", "That was right. Your plan takes it into account, today and next time."),
    "left": ("That is fine.", "What you did counts. The rest can wait."),
    "nothing": ("Nothing done this time.", "That is fine. Some days are like that, and nothing is lost by it."),
}


def _ended(sitting: Sitting, how: str) -> str:
    """Return what the end is about: a stop in this session, whatever came after it; else how it ended."""
    stops = sitting.session.state.core.today.stops
    return "paused" if any(one.session == sitting.id for one in stops) else how


def _end_context(case: Case, sitting: Sitting, how: str) -> dict[str, Any]:
    root = case.place.root
    facts, stopped = _facts(case, sitting), how == "stopped" or function.wanted(sitting.session)
    title, lead = _TITLES["stopped" if stopped else _ended(sitting, how if facts else "nothing")]
    doors = [
        layout.link(f"{root}/problem?session={sitting.id}", "Report a problem", "Pain, a fall, the band, the software"),
        layout.link(f"{root}/diary", "Diary"),
        layout.link(f"{root}/bad-day", "Care for a bad day"),
    ]
    return {
        "page": layout.page(case, title, "today"),
        "how": how,
        "title": title,
        "lead": lead,
        "facts": facts,
        "reasons": words.reasons(case.programme, sitting.step.reasons or rests(sitting.session)),
        "next_due": "We ask how the leg took it at your next check-in." if facts or stopped else "",
        "drawing": scene("walk"),
        "doors": doors,
    }


def _facts(case: Case, sitting: Sitting) -> list[str]:
    found: dict[str, int] = {}
    for one in sitting.session.sets:
        if one.index in sitting.session.done:
            name = about(case, one)
            found[name] = found.get(name, 0) + 1
    return [f"{name}: {words.times(count, 'set')}" for name, count in found.items()]
