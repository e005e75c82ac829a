"""After a stop: why, where, any of these now; the saddle question; whether it is back to its start."""

from __future__ import annotations

from typing import Any

from unpinch.journal import Moment
from unpinch.programme.decision import PlannedSet
from unpinch.screens import forms, layout, table, words
from unpinch.screens.asked import Asked, RefusedError, Screen
from unpinch.screens.case import Case
from unpinch.screens.drawings import leaving, scene
from unpinch.screens.replay import Sitting, about, ended_draft, path, replayed

_END = "end"
_ANSWERS = ("reason", "where", "alarms", "leg_pain", "back_pain", "back_sharp")
_PLACE = ("session", "stop")
_ANY_WAY_OUT = "Bend the knee. If you hold a band, let it go slack first, then let go."
"""Said where the plan of the session hasn't arrived, so that nobody knows which exercise it was."""


def stop_form(case: Case) -> dict[str, Any]:
    """Return the fields of the one screen after a stop."""
    alarms = [{"value": one.id, "label": one.text} for one in case.programme.alarms.values()]
    none = {"value": "none", "label": "None of these"}
    return {
        "reason": forms.shown("stop_answer", "reason", "Why did you stop?", columns=1),
        "where": forms.shown("stop_answer", "where", "Where do you feel it?", columns=2),
        "alarms": forms.shown("stop_answer", "alarms", "Any of these right now?", options=[*alarms, none], columns=1),
        "leg_pain": forms.shown("stop_answer", "leg_pain", "How strong is the leg pain now?"),
        "back": [
            forms.shown("stop_answer", "back_pain", "How strong is the back pain?"),
            forms.shown("stop_answer", "back_sharp", "Is the back pain sharp?"),
        ],
    }


def stop(case: Case, asked: Asked) -> Screen:
    """Ask about the newest stop until it is answered."""
    sitting = replayed(case, asked.args["session"])
    if "saddle" in sitting.step.asks:
        return layout.go(f"{case.place.root}/screening/saddle")
    if sitting.step.kind != "stop_answer" and not unanswered(case, sitting):
        return layout.go(path(case, sitting.id, "/next"))
    if not asked.posted:
        return Screen("stop.html", _context(case, sitting, stop_form(case), ()))
    return _answered(case, asked, sitting)


def unanswered(case: Case, sitting: Sitting) -> bool:
    """Tell whether a session of today that was ended elsewhere has a stop that nobody answered for."""
    if sitting.step.kind != "ended" or sitting.started.day != case.now.day:
        return False
    stops = sitting.session.state.core.today.stops
    return any(not one.answered for one in stops if one.session == sitting.id)


def _answered(case: Case, asked: Asked, sitting: Sitting) -> Screen:
    _same_stop(asked, sitting)
    found = forms.read("stop_answer", asked, _ANSWERS, also=_PLACE)
    problems = (*found.problems, *_missing(found.values))
    if problems:
        fields = {name: _kept(asked, field) for name, field in stop_form(case).items()}
        return Screen("stop.html", _context(case, sitting, fields, problems), status=400)
    place = {"session": sitting.id, "stop": sitting.session.stop}
    values = {**place, "where": [], **found.values}
    return layout.go(path(case, sitting.id, "/next"), forms.draft(asked, "stop_answer", values, sitting.session.stop))


def _kept(asked: Asked, field: Any) -> Any:  # noqa: ANN401 - one field or a list of them
    return forms.kept(asked, field) if isinstance(field, list) else forms.kept(asked, [field])[0]


def _missing(values: Any) -> list[str]:  # noqa: ANN401
    found = []
    if "reason" not in values:
        found.append("Please say why you stopped.")
    alarms = values.get("alarms", ())
    if not alarms:
        found.append("Please look at the warning signs: tick what is there, or “None of these”.")
    if "none" in alarms and len(alarms) > 1:
        found.append("You ticked a warning sign and “None of these”. Please choose one.")
    return found


def _same_stop(asked: Asked, sitting: Sitting) -> None:
    """Refuse an answer to another stop or of another session."""
    sent = {name: asked.one(name) for name in _PLACE}
    if sent["session"] not in {"", sitting.id} or sent["stop"] not in {"", sitting.session.stop}:
        raise RefusedError("This answer belongs to another stop. Load the page again. Nothing was saved.")


def _context(case: Case, sitting: Sitting, fields: dict[str, Any], problems: tuple[str, ...]) -> dict[str, Any]:
    return {
        "page": layout.page(case, "Stopped"),
        "back": "",
        "about": _about(case, sitting),
        "stop": fields,
        "session": sitting.id,
        "stopped": sitting.session.stop,
        **_way_out(sitting),
        "problems": list(problems),
        "promise": "What you answer decides what happens next. Nobody is cross if we end here.",
    }


def _way_out(sitting: Sitting) -> dict[str, Any]:
    """Return how to get out of what was stopped, in words and drawn: of its own exercise and level."""
    planned = stopped_set(sitting)
    if planned is None:
        return {"way_out": _ANY_WAY_OUT, "leaving": scene("release")}
    band = planned.band.need != "none"
    level = sitting.session.programme.exercises[planned.exercise].level(planned.level)
    drawn = leaving(sitting.session.programme, (planned.exercise, planned.level), planned.side, band=band)
    return {"way_out": level.out(band=band), "leaving": drawn}


def stopped_set(sitting: Sitting) -> PlannedSet | None:
    """Return the set that the newest stop was about."""
    return table.stopped_set(sitting.session)


def _about(case: Case, sitting: Sitting) -> str:
    planned = stopped_set(sitting)
    return about(case, planned) if planned else "Session"


# -- is it back? -------------------------------------------------------------------------------------------------------


def settle(case: Case, asked: Asked) -> Screen:
    """Wait, then ask whether it is back to its start."""
    sitting = replayed(case, asked.args["session"])
    if sitting.step.kind != "settled":
        return layout.go(path(case, sitting.id, "/next"))
    if not asked.posted:
        return Screen("settle.html", _settle_context(case, sitting))
    _same_stop(asked, sitting)
    if asked.one("answer") == _END:
        return layout.go(path(case, sitting.id, "/end"), ended_draft(sitting.id, "left"))
    return _settled(case, asked, sitting)


def _settled(case: Case, asked: Asked, sitting: Sitting) -> Screen:
    found = forms.read("settled", asked, ("answer",), also=(*_PLACE, "after_min"))
    if found.problems or "answer" not in found.values:
        return Screen("settle.html", _settle_context(case, sitting, "Please choose one of these."), status=400)
    if early := _too_early(sitting, found.values["answer"]):
        return Screen("settle.html", _settle_context(case, sitting, early))
    values = {
        "session": sitting.id,
        "stop": sitting.session.stop,
        "after_min": _waited_min(case, sitting),
        **found.values,
    }
    return layout.go(path(case, sitting.id, "/next"), forms.draft(asked, "settled", values, str(values["after_min"])))


def _too_early(sitting: Sitting, answer: str) -> str:
    """Return what to say to an answer before its wait is over; once the first one is, `back` can always be said."""
    if not sitting.step.wait_s or (answer == "back" and sitting.session.asked_again):
        return ""
    praise = "Good. " if answer == "back" else ""
    return f"{praise}Rest a little longer, then tell us again."


def _waited_min(case: Case, sitting: Sitting) -> int:
    return min(120, max(0, case.now.epoch_s - sitting.session.stopped_s) // 60)


def _settle_context(case: Case, sitting: Sitting, notice: str = "") -> dict[str, Any]:
    wait_s = sitting.step.wait_s
    until = Moment.of(case.now.epoch_s + wait_s, case.now.offset_min).text
    return {
        "page": layout.page(case, "Rest a moment", notice=notice),
        "back": "",
        "about": _about(case, sitting),
        "session": sitting.id,
        "stopped": sitting.session.stop,
        "wait_s": wait_s,
        "until": until,
        "until_clock": words.clock(Moment.of(case.now.epoch_s + wait_s + 59, case.now.offset_min).text),
        "after_min": _waited_min(case, sitting) + -(-wait_s // 60),
        "promise": "If it is back to how it was, gentler moves can go on. If not, we end here for today.",
        "new": f"{case.place.root}/screening/event",
        "drawing": scene("calves_on_chair"),
    }
