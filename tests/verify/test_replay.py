"""Kept decisions come out the same under the engine and programme they name, and no looser under newer ones."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Diary, shipped
from tools import records
from unpinch import __version__
from unpinch.cli import main
from unpinch.guidance.verify.replay import Replay, differences
from unpinch.guidance.verify.replay import replay as made_again
from unpinch.journal import Author, Entry, Moment, read_lines
from unpinch.programme import load
from unpinch.programme.model import Programme

KEPT = sorted(records.FOLDER.glob("*/*.journal.jsonl"))


def read(path: Path) -> list[Entry]:
    return read_lines(path.read_bytes().splitlines())[0]


def replayed(programme: Programme, entries: list[Entry]) -> Replay:
    (one,) = made_again(programme, entries)
    return one


def test_there_are_records_of_this_engine_and_of_more_than_one_kind_of_day() -> None:
    mine = [path for path in KEPT if path.parent.name == __version__]
    kinds = {json.loads(read(path)[-1].values["result"])["kind"] for path in mine}
    assert len(mine) >= 10
    assert kinds >= {"train", "rest", "seek_care"}


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name} {path.name.partition('.')[0]}")
def test_a_kept_decision_is_the_same_under_what_it_names_and_never_looser(path: Path) -> None:
    entries, own = read(path), load(path.parent / records.PROGRAMME)
    again = replayed(own, entries)
    assert not again.fails, "meant, and not released yet? then `python -m tools.golden refresh`"
    assert (again.state == "same") or path.parent.name != __version__
    assert not replayed(shipped(), entries).looser


def calm() -> list[Entry]:
    """A journal with a decision to train kept at its end."""
    diary = Diary().ready()
    diary.check_in(3)
    entries = list(diary.entries)
    return [*entries, records.decision_entry(entries, Moment.parse(diary.now))]


def with_result(entries: list[Entry], **changes: Any) -> list[Entry]:
    """The same journal, had the decision been another one."""
    kept = entries[-1]
    values = dict(kept.values)
    for name in ("engine", "programme"):
        values[name] = changes.pop(name, values[name])
    values["result"] = json.dumps({**json.loads(kept.values["result"]), **changes})
    return [*entries[:-1], Author(kept.device).write("decision", values, kept.at)]


def test_what_it_had_not_seen_does_not_matter() -> None:
    entries = calm()
    later = Author("0f0f0f0f-0000-4000-8000-00000000000f").write("check_in", {"left_leg_pain": 9}, entries[-1].at)
    assert replayed(shipped(), [*entries, later]).state == "same"


def test_where_an_entry_it_saw_is_missing_nothing_is_claimed() -> None:
    entries = calm()
    again = replayed(shipped(), [*entries[:-2], entries[-1]])
    assert (again.state, again.fails) == ("incomplete", False)


def test_any_difference_is_a_fault_under_what_it_names() -> None:
    again = replayed(shipped(), with_result(calm(), would_change=["other words"]))
    assert (again.state, again.named, again.looser, again.fails) == ("differs", True, False, True)


@pytest.mark.parametrize("name", ["engine", "programme"])
def test_under_a_newer_one_words_may_differ_and_rest_may_not_become_training(name: str) -> None:
    words = replayed(shipped(), with_result(calm(), **{name: "older"}, would_change=["other words"]))
    assert (words.state, words.named, words.fails) == ("differs", False, False)
    rest = replayed(shipped(), with_result(calm(), **{name: "older"}, kind="rest", sets=[]))
    assert (rest.looser, rest.fails) == (True, True)


SET = {"exercise": "bridge", "side": "both", "level": 1, "repetitions": 8, "hold_s": 0, "band": {"force_high_n": 10}}
OLD: dict[str, Any] = {
    "kind": "train", "urgency": "routine", "phase": "release", "sets": [SET, SET], "asks": ["check_in"],
    "advice": ["walking"], "minutes": 5, "programme": "p", "engine": "e",
}  # fmt: skip
STRONGER = {**SET, "band": {"force_high_n": 12}}


@pytest.mark.parametrize(
    ("changes", "looser"),
    [
        ({"kind": "rest"}, False),
        ({"urgency": "none"}, True),
        ({"urgency": "soon"}, False),
        ({"phase": "stabilise"}, True),
        ({"phase": "decompress"}, False),
        ({"phase": None}, False),
        ({"sets": [SET]}, False),
        ({"sets": []}, False),
        ({"sets": [SET] * 3}, True),
        ({"sets": [SET, {**SET, "side": "left"}]}, True),
        ({"sets": [SET, {**SET, "level": 2}]}, True),
        ({"sets": [SET, {**SET, "repetitions": 9}]}, True),
        ({"sets": [{**SET, "repetitions": 7}] * 2}, False),
        ({"sets": [SET, {**SET, "hold_s": 1}]}, True),
        ({"sets": [SET, STRONGER]}, True),
        ({"asks": []}, True),
        ({"asks": ["check_in", "clock"]}, False),
        ({"advice": []}, True),
        ({"minutes": 6}, False),
    ],
)
def test_looser_is_whatever_lets_more_through(changes: dict[str, Any], looser: bool) -> None:  # noqa: FBT001
    found = list(differences(OLD, {**OLD, **changes}))
    assert found
    assert any(one.looser for one in found) is looser


@pytest.mark.parametrize("kind", ["seek_care", "stop", "rest"])
def test_no_milder_kind_is_no_looser(kind: str) -> None:
    assert any(one.looser for one in differences({**OLD, "kind": kind}, OLD))
    assert not any(one.looser for one in differences(OLD, {**OLD, "kind": kind}))


def test_a_new_version_alone_is_no_difference() -> None:
    assert list(differences(OLD, {**OLD, "engine": "newer", "programme": "newer"})) == []


# the command


def said(tmp_path: Path, entries: list[Entry], capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    path = tmp_path / "kept.journal.jsonl"
    path.write_bytes(b"".join(entry.raw + b"\n" for entry in entries))
    code = main(["replay", "--journal", str(path)])
    return code, capsys.readouterr().out.splitlines()


def test_the_command_counts_and_is_content_with_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = said(tmp_path, calm(), capsys)
    assert (code, lines) == (0, ["decisions 1, same 1, differ 0, incomplete 0, failing 0"])


def test_the_command_names_what_is_looser_and_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = said(tmp_path, with_result(calm(), engine="0.0.9", kind="rest", sets=[]), capsys)
    assert code == 1
    assert lines[0].endswith("looser")
    assert "  ! kind: rest -> train" in lines
    assert lines[-1] == "decisions 1, same 0, differ 1, incomplete 0, failing 1"


def test_stricter_rules_are_no_looser() -> None:
    strict = replace(shipped().thresholds, no_exercise_leg_pain=3)
    again = replayed(replace(shipped(), hash="stricter", thresholds=strict), calm())
    assert (again.state, again.looser) == ("differs", False)
    assert "kind: train -> rest" in [one.text for one in again.differences]
