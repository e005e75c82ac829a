"""Single pictures of raw recordings, which browsers don't play: Motion JPEG (.mjpeg) and YUV4MPEG2 (.y4m)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO

MOTION_JPEG = (".mjpeg", ".mjpg")
YUV = ".y4m"
JPEG_BEGIN, JPEG_END = b"\xff\xd8\xff", b"\xff\xd9"
PIECE_BYTES = 1 << 20
_HEADER_BYTES = 1024
_SIZE = re.compile(r"W(\d+)")
_HEIGHT = re.compile(r"H(\d+)")
_RATE = re.compile(r"F(\d+):(\d+)")
_COLOUR = re.compile(r"C(\S+)")


class RawVideoError(Exception):
    """The recording isn't what its name says; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: a whole JPEG file, or the planes of a YUV picture (4:2:0) of a size."""

    t_s: float
    content: bytes
    width: int = 0
    height: int = 0


def is_raw(path: Path) -> bool:
    """Return whether a file is taken apart here rather than played."""
    return path.suffix.lower() in {*MOTION_JPEG, YUV}


def pictures(path: Path, fps: float) -> Iterator[Picture]:
    """Yield the pictures in order. A Motion JPEG doesn't say how fast it was taken: `fps` does."""
    with path.open("rb") as file:
        yield from _yuv(file) if path.suffix.lower() == YUV else _jpegs(file, fps)


def _jpegs(file: BinaryIO, fps: float) -> Iterator[Picture]:
    number = -1
    for number, content in enumerate(_whole_jpegs(file)):
        yield Picture(number / fps, content)
    if number < 0:
        raise RawVideoError("holds no JPEG picture")


def _whole_jpegs(file: BinaryIO) -> Iterator[bytes]:
    held = b""
    while piece := file.read(PIECE_BYTES):
        *whole, held = _split(held + piece)
        yield from whole
    if held.startswith(JPEG_BEGIN) and JPEG_END in held:
        yield held


def _split(data: bytes) -> list[bytes]:
    """Return the whole JPEGs, then the rest: the next one begins right where one ends."""
    ends = [match.end() - len(JPEG_BEGIN) for match in re.finditer(re.escape(JPEG_END + JPEG_BEGIN), data)]
    return [data[begin:end] for begin, end in zip([0, *ends], [*ends, len(data)], strict=True)]


def _yuv(file: BinaryIO) -> Iterator[Picture]:
    width, height, rate = _header(file.readline(_HEADER_BYTES).decode("ascii", "replace"))
    size = width * height + 2 * ((width + 1) // 2) * ((height + 1) // 2)
    number = 0
    while file.readline(_HEADER_BYTES).startswith(b"FRAME"):
        content = file.read(size)
        if len(content) < size:
            break
        yield Picture(float(number / rate), content, width, height)
        number += 1
    if not number:
        raise RawVideoError("holds no whole picture")


def _header(line: str) -> tuple[int, int, Fraction]:
    width, height, rate, colour = (pattern.search(line) for pattern in (_SIZE, _HEIGHT, _RATE, _COLOUR))
    if not line.startswith("YUV4MPEG2") or not width or not height or not rate or not int(rate[1]) * int(rate[2]):
        raise RawVideoError("is no YUV4MPEG2 recording")
    if colour and (not colour[1].startswith("420") or "p1" in colour[1]):
        raise RawVideoError(f"has the colours C{colour[1]}, and only 8-bit 4:2:0 is read (yuv420p)")
    return int(width[1]), int(height[1]), Fraction(int(rate[1]), int(rate[2]))
