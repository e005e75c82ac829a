"""Feet, inches and pounds at the edge: the record holds centimetres and kilograms alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from unpinch.screens.asked import Asked
from unpinch.screens.case import Case
from unpinch.screens.forms import Shown

CM_AN_INCH = 2.54
MM_AN_INCH = 25.4
INCHES_A_FOOT = 12
KG_A_POUND = 0.45359237
_IMPERIAL_COUNTRIES = frozenset({"US"})
_NAMES = ("height_ft", "height_in", "body_mass_lb")
_CENTIMETRES = (100, 230)
"""Heights that the record takes, as `journal.kinds` has them."""
_METRES = (1.0, 2.3)
_NUMBER = re.compile(r"^\d{1,4}([.,]\d{1,2})?$")


def imperial(case: Case) -> bool:
    """Tell whether lengths and weights are asked for in feet and pounds: as chosen, else as the country does."""
    usual = "imperial" if case.facts.get("country") in _IMPERIAL_COUNTRIES else "metric"
    return bool(case.preference.get("units", usual) == "imperial")


def shown(field: Shown) -> list[Shown]:
    """Return a metric field as it is asked for in feet and pounds; any other stays."""
    if field["name"] == "height_cm":
        feet, inches = _feet(field["value"])
        return [
            _number(field, "height_ft", feet, "feet"),
            {**_number(field, "height_in", inches, "inches"), "title": "and inches", "help": ""},
        ]
    if field["name"] == "body_mass_kg":
        kilograms = _known(field["value"])
        pounds = f"{kilograms / KG_A_POUND:.0f}" if kilograms else ""
        return [_number(field, "body_mass_lb", pounds, "pounds")]
    return [field]


def _number(field: Shown, name: str, value: str, unit: str) -> Shown:
    plain: dict[str, Any] = {"kind": "number", "name": name, "title": field["title"], "help": field["help"]}
    return {**plain, "value": value, "unit": unit}


def _feet(height_cm: object) -> tuple[str, str]:
    known = _known(height_cm)
    if not known:
        return "", ""
    inches = round(known / CM_AN_INCH)
    return str(inches // INCHES_A_FOOT), str(inches % INCHES_A_FOOT)


def _known(value: object) -> float | None:
    """Return a number of the record or of a form; None for what is none."""
    text = str(value or "")
    return _float(text) if _NUMBER.match(text) else None


def metric(asked: Asked) -> Asked:
    """Return a form with feet and pounds turned into centimetres and kilograms; what is no number stays as it is."""
    said = {name: asked.one(name) for name in _NAMES if asked.one(name)}
    form = {name: values for name, values in asked.form.items() if name not in _NAMES}
    if {"height_ft", "height_in"} & set(said):
        form["height_cm"] = (_centimetres(said),)
    if "body_mass_lb" in said:
        form["body_mass_kg"] = (_kilograms(said["body_mass_lb"]),)
    return replace(asked, form=form)


def _centimetres(said: Mapping[str, str]) -> str:
    feet, inches = said.get("height_ft", "0"), said.get("height_in", "0")
    if not (_NUMBER.match(feet) and _NUMBER.match(inches)):
        return f"{feet} {inches}"
    return str(round((_float(feet) * INCHES_A_FOOT + _float(inches)) * CM_AN_INCH))


def _kilograms(text: str) -> str:
    return f"{_float(text) * KG_A_POUND:.1f}" if _NUMBER.match(text) else text


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def length(case: Case, length_mm: float) -> str:
    """Return a length to lay out by a ruler, in centimetres or inches."""
    return f"{length_mm / MM_AN_INCH:.0f} inches" if imperial(case) else f"{length_mm / 10:.0f} cm"


def height(case: Case, height_m: float) -> str:
    """Return a body height in centimetres, or feet and inches."""
    feet, inches = divmod(round(height_m * 1000 / MM_AN_INCH), INCHES_A_FOOT)
    return f"{feet} feet {inches}" if imperial(case) else f"{height_m * 100:.0f} cm"


def height_problem(case: Case, asked: Asked) -> str:
    """Return what is wrong with a height that was typed in, with the value met and what to write; empty where it fits.

    Feet go with inches from 0 to 11.
    """
    if imperial(case):
        return _feet_problem(asked.one("height_ft"), asked.one("height_in"))
    text = asked.one("height_cm")
    if not text:
        return "Please write your height, for example 170."
    value = _known(text)
    if value is not None and _METRES[0] <= value <= _METRES[1]:
        return f"{text} looks like metres. Please write centimetres: {value * 100:.0f}."
    if value is None or not _CENTIMETRES[0] <= value <= _CENTIMETRES[1]:
        return (
            f"“{text[:20]}” can't be a height. Please write centimetres, from {_CENTIMETRES[0]} to {_CENTIMETRES[1]}."
        )
    return ""


def _feet_problem(feet: str, inches: str) -> str:
    if not feet:
        return "Please write your height, for example 5 feet and 7 inches."
    foot, inch = _known(feet), _known(inches or "0")
    if inch is None or (inches and not 0 <= inch < INCHES_A_FOOT):
        return f"“{inches[:20]}” can't be the inches of a height. Please write 0 to 11."
    if foot is None or not _CENTIMETRES[0] <= (foot * INCHES_A_FOOT + inch) * CM_AN_INCH <= _CENTIMETRES[1]:
        return f"“{feet[:20]}” feet can't be a height. Please write feet and inches, from 3 feet 4 to 7 feet 6."
    return ""
