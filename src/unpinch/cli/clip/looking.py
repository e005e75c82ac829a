"""Start a Chromium without a window on the clip's page, and yield what the model saw as it comes."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Empty
from typing import Any

from unpinch.cli.chromium import VARIABLE, NoChromiumError, chosen, found, launch_args
from unpinch.cli.clip.serving import STATIC, Desk, Said, serving

QUIET_S = 120.0
"""A page that says nothing for so long is given up: the model takes less than a second a frame, and some to load."""
LOOK_S, END_S = 1.0, 10.0
IMAGE_DIGITS, WORLD_DIGITS, TIME_DIGITS = 5, 4, 4
"""A hundredth of a pixel, a tenth of a millimetre."""
FORMATS = "WebM, MP4 (where this browser plays it), Motion JPEG (.mjpeg) and YUV4MPEG2 (.y4m)"
_SENTENCES = {
    "webgl": "This browser offers no WebGL, which the pose model needs. Use another one: give its path in {variable}.",
    "video": "{clip} can't be played by this browser. What can be read: {formats}.",
    "raw": "{clip} {text}. What can be read: {formats}.",
}
_ELSE = "The pose model could not look at {clip}: {text}"


class ClipError(Exception):
    """A clip can't be looked at; the message is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the model saw in one frame, and how long the clip is (0: not known)."""

    frame: dict[str, Any]
    whole_s: float


def landmarks(clip: Path, fps: float) -> Iterator[Seen]:
    """Yield the landmarks of every frame of a clip, in order. `fps` is for a recording that doesn't say how fast."""
    desk = Desk(_readable(clip), fps)
    with serving(desk) as address, _browser(_chromium(), address) as browser:
        while "done" not in (said := _next(desk, browser)):
            if failed := said.get("failed"):
                raise ClipError(_sentence(failed, clip))
            yield Seen(_rounded(said["seen"]), float(said["whole"] or 0))


def _readable(clip: Path) -> Path:
    if not (STATIC / "vendor" / "pose").is_dir():
        raise ClipError("The pose model is missing from this checkout: run 'make run' or 'make test' once.")
    try:
        with clip.open("rb") as file:
            empty = not file.read(1)
    except OSError as error:
        raise ClipError(f"{clip} can't be read ({error.strerror}). Name a clip that you may read.") from error
    if empty:
        raise ClipError(f"{clip} is empty. Name a clip with pictures in it.")
    return clip


def _chromium() -> str:
    try:
        path = chosen(os.environ) or found()
    except NoChromiumError as error:
        raise ClipError(str(error)) from error
    if path is None:
        text = f"Landmarks of a clip need a Chromium, Chrome or Edge: install one, or give its path in {VARIABLE}."
        raise ClipError(text)
    return path


@contextmanager
def _browser(path: str, address: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start the browser in a folder of its own, and end it."""
    with tempfile.TemporaryDirectory(prefix="unpinch-clip-", ignore_cleanup_errors=True) as folder:
        browser = _started([path, "--headless=new", "--mute-audio", f"--user-data-dir={folder}", address])
        try:
            yield browser
        finally:
            browser.terminate()
            _ended(browser)


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    path, *words = command
    none = subprocess.DEVNULL
    try:
        return subprocess.Popen([path, *launch_args(), *words], stdin=none, stdout=none, stderr=none)  # noqa: S603 - found here
    except OSError as error:
        raise ClipError(
            f"{path} can't be started ({error.strerror}). Give another browser's path in {VARIABLE}."
        ) from error


def _ended(browser: subprocess.Popen[bytes]) -> None:
    try:
        browser.wait(END_S)
    except subprocess.TimeoutExpired:
        browser.kill()
        browser.wait()


def _next(desk: Desk, browser: subprocess.Popen[bytes]) -> Said:
    """Wait for the page's next word, as long as there is hope."""
    waited_s = 0.0
    while waited_s < QUIET_S:
        try:
            return desk.said.get(timeout=LOOK_S)
        except Empty:
            waited_s += LOOK_S
        if browser.poll() is not None:
            raise ClipError(f"The browser ended by itself (code {browser.returncode}). Try another: {VARIABLE}.")
    raise ClipError(f"The browser has said nothing for {QUIET_S:.0f} seconds. Is this computer very busy? Try again.")


def _sentence(failed: dict[str, str], clip: Path) -> str:
    told = _SENTENCES.get(failed["reason"], _ELSE)
    return told.format(clip=clip, text=failed["text"], formats=FORMATS, variable=VARIABLE)


def _rounded(seen: dict[str, Any]) -> dict[str, Any]:
    """Return a frame as it is kept: what the coach is told is what a recording of it says again."""
    image = [[round(value, IMAGE_DIGITS) for value in row] for row in seen["image"]]
    world = [[round(value, WORLD_DIGITS) for value in row] for row in seen["world"]]
    size = {"width": seen["width"], "height": seen["height"]}
    return {"t_s": round(seen["t_s"], TIME_DIGITS), **size, "image": image, "world": world}
