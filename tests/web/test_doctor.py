"""A look at a data folder: each thing that can be wrong is found, said with what to do, and nothing else is."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections import namedtuple
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from django.db import connection, connections

from tests.web.cast import Phone, changed
from tests.web.settings import MORNING
from unpinch.web import actions, folder, triggers
from unpinch.web.holder import Holder
from unpinch.web.keeping import copying, doctor
from unpinch.web.keeping.doctor import Patient
from unpinch.web.keeping.findings import Finding, Level
from unpinch.web.keeping.points import PointError

if TYPE_CHECKING:
    from pathlib import Path

    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

Look = Callable[..., list[Finding]]
Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 (as shutil's own)


@pytest.fixture
def looked(here: Installation, blank_database: Path) -> Look:
    """Look at the folder; return what isn't well."""

    def at(*copies: Path, holder: Holder | None = None, late_s: int = 0) -> list[Finding]:
        patient = Patient(here.folder, blank_database, copies, MORNING.plus(late_s), holder)
        return [one for one in doctor.examined(patient) if one.level is not Level.GOOD]

    return at


def wrong(found: list[Finding]) -> str:
    """Return what is wrong, in one text; each says what to do."""
    assert all(one.todo for one in found)
    return " ".join(one.what for one in found if one.level is Level.WRONG)


def unguarded(here: Installation, *statements: tuple[str, tuple[object, ...]]) -> None:
    """Change the record behind the back of everything that guards it."""
    triggers.remove(connection)
    connections.close_all()
    with closing(sqlite3.connect(here.folder.database)) as record:
        for statement, values in statements:
            record.execute(statement, values)
        record.commit()
    triggers.install(connection)


def test_a_sound_folder_is_found_well(here: Installation, kim: Person, looked: Look, tmp_path: Path) -> None:
    actions.write(kim, actions.New("resume", {}), actions.New("resume", {}))
    actions.record(kim, [*Phone().notes(3), b"broken"])
    copying.copy(here.folder.database, tmp_path / "copies", MORNING)
    actions.write(kim, actions.New("resume", {}))
    assert looked(tmp_path / "copies") == []


def test_it_changes_nothing(here: Installation, kim: Person, looked: Look) -> None:
    actions.record(kim, Phone().notes(3))
    before = {
        path: path.read_bytes() for path in here.folder.walk() if path.is_file() and path.suffix != ".sqlite3-shm"
    }
    looked()
    assert {path: path.read_bytes() for path in before} == before


def test_a_folder_without_a_record_is_told_of(here: Installation, looked: Look) -> None:
    connections.close_all()
    here.folder.database.unlink()
    assert "There is no record" in wrong(looked())


@pytest.mark.skipif(os.name != "posix", reason="rights are kept elsewhere there")
def test_open_rights_are_found(here: Installation, looked: Look) -> None:
    here.folder.identity.chmod(0o644)
    assert "identity.json" in wrong(looked())


def test_files_of_another_user_are_found(looked: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    other = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: other)
    assert "belongs to another user" in wrong(looked())


def test_a_read_only_disk_is_found(looked: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(folder, "_is_read_only_disk", lambda _: True)
    (found,) = (one for one in looked() if one.level is Level.WRONG)
    assert "The disk of" in found.what
    assert "Copy the record first" in found.todo


@pytest.mark.parametrize("name", ["", "unpinch.sqlite3"], ids=["folder", "record"])
def test_what_rights_forbid_is_not_blamed_on_the_disk(
    here: Installation, looked: Look, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    closed = here.folder.path / name
    monkeypatch.setattr(os, "access", lambda path, _: path != closed)
    (found,) = (one for one in looked() if one.level is Level.WRONG)
    assert found.what == f"You have no right to write {closed}. The disk is not to blame."
    assert f"chmod -R u+rwX {here.folder.path}" in found.todo
    assert "Copy" not in found.todo


def test_little_space_is_worth_a_look(looked: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 5 * 2**20))
    assert any("5 MiB" in one.what for one in looked())


def test_another_version_that_runs_is_worth_a_look(looked: Look) -> None:
    (one, *_) = looked(holder=Holder(1, "http://127.0.0.1:1", "0.0.1"))
    assert "0.0.1" in one.what


@pytest.mark.parametrize("content", ["", "{}", "[]"])
def test_a_damaged_identity_is_found(here: Installation, looked: Look, content: str) -> None:
    here.folder.identity.write_text(content)
    assert "identity.json is damaged" in wrong(looked())


@pytest.mark.parametrize(
    "statement",
    ["DROP TRIGGER unpinch_aside_no_update", "CREATE TRIGGER x AFTER INSERT ON unpinch_entry BEGIN SELECT 1; END"],
)
def test_a_trigger_that_is_missing_or_strange_is_found_and_the_next_start_mends_it(
    looked: Look, statement: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert "What keeps lines from being changed" in wrong(looked())
    triggers.install(connection)
    assert wrong(looked()) == ""


@pytest.mark.parametrize(
    "statement",
    ["DROP INDEX entry_chain", "ALTER TABLE unpinch_person ADD COLUMN more text", "DROP TABLE unpinch_erasure"],
)
def test_another_shape_of_the_tables_is_found(here: Installation, looked: Look, statement: str) -> None:
    triggers.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connections.close_all()
    assert "aren't as this version makes them" in wrong(looked())


def test_a_newer_record_is_found(here: Installation, looked: Look) -> None:
    unguarded(here, ("INSERT INTO django_migrations (app, name, applied) VALUES ('unpinch', '9999_later', '')", ()))
    assert "A newer Unpinch" in wrong(looked())


def test_an_older_record_is_worth_a_look(here: Installation, looked: Look) -> None:
    unguarded(here, ("DELETE FROM django_migrations", ()))
    found = looked()
    assert wrong(found) == ""
    assert any("older Unpinch" in one.what for one in found)


@pytest.fixture
def kept(kim: Person) -> Phone:
    """Kim's journal: three entries of the server, three of a phone, one line kept aside."""
    phone = Phone()
    for _ in range(3):
        actions.write(kim, actions.New("resume", {}))
    actions.record(kim, [*phone.notes(3), b"broken"])
    return phone


def test_a_row_that_its_table_could_not_hold_is_found(here: Installation, kept: Phone, looked: Look) -> None:
    unguarded(
        here,
        ("PRAGMA ignore_check_constraints = ON", ()),
        ("UPDATE unpinch_aside SET code = 'bad_lime'", ()),
    )
    assert "CHECK constraint failed" in wrong(looked())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE unpinch_entry SET raw = CAST(raw AS text) WHERE arrival = 6",
        "UPDATE unpinch_entry SET arrival = x'06' WHERE arrival = 6",
        "UPDATE unpinch_person SET device = replace(device, substr(device, 1, 1), 'x')",
    ],
)
def test_a_value_of_another_kind_is_found_and_not_copied(
    here: Installation, kept: Phone, looked: Look, tmp_path: Path, statement: str
) -> None:
    unguarded(here, ("PRAGMA ignore_check_constraints = ON", ()), (statement, ()))
    assert "The record is damaged" in wrong(looked())
    with pytest.raises(PointError, match="is damaged"):
        copying.copy(here.folder.database, tmp_path / "copies", MORNING)


def test_a_line_that_belongs_to_nobody_is_found(here: Installation, kept: Phone, looked: Look) -> None:
    unguarded(here, ("UPDATE unpinch_entry SET person_id = 'nobody' WHERE arrival = 6", ()))
    assert "a row of unpinch_entry belongs to nobody" in wrong(looked())


def test_a_line_that_was_changed_is_found_by_the_one_after_it(here: Installation, kept: Phone, looked: Look) -> None:
    with connection.cursor() as cursor:
        raw = bytes(cursor.execute("SELECT raw FROM unpinch_entry WHERE arrival = 5").fetchone()[0])
    forged = raw.replace(b"note 1", b"note 7")
    unguarded(here, ("UPDATE unpinch_entry SET raw = ? WHERE arrival = 5", (forged,)))
    assert wrong(looked()).startswith("1 entries don't follow the entry that they name")


def test_a_line_that_a_device_sent_with_a_wrong_hash_is_told_of(kim: Person, looked: Look) -> None:
    first, second = Phone().notes(2)
    actions.record(kim, [first, changed(second, prev="0" * 64)])
    found = wrong(looked())
    assert found.startswith("1 entries don't follow the entry that they name: a device sent them so")


def test_a_line_that_was_cut_out_is_found_by_the_count(here: Installation, kept: Phone, looked: Look) -> None:
    unguarded(here, ("DELETE FROM unpinch_entry WHERE arrival = 2", ()))
    found = wrong(looked())
    assert "1 lines are missing" in found
    assert "1 entries that this installation wrote are missing" in found


def test_lines_that_can_no_longer_be_read_are_found(here: Installation, kept: Phone, looked: Look) -> None:
    unguarded(here, ("UPDATE unpinch_entry SET raw = x'00' WHERE arrival = 6", ()))
    assert "1 entries can't be read any more" in wrong(looked())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE unpinch_entry SET at_s = 0 WHERE arrival = 3",
        "UPDATE unpinch_entry SET kind = 'session' WHERE arrival = 3",
        "UPDATE unpinch_aside SET sha256 = hex(zeroblob(32))",
    ],
)
def test_a_column_that_says_something_else_is_found(
    here: Installation, kept: Phone, looked: Look, statement: str
) -> None:
    unguarded(here, (statement, ()))
    assert "1 lines aren't what the columns beside them say" in wrong(looked())


def test_the_last_entries_cut_off_are_found_by_a_copy(
    here: Installation, kept: Phone, looked: Look, tmp_path: Path
) -> None:
    copying.copy(here.folder.database, tmp_path / "copies", MORNING)
    unguarded(here, ("DELETE FROM unpinch_entry WHERE arrival > 5", ()), ("DELETE FROM unpinch_aside", ()))
    assert wrong(looked()) == ""
    assert "hold entries that the record lacks" in wrong(looked(tmp_path / "copies"))


def test_who_was_erased_is_not_missed(
    here: Installation, kim: Person, kept: Phone, looked: Look, tmp_path: Path
) -> None:
    copying.copy(here.folder.database, tmp_path / "copies", MORNING)
    actions.erase_person(kim)
    assert looked(tmp_path / "copies") == []


def test_an_entry_that_has_not_arrived_is_no_loss(kim: Person, looked: Look) -> None:
    lines = Phone().notes(3)
    actions.record(kim, [lines[0], lines[2]])
    found = looked()
    assert wrong(found) == ""
    assert any("hasn't arrived yet" in one.what for one in found)


def test_a_chain_that_forks_or_goes_through_a_line_kept_aside_is_whole(kim: Person, looked: Look) -> None:
    phone = Phone()
    first, second, third = phone.notes(3)
    fork = changed(second, id=str(hashlib.md5(b"twin").hexdigest()))  # noqa: S324 (any id will do)
    unknown = changed(second, kind="of a later version")
    follower = changed(third, prev=hashlib.sha256(unknown).hexdigest(), id=json.loads(third)["id"])
    actions.record(kim, [first, unknown, follower, fork])
    assert wrong(looked()) == ""


def test_an_entry_ahead_of_the_clock_is_worth_a_look(kim: Person, looked: Look) -> None:
    actions.record(kim, [Phone().note(at=MORNING.plus(9 * 3600).text)])
    found = looked()
    assert wrong(found) == ""
    assert any("ahead of this clock" in one.what for one in found)
    assert not any("ahead of this clock" in one.what for one in looked(late_s=86_400))


def test_an_old_copy_is_worth_a_look(here: Installation, looked: Look, tmp_path: Path) -> None:
    copying.copy(here.folder.database, tmp_path, MORNING)
    assert looked(tmp_path, late_s=7 * 86_400) == []
    assert "newest copy" in looked(tmp_path, late_s=9 * 86_400)[0].what


def test_a_copy_with_one_changed_byte_is_found(here: Installation, kim: Person, looked: Look, tmp_path: Path) -> None:
    point = copying.copy(here.folder.database, tmp_path, MORNING).point
    content = point.path.read_bytes()
    point.path.write_bytes(content[:500] + bytes([content[500] ^ 1]) + content[501:])
    assert f"{point.path} is damaged" in wrong(looked(tmp_path))
    point.path.unlink()
    assert f"{point.path} is damaged" in wrong(looked(tmp_path))


@pytest.mark.parametrize("harm", [{"number": "x"}, {"stands": [{"who": "a", "lines": 1, "heads": [{}]}]}], ids=str)
def test_a_copy_whose_note_is_damaged_is_found(
    here: Installation, looked: Look, tmp_path: Path, harm: dict[str, object]
) -> None:
    note = copying.copy(here.folder.database, tmp_path, MORNING).point.note
    note.write_text(json.dumps({**json.loads(note.read_text()), **harm}))
    assert f"{note} is damaged" in wrong(looked(tmp_path))


def test_a_copy_that_was_cut_short_is_worth_a_look(here: Installation, looked: Look, tmp_path: Path) -> None:
    point = copying.copy(here.folder.database, tmp_path, MORNING).point
    point.note.unlink()
    found = looked(tmp_path)
    assert wrong(found) == ""
    assert any(f"{point.path} can't be used" in one.what for one in found)


def test_a_folder_of_copies_that_is_not_there_is_found(looked: Look, tmp_path: Path) -> None:
    assert f"There is no folder {tmp_path / 'typo'}" in wrong(looked(tmp_path / "typo"))


def test_it_repeats_nothing_that_anyone_entered(here: Installation, kim: Person, looked: Look) -> None:
    actions.rename_person(kim, "canary")
    actions.record(kim, [Phone().note("canary"), b"canary"])
    unguarded(
        here,
        ("UPDATE unpinch_entry SET kind = 'canary'", ()),
        ("UPDATE unpinch_aside SET sha256 = ?", ("canary".ljust(64),)),
    )
    text = str(looked())
    assert "canary" not in text
    assert str(kim.pk) not in text
