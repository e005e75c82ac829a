"""`unpinch coach --video`: the landmarks of a clip, each frame once at its own time, or a sentence."""

from __future__ import annotations

import http.client
import io
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from unpinch.cli.clip import looking
from unpinch.cli.clip.serving import Desk, serving
from unpinch.cli.coach import show

DATA = Path(__file__).with_name("data")
PERSON = Path(__file__).parents[1] / "web" / "data" / "person.jpg"
CLIP = DATA / "clip.webm"
"""A recording of a browser (VP8, no length in its head) of a person on her back who slides to the right."""
TIMES_MS = [0, 101, 201, 301, 402, 502, 603, 707, 808, 908, 1008, 1109, 1209, 1309, 1410, 1527]
"""The times that stand at the clip's blocks."""
FLOSS = ("--exercise", "nerve_floss", "--side", "left")


@pytest.fixture
def seeing(chromium_path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Chromium that the tests have."""
    monkeypatch.setenv("UNPINCH_CHROMIUM", chromium_path)


@pytest.fixture
def flickering(tmp_path: Path) -> Path:
    """A Motion JPEG of one picture."""
    path = tmp_path / "person.mjpeg"
    path.write_bytes(PERSON.read_bytes() * 25)
    return path


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_frame_of_a_clip_is_seen_once_at_its_own_time(seeing: None, run: Run, tmp_path: Path) -> None:
    said = run("coach", "--video", CLIP, "--frames", tmp_path / "out.jsonl")
    assert (said.code, said.out, said.err) == (0, "", "")
    seen = lines(tmp_path / "out.jsonl")
    assert [round(one["t_s"] * 1000) for one in seen] == TIMES_MS
    assert {(len(one["image"]), len(one["world"]), one["width"], one["height"]) for one in seen} == {(33, 33, 320, 200)}
    hips = [one["image"][23][0] for one in seen]
    assert hips[0] + 0.01 < hips[-1]
    assert list(tmp_path.iterdir()) == [tmp_path / "out.jsonl"]


def test_a_recording_of_the_clip_says_the_same_as_the_clip(
    seeing: None, run: Run, flickering: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    clip = run("coach", "--video", flickering, "--fps", 10, "--frames", out, *FLOSS, "--json")
    assert clip.code == 0
    assert '"armed"' in clip.out
    assert [one["t_s"] for one in lines(out)] == [number / 10 for number in range(25)]
    assert run("coach", out, *FLOSS, "--json").out == clip.out


def test_a_raw_recording_without_a_person_says_so_frame_by_frame(seeing: None, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "grey.y4m"
    path.write_bytes(b"YUV4MPEG2 W64 H48 F25:1 C420jpeg\n" + (b"FRAME\n" + bytes([128]) * 4608) * 3)
    assert run("coach", "--video", path, "--frames", tmp_path / "out.jsonl").code == 0
    assert [(one["t_s"], one["image"]) for one in lines(tmp_path / "out.jsonl")] == [(0, []), (0.04, []), (0.08, [])]


# -- sentences --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ((), "FRAMES.jsonl, or --video FILE"),
        (("frames.jsonl", "--video", "clip.webm"), "FRAMES.jsonl, or --video FILE"),
        (("--video", "clip.webm"), "say which exercise it is"),
        (("frames.jsonl",), "say which exercise it is"),
        (("frames.jsonl", "--frames", "out.jsonl"), "name one by --video"),
        (("--video", "a.mjpeg", "--fps", "0", *FLOSS), "--fps: 0 frames a second can't be"),
        (("--video", "none.webm", *FLOSS), "none.webm can't be read (No such file or directory)"),
    ],
)
def test_words_that_dont_fit_are_refused_in_a_sentence(words: tuple[str, ...], sentence: str, run: Run) -> None:
    said = run("coach", *words)
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err


def test_without_a_browser_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("UNPINCH_CHROMIUM", raising=False)
    monkeypatch.setattr(looking, "found", lambda: None)
    said = run("coach", "--video", CLIP, *FLOSS)
    assert said.code == 1
    assert "need a Chromium, Chrome or Edge: install one, or give its path in UNPINCH_CHROMIUM" in said.err


def test_a_clip_that_cant_be_played_names_what_can(seeing: None, run: Run, tmp_path: Path) -> None:
    (tmp_path / "words.mp4").write_text("no pictures", "utf-8")
    said = run("coach", "--video", tmp_path / "words.mp4", "--frames", tmp_path / "out.jsonl")
    assert said.code == 1
    assert "can't be played by this browser" in said.err
    assert "WebM" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["words.mp4"]


@pytest.fixture
def through(tmp_path: Path, chromium_path: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a script in the place of the browser."""

    def put(script: str) -> None:
        path = tmp_path / "browser"
        path.write_text(f"#!/bin/sh\n{script.format(chromium=chromium_path)}\n", "utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("UNPINCH_CHROMIUM", str(path))

    return put


def test_a_browser_without_webgl_is_named_as_such(through: Callable[[str], None], run: Run) -> None:
    through('exec "{chromium}" --disable-gpu --disable-software-rasterizer --disable-3d-apis "$@"')
    assert "no WebGL, which the pose model needs" in run("coach", "--video", CLIP, *FLOSS).err


def test_a_browser_that_ends_by_itself_is_named_as_such(through: Callable[[str], None], run: Run) -> None:
    through("exit 3")
    assert "The browser ended by itself (code 3)" in run("coach", "--video", CLIP, *FLOSS).err


# -- the server and the bar -------------------------------------------------------------------------------------------


def test_only_its_own_page_may_ask_the_server() -> None:
    desk = Desk(CLIP, 30)
    with serving(desk) as address:
        host, _, path = address.removeprefix("http://").partition("/")
        word = path.partition("/")[0]
        found = {name: _get(host, f"/{name}") for name in (f"{word}/video", "video", "", "other/video")}
        outside = _get(host, f"/{word}/static/../settings.py")
    assert found == {f"{word}/video": 200, "video": 404, "": 404, "other/video": 404}
    assert outside == 404


def _get(host: str, path: str) -> int:
    with closing(http.client.HTTPConnection(host)) as line:
        line.request("GET", path)
        return line.getresponse().status


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_bar_shows_on_a_terminal_alone() -> None:
    seen, unseen = Terminal(), io.StringIO()
    for to in (seen, unseen):
        show(30, 1.0, 2.0, to)
    assert "[###############               ] 30 frames, 1.0 s" in seen.getvalue()
    assert unseen.getvalue() == ""
