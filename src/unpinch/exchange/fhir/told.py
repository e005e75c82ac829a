"""What a resource from elsewhere tells: pain with its place, or the answers to a measure of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from unpinch.exchange.fhir.codes import ENTRY, LOINC, OWN, PAIN, PAIN_ANSWERS, canonical, plain
from unpinch.journal import MEASURES, Moment, MomentError
from unpinch.journal.kinds import ACTIVITIES_MOST, LINES_OF_RMDQ

Values = dict[str, Any]
Resource = Mapping[str, Any]
QUESTIONNAIRES = {canonical("Questionnaire", name): name for name in MEASURES if name != "nprs"}
_SNOMED = "http://snomed.info/sct"
_LOWER_BACK = "37822005"
_BACK = re.compile(r"\b(back|lumbar)\b")
_LEG = re.compile(r"\b(leg|lower limb|lower extremity|thigh|knee|calf|foot|buttock)\b")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$", re.ASCII)
_DAWN = "T00:00:00+14:00"
"""When a day begins first anywhere: never ahead of the clock of someone for whom it is that day already."""
_FINE = re.compile(r"(\.\d{6})\d+")
_MOST_ACTIVITY = 80
_TEN = 10
_DONE = ("final", "completed", "amended", "corrected")
MISTAKE = "entered-in-error"


class PassedOverError(ValueError):
    """A resource that can't be kept. The message says why, and fits behind "left out:"."""


def tells(resource: Resource) -> bool:
    """Tell whether a resource is of a kind that is read: pain, or a measure of ours."""
    if resource["resourceType"] == "QuestionnaireResponse":
        return _measure(resource) is not None
    return resource["resourceType"] == "Observation" and bool(_is_pain(resource) or _own_code(resource, "measure."))


def values_of(resource: Resource) -> tuple[str, Values]:
    """Return the kind of entry and the values that a resource tells; raise `PassedOverError` where it can't be kept."""
    if "modifierExtension" in resource or "implicitRules" in resource:
        raise PassedOverError("with rules of its own that aren't understood")
    if resource.get("status") not in _DONE:
        raise PassedOverError("not final")
    if resource["resourceType"] == "QuestionnaireResponse":
        return _answers(resource)
    return _pain(resource) if _is_pain(resource) else _score(resource)


def moment_of(resource: Resource) -> str:
    """Return when it was, as the journal writes times; of a day alone its first moment."""
    period = resource.get("effectivePeriod")
    start = period.get("start") if isinstance(period, dict) else None
    said = [resource.get(name) for name in ("effectiveDateTime", "effectiveInstant", "authored")]
    for one in (*said, start, resource.get("issued")):
        if (found := _time(one)) is not None:
            return found
    raise PassedOverError("no time is told")


def written_at(resource: Resource, at: str) -> str:
    """Return when it was written down, where that is said."""
    return _time(resource.get("issued")) or at


def _time(said: object) -> str | None:
    if not isinstance(said, str):
        return None
    text = f"{said}{_DAWN}" if _DAY.match(said) else _FINE.sub(r"\1", said)
    try:
        Moment.parse(text)
    except MomentError:
        return None
    return text


# -- what it is about --------------------------------------------------------------------------------------------------


def codings(concept: object) -> Iterator[tuple[str, str, str]]:
    """Yield the codes of a concept: system, code, words. Whatever isn't of that shape is passed over."""
    listed = concept.get("coding") if isinstance(concept, dict) else None
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict):
            parts = [one.get(name) for name in ("system", "code", "display")]
            yield tuple(part if isinstance(part, str) else "" for part in parts)  # type: ignore[misc]


def identifiers(resource: Resource) -> list[tuple[str, str]]:
    """Return the identifiers of a resource, sorted."""
    said = resource.get("identifier")
    listed = said if isinstance(said, list) else [said]
    pairs = [(one.get("system"), one.get("value")) for one in listed if isinstance(one, dict)]
    return sorted((str(system), value) for system, value in pairs if isinstance(value, str))


def own_entry(resource: Resource) -> str:
    """Return the id of the journal's entry that a resource was made from, where it came from an Unpinch."""
    return next((value.partition("/")[0] for system, value in identifiers(resource) if system == ENTRY), "")


def _is_pain(resource: Resource) -> bool:
    return any((system, code) == (LOINC, PAIN[0]) for system, code, _ in codings(resource.get("code")))


def _own_code(resource: Resource, begins: str) -> str:
    """Return the code of ours that a resource carries, if it begins so."""
    found = (code for system, code, _ in codings(resource.get("code")) if system == OWN and code.startswith(begins))
    return next(found, "")


def _measure(resource: Resource) -> str | None:
    asked = resource.get("questionnaire")
    return QUESTIONNAIRES.get(asked.partition("|")[0]) if isinstance(asked, str) else None


# -- pain --------------------------------------------------------------------------------------------------------------


def _pain(resource: Resource) -> tuple[str, Values]:
    return "measure_nprs", {"version": 1, place_of(resource.get("bodySite")): _number(resource)}


def place_of(site: object) -> str:
    """Return the field of pain at a place: by code, else by plain English words. Never a guess."""
    found = list(codings(site))
    own = [code for system, code, _ in found if system == OWN]
    text = site.get("text", "") if isinstance(site, dict) else ""
    words = " ".join([*(words for _, _, words in found), text if isinstance(text, str) else ""]).lower()
    back = "body.back" in own or (_SNOMED, _LOWER_BACK) in {one[:2] for one in found} or bool(_BACK.search(words))
    leg = _side(own, words)
    if bool(leg) == back:
        raise PassedOverError("not clear which leg, or the back")
    return "back_pain" if back else f"{leg}_leg_pain"


def _side(own: list[str], words: str) -> str:
    coded = [side for side in ("left", "right") if f"body.{side}_leg" in own]
    named = [side for side in ("left", "right") if re.search(rf"\b{side}\b", words) and _LEG.search(words)]
    sides = set(coded or named)
    return sides.pop() if len(sides) == 1 else ""


def _number(resource: Resource) -> int:
    """Return pain from 0 to 10 in any of the ways in which systems write it: a whole number, or LOINC's answer."""
    quantity = resource.get("valueQuantity")
    bare = quantity.get("value") if isinstance(quantity, dict) and "comparator" not in quantity else None
    for said in (resource.get("valueInteger"), bare):
        if isinstance(said, int | float) and not isinstance(said, bool) and said in range(_TEN + 1):
            return int(said)
    for system, code, _ in codings(resource.get("valueCodeableConcept")):
        if system == LOINC and code in PAIN_ANSWERS:
            return PAIN_ANSWERS.index(code)
    raise PassedOverError("no whole number from 0 to 10")


# -- measures of ours --------------------------------------------------------------------------------------------------


def _score(resource: Resource) -> tuple[str, Values]:
    """Return what an observation of a measure tells by itself; a score alone doesn't say which answers made it."""
    code = _own_code(resource, "measure.")
    if code == "measure.grc.change":
        words = [code for system, code, _ in codings(resource.get("valueCodeableConcept")) if system == OWN]
        return "measure_grc", {"version": 1, "change": _last(words[0] if words else "")}
    if code == "measure.psfs.ability":
        return "measure_psfs", {"version": 1, **_abilities(resource)}
    raise PassedOverError("a score without its answers can't be kept")


def _last(code: str) -> str:
    return code.rpartition(".")[2]


def _abilities(resource: Resource) -> Values:
    found: Values = {}
    parts = resource.get("component")
    rated = [one for one in (parts if isinstance(parts, list) else []) if isinstance(one, dict)]
    for number, one in enumerate(rated[:ACTIVITIES_MOST], start=1):
        name = one["code"].get("text") if isinstance(one.get("code"), dict) else None
        found[f"activity_{number}"] = _activity(name)
        found[f"ability_{number}"] = one.get("valueInteger")
    return found


def _activity(said: object) -> str:
    return plain(said)[:_MOST_ACTIVITY].strip() if isinstance(said, str) else ""


def _answers(resource: Resource) -> tuple[str, Values]:
    name, given = _measure(resource), dict(_given(resource))
    version = str(resource["questionnaire"]).partition("|")[2]
    values: Values = {"version": int(version) if version.isascii() and version.isdigit() else 1}
    if name == "rmdq24":
        lines = map(str, range(1, LINES_OF_RMDQ + 1))
        values["ticked"] = [line for line in lines if given.get(line) is True]
    elif name == "psfs":
        for n in range(1, ACTIVITIES_MOST + 1):
            if f"activity_{n}" in given:
                values[f"activity_{n}"] = _activity(given[f"activity_{n}"])
            if f"ability_{n}" in given:
                values[f"ability_{n}"] = given[f"ability_{n}"]
    else:
        values |= {link: _last(said) if isinstance(said, str) else said for link, said in given.items()}
    return f"measure_{name}", values


def _given(resource: Resource) -> Iterator[tuple[str, object]]:
    """Yield each question's first answer, however deep it stands."""
    waiting: list[object] = [resource]
    while waiting:
        one = waiting.pop()
        below = one.get("item") if isinstance(one, dict) else None
        for item in below if isinstance(below, list) else []:
            answers = item.get("answer") if isinstance(item, dict) else None
            waiting.extend([item, *(answers if isinstance(answers, list) else [])])
            if isinstance(answers, list) and answers and isinstance(answers[0], dict):
                yield str(item.get("linkId")), _answer(answers[0])


def _answer(answer: Mapping[str, Any]) -> object:
    coded = answer.get("valueCoding")
    if isinstance(coded, dict):
        return coded.get("code")
    return next((answer[name] for name in ("valueInteger", "valueBoolean", "valueString") if name in answer), None)
