"""A copy of the record: of one moment, checked, perhaps locked; and which old ones may go."""

from __future__ import annotations

import json
import resource
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from django.db import connection, connections

from tests.web.cast import Phone, changed
from tests.web.settings import MORNING
from unpinch.web import database, triggers
from unpinch.web.actions import add_person, erase_person, record
from unpinch.web.keeping import copying, reading
from unpinch.web.keeping.points import PointError, damaged_notes, kept, without_note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from unpinch.web.keeping.copying import Made
    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

PASSPHRASE = "four words in a row"  # noqa: S105


@pytest.fixture
def to(tmp_path: Path) -> Path:
    return tmp_path / "copies"


def back_up(here: Installation, to: Path, *, keep: int = 0, passphrase: str = "") -> Made:
    return copying.copy(here.folder.database, to, MORNING, keep=keep, passphrase=passphrase)


def lines_in(copy: Path) -> list[bytes]:
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as kept_:
        return [raw for (raw,) in kept_.execute("SELECT raw FROM unpinch_entry ORDER BY arrival")]


def test_a_copy_holds_what_the_log_holds_too(here: Installation, kim: Person, to: Path) -> None:
    record(kim, lines := Phone().notes(3))
    assert here.folder.database.with_name("unpinch.sqlite3-wal").stat().st_size
    made = back_up(here, to)
    assert lines_in(made.point.path) == lines
    assert {path.name for path in to.iterdir()} == {made.point.path.name, made.point.note.name}
    assert {path.stat().st_mode & 0o777 for path in to.iterdir()} == {0o600}


def test_a_copy_of_a_record_being_written_is_of_one_moment(here: Installation, kim: Person, to: Path) -> None:
    record(kim, lines := Phone().notes(3))
    with closing(sqlite3.connect(here.folder.database, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE unpinch_person SET label = 'half done'")
        made = back_up(here, to)
        writer.execute("ROLLBACK")
    assert lines_in(made.point.path) == lines
    assert b"half done" not in made.point.path.read_bytes()


def test_its_note_names_the_heads_and_nobody(here: Installation, kim: Person, to: Path) -> None:
    phone = Phone()
    record(kim, lines := phone.notes(3))
    note = back_up(here, to).point.note.read_text("utf-8")
    assert json.loads(note)["stands"][0]["heads"] == [reading.sha256(lines[-1])]
    for private in (str(kim.pk), kim.pk.hex, kim.device.hex, phone.author.device, "Kim", "note 2"):
        assert private not in note


def test_a_locked_copy_says_nothing_to_who_has_no_passphrase(here: Installation, kim: Person, to: Path) -> None:
    record(kim, lines := Phone().notes(3))
    point = back_up(here, to, passphrase=PASSPHRASE).point
    assert point.path.read_bytes().startswith(b"age-encryption.org/")
    assert point.locked
    with pytest.raises(PointError, match="doesn't open"):
        point.unpack(to / "open", "some other words")
    point.unpack(to / "open", PASSPHRASE)
    assert lines_in(to / "open") == lines


def test_a_short_passphrase_is_refused(here: Installation, kim: Person, to: Path) -> None:
    with pytest.raises(PointError, match="at least 10"):
        back_up(here, to, passphrase=PASSPHRASE[:9])
    assert list(to.iterdir()) == []


def test_the_newest_are_kept_by_their_count_and_not_by_the_clock(here: Installation, kim: Person, to: Path) -> None:
    for hours in (0, 5, -9, 3):
        copying.copy(here.folder.database, to, MORNING.plus(hours * 3600), keep=3)
    assert [point.number for point in kept(to)] == [2, 3, 4]


def test_what_only_an_old_copy_holds_is_never_cleared_away(
    here: Installation, kim: Person, blank_database: Path, to: Path
) -> None:
    record(kim, Phone().notes(3))
    rich = back_up(here, to, keep=1).point
    made = copying.copy(blank_database, to, MORNING, keep=1)
    again = copying.copy(blank_database, to, MORNING, keep=1)
    assert made.ahead == again.ahead == (rich,)
    assert [point.number for point in kept(to)] == [1, 3]


def test_who_was_erased_leaves_the_copies_with_the_next_one(here: Installation, kim: Person, to: Path) -> None:
    record(add_person("Ola"), Phone().notes(1))
    before_kim = copying.copy(here.folder.database, to, MORNING)
    record(kim, [b"canary-of-kim"])
    back_up(here, to)
    erase_person(kim)
    made = back_up(here, to)
    assert made.gone
    assert before_kim.point.number not in {point.number for point in kept(to)}
    assert b"canary-of-kim" not in b"".join(path.read_bytes() for path in to.iterdir())


def test_what_a_cut_short_copy_left_is_no_point_and_goes(here: Installation, kim: Person, to: Path) -> None:
    to.mkdir()
    (to / ".unpinch-0.new").write_bytes(b"half")
    (to / "unpinch-000007-without-a-note.sqlite3").write_bytes(b"half")
    (to / "unpinch-000008-damaged.json").write_text("{}")
    made = back_up(here, to)
    assert kept(to) == [made.point]
    assert [path.name for path in without_note(to)] == ["unpinch-000007-without-a-note.sqlite3"]
    assert list(made.passed) == damaged_notes(to) == [to / "unpinch-000008-damaged.json"]
    assert not (to / ".unpinch-0.new").exists()


@pytest.mark.parametrize(
    "harm",
    [
        {"number": "x"},
        {"number": True},
        {"size": None},
        {"made": 5},
        {"sha256": []},
        {"erased": [{}]},
        {"erased": "abc"},
        {"migrations": [["unpinch", 1]]},
        {"stands": [{"who": "a", "lines": 1, "heads": [{}]}]},
        {"stands": [{"who": "a", "lines": "1", "heads": []}]},
        {"stands": {}},
        {"path": 7},
        {"astray": "abc"},
    ],
    ids=str,
)
def test_a_note_with_something_else_in_it_is_passed_over(
    here: Installation, kim: Person, to: Path, harm: dict[str, object]
) -> None:
    note = back_up(here, to).point.note
    note.write_text(json.dumps({**json.loads(note.read_text()), **harm}))
    made = back_up(here, to)
    assert made.passed == (note,)
    assert kept(to) == [made.point]


def flip(record: Path, here: bytes, by: bytes) -> None:
    """Change a byte of the file, as a disk does that rots."""
    connections.close_all()
    content = record.read_bytes()
    assert content.count(here) >= 1
    record.write_bytes(content.replace(here, by, 1))


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b'"kind" varchar', b'"kinf" varchar'),
        (b'"kind":"resume"', b'"kinf":"resume"'),
        (b'"at_s" bigint', b'"at_s\xff bigint'),
    ],
)
def test_a_record_with_one_changed_byte_is_not_copied(
    here: Installation, kim: Person, to: Path, was: bytes, becomes: bytes
) -> None:
    record(kim, Phone().notes(3))
    before = back_up(here, to).point
    flip(here.folder.database, was, becomes)
    with pytest.raises(PointError, match=r"is damaged.*not copied"):
        back_up(here, to, keep=1)
    assert kept(to) == [before]


def test_before_an_update_a_damaged_line_is_copied_all_the_same(here: Installation, kim: Person, to: Path) -> None:
    record(kim, Phone().notes(3))
    flip(here.folder.database, b'"kind":"resume"', b'"kinf":"resume"')
    assert database.back_up(here.folder.database, to).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"seq": 2, "prev": "0" * 64},
        {"seq": 2, "prev": ""},
        {"seq": 0, "prev": "0" * 64},
    ],
    ids=str,
)
def test_a_line_that_a_device_sent_with_a_wrong_hash_stops_no_copy(
    here: Installation, kim: Person, to: Path, wrong: dict[str, object]
) -> None:
    first, second, third = Phone().notes(3)
    record(kim, [first, second, sent := changed(third, **wrong)])
    made = back_up(here, to)
    assert (made.point.lines, made.point.astray, made.strayed) == (3, frozenset({reading.sha256(sent)}), True)
    assert kept(to) == [made.point]
    assert not back_up(here, to).strayed


def test_a_line_that_claims_this_servers_own_chain_stops_no_copy(here: Installation, kim: Person, to: Path) -> None:
    record(kim, [sent := changed(Phone().note(), device=str(kim.device), seq=7)])
    assert back_up(here, to).point.astray == {reading.sha256(sent)}


def test_copies_from_before_a_line_was_changed_are_never_pushed_out(here: Installation, kim: Person, to: Path) -> None:
    record(kim, Phone().notes(3))
    before = (back_up(here, to).point, back_up(here, to).point)
    flip(here.folder.database, b"note 1", b"note 7")
    made = back_up(here, to, keep=2)
    assert (made.strayed, made.sounder, made.gone) == (True, before, ())
    for _ in range(4):
        made = back_up(here, to, keep=2)
        assert (made.strayed, made.sounder) == (False, before)
    assert [point.number for point in kept(to)] == [1, 2, 6, 7]


def test_who_was_erased_leaves_the_copies_from_before_a_line_went_astray_too(
    here: Installation, kim: Person, to: Path
) -> None:
    record(ola := add_person("Ola"), [b"canary-of-ola"])
    record(kim, lines := Phone().notes(2))
    back_up(here, to)
    record(kim, [changed(lines[1], seq=0, prev="0" * 64, id="f0f0f0f0-f0f0-40f0-80f0-f0f0f0f0f0f0")])
    erase_person(ola)
    made = back_up(here, to)
    assert made.point.astray
    assert kept(to) == [made.point]


def test_the_note_of_a_sound_copy_can_be_read_by_who_knows_nothing_of_lines_gone_astray(
    here: Installation, kim: Person, to: Path
) -> None:
    record(kim, Phone().notes(2))
    assert "astray" not in json.loads(back_up(here, to).point.note.read_text())


def test_what_the_doctor_only_mentions_is_copied(here: Installation, kim: Person, to: Path) -> None:
    """An entry that hasn't arrived, one of a fork, one of tomorrow, one that can't be read."""
    first, second, third = Phone().notes(3)
    fork = changed(second, id="f0" * 16)
    ahead = Phone().note(at=MORNING.plus(9 * 3600).text)
    record(kim, [first, second, fork, Phone().notes(3)[2], third, ahead, b"broken"])
    assert back_up(here, to).point.lines == 7


def test_a_record_without_its_triggers_is_copied(here: Installation, kim: Person, to: Path) -> None:
    """Each start makes them anew."""
    triggers.remove(connection)
    assert back_up(here, to).point.lines == 0


def test_other_files_in_the_folder_are_left_alone(here: Installation, kim: Person, to: Path) -> None:
    to.mkdir(mode=0o755)
    (to / "letter.txt").write_text("mine")
    back_up(here, to, keep=1)
    back_up(here, to, keep=1)
    assert (to / "letter.txt").read_text() == "mine"
    assert to.stat().st_mode & 0o777 == 0o755


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file grow beyond a size: what a full disk does, without filling one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_a_full_disk_is_told_of_and_leaves_the_copies_there_are(
    here: Installation, kim: Person, to: Path, passphrase: str
) -> None:
    record(kim, [Phone().note("x" * 1900) for _ in range(50)])
    before = back_up(here, to).point
    with files_of_at_most(50_000), pytest.raises(PointError, match="Free some space"):
        back_up(here, to, keep=1, passphrase=passphrase)
    assert kept(to) == [before]
    assert {path.name for path in to.iterdir()} == {before.path.name, before.note.name}
    assert back_up(here, to, passphrase=passphrase).point.number == 2
