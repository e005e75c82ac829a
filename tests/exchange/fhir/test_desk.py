"""FHIR on the command line and on the settings page: out, and in with a dry run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders import Diary
from tests.exchange.fhir.bundles import resources
from tests.exchange.fhir.foreign import bundled, pain
from tests.exchange.test_command_line import Shell
from tests.pages.test_bringing_in import Desk
from tests.web.settings import MORNING
from unpinch.web import actions, queries
from unpinch.web.models import Entry, Person


def kinds(person: Person) -> list[str]:
    return sorted(Entry.objects.filter(person=person).values_list("kind", flat=True))


# -- command line ------------------------------------------------------------------------------------------------------


def export(shell: Shell, *more: str) -> dict[str, object]:
    shell.run("export", "--data", "home", "--format", "fhir", "--out", "out.json", *more)
    found: dict[str, object] = json.loads(shell.read("out.json"))
    return found


def test_everyone_leaves_in_one_bundle_or_one_person_alone(shell: Shell) -> None:
    assert len(resources(export(shell), "Patient")) == 2
    assert len(resources(export(shell, "--person", "Kim"), "Patient")) == 1


def test_names_leave_only_when_asked_for(shell: Shell) -> None:
    assert "Kim" not in json.dumps(export(shell))
    assert "Kim" in json.dumps(export(shell, "--named"))
    assert export(shell, "--transaction")["type"] == "transaction"


def test_a_dry_run_tells_what_would_come_and_reading_in_does_it_once(shell: Shell) -> None:
    (shell.folder / "clinic.json").write_bytes(bundled(pain(), pain(id="2", bodySite={"text": "arm"})))
    words = ("home", "clinic.json", "--person", "Kim")
    said = shell.bring_in(*words, "--dry-run")
    assert "1 new." in said
    assert "1 left out: not clear which leg, or the back." in said
    assert "this was a dry run" in said
    assert "1 new." in shell.bring_in(*words)
    assert "1 there already." in shell.bring_in(*words)


def test_it_asks_whose_it_is_where_several_people_are(shell: Shell) -> None:
    (shell.folder / "clinic.json").write_bytes(bundled(pain()))
    assert "Name one with --person." in shell.bring_in("home", "clinic.json", code=1)


def test_a_bundle_with_nothing_to_take_in_says_so(shell: Shell) -> None:
    (shell.folder / "clinic.json").write_bytes(bundled({"resourceType": "Patient", "id": "kim"}))
    said = shell.bring_in("home", "clinic.json", "--person", "Kim")
    assert "Nothing in this file can be taken in. Nothing was changed." in said


def test_our_own_bundle_brings_nothing_new_home(shell: Shell) -> None:
    export(shell, "--person", "Kim")
    assert " new" not in shell.bring_in("home", "out.json", "--person", "Kim")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<Bundle/>", "XML"),
        (b"PK\x03\x04", "Unpack it"),
        (bundled(pain())[:-9], "cut off"),
        (b"", "not a single line"),
    ],
)
def test_a_file_that_cant_be_read_changes_nothing(shell: Shell, content: bytes, words: str) -> None:
    shell.export("home", "before.jsonl")
    (shell.folder / "clinic.json").write_bytes(content)
    said = shell.bring_in("home", "clinic.json", "--person", "Kim", code=1)
    assert words in said
    assert "Nothing was changed." in said
    shell.export("home", "after.jsonl")
    assert shell.read("after.jsonl") == shell.read("before.jsonl")


# -- settings page -----------------------------------------------------------------------------------------------------


def test_the_record_leaves_from_the_settings_page_without_a_name(desk: Desk, kim: Person) -> None:
    actions.record(kim, Diary(MORNING.plus(-3600).text).ready(name="Kim").lines)
    answer = desk.home.raw("/export/fhir")
    content = b"".join(answer.streaming_content)
    assert 'filename="unpinch-fhir-2026-11-22.json"' in answer["Content-Disposition"]
    assert len(resources(json.loads(content), "QuestionnaireResponse")) == 1
    assert b"Kim" not in content


def test_pain_from_a_clinic_comes_in_on_the_page_and_twice_is_once(desk: Desk, kim: Person) -> None:
    actions.record(kim, Diary(MORNING.plus(-3600).text).ready().lines)
    before = kinds(kim)
    assert "1 new entry would be added." in desk.upload(bundled(pain(), pain(id="2", valueInteger=99))).page
    assert "1 left out: no whole number from 0 to 10." in desk.page
    assert kinds(kim) == before
    desk.press()
    assert kinds(kim) == sorted([*before, "measure_nprs"])
    assert "There is nothing new in this file" in desk.upload(bundled(pain())).page


@pytest.mark.parametrize(
    ("content", "status", "title"),
    [
        (b"<Bundle/>", 415, "This file is XML"),
        (b"PK\x03\x04", 415, "This file is packed"),
        (bundled(pain())[:-9], 422, "This file is cut off"),
        (bundled(pain(triggeredBy=[])), 422, "This is another version of FHIR"),
        (bundled(pain(), pain(subject={"reference": "Patient/lee"})), 422, "This file is about several people"),
        (b'{"resourceType":' + b"[" * 100_000, 422, "This file can't be read"),
        (b'{"resourceType":1}', 415, "This isn't a health record"),
    ],
)
def test_the_page_says_why_a_file_isnt_taken(desk: Desk, kim: Person, content: bytes, status: int, title: str) -> None:
    desk.upload(content, status)
    assert title in desk.page
    assert "Nothing was changed." in desk.page
    assert list(queries.lines(kim)) == []


def test_a_private_file_is_not_left_behind(desk: Desk, tmp_path: Path) -> None:
    desk.upload(bundled(pain()))
    desk.press()
    assert list(tmp_path.rglob("import-*")) == []
