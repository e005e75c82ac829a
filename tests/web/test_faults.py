"""What disks and clocks do: a sentence, nothing acknowledged is lost, and a copy brings back what the disk ate.

A full disk: test_disk_full.py, and for copies test_backup.py.
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection, connections

from tests.web.cast import Phone, Visitor, journal_path
from tests.web.conftest import database_at
from tests.web.settings import MORNING, clock
from unpinch.web import boot, database, holder, queries
from unpinch.web.actions import New, record, write
from unpinch.web.errors import Exit, StartError
from unpinch.web.keeping import copying, doctor
from unpinch.web.keeping.doctor import Patient
from unpinch.web.keeping.findings import Level
from unpinch.web.keeping.points import PointError, kept

if TYPE_CHECKING:
    from unpinch.web.folder import Folder
    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

PAGE = 4096


def wrong(place: Folder, fresh: Path, *copies: Path) -> str:
    found = doctor.examined(Patient(place, fresh, copies, MORNING))
    return " ".join(one.what for one in found if one.level is Level.WRONG)


def lines_of(kim: Person) -> list[bytes]:
    return [line.raw for line in queries.lines(kim)]


def test_a_read_only_disk_is_told_of_and_keeps_what_was_acknowledged(kim: Person, browser_of_kim: Visitor) -> None:
    phone = Phone()
    first, second = phone.notes(2), phone.notes(2)
    assert browser_of_kim.send(kim, *first).status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    refused: Any = browser_of_kim.send(kim, *second)
    assert (refused.status_code, refused.json()["code"]) == (503, "not_saved")
    assert lines_of(kim) == first
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = OFF")
    assert browser_of_kim.send(kim, *second).status_code == 200
    assert lines_of(kim) == [*first, *second]


def test_a_record_in_a_folder_without_the_right_to_write_is_copied(
    here: Installation, kim: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = Phone().notes(2)
    record(kim, lines)
    connect = sqlite3.connect

    def closed(name: object, **options: Any) -> sqlite3.Connection:
        if str(name).startswith(here.folder.database.as_uri()):
            error = sqlite3.OperationalError("attempt to write a readonly database")
            error.sqlite_errorcode = sqlite3.SQLITE_READONLY
            raise error
        return connect(name, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(sqlite3, "connect", closed)
    assert copying.copy(here.folder.database, tmp_path / "copies", MORNING).point.lines == len(lines)


def test_the_log_says_why_a_record_cannot_be_written_and_nothing_else(
    kim: Person, browser_of_kim: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
    browser_of_kim.send(kim, Phone().note("canary"))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = OFF")
    (said,) = (one.getMessage() for one in caplog.records if one.name == "unpinch.database")
    assert said == "This could not be saved just now (not_saved): OperationalError SQLITE_READONLY"


def test_a_record_on_a_read_only_disk_is_read_with_its_log(
    here: Installation, crashed: tuple[Folder, list[bytes]], blank_database: Path, tmp_path: Path
) -> None:
    """SQLite can't make the index of the log there: here something is in its way."""
    place, acknowledged = crashed
    index = Path(f"{place.database}-shm")
    index.unlink()
    index.mkdir(mode=0o700)
    before = Path(f"{place.database}-wal").read_bytes()
    assert wrong(place, blank_database) == ""
    point = copying.copy(place.database, tmp_path / "copies", MORNING).point
    assert point.lines == len(acknowledged)
    assert Path(f"{place.database}-wal").read_bytes() == before


def test_a_folder_that_cannot_be_held_is_told_of(here: Installation) -> None:
    here.folder.lock.mkdir()
    with pytest.raises(StartError, match="can't be used") as refused, holder.hold(here.folder):
        pass
    assert refused.value.exit_code == Exit.FOLDER


def spoil(path: Path) -> None:
    """Overwrite the middle of the file, past its first pages, as a bad sector does."""
    connections.close_all()
    content = bytearray(path.read_bytes())
    pages = len(content) // PAGE
    for page in range(pages // 2, pages - 2):
        content[page * PAGE : (page + 1) * PAGE] = b"\xff" * PAGE
    path.write_bytes(content)


@pytest.fixture
def spoilt(here: Installation, kim: Person, tmp_path: Path) -> list[bytes]:
    """A record with a copy, then with damaged pages; return what was acknowledged."""
    record(kim, lines := [Phone().note("x" * 1500 + str(number)) for number in range(60)])
    copying.copy(here.folder.database, tmp_path / "copies", MORNING)
    spoil(here.folder.database)
    return lines


def test_damaged_pages_stop_the_start_with_a_sentence(here: Installation, spoilt: list[bytes]) -> None:
    with pytest.raises(StartError, match="unpinch doctor") as refused:
        boot.examine(print)
    assert refused.value.exit_code == Exit.CHECKS


def test_damaged_pages_are_answered_with_a_sentence(kim: Person, spoilt: list[bytes], browser_of_kim: Visitor) -> None:
    answer: Any = browser_of_kim.client.get(journal_path(kim))
    assert (answer.status_code, answer.json()["code"]) == (503, "damaged")
    assert "unpinch doctor" in answer.json()["detail"]


def test_damaged_pages_are_found_and_not_copied_over_the_good_copies(
    here: Installation, spoilt: list[bytes], blank_database: Path, tmp_path: Path
) -> None:
    assert "damaged" in wrong(here.folder, blank_database)
    with pytest.raises(PointError, match="unpinch doctor"):
        copying.copy(here.folder.database, tmp_path / "copies", MORNING, keep=1)
    (point,) = kept(tmp_path / "copies")
    assert point.whole()


def test_a_copy_brings_back_what_the_damaged_pages_held(
    here: Installation, kim: Person, spoilt: list[bytes], tmp_path: Path
) -> None:
    (point,) = kept(tmp_path / "copies")
    here.folder.database.unlink()
    point.unpack(here.folder.database, "")
    assert lines_of(kim) == spoilt


@pytest.fixture
def crashed(here: Installation, kim: Person, tmp_path: Path) -> tuple[Folder, list[bytes]]:
    """What a power cut leaves: the file, and a log that was never brought into it; with what was acknowledged."""
    phone, acknowledged = Phone(), list[bytes]()
    database.truncate_log()
    for _ in range(5):
        batch = phone.notes(2)
        record(kim, batch)
        acknowledged += batch
    place = type(here.folder)(tmp_path / "crashed")
    shutil.copytree(here.folder.path, place.path)
    return place, acknowledged


def cut(place: Folder, by: int) -> None:
    log = Path(f"{place.database}-wal")
    log.write_bytes(log.read_bytes()[:-by])
    Path(f"{place.database}-shm").unlink(missing_ok=True)


def test_after_a_power_cut_all_that_was_acknowledged_is_there(
    crashed: tuple[Folder, list[bytes]], kim: Person, blank_database: Path
) -> None:
    place, acknowledged = crashed
    Path(f"{place.database}-shm").unlink()
    assert wrong(place, blank_database) == ""
    with database_at(place.database):
        assert lines_of(kim) == acknowledged


def test_a_write_that_was_cut_short_leaves_nothing_of_itself(
    here: Installation, crashed: tuple[Folder, list[bytes]], kim: Person, blank_database: Path
) -> None:
    """A log that ends within a write: what came before it is whole, and half of it is nowhere."""
    place, acknowledged = crashed
    cut(place, 100)
    with database_at(place.database):
        assert lines_of(kim) == acknowledged[:-2]
        record(kim, acknowledged[-2:])
        assert lines_of(kim) == acknowledged
    assert wrong(place, blank_database) == ""


def test_a_log_that_lost_acknowledged_writes_is_found_by_a_copy_which_brings_them_back(
    here: Installation, crashed: tuple[Folder, list[bytes]], kim: Person, blank_database: Path, tmp_path: Path
) -> None:
    place, acknowledged = crashed
    copying.copy(here.folder.database, tmp_path / "copies", MORNING)
    Path(f"{place.database}-wal").write_bytes(b"")
    assert "entries that the record lacks" in wrong(place, blank_database, tmp_path / "copies")
    (point,) = kept(tmp_path / "copies")
    for end in ("", "-wal", "-shm"):
        Path(f"{place.database}{end}").unlink(missing_ok=True)
    point.unpack(place.database, "")
    with database_at(place.database):
        assert lines_of(kim) == acknowledged


def test_a_clock_set_back_loses_nothing_and_mixes_up_no_order(
    here: Installation, kim: Person, blank_database: Path, tmp_path: Path
) -> None:
    (first,) = write(kim, New("resume", {"note": "before"}))
    clock.turn(-10 * 86_400)
    (second,) = write(kim, New("resume", {"note": "after"}))
    assert second.prev == first.hash
    assert lines_of(kim) == [first.raw, second.raw]
    assert wrong(here.folder, blank_database) == ""
    patient = Patient(here.folder, blank_database, (), clock())
    assert any("Set the clocks" in one.todo for one in doctor.examined(patient))
