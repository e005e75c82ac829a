import json
from pathlib import Path

import pytest

from tests.coach.people import doing, film
from unpinch.cli import main


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "frames.jsonl"
    lines = [json.dumps(one) for one in film("clamshell", 1, 16, doing(3, 2, 0.2, 2, 2))]
    path.write_text("\n".join([*lines, "not a frame", ""]), "utf-8")
    return path


def test_it_prints_events_as_lines_of_json(recording: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coach", str(recording), "--exercise", "clamshell", "--level", "1", "--json"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["values"]["count"] for one in told if one["event"] == "rep"] == [1, 2]
    assert (told[-1]["event"], told[-1]["values"]["refused_frames"]) == ("done", 1)


@pytest.mark.parametrize(("words", "reason"), [(["--repetitions", "1"], "goal"), (["--repetitions", "0"], "end")])
def test_the_set_ends_at_a_goal_of_ones_own(
    recording: Path, words: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["coach", str(recording), "--exercise", "clamshell", "--json", *words]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["values"]["reason"] == reason


def test_it_prints_them_for_people_too(recording: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coach", str(recording), "--exercise", "clamshell"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any("rep  count 2" in line for line in lines)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--exercise", "squat"], "there is no exercise 'squat'"),
        (["--exercise", "bridge", "--level", "9"], "bridge has no level 9"),
    ],
)
def test_it_refuses_what_isnt_there(
    recording: Path, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["coach", str(recording), *words]) == 1
    assert sentence in capsys.readouterr().err


def test_it_refuses_a_file_that_cant_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coach", str(tmp_path / "none.jsonl"), "--exercise", "bridge"]) == 1
    assert "can't be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "It is empty."),
        (b"\n\n[]\n", "Line 3: The line holds no frame."),
        (b"\x00\xff\xfe", "Line 1: The line isn't JSON."),
        (b"[" * 1500, "Line 1: The line isn't JSON."),
    ],
)
def test_it_says_where_a_file_holds_no_frame(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, told: str
) -> None:
    path = tmp_path / "frames.jsonl"
    path.write_bytes(content)
    assert main(["coach", str(path), "--exercise", "bridge"]) != 0
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("words", [("--repetitions", "-1"), ("--hold", "inf"), ("--hold", "-3"), ("--hold", "nan")])
def test_it_refuses_a_goal_that_cant_be(
    recording: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str]
) -> None:
    assert main(["coach", str(recording), "--exercise", "bridge", *words]) != 0
    assert words[1] in capsys.readouterr().err
