"""What an entry says, in plain words: one line for the diary, and all its facts for its own page."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from unpinch.journal import BESIDE, CAMERA_SAW, SIDES
from unpinch.screens import measure_words, seen, words
from unpinch.screens.case import Case

Values = Mapping[str, Any]
TITLES: Mapping[str, str] = {
    "about": "About you",
    "screening": "Safety questions",
    "check_in": "Check-in",
    "clearance": "Examined",
    "assessment": "Assessment",
    "decision": "Plan shown",
    "calendar": "Calendar saved",
    "reminders": "Reminders chosen",
    "session_started": "Session begun",
    "set_done": "Set done",
    "set_skipped": "Set skipped",
    "easier": "Made easier",
    "felt": "How it felt",
    "stopped": "Stopped",
    "stop_answer": "About the stop",
    "settled": "After the stop",
    "session_ended": "Session over",
    "pause": "Pause begun",
    "resume": "Pause over",
    "band": "Band",
    "problem": "Problem",
    "preference": "How pages look",
    "retraction": "Taken back",
    **measure_words.TITLES,
}
_UNITS: Mapping[str, str] = {
    "years": "years",
    "weeks": "weeks",
    "cm": "cm",
    "kg": "kg",
    "mm": "mm",
    "n": "N",
    "s": "seconds",
    "min": "minutes",
    "percent": "%",
}
_LABELS: Mapping[str, str] = {
    "body_mass_kg": "weight",
    "duration_weeks": "since",
    "no_band": "no band yet",
    "lie_flat": "can lie flat",
    "floor_alone": "floor and up alone",
    "clam_agreed": "clamshell agreed",
    "deficit_seen": "weakness or numbness seen by a doctor",
    "worst_leg_pain": "leg pain at its worst",
    "numb_new_area": "new numb place",
    "nerve_site": "tingling or numbness reaches",
    "pain_site": "pain reaches",
    "apart": "elsewhere",
    "strength_signs": "signs of weakness",
    "sock": "putting on a sock",
    "sit": "sitting",
    "bend": "bending",
    "reaction": "reaction to the last session",
    "alarms": "warning signs",
    "examined_on": "day",
    "on": "day",
    "hung_n": "weight hung on it",
    "hung_rest_mm": "length without the weight",
    "hung_stretched_mm": "length with the weight",
    "rest_mm": "length when slack",
    "spare": "had some to spare",
}
_SCOPE = {
    "full": "all",
    "weekly": "weekly",
    "daily": "daily",
    "line": "before another session",
    "event": "one, at once",
}
_KIND_OF_DAY = {
    "train": "exercise",
    "rest": "rest",
    "stop": "enough for the day",
    "seek_care": "get it looked at first",
}
_NAMED = 4
_HIDDEN = frozenset(
    {"replaces", "session", "stop", "decision", "lifts", "index", "heads", "result", "band", "source", "events"}
    | CAMERA_SAW.keys()
)


def line(case: Case, kind: str, values: Values) -> str:
    """Return one line for the diary."""
    tell = _LINES.get(kind)
    text = tell(case, values) if tell else measure_words.line(case.programme, kind, values) if kind in BESIDE else ""
    return f"{TITLES[kind]}: {text}" if text else TITLES[kind]


def facts(case: Case, kind: str, values: Values) -> list[dict[str, str]]:
    """Return all that an entry says, field by field."""
    if kind == "screening":
        return _screening_facts(case, values)
    if kind in BESIDE:
        return measure_words.facts(case.programme, kind, values)
    found = [
        {"label": label(name), "value": say(case, name, value)} for name, value in values.items() if name not in _HIDDEN
    ]
    return [*found, *seen.facts(case.programme, values)] if kind == "set_done" else found


def detail(case: Case, kind: str, values: Values, changed: str) -> str:
    """Return the small print of a diary's line: whether it was changed, and what the camera saw."""
    camera = seen.told(case.programme, values) if kind == "set_done" else ""
    return f"{changed}. {camera}" if changed and camera else changed or camera


def label(name: str) -> str:
    """Return the words for a field's name, its unit left off."""
    side, plain = words.side_name(name)
    text = _LABELS.get(plain) or _unit(plain)[0].replace("_", " ")
    return words.capital(" ".join(part for part in (side, text) if part))


def _unit(name: str) -> tuple[str, str]:
    """Split a unit off a field's name: age_years is (age, years)."""
    stem, _, unit = name.rpartition("_")
    return (stem, _UNITS[unit]) if stem and unit in _UNITS else (name, "")


def say(case: Case, name: str, value: object) -> str:
    """Return a value in words, ids of the programme by its own words."""
    plain = words.side_name(name)[1]
    if plain == "conditions" and isinstance(value, (list, tuple)):
        known = case.programme.conditions
        return ", ".join(known[one].text if one in known else str(one) for one in value) or "None"
    if plain == "country":
        known_country = case.programme.countries.get(str(value))
        return known_country.name if known_country else "not named"
    if plain == "exercise":
        return _exercise(case, str(value))
    if plain == "question":
        return _question(case, str(value))
    unit = _unit(plain)[1]
    return f"{value} {_one(unit) if value == 1 else unit}" if unit else words.say(plain, value)


def _one(unit: str) -> str:
    """Return a unit's word for one of it: 1 week, but 1 cm."""
    return unit.removesuffix("s")


def _exercise(case: Case, name: str) -> str:
    found = case.programme.exercises.get(name)
    return found.plain_name if found else name


def _question(case: Case, name: str) -> str:
    found = case.programme.questions.get(name)
    if found is not None:
        return words.capital(found.short)
    flags = {one.flag: one.short or one.text for one in case.programme.alarms.values()}
    return words.capital(flags.get(name, name.replace("_", " ")))


def _screening_facts(case: Case, values: Values) -> list[dict[str, str]]:
    found = [{"label": "Which", "value": _SCOPE[values["scope"]]}]
    for word, title in (("yes", "Yes"), ("not_sure", "Not sure")):
        found += [{"label": title, "value": _question(case, one)} for one in values[word]]
    found.append({"label": "No", "value": words.times(len(values["no"]), "question")})
    return found


def _check_in(_: Case, values: Values) -> str:
    parts = []
    for side in SIDES:
        if f"{side}_leg_pain" not in values:
            continue
        site = values.get(f"{side}_pain_site", "none")
        down = f", down to the {words.SITE[site].lower()}" if site not in {"none", "back"} else ""
        parts.append(f"{side} leg pain {values[f'{side}_leg_pain']}{down}")
    for name in ("tingling", "numbness"):
        worst = max((values.get(f"{side}_{name}", 0) for side in SIDES), default=0)
        parts += [f"{name} {worst}"] if worst else []
    parts += [f"back pain {values['back_pain']}"] if values.get("back_pain") else []
    return ", ".join(parts)


def _screening(case: Case, values: Values) -> str:
    alarming = [_question(case, one).lower() for word in ("yes", "not_sure") for one in values[word]]
    if alarming:
        return ", ".join(alarming)
    return f"{_SCOPE[values['scope']]}, none of them" + (", a slip put right" if values.get("lifts") else "")


def _set(case: Case, values: Values) -> str:
    parts = [_exercise(case, values["exercise"])]
    if values["side"] != "both":
        parts.append(f"{values['side']} leg")
    if "repetitions" in values or "hold_s" in values:
        parts.append(words.amount(values.get("repetitions", 0), values.get("hold_s", 0)))
    return ", ".join(parts)


def _felt(case: Case, values: Values) -> str:
    return f"{_set(case, values)}, {words.say('answer', values['answer']).lower()}"


def _stop_answer(_: Case, values: Values) -> str:
    reason = words.say("reason", values["reason"]).lower()
    where = words.say("where", values["where"]).lower() if values["where"] else ""
    signs = len([one for one in values["alarms"] if one != "none"])
    return ", ".join(part for part in (reason, where, words.times(signs, "warning sign") if signs else "") if part)


def _settled(case: Case, values: Values) -> str:
    """Say when the feeling was asked about, and the answer. `Back` in the minute of a `not yet` came after it."""
    when = f"after {words.times(values['after_min'], 'minute')}"
    soon = values["answer"] == "back" and _not_yet(case, values)
    return f"{'a little later' if soon else when}, {words.say('answer', values['answer']).lower()}"


def _not_yet(case: Case, values: Values) -> bool:
    """Tell whether the same stop was not back yet in the same minute."""
    said = [one.values for one in case.of_kind("settled") if one.values]
    place = ("stop", "after_min")
    return any(one["answer"] == "not_back" and all(one[name] == values[name] for name in place) for one in said)


def _decision(case: Case, values: Values) -> str:
    try:
        result = json.loads(values["result"])
        text = _KIND_OF_DAY[result["kind"]]
        phase = case.programme.phases.get(result["phase"])
    except (ValueError, KeyError, TypeError):
        return ""
    return f"{text}, {phase.name}" if phase and result["kind"] == "train" else text


def _clearance(case: Case, values: Values) -> str:
    return f"{_question(case, values['question']).lower()}, {words.say('verdict', values['verdict']).lower()}"


def _assessment(_: Case, values: Values) -> str:
    verdict = f", {words.say('verdict', values['verdict']).lower()}" if "verdict" in values else ""
    return f"{values['status']}, {values['on']}{verdict}"


def _band(_: Case, values: Values) -> str:
    if values.get("retired"):
        return "no longer used"
    if "hung_n" in values:
        return "measured with a weight"
    return " ".join(str(values[name]) for name in ("colour", "brand") if name in values)


def _pause(_: Case, values: Values) -> str:
    until = f", until {values['until']}" if "until" in values else ""
    return words.say("reason", values["reason"]).lower() + until


def _about(case: Case, values: Values) -> str:
    stated = {name: value for name, value in values.items() if name not in _HIDDEN}
    told = [f"{label(name).lower()}: {_answer(case, name, value)}" for name, value in stated.items()]
    return ", ".join(told) if len(told) <= _NAMED else words.times(len(told), "answer")


def _answer(case: Case, name: str, value: object) -> str:
    text = say(case, name, value)
    return text if name in {"name", "country"} else text.lower()


_LINES: Mapping[str, Callable[[Case, Values], str]] = {
    "about": _about,
    "assessment": _assessment,
    "band": _band,
    "check_in": _check_in,
    "clearance": _clearance,
    "decision": _decision,
    "easier": _set,
    "felt": _felt,
    "pause": _pause,
    "problem": lambda _, values: words.say("category", values["category"]).lower(),
    "screening": _screening,
    "session_ended": lambda _, values: words.say("how", values["how"]).lower(),
    "set_done": _set,
    "set_skipped": _set,
    "settled": _settled,
    "stop_answer": _stop_answer,
    "stopped": _set,
}
