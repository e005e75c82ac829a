"""Measures: a quiet offer on Today, and the forms, one question a screen. `measured` shows how they have gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from unpinch.journal import BESIDE, KINDS
from unpinch.measures import due
from unpinch.programme.measures import Measure
from unpinch.screens import forms, layout, words
from unpinch.screens.asked import Asked, Draft, RefusedError, Screen, unknown
from unpinch.screens.case import Case
from unpinch.screens.forms import Shown

ACTIVITIES = ("activity_1", "activity_2", "activity_3")
"""So many can be named on our form; the record has room for what came from elsewhere."""
CORRECTABLE: Mapping[str, tuple[str, ...]] = {
    kind: tuple(name for name in KINDS[kind].fields if name not in {"replaces", "note", "version"})
    for kind in BESIDE - {"measure_put_off"}
}
"""What the diary offers to correct of each kind."""
READ = ("check_in", "stopped", "clearance", *sorted(BESIDE))
_ALSO = ("step", "fresh", "measure")
_CHOOSE = "Please choose an answer."
_NAME_ONE = "Please name at least one thing."
_NONE = "Nothing is ticked. If none of these is true today, say so with the button below the list."


@dataclass(frozen=True, slots=True)
class Step:
    """One screen of a form: its name, what is asked, and its fields."""

    name: str
    title: str
    about: str
    fields: tuple[Shown, ...]


def offer(case: Case) -> dict[str, str] | None:
    """Return the one measure to offer today, or None."""
    measure = due(case.programme, case.of_kind(*READ), case.now, case.decision)
    if measure is None:
        return None
    root = case.place.root
    return {
        "text": measure.offer,
        "minutes": words.times(measure.minutes, "minute"),
        "href": f"{root}/measures/{measure.id}",
        "put_off": f"{root}/measures/put-off",
        "measure": measure.id,
    }


def put_off(case: Case, asked: Asked) -> Screen:
    """Note that a measure isn't for today. It isn't asked again for some days."""
    today = f"{case.place.root}/today"
    if not asked.posted:
        return layout.go(today)
    forms.refuse_unknown(asked, ("measure",))
    measure = _offered(case, asked.one("measure"))
    return layout.go(today, forms.draft(asked, "measure_put_off", {"measure": measure.id}))


def _offered(case: Case, name: str) -> Measure:
    measure = case.programme.measures.get(name)
    if measure is None or not measure.offered:
        raise unknown()
    return measure


def ask(case: Case, asked: Asked) -> Screen:
    """Ask one measure, a screen at a time; the answers before stand in the form, and all are written together."""
    measure = _offered(case, asked.args["measure"])
    if not asked.posted:
        start = {} if asked.wish("fresh") else _known(case, measure)
        return _shown(case, measure, start)
    found = forms.read(measure.kind, asked, _names(measure), _ALSO)
    values = _compact(found.values) if measure.id == "psfs" else dict(found.values)
    if measure.id == "rmdq24" and asked.one("step") == "none":
        values["ticked"] = []
    if _next(measure, values) is None and not found.problems:
        return _written(case, asked, measure, values)
    problems = found.problems or _missing(asked, values)
    return _shown(case, measure, values, problems)


def _written(case: Case, asked: Asked, measure: Measure, values: Mapping[str, Any]) -> Screen:
    draft: Draft = forms.draft(asked, measure.kind, {"version": measure.version, **values})
    problem = forms.check(measure.kind, draft.values)
    if problem:
        raise RefusedError(f"{problem} Nothing was saved.")
    return layout.go(f"{case.place.root}/today", draft)


def _names(measure: Measure) -> tuple[str, ...]:
    if measure.id == "psfs":
        return (*ACTIVITIES, *(name.replace("activity", "ability") for name in ACTIVITIES))
    return tuple(scale.id for scale in measure.scales)


def _known(case: Case, measure: Measure) -> dict[str, Any]:
    """Return the activities that were rated last: they are rated again, so that values can be compared."""
    if measure.id != "psfs":
        return {}
    values = case.last_values(measure.kind)[1]
    return _compact({name: values[name] for name in ACTIVITIES if name in values})


def _compact(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return activities and abilities numbered without gaps; an activity named twice stands once."""
    found: dict[str, tuple[str, Any]] = {}
    for name in ACTIVITIES:
        text = " ".join(str(values.get(name, "")).split())
        if text:
            found.setdefault(text.casefold(), (text, values.get(name.replace("activity", "ability"))))
    pairs = enumerate(found.values(), start=1)
    return {
        key: value
        for n, (text, rated) in pairs
        for key, value in ((f"activity_{n}", text), (f"ability_{n}", rated))
        if value is not None
    }


# -- the screens -------------------------------------------------------------------------------------------------------


def _steps(measure: Measure, values: Mapping[str, Any]) -> list[Step]:
    if measure.id == "psfs":
        return _activity_steps(measure, values)
    if measure.id == "rmdq24":
        return [Step("ticked", measure.name, "", (ticks(measure, measure.name),))]
    return [Step(one.id, one.text, one.help, (question(measure, one.id, one.text),)) for one in measure.lines]


def _activity_steps(measure: Measure, values: Mapping[str, Any]) -> list[Step]:
    name, rate = measure.lines
    labels = ("One thing", "Another, if you like", "One more, if you like")
    typed = tuple(forms.shown(measure.kind, field, label) for field, label in zip(ACTIVITIES, labels, strict=True))
    named = [field for field in ACTIVITIES if field in values]
    rated = [
        Step(ability, str(values[field]), rate.text, (question(measure, ability, str(values[field])),))
        for field in named
        if (ability := field.replace("activity", "ability"))
    ]
    return [Step("activity_1", name.text, name.help, typed), *rated]


def question(measure: Measure, name: str, title: str) -> Shown:
    """Return a field with the measure's words: a scale from 0 to 10 with its ends, or its answers."""
    if measure.answers:
        options = [{"value": one.id, "label": one.text} for one in measure.answers]
        return {"kind": "one", "name": name, "title": title, "value": None, "options": options, "columns": 1}
    line = next((one for one in measure.lines if name.startswith(one.id)), None)
    ends = {"low": line.low, "high": line.high} if line and line.low else {}
    return forms.shown(measure.kind, name, title, calm=True, **ends)


def ticks(measure: Measure, title: str) -> Shown:
    """Return the list of sentences to tick."""
    options = [{"value": one.id, "label": one.text} for one in measure.lines]
    return {"kind": "many", "name": "ticked", "title": title, "value": None, "options": options, "columns": 1}


def field(case: Case, kind: str, name: str) -> Shown | None:
    """Return a field for a correction, or None where the record's own words do."""
    measure = case.programme.measures.get(kind.removeprefix("measure_"))
    if measure is None or name.startswith("activity") or not measure.lines:
        return None
    title = next((one.text for one in measure.lines if name.startswith(one.id)), measure.name)
    return ticks(measure, title) if name == "ticked" else question(measure, name, title)


def _next(measure: Measure, values: Mapping[str, Any]) -> int | None:
    """Return which step has no answer yet."""
    return next((n for n, step in enumerate(_steps(measure, values)) if step.name not in values), None)


def _missing(asked: Asked, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what to say where a screen was sent without an answer."""
    step = asked.one("step")
    if not step or step in values:
        return ()
    return ({"activity_1": _NAME_ONE, "ticked": _NONE}.get(step, _CHOOSE),)


def _shown(case: Case, measure: Measure, values: Mapping[str, Any], problems: Sequence[str] = ()) -> Screen:
    steps = _steps(measure, values)
    number = _next(measure, values) or 0
    step, before = steps[number], _before(measure, steps, values, number)
    counted = number if measure.id == "psfs" else number + 1
    context = {
        "page": layout.page(case, measure.name, here=f"{case.place.root}/measures/{measure.id}"),
        "name": measure.name,
        "step": step.name,
        "title": step.title,
        "about": step.about,
        "intro": list(measure.intro),
        "fields": list(step.fields),
        "given": _hidden(values),
        "back": None if before is None else _hidden(before),
        "number": counted,
        "total": len(steps) - (measure.id == "psfs"),
        "last": step.name != "activity_1" and number == len(steps) - 1,
        "none": bool(problems) and step.name == "ticked",
        "fresh": measure.id == "psfs" and number == 1,
        "put_off": {"action": f"{case.place.root}/measures/put-off", "measure": measure.id},
        "why": measure.why,
        "licence": measure.licence,
        "citation": f"{measure.official}. {measure.citation}",
        "problems": list(problems),
    }
    return Screen("measure.html", context, status=400 if problems else 200)


def _hidden(values: Mapping[str, Any]) -> list[dict[str, str]]:
    return [{"name": name, "value": forms.as_form(value)} for name, value in values.items()]


def _before(measure: Measure, steps: Sequence[Step], values: Mapping[str, Any], number: int) -> dict[str, Any] | None:
    """Return the answers without the last one; activities that were named before aren't asked for again."""
    if number == 0 or (measure.id == "psfs" and number == 1):
        return None
    return {name: value for name, value in values.items() if name != steps[number - 1].name}
