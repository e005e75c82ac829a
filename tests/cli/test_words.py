"""The words of the command line itself."""

from __future__ import annotations

import json
import subprocess
import sys

import jsonschema
import pytest

from tests.builders import Diary
from tests.cli.conftest import Run
from unpinch import __version__

VERBS = (
    *("serve", "open", "autostart", "backup", "restore", "doctor"),
    *("today", "programme", "movement", "verify", "schema"),
)


def test_without_a_verb_it_says_what_there_is(run: Run) -> None:
    said = run()
    assert said.code == 2
    assert [verb for verb in VERBS if f"    {verb}" not in said.out] == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb: str, run: Run) -> None:
    said = run(verb, "--help")
    assert said.code == 0
    assert said.out.startswith(f"usage: unpinch {verb}")


def test_it_tells_its_version(run: Run) -> None:
    assert run("--version").out == f"unpinch {__version__}\n"


@pytest.mark.parametrize(
    "words", [("dance",), ("programme",), ("today",), ("autostart", "perhaps"), ("serve", "--port", "x")]
)
def test_words_it_does_not_know_are_refused_with_the_usage(words: tuple[str, ...], run: Run) -> None:
    said = run(*words)
    assert said.code == 2
    assert said.err.startswith("usage: unpinch")


def test_it_runs_as_a_module_too() -> None:
    ended = subprocess.run([sys.executable, "-m", "unpinch", "--version"], capture_output=True, check=True)
    assert ended.stdout.decode() == f"unpinch {__version__}\n"


def test_the_schema_is_json_and_describes_an_entry(run: Run) -> None:
    said = run("schema")
    assert said.code == 0
    validator = jsonschema.Draft202012Validator(json.loads(said.out))
    diary = Diary().ready()
    diary.morning(3)
    assert [list(validator.iter_errors(json.loads(line))) for line in diary.lines] == [[], [], []]
    assert list(validator.iter_errors({"kind": "about"}))


def test_it_ends_quietly_when_nobody_reads_on() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "unpinch", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0
