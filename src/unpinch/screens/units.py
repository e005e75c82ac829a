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
INCHES_A_FOOT = 12
KG_A_POUND = 0.45359237
_IMPERIAL_COUNTRIES = frozenset({"US"})
_NAMES = ("height_ft", "height_in", "body_mass_lb")
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
