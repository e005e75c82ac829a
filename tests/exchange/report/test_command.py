"""`unpinch report` as a person runs it, on a demo's folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def run(*words: object, code: int = 0) -> str:
    command = [sys.executable, "-m", "unpinch", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (code, False), done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    run("demo", "--data", folder, "--no-serve")
    return folder


def test_it_writes_a_pdf_or_html_by_the_ending(data: Path, tmp_path: Path) -> None:
    assert "Saved to" in run("report", "--data", data, "--out", tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")
    run("report", "--data", data, "--out", tmp_path / "a.html", "--name", "<Kim>", "--sections", "leg")
    html = (tmp_path / "a.html").read_text("utf-8")
    assert "&lt;Kim&gt;" in html
    assert "Measures" not in html
    assert "src=" not in html
    assert "href=" not in html
    assert "url(" not in html.replace("url(#", "")


def test_it_writes_the_plan_of_someone_named(data: Path, tmp_path: Path) -> None:
    said = run("report", "--data", data, "--out", tmp_path / "p.html", "--plan", "--person", "Demo: Ben, sent to care")
    assert "Ben" in said
    assert "First somebody should look at it" in (tmp_path / "p.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--out", "a.txt"), "has no ending that says what to write"),
        (("--out", "a.pdf", "--from", "soon"), "“soon” is no day."),
        (("--out", "a.pdf", "--sections", "leg,secrets"), "There is no part called “secrets”: choose from who, leg, "),
        (("--out", "a.pdf", "--person", "Nobody"), "Nobody here is Nobody."),
    ],
)
def test_it_refuses_in_a_sentence_and_writes_nothing(
    data: Path, tmp_path: Path, words: tuple[str, ...], sentence: str
) -> None:
    out = [tmp_path / word if word.startswith("a.") else word for word in words]
    assert sentence in run("report", "--data", data, *out, code=1)
    assert not list(tmp_path.iterdir())
