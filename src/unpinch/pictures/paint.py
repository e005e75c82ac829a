"""The person and the band as pieces of a picture, their shadow on the floor, and the ghost of another pose."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from unpinch.pictures.canvas import Camera, line, number, outline, path
from unpinch.pictures.figure import Axes, Layer, Part, ears
from unpinch.pictures.order import Piece
from unpinch.pictures.vectors import Vec, between, dot, length, minus, unit

_HAIR_BEHIND, _EAR_SEEN = 0.004, 0.3
_BAND_STEP, _BAND_STRAIGHT, _BAND_PX = 0.12, 0.97, 2.5
_ON_SKIN = 0.012
"""A band lies on a limb, so it is a little nearer than its line, in statures. Choice."""


def person(camera: Camera, parts: Sequence[Part], head: Axes, quiet: Container[str]) -> Iterator[Piece]:
    """Yield the person's parts as pieces; those named in `quiet` in the quieter tone."""
    for part in parts:
        spots = [(*camera.place(place), radius * camera.scale) for place, radius in part.balls]
        own = _head(camera, part, head) if part.name == "head" else _plain(camera, part, quiet)
        drawing = _Drawing(_rim(camera, part), _covers(camera, part, parts, quiet), own)
        yield Piece(part.name, spots, [place for place, _ in part.balls], drawing)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A part's rim, what covers the rim where painted neighbours join, and the part itself."""

    rim: str
    covers: Mapping[str, str]
    own: str

    def __call__(self, done: Container[str]) -> str:
        return self.rim + "".join(drawn for name, drawn in self.covers.items() if name in done) + self.own


def _rim(camera: Camera, part: Part) -> str:
    layers = {"trunk": (), "head": part.layers[1:]}.get(part.name, part.layers)
    return path("f-rim", "".join(_d(camera, layer) for layer in layers)) if layers else ""


def _covers(camera: Camera, part: Part, parts: Sequence[Part], quiet: Container[str]) -> dict[str, str]:
    seams = [(one.name, one.seams[part.name]) for one in parts if part.name in one.seams]
    return {name: path(_css(seam, name, quiet), _d(camera, seam)) for name, seam in seams}


def _plain(camera: Camera, part: Part, quiet: Container[str]) -> str:
    return "".join(path(_css(layer, part.name, quiet), _d(camera, layer)) for layer in part.layers)


def _css(layer: Layer, name: str, quiet: Container[str]) -> str:
    return f"f-{layer.css}{' far' if name in quiet else ''}"


def _d(camera: Camera, layer: Layer) -> str:
    return "".join(outline([camera.circle(ball) for ball in chain]) for chain in layer.chains)


def _head(camera: Camera, part: Part, axes: Axes) -> str:
    """Return the neck first, then the face, and the hair before or behind it, and the ear that is seen."""
    neck, face, hair = part.layers
    limit = camera.place(face.chains[0][0][0])[2] + _HAIR_BEHIND
    behind = Layer("hair", tuple(chain for chain in hair.chains if camera.place(chain[0][0])[2] > limit))
    ahead = Layer("hair", tuple(chain for chain in hair.chains if chain not in behind.chains))
    order = [layer for layer in (neck, behind, face, ahead) if layer.chains]
    return "".join(path(f"f-{layer.css}", _d(camera, layer)) for layer in order) + _ears(camera, axes)


def _ears(camera: Camera, head: Axes) -> str:
    seen = [ball for ball, way in ears(head) if dot(way, camera.toward) > _EAR_SEEN]
    return "".join(path("f-ear", outline([camera.circle(ball)])) for ball in seen)


def shadow(camera: Camera, parts: Iterable[Part]) -> str:
    """Return the shadow of light from straight above: all balls brought down to the floor."""
    above = Camera(90, camera.swing_deg, camera.scale, camera.x, 0, camera.mirror_at)
    d = "".join(
        outline([above.circle(ball) for ball in chain])
        for part in parts
        for layer in part.layers[:1] + part.layers[-1:]
        for chain in layer.chains
    )
    flat = f"translate(0 {number(camera.y)})scale(1 {math.sin(math.radians(camera.lift_deg)):.3f})"
    return f'<path class="f-shadow" transform="{flat}" d="{d}"/>'


def ghost(camera: Camera, parts: Iterable[Part]) -> str:
    """Return these parts of another pose as one quiet surface."""
    return path("f-ghost", "".join(_d(camera, layer) for part in parts for layer in part.layers))


# The band


def band(camera: Camera, places: Sequence[Vec], css: str) -> Iterator[Piece]:
    """Yield the band's line in short pieces, so that it runs before and behind limbs."""
    for count, run in enumerate(_runs(places)):
        drawn = _Drawing("", {}, path(css, line(camera.flat(place) for place in run)))
        dense = [between(a, b, part / 3) for a, b in pairwise(run) for part in range(4)]
        flat = [camera.place(place) for place in dense]
        spots = [(x, y, depth - _ON_SKIN, _BAND_PX) for x, y, depth in flat]
        yield Piece(f"band_{count}", spots, dense, drawn)


def _runs(places: Sequence[Vec]) -> Iterator[Sequence[Vec]]:
    """Part a line where it bends, and where it gets long."""
    run = [places[0]]
    for place in places[1:]:
        bends = len(run) > 1 and dot(unit(minus(run[1], run[0])), unit(minus(place, run[-1]))) < _BAND_STRAIGHT
        if bends or length(minus(place, run[0])) > _BAND_STEP:
            yield run
            run = [run[-1]]
        run.append(place)
    yield run
