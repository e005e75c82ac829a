"""The bands a person owns, measured by a hung weight where wanted, and "I have no band yet"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unpinch.journal import derived_id
from unpinch.programme.bands import LEAST_HUNG_STRETCH, OwnedBand, strength_n
from unpinch.screens import about, band_setup, forms, layout, units, words
from unpinch.screens.asked import Asked, RefusedError, Screen, unknown
from unpinch.screens.case import Case
from unpinch.screens.forms import Shown

_ADD = ("type", "brand", "colour", "rest_mm", "latex")
_MEASURE = ("hung_n", "hung_rest_mm", "hung_stretched_mm")
_HUNG_N = (3, 300)
"""A weight to measure a band with, in newtons: a mug at least, a suitcase at most; less is mostly kg (choice)."""
_CHECK = (
    "No cracks, nicks or tears, also at the edges.",
    "Anchors and knots tight; tug three times, face aside.",
    "Eyes and face out of the line of pull.",
)


def bands(case: Case, asked: Asked) -> Screen:
    """Show the bands, or add, measure, put away one."""
    if not asked.posted:
        return Screen("bands.html", _context(case))
    press = asked.one("do")
    if press not in _PRESSES:
        raise RefusedError("This button isn't known. Load the page again. Nothing was saved.")
    return _PRESSES[press](case, asked)


def _context(
    case: Case, problems: tuple[str, ...] = (), fields: list[Shown] | None = None, measuring: Asked | None = None
) -> dict[str, Any]:
    return {
        "page": layout.page(case, "My bands", "more"),
        "title": "My bands",
        "lead": "So that we can say which band to take, and how hard it will pull.",
        "bands": [_band(case, one, measuring) for one in case.bands],
        "fields": fields or _add_fields(case),
        "moves": band_setup.by_move(case),
        "height": _height_card(case),
        "no_band": bool(case.facts.get("no_band")),
        "check": list(_CHECK),
        "problems": list(problems),
    }


def _band(case: Case, one: OwnedBand, measuring: Asked | None) -> dict[str, Any]:
    """Return one band; while it is being measured, with what was typed."""
    sent = measuring if measuring is not None and measuring.one("band") == one.id else None
    return {
        "id": one.id,
        "name": words.band(one),
        "detail": _detail(case, one),
        "measured": one.hung_n is not None,
        "fields": forms.kept(sent, _measure_fields(one)) if sent else _measure_fields(one),
        "open": sent is not None,
    }


def _detail(case: Case, one: OwnedBand) -> str:
    strength = strength_n(case.programme, one)
    if strength is None:
        return "We don't know how strong it is. Hang a weight on it to find out."
    return f"One strand pulls with about {strength[0]:.0f} to {strength[2]:.0f} newtons at twice its length."


def _height_card(case: Case) -> dict[str, Any]:
    """Return the person's height in words, empty where it isn't known, and the fields that ask for it."""
    known = band_setup.height_m(case)
    field = {**about.field_of(case.programme, "height_cm"), "help": ""}
    asked = forms.with_values([field], case.facts)
    fields = [one for each in asked for one in units.shown(each)] if units.imperial(case) else asked
    return {"known": "" if known is None else units.height(case, known), "fields": fields}


def _add_fields(case: Case) -> list[Shown]:
    colours = dict.fromkeys(one.colour for one in case.programme.band_colours)
    brands = dict.fromkeys(one.brand for one in case.programme.band_colours)
    sizes = [{"value": one.id, "label": one.name} for one in case.programme.loop_sizes]
    return [
        forms.shown("band", "type", "What kind is it?", columns=3),
        _choose("brand", "Brand", brands),
        _choose("colour", "Colour", colours),
        {
            "kind": "select",
            "name": "size",
            "title": "Size of a loop",
            "help": "Only for loops.",
            "options": [{"value": "", "label": "Not a loop, or another size"}, *sizes],
        },
        forms.shown(
            "band", "rest_mm", "Length when slack", help="1 metre is 1000. Of a loop, all the way round.", unit="mm"
        ),
        forms.shown(
            "band", "latex", "Is it made of latex?", help="If you don't know, leave it out: we take it as latex."
        ),
    ]


def _choose(name: str, title: str, found: Mapping[str, None]) -> Shown:
    options = [{"value": "", "label": "I don't know"}, *({"value": one, "label": words.capital(one)} for one in found)]
    return {"kind": "select", "name": name, "title": title, "help": "", "options": options}


def _measure_fields(one: OwnedBand) -> list[Shown]:
    known = {name: getattr(one, name) for name in _MEASURE}
    fields = [
        forms.shown("band", "hung_n", "The weight", help="1 kilogram pulls with about 10 newtons.", unit="N"),
        forms.shown("band", "hung_rest_mm", "Length without it", unit="mm"),
        forms.shown("band", "hung_stretched_mm", "Length with it", unit="mm"),
    ]
    return forms.with_values(fields, {name: value for name, value in known.items() if value is not None})


def _add(case: Case, asked: Asked) -> Screen:
    found = forms.read("band", asked, _ADD, also=("size",))
    size = next((one for one in case.programme.loop_sizes if one.id == asked.one("size")), None)
    if asked.one("size") and size is None:
        raise RefusedError("We don't know this size. Load the page again. Nothing was saved.")
    values = dict(found.values)
    if size is not None:
        values |= {"type": size.type, "width_mm": size.width_mm, "thickness_mm": size.thickness_mm}
        values.setdefault("rest_mm", size.rest_mm)
    problems = found.problems or (() if "type" in values else ("Please say what kind of band it is.",))
    if problems:
        return Screen("bands.html", _context(case, tuple(problems), forms.kept(asked, _add_fields(case))), status=400)
    draft = forms.draft(asked, "band", values)
    values = {**values, "band": derived_id("band", draft.id or case.form_id)}
    drafts = [forms.draft(asked, "band", values)]
    if case.facts.get("no_band"):
        drafts.append(forms.draft(asked, "about", {"no_band": False}))
    return layout.go(asked.path, *drafts)


def _owned(case: Case, asked: Asked) -> OwnedBand:
    found = next((one for one in case.bands if one.id == asked.one("band")), None)
    if found is None:
        raise unknown()
    return found


def _measure(case: Case, asked: Asked) -> Screen:
    band = _owned(case, asked)
    found = forms.read("band", asked, _MEASURE, also=("band",))
    problems = found.problems or tuple(_measure_problems(found.values))
    if problems:
        return Screen("bands.html", _context(case, problems, measuring=asked), status=400)
    return layout.go(asked.path, forms.draft(asked, "band", {"band": band.id, **found.values}))


def _measure_problems(values: Mapping[str, Any]) -> list[str]:
    if any(name not in values for name in _MEASURE):
        return ["Please give all three: the weight, the length without it, the length with it."]
    if not _HUNG_N[0] <= float(values["hung_n"]) <= _HUNG_N[1]:
        said = f"{values['hung_n']} newtons can't be right."
        return [f"{said} One kilogram is about 10 newtons, half a litre of water 5."]
    if values["hung_stretched_mm"] < LEAST_HUNG_STRETCH * values["hung_rest_mm"]:
        return ["The weight hardly stretches it, so the ruler can't tell. Please take a heavier weight."]
    return []


def _retire(case: Case, asked: Asked) -> Screen:
    forms.refuse_unknown(asked, ("band",))
    return layout.go(asked.path, forms.draft(asked, "band", {"band": _owned(case, asked).id, "retired": True}))


def _no_band(case: Case, asked: Asked) -> Screen:
    forms.refuse_unknown(asked, ())
    known = bool(case.facts.get("no_band"))
    return layout.go(asked.path, *(() if known else (forms.draft(asked, "about", {"no_band": True}),)))


def _height(case: Case, asked: Asked) -> Screen:
    problem = units.height_problem(case, asked)
    if problem:
        return Screen("bands.html", _context(case, (problem,)), status=400)
    found = forms.read("about", units.metric(asked), ("height_cm",))
    new = {} if found.values.get("height_cm") == case.facts.get("height_cm") else found.values
    return layout.go(asked.path, *((forms.draft(asked, "about", new),) if new else ()))


_PRESSES = {"height": _height, "add": _add, "measure": _measure, "retire": _retire, "no_band": _no_band}
