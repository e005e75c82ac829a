"""Measures in the record: answers and no scores; unknown ones kept aside; corrected and taken back like the rest."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from tests.builders import Diary
from unpinch.journal import (
    BESIDE,
    KINDS,
    MEASURES,
    EntryError,
    Moment,
    canonical,
    read_entry,
    read_lines,
    schema,
    settle,
)

ANSWERS: dict[str, dict[str, Any]] = {
    "measure_nprs": {"version": 1, "left_leg_pain": 4},
    "measure_psfs": {"version": 1, "activity_1": "Walk for an hour", "ability_1": 3},
    "measure_grc": {"version": 1, "change": "little_better"},
    "measure_rmdq24": {"version": 1, "ticked": ["3", "16"]},
    "measure_sleep_confidence": {"version": 1, "sleep": 5, "confidence": 0},
    "measure_put_off": {"measure": "psfs"},
}


def line(kind: str, /, **changes: object) -> bytes:
    entry = Diary().add(kind, ANSWERS[kind])
    return canonical({**json.loads(entry.raw), **changes})


def test_each_measure_has_a_kind_that_stands_beside() -> None:
    assert {*ANSWERS} == BESIDE
    assert {f"measure_{name}" for name in MEASURES} < BESIDE


@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_it_is_read_and_fits_the_printed_schema(kind: str) -> None:
    assert read_entry(line(kind)).values == ANSWERS[kind]
    assert jsonschema.Draft202012Validator(schema()).is_valid(json.loads(line(kind)))


@pytest.mark.parametrize("name", ["score", "total", "average"])
@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_no_score_can_stand_beside_the_answers(kind: str, name: str) -> None:
    with pytest.raises(EntryError, match=f"{name} is not known"):
        read_entry(line(kind, values={**ANSWERS[kind], name: 4}))


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("measure_psfs", {"activity_1": "   "}),
        ("measure_psfs", {"ability_1": 11}),
        ("measure_grc", {"change": "cured"}),
        ("measure_rmdq24", {"ticked": ["25"]}),
        ("measure_rmdq24", {"ticked": ["3", "3"]}),
        ("measure_sleep_confidence", {"sleep": -1}),
        ("measure_put_off", {"measure": "mood"}),
    ],
)
def test_answers_that_nobody_could_give_are_refused(kind: str, values: dict[str, Any]) -> None:
    with pytest.raises(EntryError):
        read_entry(line(kind, values={**ANSWERS[kind], **values}))


@pytest.mark.parametrize("kind", sorted(ANSWERS))
def test_nothing_needed_can_be_left_out(kind: str) -> None:
    assert KINDS[kind].needed
    for name in KINDS[kind].needed:
        with pytest.raises(EntryError, match=f"{name} is missing"):
            read_entry(line(kind, values={key: value for key, value in ANSWERS[kind].items() if key != name}))


def test_an_unknown_measure_and_a_newer_one_are_kept_aside() -> None:
    unknown, newer = line("measure_grc", kind="measure_mood"), line("measure_grc", v=2)
    entries, aside = read_lines([unknown, newer])
    assert entries == []
    assert [one.code for one in aside] == ["unknown_kind", "newer_version"]
    assert [one.raw for one in aside] == [unknown, newer]


def test_it_is_corrected_and_taken_back_like_every_entry() -> None:
    diary = Diary()
    first = diary.add("measure_grc", ANSWERS["measure_grc"])
    second = diary.add("measure_grc", {"version": 1, "change": "same", "replaces": first.id})
    now = Moment.parse(diary.now)
    assert [one.values and one.values["change"] for one in settle(diary.entries, now).entries] == ["same"]
    diary.add("retraction", {"replaces": second.id})
    assert settle(diary.entries, Moment.parse(diary.now)).entries == ()


def test_between_a_slip_and_its_correction_it_is_an_entry_like_any_other() -> None:
    for between, counting in (([], [2]), (["measure_grc"], [9, 2])):
        diary = Diary()
        slip = diary.check_in(leg=9)
        for kind in between:
            diary.add(kind, ANSWERS[kind])
        diary.add("check_in", {"left_leg_pain": 2, "replaces": slip.id})
        found = settle(diary.entries, Moment.parse(diary.now)).entries
        check_in = next(one for one in found if one.kind == "check_in")
        assert [version["left_leg_pain"] for version in check_in.versions] == counting
