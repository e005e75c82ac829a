"""What is kept of a clip: the model's landmarks, and what was truly done. Text, packed.

The first line says all about the clip; each further one is a column: one value of one landmark through all frames in
which that many people were seen, as differences from frame to frame, in whole units. World metres aren't kept: the
coach reads the picture alone.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from tools.clips.plan import body_of
from tools.watched.cases import Case, case_of
from tools.watched.clips import ROOT
from tools.watched.landmarks import NAMES
from tools.watched.story import FaultSpan, Span, Truth

FOLDER = ROOT / "tests" / "clips" / "kept"
UNITS = (10_000, 10_000, 1_000, 100)
"""Parts of one of x, y (0.06 of a dot), depth and visibility."""
MODEL = "pose landmarker, full, MediaPipe 0.10.35"
_MODEL_FILE = ROOT / "src" / "unpinch" / "web" / "static" / "vendor" / "pose" / "full.task"
_SHORT = 12

People = list[list[list[float]]]
"""A frame's people, each 33 rows of x, y, depth, visibility."""


@dataclass(frozen=True)
class Kept:
    """A clip: its case, the picture's size, the model, the movement's hash, the truth, and what was seen when."""

    case: Case
    fps: int
    width: int
    height: int
    model: str
    movement: str
    truth: Truth
    people: tuple[People, ...]

    def frames(self) -> Iterator[dict[str, object]]:
        """Yield the coach's input format."""
        for n, people in enumerate(self.people):
            image = [row for person in people for row in person]
            yield {
                "t_s": round(n / self.fps, 4), "width": self.width, "height": self.height, "image": image, "world": [],
            }  # fmt: skip


def path_of(case: Case) -> Path:
    """Return where a clip is kept."""
    return FOLDER / f"{case.id}.gz"


def model() -> str:
    """Return the pose model's name, with the hash of its file."""
    return f"{MODEL}, {hashlib.sha256(_MODEL_FILE.read_bytes()).hexdigest()[:_SHORT]}"


def movement(case: Case) -> str:
    """Return a short hash of the frames of a case's repetition, as they are committed."""
    shown = repetition(case)
    written = json.dumps([shown["points_mm"], shown["quaternions_1e4"]])
    return hashlib.sha256(written.encode()).hexdigest()[:_SHORT]


@lru_cache(maxsize=16)
def repetition(case: Case) -> Mapping[str, Any]:
    """Return the repetition of a case's movement, as the browser gets it."""
    values = json.loads((ROOT / f"src/unpinch/derived/{case.exercise}_{case.level}.json").read_text("utf-8"))
    found: Mapping[str, Any] = values["clips"]["repetition"]
    return found


def write(kept: Kept) -> None:
    """Keep a clip."""
    head = {
        "case": kept.case.id, "body": body_of(kept.case), "fps": kept.fps, "size": [kept.width, kept.height],
        "model": kept.model, "movement": kept.movement, "truth": asdict(kept.truth),
        "people": [len(people) for people in kept.people],
    }  # fmt: skip
    lines = [head, *_columns(kept.people)]
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    path = path_of(kept.case)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    half.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    half.replace(path)


def _columns(frames: Sequence[People]) -> Iterator[list[int]]:
    for number in range(max(map(len, frames), default=0)):
        rows = [people[number] for people in frames if len(people) > number]
        for landmark in range(len(NAMES)):
            for part, unit in enumerate(UNITS):
                whole = [round(row[landmark][part] * unit) for row in rows]
                yield [b - a for a, b in pairwise([0, *whole])]


def read(path: Path) -> Kept:
    """Return a kept clip."""
    head, *columns = map(json.loads, gzip.decompress(path.read_bytes()).decode().splitlines())
    width, height = head["size"]
    people = tuple(_frames(head["people"], columns))
    truth, case = _truth(head["truth"]), case_of(head["case"])
    return Kept(case, head["fps"], width, height, head["model"], head["movement"], truth, people)


def _frames(counts: Sequence[int], columns: Sequence[Sequence[int]]) -> Iterator[People]:
    width = len(NAMES) * len(UNITS)
    values = [list(accumulate(column)) for column in columns]
    used = [0] * (len(columns) // width)
    for count in counts:
        people = []
        for number in range(count):
            row = [values[number * width + k][used[number]] / UNITS[k % len(UNITS)] for k in range(width)]
            people.append([row[k : k + len(UNITS)] for k in range(0, width, len(UNITS))])
            used[number] += 1
        yield people


def _truth(values: Mapping[str, Any]) -> Truth:
    return Truth(
        tuple(values["repetitions_s"]),
        tuple(values["partials_s"]),
        tuple(Span(**one) for one in values["holds"]),
        Span(**values["exercising"]),
        tuple(FaultSpan(**(one | {"brings": tuple(one["brings"])})) for one in values["faults"]),
        tuple(values["homes_s"]),
    )


def all_kept() -> Iterator[Kept]:
    """Yield every kept clip."""
    for path in sorted(FOLDER.glob("*.gz")):
        yield read(path)
