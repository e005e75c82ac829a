"""Facts asked once, a few at a time. Each step writes what was said, so that a closed page loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from unpinch.guidance.person import NEEDED
from unpinch.programme.model import Programme
from unpinch.screens import forms, layout, units, words
from unpinch.screens.asked import Asked, Screen, unknown
from unpinch.screens.case import Case
from unpinch.screens.forms import Shown


@dataclass(frozen=True, slots=True)
class Part:
    """One step: a few facts that belong together. `needed` are those that must be said to go on."""

    title: str
    help: str
    fields: tuple[str, ...]
    why: str = ""


ELSEWHERE = "ZZ"
"""The code of a country that wasn't named (ISO 3166 leaves it to users): 112 is shown then."""
_CHOOSE = {"value": "", "label": "Choose your country"}
_ANOTHER = {"value": ELSEWHERE, "label": "Not in this list, or I'd rather not say"}
_NO_COUNTRY = (
    f"Please choose your country. “{_ANOTHER['label']}” is fine too: we then show 112, which works in most countries "
    "from a mobile phone, but we can't know if it works in yours."
)
ASKED = frozenset({*NEEDED, "country"})
"""What a part doesn't let pass unanswered: what the plan needs, and whose emergency number is shown."""

PARTS = (
    Part("First, a name and a country", "", ("name", "country"), "The country decides which emergency number we show."),
    Part("About you", "", ("age_years", "height_cm", "body_mass_kg"), "Age alone never stops an adult."),
    Part(
        "Your leg",
        "",
        ("legs", "pain_region", "duration_weeks", "examined"),
        "It decides which side we work on and where we begin.",
    ),
    Part(
        "What it does",
        "",
        ("sitting", "standing", "left_deficit_seen", "right_deficit_seen"),
        "What makes it worse is left out.",
    ),
    Part(
        "Getting down and up", "", ("floor_alone", "lie_flat"), "Most moves are done lying, on the floor or a firm bed."
    ),
    Part(
        "Your health",
        "Tick what applies. None is fine.",
        ("pregnancy", "latex_allergy", "conditions"),
        "Each one leaves out only the moves that don't suit it.",
    ),
    Part(
        "Your joints",
        "",
        ("left_hip_replaced", "right_hip_replaced", "left_knee_replaced", "right_knee_replaced"),
        "A replaced joint needs some moves left out on its side.",
    ),
    Part(
        "Your hips",
        "Only asked with a replaced hip.",
        ("left_clam_agreed", "right_clam_agreed"),
        "Without the team's yes we leave the clamshell out.",
    ),
    Part(
        "Bands",
        "You can add the bands that you own later.",
        ("no_band",),
        "Most moves work without one, or with a towel.",
    ),
)
_HIPS = 8
"""The part that is only asked with a replaced hip."""


def first(case: Case, asked: Asked) -> Screen:
    """Go to the first step with something missing, or the first of all."""
    missing = {name for name in ASKED if name not in case.facts}
    step = next((n for n, part in enumerate(PARTS) if missing & set(part.fields)), 0)
    step = 0 if not case.facts else step
    return layout.go(f"{asked.place.root}/about/{step + 1}")


def step(case: Case, asked: Asked) -> Screen:
    """Show a step, or write what it said and go on."""
    number = int(asked.args["step"])
    if not 1 <= number <= len(PARTS):
        raise unknown()
    part = PARTS[number - 1]
    if not asked.posted:
        return Screen(
            "about.html", _context(case, number, _in_units(case, forms.with_values(_fields(case, part), case.facts)))
        )
    return _taken(case, units.metric(asked) if units.imperial(case) else asked, number, part)


def _in_units(case: Case, fields: list[Shown]) -> list[Shown]:
    return [one for field in fields for one in units.shown(field)] if units.imperial(case) else fields


def _taken(case: Case, asked: Asked, number: int, part: Part) -> Screen:
    found = forms.read("about", asked, part.fields)
    values = {
        **found.values,
        **({"conditions": found.values.get("conditions", [])} if "conditions" in part.fields else {}),
    }
    problems = (*found.problems, *_missing(case, asked, part, values), *strange(case, values))
    if problems:
        fields = _in_units(case, forms.kept(asked, _fields(case, part)))
        return Screen("about.html", _context(case, number, fields, problems), status=400)
    new = {name: value for name, value in values.items() if case.facts.get(name) != value}
    drafts = (forms.draft(asked, "about", new, str(number)),) if new else ()
    return layout.go(_after(case, number, values), *drafts)


def _missing(case: Case, asked: Asked, part: Part, values: Mapping[str, Any]) -> list[str]:
    """Return a sentence for each fact that was left empty; of one that can't be right, that is said already."""
    left = [name for name in part.fields if name in ASKED and name not in values and not asked.one(name)]
    return [
        _NO_COUNTRY if name == "country" else f"Please answer: {_question(case.programme, name)[0]}" for name in left
    ]


def strange(case: Case, values: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with facts that no list of the programme holds."""
    found = []
    if not set(values.get("conditions", ())) <= set(case.programme.conditions):
        found.append("One of the conditions isn't in our list. Please choose again.")
    if not knows_country(case.programme, values.get("country", ELSEWHERE)):
        found.append("We don't know this country. Please choose one from the list.")
    return found


def knows_country(programme: Programme, code: str) -> bool:
    """Tell whether a country's code is one of the list, or stands for those that aren't in it."""
    return code == ELSEWHERE or code in programme.countries


def _after(case: Case, number: int, values: Mapping[str, Any]) -> str:
    known = {**case.facts, **values}
    after = next((one for one in asked_parts(case, known) if one > number), None)
    return f"{case.place.root}/about/{after}" if after else f"{case.place.root}/today"


def asked_parts(case: Case, known: Mapping[str, Any] | None = None) -> list[int]:
    """Return the numbers of the parts that are asked of this person."""
    facts = case.facts if known is None else known
    hips = any(facts.get(f"{side}_hip_replaced") in {"yes", "not_sure"} for side in ("left", "right"))
    return [number for number in range(1, len(PARTS) + 1) if hips or number != _HIPS]


def _question(programme: Programme, name: str) -> tuple[str, str]:
    """Return the programme's words for a fact; of a fact for each side, with the side."""
    side, plain = words.side_name(name)
    found = next(one for one in programme.about_questions if one.id == plain)
    return (f"{side.capitalize()}: {found.text}" if side else found.text), found.help


def _fields(case: Case, part: Part) -> list[Shown]:
    return [field_of(case.programme, name) for name in part.fields]


def field_of(programme: Programme, name: str) -> Shown:
    """Return the field of a fact in the programme's words."""
    text, help_ = _question(programme, name)
    field = forms.shown("about", name, text, help=help_)
    return {**field, **_more(programme, name)}


def _more(programme: Programme, name: str) -> Shown:
    plain = words.side_name(name)[1]
    if plain == "country":
        options = sorted(
            ({"value": one.code, "label": one.name} for one in programme.countries.values()),
            key=lambda one: one["label"],
        )
        return {"kind": "select", "options": [_CHOOSE, *options, _ANOTHER]}
    if plain == "conditions":
        return {
            "kind": "many",
            "columns": 1,
            "options": [{"value": one.id, "label": one.text} for one in programme.conditions.values()],
        }
    units = {"height_cm": "cm", "body_mass_kg": "kg", "age_years": "years", "duration_weeks": "weeks"}
    return {"unit": units[plain]} if plain in units else {}


def _context(case: Case, number: int, fields: list[Shown], problems: tuple[str, ...] = ()) -> dict[str, Any]:
    part = PARTS[number - 1]
    root = case.place.root
    parts = sorted({*asked_parts(case), number})
    place = parts.index(number)
    return {
        "page": layout.page(case, part.title),
        "back": f"{root}/about/{parts[place - 1]}" if place else "",
        "number": place + 1,
        "total": len(parts),
        "title": part.title,
        "help": part.help,
        "fields": fields,
        "problems": list(problems),
        "why": part.why,
        "button": "Next" if number < len(PARTS) else "Save",
    }
