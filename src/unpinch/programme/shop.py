"""Bands that can be bought, as the programme's tables know them: to recommend one where none is owned yet."""

from __future__ import annotations

from unpinch.programme.bands import OwnedBand
from unpinch.programme.model import Programme


def shop(programme: Programme, *, latex: bool = True) -> tuple[OwnedBand, ...]:
    """Return a band of each colour (cut to any length) and each loop of the programme's tables, weakest first.

    Without latex the same are meant, made of something else.
    """
    flat = [
        OwnedBand(f"{row.brand} {row.colour}".lower(), "flat", row.brand, row.colour, latex=latex)
        for row in programme.band_colours
    ]
    loops = [
        OwnedBand(
            row.id,
            row.type,
            rest_mm=row.rest_mm,
            width_mm=float(row.width_mm),
            thickness_mm=float(row.thickness_mm),
            latex=latex,
        )
        for row in programme.loop_sizes
    ]
    return (*flat, *loops)
