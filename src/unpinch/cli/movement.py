"""`unpinch movement`: a level's movement as JSON, as a table, or as stills."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unpinch.cli.common import OK, Refusal, load_programme

if TYPE_CHECKING:
    from unpinch.movement import Motion
    from unpinch.programme.bands import OwnedBand
    from unpinch.programme.model import Programme

_BAND_M = (0.05, 10.0)


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exercise", help="an exercise, like clamshell, or a position of ease, like calves_on_chair")
    parser.add_argument("--level", type=int, help="default: the easiest")
    parser.add_argument("--side", choices=("left", "right"), default="right", help="default right")
    parser.add_argument("--height", type=_number, default=1.70, metavar="M", help="metres, default 1.70")
    parser.add_argument("--mass", type=_number, metavar="KG", help="kilograms; default a usual one for the height")
    parser.add_argument("--band", metavar="ID", help="a band of the programme's tables; default: one that fits")
    parser.add_argument("--band-length", type=_number, metavar="M", help="metres, of a flat band lying slack")
    parser.add_argument("--programme", type=Path, metavar="DIR", help="a programme of your own")
    form = parser.add_mutually_exclusive_group()
    for name in ("json", "svg", "csv"):
        form.add_argument(f"--{name}", dest="form", action="store_const", const=name)
    parser.set_defaults(verb=movement_verb, form="json")


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no number. Write one like 1.70.") from error


def movement_verb(chosen: argparse.Namespace) -> int:
    """Print a movement as JSON, as a table, or as stills."""
    from unpinch.mechanics import MechanicsError
    from unpinch.movement import BodyError, UnknownMovementError

    try:
        told = {"json": _movement_json, "csv": _movement_csv, "svg": _movement_svg}[chosen.form](chosen)
    except (BodyError, UnknownMovementError, MechanicsError) as error:
        raise Refusal(str(error)) from error
    sys.stdout.write(told)
    return OK


def _motions(chosen: argparse.Namespace) -> tuple[Programme, dict[str, Motion]]:
    from unpinch.movement import Body, movement_of, movements
    from unpinch.movement.derived import played

    programme = load_programme(chosen.programme)
    levels = [one.level for one in movements(programme) if one.exercise == chosen.exercise]
    level = chosen.level if chosen.level is not None else min(levels, default=0)
    movement = movement_of(programme, chosen.exercise, level)
    return programme, played(movement, Body(chosen.height, chosen.mass), chosen.side)


def _curves(programme: Programme, motions: dict[str, Motion], chosen: argparse.Namespace) -> dict[str, Any]:
    """Return the curves of the repetition; nothing for a position of ease."""
    from unpinch.mechanics import curves_of

    movement = motions["repetition"].movement
    exercise = programme.exercises.get(movement.exercise)
    need = exercise.level(movement.level).band if exercise else None
    if need is None and (chosen.band or chosen.band_length is not None):
        raise Refusal(f"{movement.exercise} level {movement.level} is done without a band. Leave out --band.")
    bands = _bands(programme, chosen, need.types if need else ())
    return curves_of(programme, motions["repetition"], bands).to_json() if exercise else {}


def _bands(programme: Programme, chosen: argparse.Namespace, types: Sequence[str]) -> tuple[OwnedBand, ...]:
    """Return the bands to choose from: the one named, or all to buy; where a length is said, the flat ones of it."""
    from unpinch.programme.shop import shop

    sold = {band.id: band for band in shop(programme)}
    if chosen.band is not None and chosen.band not in sold:
        raise Refusal(f"--band: there is no band {chosen.band!r} in the tables. Use one of: {', '.join(sold)}.")
    bands = [sold[chosen.band]] if chosen.band else list(sold.values())
    if types and not any(band.type in types for band in bands):
        fitting = ", ".join(band.id for band in sold.values() if band.type in types)
        raise Refusal(f"--band: {chosen.band} isn't of the kind that this level takes. Use one of: {fitting}.")
    if chosen.band_length is not None:
        bands = [band for band in bands if band.type == "flat"]
        if types and (not bands or "flat" not in types):
            raise Refusal("--band-length is for flat bands. This is a loop: leave it out, and choose one by --band.")
    return tuple(_cut(band, chosen.band_length) for band in bands)


def _cut(band: OwnedBand, length_m: float | None) -> OwnedBand:
    from dataclasses import replace

    if length_m is None or band.type != "flat":
        return band
    if not _BAND_M[0] <= length_m <= _BAND_M[1]:
        text = f"--band-length: a band of {length_m:g} m can't be. Write {_BAND_M[0]:g} to {_BAND_M[1]:g}, in metres."
        raise Refusal(text)
    return replace(band, rest_mm=round(length_m * 1000))


def _movement_json(chosen: argparse.Namespace) -> str:
    from unpinch.movement.table import clip_values

    programme, motions = _motions(chosen)
    curves = _curves(programme, motions, chosen)
    movement, body = motions["repetition"].movement, motions["repetition"].frames.body
    whole = {
        "exercise": movement.exercise,
        "level": movement.level,
        "side": chosen.side,
        "height_m": body.height_m,
        "mass_kg": round(body.body_mass_kg, 1),
        "programme": programme.label,
        **({"slider_index": curves["slider_index"], "curves": curves} if curves else {}),
        "clips": {clip: clip_values(motion) for clip, motion in motions.items()},
    }
    return json.dumps(whole, ensure_ascii=False) + "\n"


def _movement_csv(chosen: argparse.Namespace) -> str:
    from unpinch.movement.table import rows

    programme, motions = _motions(chosen)
    return rows(motions, _curves(programme, motions, chosen))


def _movement_svg(chosen: argparse.Namespace) -> str:
    from importlib.resources import files

    from unpinch.movement.derived import derived
    from unpinch.pictures.sheet import sheet

    _, motions = _motions(chosen)
    styles = files("unpinch.web").joinpath("static/css")
    style = "".join(styles.joinpath(name).read_text("utf-8") for name in ("tokens.css", "figure.css"))
    return sheet(derived(motions), motions["repetition"].movement.name, style)
