"""`unpinch coach`: what the camera coach sees in a clip, or in a recording of landmarks."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from unpinch.cli.common import OK, Refusal, load_programme

if TYPE_CHECKING:
    from unpinch.coach import Coach, Frame

FRAMES = "33 landmarks a frame (JSON Lines)"
MOTION_JPEG_FPS = 30.0
BAR = 30
WIPE, BACK = "\r\x1b[K", "\r"
"""What a terminal takes for: wipe this line, and: write the next thing over it."""


def add(parser: argparse.ArgumentParser) -> None:
    """Say which words the verb knows."""
    parser.add_argument("recording", nargs="?", type=Path, metavar="FRAMES", help=f"{FRAMES}; - for a pipe")
    parser.add_argument("--video", type=Path, metavar="FILE", help="a clip instead, seen by the pose model in Chromium")
    parser.add_argument("--frames", type=Path, metavar="OUT", help="write the clip's landmarks there (JSON Lines)")
    parser.add_argument("--fps", type=float, default=MOTION_JPEG_FPS, help="of a .mjpeg clip (default 30)")
    parser.add_argument("--exercise", help="like clamshell; not needed to write landmarks alone")
    parser.add_argument("--level", type=int, help="default: the easiest")
    parser.add_argument("--side", choices=("left", "right"), default="right", help="the side that moves, default right")
    parser.add_argument("--repetitions", type=int, metavar="N", help="the set's goal (default: the dose's; 0: no end)")
    parser.add_argument("--hold", type=float, metavar="S", help="its goal in seconds held (default likewise)")
    parser.add_argument("--json", action="store_true", help="print each event as a line of JSON")
    parser.add_argument("--programme", type=Path, metavar="DIR", help="a programme of your own")
    parser.set_defaults(verb=coach_verb)


def coach_verb(chosen: argparse.Namespace) -> int:
    """Watch a recording or a clip and print what the coach noticed, as it comes."""
    _refuse_odd_words(chosen)
    coach = _coach(chosen) if chosen.exercise else None
    lines = _lines(chosen.recording) if chosen.recording else _watched(chosen)
    if coach is None:
        deque(lines, maxlen=0)  # they are written on the way
    else:
        _tell(coach, lines, as_json=chosen.json)
    return OK


def _refuse_odd_words(chosen: argparse.Namespace) -> None:
    if (chosen.recording is None) == (chosen.video is None):
        raise Refusal("Name either a recording of landmarks or a clip: FRAMES.jsonl, or --video FILE.")
    if chosen.frames and not chosen.video:
        raise Refusal("--frames writes the landmarks of a clip: name one by --video.")
    if not (chosen.exercise or chosen.frames):
        raise Refusal("--exercise: say which exercise it is, like clamshell.")
    if not chosen.fps > 0:
        raise Refusal(f"--fps: {chosen.fps:g} frames a second can't be. Write a number like 30.")
    if chosen.repetitions is not None and chosen.repetitions < 0:
        raise Refusal(f"--repetitions: {chosen.repetitions} can't be a goal. Write a number like 8; 0 means no end.")
    if chosen.hold is not None and not 0 <= chosen.hold < math.inf:
        raise Refusal(f"--hold: {chosen.hold:g} seconds can't be held. Write a number like 30.")


def _coach(chosen: argparse.Namespace) -> Coach:
    from unpinch.coach import Coach, UnknownShapeError

    programme = load_programme(chosen.programme)
    if chosen.exercise not in programme.exercises:
        known = ", ".join(programme.exercises)
        raise Refusal(f"--exercise: there is no exercise {chosen.exercise!r}. Use one of: {known}.")
    levels = [level.number for level in programme.exercises[chosen.exercise].levels]
    level = levels[0] if chosen.level is None else chosen.level
    if level not in levels:
        raise Refusal(f"--level: {chosen.exercise} has no level {level}. Use one of: {', '.join(map(str, levels))}.")
    try:
        goal = {"repetitions": chosen.repetitions, "hold_s": chosen.hold}
        return Coach(programme, chosen.exercise, level, chosen.side, **goal)
    except UnknownShapeError as error:
        raise Refusal(str(error)) from error


def _tell(coach: Coach, lines: Iterable[str | bytes], *, as_json: bool) -> None:
    from unpinch.coach import events

    for event in events(coach, _frames(lines)):
        told = event.to_json()
        line = json.dumps(told, ensure_ascii=False) if as_json else _told(told)
        try:
            print(line, flush=True)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise Refusal(f"What is seen can't be written ({error.strerror}). Make room, then start anew.") from error


def _frames(lines: Iterable[str | bytes]) -> Iterator[Frame]:
    """Yield the frames of lines; where none of them can be used, say what is wrong with the first."""
    from unpinch.coach import read

    first, used = "It is empty.", False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        frame = read(line)
        if frame.fault and first == "It is empty.":
            first = f"Line {number}: {frame.fault}"
        used = used or not frame.fault
        yield frame
    if not used:
        raise Refusal(f"There is no frame to look at. {first} Name a file with {FRAMES}.")


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the lines; of standard input for `-`."""
    if str(path) == "-":
        yield from sys.stdin.buffer
        return
    try:
        with path.open("rb") as file:
            yield from file
    except OSError as error:
        raise Refusal(f"{path} can't be read ({error.strerror}). Name a file of frames that you may read.") from error


def _told(event: dict[str, Any]) -> str:
    values = ", ".join(f"{name} {value}" for name, value in event["values"].items())
    line = f"{event['t_s']:8.2f} s  {event['event']}  {values}"
    return f'{line}  "{event["say"]}"' if event["say"] else line


# -- a clip -----------------------------------------------------------------------------------------------------------


def _watched(chosen: argparse.Namespace) -> Iterator[str]:
    """Yield the landmarks of a clip as lines, having written them where they are asked for."""
    from unpinch.cli.clip import ClipError

    try:
        if chosen.frames is None:
            yield from _looked(chosen)
        else:
            yield from _written(_looked(chosen), chosen.frames)
    except ClipError as error:
        raise Refusal(str(error)) from error


def _looked(chosen: argparse.Namespace) -> Iterator[str]:
    from unpinch.cli.clip import landmarks

    for number, seen in enumerate(landmarks(chosen.video, chosen.fps), 1):
        yield json.dumps(seen.frame, separators=(",", ":"))
        show(number, seen.frame["t_s"], seen.whole_s, sys.stderr)
    show(0, 0.0, 0.0, sys.stderr)


def _written(lines: Iterator[str], out: Path) -> Iterator[str]:
    """Write the lines beside their file, which takes its name when it is whole."""
    part = out.with_name(f"{out.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            for line in lines:
                file.write(f"{line}\n")
                yield line
        part.replace(out)
    except OSError as error:
        raise Refusal(f"{out} can't be written ({error.strerror}). Name a file that you may write.") from error
    finally:
        part.unlink(missing_ok=True)


def show(number: int, t_s: float, whole_s: float, to: TextIO) -> None:
    """Show how far it is, where somebody looks on; the line wipes itself, so that events can be printed between."""
    if not to.isatty():
        return
    done = round(BAR * min(1.0, t_s / whole_s)) if whole_s else 0
    bar = f"[{'#' * done}{' ' * (BAR - done)}] " if whole_s else ""
    print(f"{WIPE}{bar}{number} frames, {t_s:.1f} s{BACK}" if number else WIPE, end="", file=to, flush=True)
