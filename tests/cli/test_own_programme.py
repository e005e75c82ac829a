"""`--programme`: `serve` checks and verifies it first, once for each content and engine; other verbs want that done."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import SHIPPED, Run, edit, nothing_found
from unpinch.guidance import verify
from unpinch.guidance.verify import Report, Violation
from unpinch.journal import Moment
from unpinch.programme import load
from unpinch.web import proven
from unpinch.web import serve as serving


class Server:
    """Stands in for verifier and server, and notes what was asked of them."""

    def __init__(self) -> None:
        self.walked: list[str] = []
        self.served: list[tuple[Any, ...]] = []
        self.report = nothing_found()

    def verify(self, programme: Any) -> Report:
        self.walked.append(programme.hash)
        return self.report

    def serve(self, *words: Any, camera: bool, lan: bool = False) -> int:
        assert camera
        assert not lan
        self.served.append(words)
        return 0


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    stand_in = Server()
    monkeypatch.setattr(verify, "verify", stand_in.verify)
    monkeypatch.setattr(serving, "serve", stand_in.serve)
    return stand_in


@pytest.fixture
def folder(folder: Path) -> Path:
    """A programme of one's own: another than the shipped one, if only by its name."""
    return edit(folder, "programme.toml", 'name = "', 'name = "my-')


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def serve(run: Run, folder: Path, data: Path) -> Any:
    return run("serve", "--no-browser", "--data", data, "--programme", folder)


def test_the_shipped_programme_is_served_at_once(run: Run, server: Server, data: Path) -> None:
    assert run("serve", "--no-browser", "--data", data).code == 0
    assert server.walked == []
    assert server.served == [("127.0.0.1", 8417, False, data, None)]


def test_a_copy_of_the_shipped_programme_is_served_at_once(
    run: Run, server: Server, tmp_path: Path, data: Path
) -> None:
    copy = Path(shutil.copytree(SHIPPED, tmp_path / "copy"))
    assert serve(run, copy, data).out == ""
    assert server.walked == []
    assert server.served == [("127.0.0.1", 8417, False, data, copy)]


def test_a_new_programme_is_verified_first_and_says_how_long_it_takes(
    run: Run, server: Server, folder: Path, data: Path
) -> None:
    said = serve(run, folder, data)
    assert said.code == 0
    assert "is new here: it is checked and verified first. This takes a minute or two on a fast computer" in said.out
    assert len(server.walked) == 1
    assert server.served == [("127.0.0.1", 8417, False, data, folder)]


def test_what_was_proven_is_remembered_privately(run: Run, server: Server, folder: Path, data: Path) -> None:
    serve(run, folder, data)
    said = serve(run, folder, data)
    assert "new here" not in said.out
    assert (len(server.walked), len(server.served)) == (1, 2)
    assert (data / "proven.json").stat().st_mode & 0o777 == 0o600


def test_a_changed_programme_is_verified_anew_and_both_are_remembered(
    run: Run, server: Server, folder: Path, data: Path
) -> None:
    serve(run, folder, data)
    edit(folder, "programme.toml", "numbness_window_days = { value = 7", "numbness_window_days = { value = 8")
    serve(run, folder, data)
    assert len(set(server.walked)) == 2
    assert len(json.loads((data / "proven.json").read_text())) == 2


def test_a_new_engine_verifies_anew(
    run: Run, server: Server, folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(run, folder, data)
    monkeypatch.setattr(proven, "__version__", "99.0")
    serve(run, folder, data)
    assert len(server.walked) == 2


@pytest.mark.parametrize("note", [b"", b"{}", b"[1, null]", b"not json", b"\xff"])
def test_a_note_that_cannot_be_read_counts_as_no(
    note: bytes, run: Run, server: Server, folder: Path, data: Path
) -> None:
    data.mkdir(mode=0o700)
    (data / "proven.json").write_bytes(note)
    assert serve(run, folder, data).code == 0
    assert len(server.walked) == 1


def test_a_programme_that_is_refused_is_neither_verified_nor_served(
    run: Run, server: Server, folder: Path, data: Path
) -> None:
    edit(folder, "exercises/seated_hinge.toml", 'posture = "chair"', 'posture = "standing"')
    said = serve(run, folder, data)
    assert said.code == 1
    assert "forward fold" in said.err
    assert (server.walked, server.served) == ([], [])


def test_a_programme_with_an_unsafe_plan_is_not_served_and_not_remembered(
    run: Run, server: Server, folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data.parent)
    found = Violation("S7", "Too much.", (), Moment.parse("2026-03-02T08:00:00+00:00"))
    server.report = Report(3, 4, 5, (), 0, 0, (found,))
    said = serve(run, folder, data)
    assert said.code == 1
    assert "Breach of S7: Too much." in said.err
    assert f"{folder} isn't run: verify found an unsafe plan, shown above." in said.err
    assert server.served == []
    assert serve(run, folder, data).code == 1
    assert len(server.walked) == 2


VERBS = (
    ("remind", "--dry-run", "--why"),
    ("export", "--format", "ics", "--out", "out.ics"),
    ("report", "--out", "out.html"),
)


@pytest.mark.parametrize("words", VERBS, ids=[words[0] for words in VERBS])
def test_other_verbs_run_no_programme_that_was_never_served_here(
    words: tuple[str, ...], run: Run, folder: Path, data: Path
) -> None:
    said = run(*words, "--data", data, "--programme", folder)
    assert said.code == 1
    assert "isn't checked here yet. Start it once: unpinch serve --programme" in said.err
    assert not data.exists()


def test_a_report_tells_the_programme_that_is_served(folder: Path, data: Path, tmp_path: Path) -> None:
    def unpinch(*words: object) -> None:
        subprocess.run([sys.executable, "-m", "unpinch", *map(str, words)], check=True, capture_output=True)

    unpinch("demo", "--data", data, "--no-serve")
    proven.remember_proven(load(folder).hash, data)
    unpinch("report", "--data", data, "--programme", folder, "--out", tmp_path / "out.html")
    assert "my-unpinch-shipped" in (tmp_path / "out.html").read_text("utf-8")
