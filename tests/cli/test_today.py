"""`unpinch today`: a plan in words and as JSON, and every kind of bad journal."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.cli.conftest import Run, edit
from unpinch.cli.record import ASIDE_SHOWN
from unpinch.guidance import decide
from unpinch.journal import Moment, canonical
from unpinch.journal.file import MOST_BYTES


def decompressing() -> Diary:
    diary = Diary().ready()
    diary.band(type="loop", rest_mm=1040, width_mm="13", thickness_mm="4.5")
    diary.morning(3)
    return diary


def asked(run: Run, diary: Diary, tmp_path: Path, *more: str) -> tuple[int, str, str]:
    path = diary.write(tmp_path / "me.journal.jsonl")
    said = run("today", "--journal", path, "--at", diary.now, *more)
    return said.code, said.out, said.err


def test_it_says_in_words_what_to_do_today_and_why(run: Run, tmp_path: Path) -> None:
    code, out, err = asked(run, decompressing(), tmp_path)
    assert (code, err) == (0, "")
    first, *lines = out.splitlines()
    assert first == "train (urgency: none, phase: decompress)"
    assert lines[0].startswith("  1. nerve_floss level 1, left: 5 times.")
    assert ", only if it feels good" in lines[1]
    assert any(line.startswith("  about ") and line.endswith(" minutes") for line in lines)
    assert any(line.startswith("- ") and "[phase.placed_decompress; " in line for line in lines)
    assert any(line.startswith("> After three more calm days") for line in lines)


def test_it_says_in_words_what_to_answer_first(run: Run, tmp_path: Path) -> None:
    diary = Diary()
    diary.about()
    code, out, _ = asked(run, diary, tmp_path)
    assert code == 0
    assert out.startswith("rest (urgency: none, phase: not placed yet)")
    assert (
        "To answer first: screening_full, check_in, screening_daily" in out or "To answer first: screening_full" in out
    )
    assert "Help: bad_day_care" in out


def test_it_prints_the_whole_decision_as_json(run: Run, tmp_path: Path) -> None:
    diary = decompressing()
    code, out, _ = asked(run, diary, tmp_path, "--json")
    assert code == 0
    expected = decide(shipped(), diary.entries, Moment.parse(diary.now)).to_json()
    assert json.loads(out) == json.loads(json.dumps(expected))


def test_it_decides_by_a_programme_of_ones_own(run: Run, tmp_path: Path, folder: Path) -> None:
    edit(folder, "programme.toml", "half_dose_leg_pain = { value = 6", "half_dose_leg_pain = { value = 3")
    _, out, _ = asked(run, decompressing(), tmp_path, "--programme", str(folder), "--json")
    assert "S3.start_6" in [reason["rule"] for reason in json.loads(out)["reasons"]]


# bad input: a sentence, an exit code, no traceback


def test_it_names_a_journal_that_is_not_there(run: Run, tmp_path: Path) -> None:
    said = run("today", "--journal", tmp_path / "none", "--at", "2026-03-02T08:00:00+00:00")
    assert said.code == 1
    assert (
        said.err == f"{tmp_path / 'none'} can't be read (No such file or directory). "
        "Name a journal file that you may read.\n"
    )


def test_it_names_a_journal_that_is_a_folder(run: Run, tmp_path: Path) -> None:
    said = run("today", "--journal", tmp_path, "--at", "2026-03-02T08:00:00+00:00")
    assert (said.code, said.out) == (1, "")
    assert "can't be read (Is a directory)" in said.err


def test_it_does_not_read_a_file_that_is_far_too_large(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        os.truncate(file.fileno(), MOST_BYTES + 1)
    said = run("today", "--journal", path, "--at", "2026-03-02T08:00:00+00:00")
    assert said.code == 1
    assert said.err == f"{path} has 50000001 bytes; at most 50000000 are read here. Is it a journal?\n"


OTHER_FILES = {
    "a picture": (bytes(range(256)) * 400, "This file isn't text. It looks like a picture"),
    "a text": (b"Dear diary,\n" * 600, "none of its first 20 lines is an entry."),
    "one long line": (b"x" * 3_000_000, "its one line isn't an entry."),
    "a list": (b"[1, 2]\n", "its one line isn't an entry."),
    "other data": (b'{"name": "a band"}\n{"name": "another"}\n', "none of its first 2 lines is an entry."),
}


@pytest.mark.parametrize("name", OTHER_FILES)
def test_it_says_in_one_sentence_that_a_file_is_no_journal(name: str, run: Run, tmp_path: Path) -> None:
    content, sentence = OTHER_FILES[name]
    path = tmp_path / "other"
    path.write_bytes(content)
    said = run("today", "--journal", path, "--at", "2026-03-02T08:00:00+00:00")
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert said.err.startswith(f"{path}: This file is")
    assert sentence in said.err
    assert said.err.endswith("Choose the file that Unpinch saved; its name begins with unpinch-journal.\n")


def test_it_counts_the_broken_lines_after_the_first_few(run: Run, tmp_path: Path) -> None:
    diary = decompressing()
    for number in range(ASIDE_SHOWN + 7):
        diary.raw(f"broken {number}".encode())
    code, out, err = asked(run, diary, tmp_path)
    assert (code, out[:5]) == (0, "train")
    assert err.splitlines()[-1] == "Kept aside: 7 more lines."
    assert len(err.splitlines()) == ASIDE_SHOWN + 1


@pytest.mark.parametrize("at", ["tomorrow", "2026-03-02", "2026-03-02T08:00:00", "2026-13-02T08:00:00Z", ""])
def test_it_refuses_a_time_that_is_none(at: str, run: Run, tmp_path: Path) -> None:
    said = run("today", "--journal", decompressing().write(tmp_path / "j"), "--at", at)
    assert said.code == 1
    assert said.err.startswith(f"--at: {at!r} is not a time")
    assert said.err.endswith("write it like 2026-11-22T08:00:00+01:00.\n")


def test_it_refuses_a_programme_that_is_none(run: Run, tmp_path: Path) -> None:
    code, out, err = asked(run, decompressing(), tmp_path, "--programme", str(tmp_path / "nowhere"))
    assert (code, out) == (1, "")
    assert "nowhere" in err


BAD_LINES = {
    "a line cut off": (b'{"id":"0', "This line is not JSON; it may be cut off."),
    "no text at all": (b"\xff\xfe\x00", "This line is not JSON"),
    "no entry": (b"[1, 2]", "This line is JSON but not an entry"),
    "nested too deep": (b"[" * 90_000, "This line is not JSON"),
    "too long": (b'"' + b"x" * 100_001 + b'"', "at most 100000 are read"),
    "nothing in it": (b"{}", "at is missing; every entry has it."),
}


@pytest.mark.parametrize("name", BAD_LINES)
def test_it_keeps_a_broken_line_aside_and_goes_on(name: str, run: Run, tmp_path: Path) -> None:
    line, sentence = BAD_LINES[name]
    diary = decompressing()
    code, out, err = asked(run, diary.raw(line), tmp_path)
    assert code == 0
    assert out.startswith("train")
    assert err.startswith(f"Kept aside: Line {len(diary.lines)}: ")
    assert sentence in err


def changed(diary: Diary, changes: Mapping[str, Any]) -> bytes:
    """The diary's last entry with other envelope or values; its id is another one."""
    line = json.loads(diary.lines[-1])
    values = {**line["values"], **changes.get("values", {})}
    return canonical({**line, "id": "00000000-0000-4000-8000-000000000009", **changes, "values": values})


BAD_ENTRIES: dict[str, tuple[Mapping[str, Any], str]] = {
    "an unknown kind": ({"kind": "horoscope"}, "The kind 'horoscope' is not known to this version of Unpinch."),
    "a newer version": ({"v": 2}, "was written by a newer Unpinch; update to read it."),
    "pain 11": ({"values": {"left_leg_pain": 11}}, "left_leg_pain is 11"),
    "a site on no side": ({"values": {"pain_site": "calf"}}, "pain_site"),
    "a bad id": ({"id": "me"}, "id is 'me'; it must be a lower-case UUID."),
    "no time": ({"at": "noon"}, "'noon' is not a time"),
}


@pytest.mark.parametrize("name", BAD_ENTRIES)
def test_it_keeps_an_entry_that_it_cannot_read_aside_and_decides_without_it(
    name: str, run: Run, tmp_path: Path
) -> None:
    changes, sentence = BAD_ENTRIES[name]
    diary = decompressing()
    _, whole, _ = asked(run, diary, tmp_path)
    code, out, err = asked(run, diary.raw(changed(diary, changes)), tmp_path)
    assert code == 0
    assert out == whole
    assert err.startswith("Kept aside: ")
    assert sentence in err


def test_an_entry_from_the_future_stops_training_and_asks_about_the_clock(run: Run, tmp_path: Path) -> None:
    diary = decompressing()
    now = diary.now
    diary.wait(days=1).resume()
    path = diary.write(tmp_path / "j")
    said = run("today", "--journal", path, "--at", now)
    assert said.code == 0
    assert said.out.startswith("rest")
    assert "To answer first: clock" in said.out


def test_an_entry_come_twice_counts_once(run: Run, tmp_path: Path) -> None:
    diary = decompressing()
    diary.session(floss=5, end=None)
    _, once, _ = asked(run, diary, tmp_path)
    diary.lines += list(diary.lines)
    code, twice, err = asked(run, diary, tmp_path)
    assert (code, twice, err) == (0, once, "")


def test_two_entries_with_one_id_are_decided_on_with_care(run: Run, tmp_path: Path) -> None:
    diary = decompressing()
    same = json.loads(diary.lines[-1])["id"]
    diary.raw(changed(diary, {"id": same, "values": {"left_leg_pain": 8}}))
    code, out, _ = asked(run, diary, tmp_path)
    assert code == 0
    assert out.startswith("rest")
    assert "S3.start_8" in out


def test_an_empty_journal_asks_for_everything(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"\n\n")
    said = run("today", "--journal", tmp_path / "empty", "--at", "2026-03-02T08:00:00+00:00")
    assert said.code == 0
    assert "To answer first: about, screening_full, check_in" in said.out
