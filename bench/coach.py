"""The camera coach: how long its parts take to load, how fast they look and judge, and what they weigh."""

from __future__ import annotations

import gzip
import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench.table import Table, kb, ms, verdict
from tests.web import conftest  # noqa: F401 - it tells Django where the static files are
from tests.web.coach_page import look, start, tell
from tests.web.running import Running
from tools import chromium
from tools.coach_walk import answers
from tools.pyodide_coach import LIMIT_MS, recordings
from unpinch.programme import load
from unpinch.web import assets, core, kept

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

LOOKS, WARM = 100, 10
MOST_FRAMES = 480
AIM_FRAMES_S = 5000
RUNS = 3
WHICH = {"pose": "the pose model", "coach": "the coach (Python)"}
WASM = "mediapipe/vision_wasm_module_internal.wasm"


def tables() -> Iterator[Table]:
    """Yield the tables: loading and looking in Chromium, judging here and there, sizes."""
    with tempfile.TemporaryDirectory() as folder, Running(Path(folder) / "data") as server:
        server.ready().come_in()
        loads = [_loads(server) for _ in range(RUNS)]
        with _fresh(server) as context:
            page = context.new_page()
            page.goto(server.origin)
            before = _memory_mb()
            start(page, "pose")
            start(page, "coach")
            looked = [one["seen"]["took_ms"] for one in look(page, [n / 20 for n in range(1, LOOKS)])][WARM:]
            said = _said(page)
            memory = _memory_mb() - before
    yield _loading(loads)
    yield _speed(looked, said)
    yield _sizes(memory)


@contextmanager
def _fresh(server: Running) -> Iterator[BrowserContext]:
    """A browser with a folder of its own, as a person's, that has kept nothing yet."""
    from playwright.sync_api import sync_playwright

    path = chromium.get(os.environ, sources=(chromium.found, chromium.playwrights_own))
    with sync_playwright() as tool, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        context = tool.chromium.launch_persistent_context(folder, executable_path=path, args=chromium.launch_args())
        name, _, value = server.cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": server.origin}])
        yield context
        context.close()


def _loads(server: Running) -> dict[str, tuple[int, int]]:
    """Load each part for the first time, then again from what the browser has kept."""
    found = {}
    with _fresh(server) as context:
        for which in WHICH:
            times = []
            for _ in range(2):
                page = context.new_page()
                page.goto(server.origin)
                times.append(start(page, which)["answer"]["ready"]["load_ms"])
                page.close()
            found[which] = (times[0], times[1])
    return found


def _loading(loads: list[dict[str, tuple[int, int]]]) -> Table:
    rows = []
    for which, name in WHICH.items():
        for number, when in enumerate(("first", "kept by the browser")):
            times = [one[which][number] for one in loads]
            rows.append((name, when, ms(statistics.median(times)), ms(min(times))))
    about = (
        "From the click to ready, in Chromium, each in a worker of its own, served by this machine. Median and least "
        f"of {RUNS} browsers that knew nothing before."
    )
    return Table("Loading the camera coach", about, ("part", "load", "median", "least"), tuple(rows))


def _said(page: Page) -> list[float]:
    """Return how long the worker took for each frame of the recordings, crossing from JavaScript included."""
    took = []
    for name, one in recordings().items():
        wanted = {"id": name, **{key: one[key] for key in ("exercise", "level", "side")}}
        said = tell(page, {"set": wanted}, *({"frame": frame} for frame in one["frames"][:MOST_FRAMES]))
        took += [answer["took_ms"] for answer in said[1:]]
    return took


def _speed(looked: list[float], said: list[float]) -> Table:
    here_ms = min(json.loads(answers(json.dumps(recordings())))["ms_a_frame"] for _ in range(RUNS))
    there_ms = statistics.mean(said)
    aim = f"{AIM_FRAMES_S} frames/s: {'met' if 1000 / here_ms >= AIM_FRAMES_S else 'missed'}"
    look_ms = statistics.median(looked)
    rows = (
        ("pose model in Chromium, without a graphics card", *_of(look_ms), ""),
        ("coach in CPython", *_of(here_ms), aim),
        ("coach in Pyodide in Chromium", *_of(there_ms), verdict(there_ms, LIMIT_MS, "ms")),
        ("from a picture to what is said of it", *_of(look_ms + there_ms), ""),
    )
    about = (
        f"The pose model: the full one, median of {len(looked)} looks at a picture of 418 x 260 pixels. The coach: "
        f"mean over {len(said)} frames of the six recordings that `make check` compares; in Pyodide with the crossing "
        "from JavaScript and back."
    )
    return Table("Looking and judging", about, ("what", "a frame", "frames a second", "target"), rows)


def _of(took_ms: float) -> tuple[str, str]:
    return f"{took_ms:.2f} ms", f"{1000 / took_ms:.0f}"


def _sizes(memory_mb: float) -> Table:
    static = Path(assets.__file__).parent / "static" / kept.VENDOR
    parts = {
        "pose model: code": [*(static / "mediapipe").glob("*.*js"), static / WASM],
        "pose model: full model": [static / "pose" / "full.task"],
        "coach: Pyodide": [path for path in (static / "pyodide").glob("py*") if path.suffix != ".gz"],
    }
    found = {name: [path.read_bytes() for path in paths] for name, paths in parts.items()}
    found["coach: our Python, programme, movements"] = [core.packed(load())]
    rows = [(name, *_weights(contents)) for name, contents in found.items()]
    rows.append(("all", *_weights([content for contents in found.values() for content in contents])))
    about = (
        "What a browser fetches when the camera is first used, as it is and by gzip, in which code travels. It keeps "
        f"all of it, across releases too where a part is unchanged. With both running, the browser holds "
        f"{memory_mb:.0f} MB more than before (proportional share of all its processes)."
    )
    return Table("Weight of the camera coach", about, ("what", "as it is", "gzip"), tuple(rows))


def _weights(contents: list[bytes]) -> tuple[str, str]:
    return kb(sum(map(len, contents))), kb(sum(len(gzip.compress(content, 6)) for content in contents))


def _memory_mb() -> float:
    """Return what the browser's processes hold; 0 where this can't be known."""
    shares = [_share_kb(process) for process in _below(os.getpid())]
    return sum(shares) / 1000


def _share_kb(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _below(process: int) -> Iterator[int]:
    children = Path(f"/proc/{process}/task/{process}/children")
    for child in map(int, children.read_text("ascii").split() if children.is_file() else ()):
        yield child
        yield from _below(child)
