"""Going back to a copy: looked at first; then done as one step, under new device ids, without who was erased."""

from __future__ import annotations

import errno
import json
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import override_settings

from tests.web.cast import Phone, changed
from tests.web.conftest import database_at
from tests.web.settings import MORNING
from unpinch.web import actions, boot, database, holder, queries, triggers
from unpinch.web.errors import Exit, StartError
from unpinch.web.folder import Folder, settle_in
from unpinch.web.keeping import copying, restoring, sound
from unpinch.web.keeping.points import PointError, kept
from unpinch.web.keeping.restoring import Outlook, Wish
from unpinch.web.models import Erasure

if TYPE_CHECKING:
    from pathlib import Path

    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

PASSPHRASE = "four words in a row"  # noqa: S105


@pytest.fixture(autouse=True)
def _one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django is set up once in a process: here it is pointed at the staged record."""

    def configure(started: Installation) -> None:
        connections.close_all()
        connections.settings["default"]["NAME"] = str(started.folder.database)
        settings.UNPINCH = started

    monkeypatch.setattr(boot, "configure", configure)


@pytest.fixture
def copies(tmp_path: Path) -> Path:
    return tmp_path / "copies"


def back_up(here: Installation, to: Path, passphrase: str = "") -> int:
    return copying.copy(here.folder.database, to, MORNING, passphrase=passphrase).point.number


def go_back(place: Folder, copies: Path, number: int | None = None, *, apply: bool = True, words: str = "") -> Outlook:
    said: list[str] = []
    with database_at(place.database), override_settings(UNPINCH=None):
        found = restoring.go_back(place, Wish(copies, number, lambda: words), said.append, apply=apply)
    assert said[0].startswith(f"Copy {found.point.number}:")
    return found


def lines_of(person: Person) -> list[bytes]:
    return [line.raw for line in queries.lines(person)]


def test_a_look_changes_nothing(here: Installation, kim: Person, copies: Path) -> None:
    phone = Phone()
    actions.record(kim, old := phone.notes(3))
    back_up(here, copies)
    actions.record(kim, new := phone.notes(2))
    database.close()
    before = here.folder.database.read_bytes()
    found = go_back(here.folder, copies, apply=False)
    assert (found.back, found.away, found.readable) == (0, 2, True)
    assert here.folder.database.read_bytes() == before
    assert not (here.folder.path / "restoring").exists()
    assert lines_of(kim) == [*old, *new]


def test_it_goes_back_to_any_kept_point(here: Installation, kim: Person, copies: Path) -> None:
    phone, batches = Phone(), []
    for _ in range(3):
        batches.append(phone.notes(2))
        actions.record(kim, batches[-1])
        back_up(here, copies)
    for number in (2, 3, 1):
        go_back(here.folder, copies, number)
        assert lines_of(kim) == [line for batch in batches[:number] for line in batch]
        assert triggers.missing(connection) == []


def test_it_goes_on_under_a_new_device_id(here: Installation, kim: Person, copies: Path) -> None:
    (before,) = actions.write(kim, actions.New("resume", {}))
    back_up(here, copies)
    actions.write(kim, actions.New("resume", {"note": "lost"}))
    go_back(here.folder, copies)
    kim.refresh_from_db()
    (after,) = actions.write(kim, actions.New("resume", {}))
    assert after.device != before.device
    assert (after.seq, after.prev) == (0, "")


def test_going_back_can_be_undone(here: Installation, kim: Person, copies: Path) -> None:
    phone = Phone()
    actions.record(kim, phone.notes(1))
    back_up(here, copies)
    actions.record(kim, phone.notes(1))
    everything = lines_of(kim)
    go_back(here.folder, copies)
    assert lines_of(kim) == everything[:1]
    (undo,) = kept(here.folder.backups)
    assert undo.why == restoring.WHY
    go_back(here.folder, here.folder.backups, undo.number)
    assert lines_of(kim) == everything


def test_who_was_erased_does_not_come_back(here: Installation, kim: Person, copies: Path) -> None:
    ola = actions.add_person("Ola")
    actions.record(kim, [b"canary-of-kim"])
    actions.record(ola, lines := Phone().notes(2))
    back_up(here, copies)
    Erasure.objects.create(person=kim.pk, at_s=0)
    found = go_back(here.folder, copies)
    assert found.people == 1
    assert [person.pk for person in queries.people()] == [ola.pk]
    assert lines_of(ola) == lines
    database.close()
    assert b"canary-of-kim" not in here.folder.database.read_bytes()


def test_a_record_that_was_lost_comes_back(here: Installation, kim: Person, copies: Path, tmp_path: Path) -> None:
    actions.record(kim, lines := Phone().notes(3))
    back_up(here, copies)
    new = Folder(tmp_path / "new machine")
    found = go_back(new, copies)
    assert (found.back, found.away, found.readable) == (3, 0, None)
    assert {path.name for path in new.path.iterdir()} == {"backups", "door", "server.lock", "unpinch.sqlite3"}
    with database_at(new.database):
        assert lines_of(kim) == lines


def test_a_look_into_an_empty_place_leaves_it_empty(here: Installation, copies: Path, tmp_path: Path) -> None:
    back_up(here, copies)
    go_back(Folder(tmp_path / "new"), copies, apply=False)
    assert not (tmp_path / "new").exists()


def test_a_locked_copy_takes_its_passphrase(here: Installation, kim: Person, copies: Path) -> None:
    actions.record(kim, lines := Phone().notes(3))
    back_up(here, copies, PASSPHRASE)
    with pytest.raises(PointError, match=r"doesn't open.*Nothing was changed"):
        go_back(here.folder, copies, words="some other words")
    go_back(here.folder, copies, words=PASSPHRASE)
    assert lines_of(kim) == lines


def test_a_damaged_record_is_kept_as_it_is_and_replaced(here: Installation, kim: Person, copies: Path) -> None:
    actions.record(kim, lines := Phone().notes(3))
    back_up(here, copies)
    database.close()
    here.folder.database.write_bytes(b"this is no database" * 1000)
    assert go_back(here.folder, copies).readable is False
    assert lines_of(kim) == lines
    (wreck,) = here.folder.backups.glob("unpinch-damaged-*")
    assert wreck.read_bytes() == b"this is no database" * 1000


def damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"?")


def forge_the_heads(path: Path) -> None:
    note = path.with_suffix(".json")
    line = json.loads(note.read_text())
    line["stands"][0]["heads"] = ["0" * 64]
    note.write_text(json.dumps(line))


@pytest.mark.parametrize(("harm", "says"), [(damage, "isn't as it was made"), (forge_the_heads, "note says")])
def test_a_copy_that_was_changed_is_refused(
    here: Installation, kim: Person, copies: Path, harm: object, says: str
) -> None:
    actions.record(kim, Phone().notes(1))
    back_up(here, copies)
    assert callable(harm)
    harm(kept(copies)[0].path)
    actions.record(kim, Phone().notes(1))
    before = lines_of(kim)
    with pytest.raises(PointError, match=says):
        go_back(here.folder, copies)
    assert lines_of(kim) == before


def test_a_copy_of_a_newer_version_is_refused(
    here: Installation, kim: Person, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(here, copies)
    monkeypatch.setattr(database, "known_migrations", frozenset)
    with pytest.raises(PointError, match="newer Unpinch"):
        go_back(here.folder, copies)


@pytest.mark.parametrize("apply", [False, True])
def test_a_record_of_a_newer_version_is_never_replaced(
    here: Installation, kim: Person, copies: Path, *, apply: bool
) -> None:
    actions.record(kim, lines := Phone().notes(1))
    back_up(here, copies)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('unpinch', '9999_later', '')")
        cursor.execute("ALTER TABLE unpinch_person ADD COLUMN later text")
    database.truncate_log()
    before = here.folder.database.read_bytes()
    with pytest.raises(StartError, match=r"written by a newer Unpinch.*Nothing was changed") as refused:
        go_back(here.folder, copies, apply=apply)
    assert refused.value.exit_code == Exit.DATABASE
    assert here.folder.database.read_bytes() == before
    assert list(here.folder.backups.iterdir()) == []
    assert lines_of(kim) == lines


@pytest.mark.parametrize(
    "change", [(b'"kind" varchar', b'"kinf" varchar'), (b'"kind":"resume"', b'"kinf":"resume"')], ids=str
)
def test_a_copy_of_a_damaged_record_is_refused(
    here: Installation, kim: Person, copies: Path, monkeypatch: pytest.MonkeyPatch, change: tuple[bytes, bytes]
) -> None:
    actions.record(kim, lines := Phone().notes(3))
    rotten = Folder(here.folder.path.with_name("rotten"))
    settle_in(rotten)
    database.truncate_log()
    rotten.database.write_bytes(here.folder.database.read_bytes().replace(*change, 1))
    with monkeypatch.context() as careless:
        careless.setattr(sound, "seen", lambda *_, **__: sound.Sight())
        copying.copy(rotten.database, copies, MORNING)
    with pytest.raises(PointError, match=r"is damaged.*Choose another"):
        go_back(here.folder, copies)
    assert lines_of(kim) == lines


def test_a_record_with_one_line_astray_can_be_gone_back_from_and_to(
    here: Installation, kim: Person, copies: Path
) -> None:
    first, second, third = Phone().notes(3)
    actions.record(kim, [first, second, changed(third, prev="0" * 64)])
    back_up(here, copies)
    actions.record(kim, Phone().notes(2))
    (before,) = lines_of(kim)[2:3]
    found = go_back(here.folder, copies)
    assert (found.back, found.away, found.readable, found.astray) == (0, 2, True, 1)
    assert lines_of(kim) == [first, second, before]
    (kept_,) = kept(here.folder.backups)
    assert kept_.astray
    assert "1 entries in it don't follow" in restoring.told(found)
    assert go_back(here.folder, here.folder.backups).back == 2


def test_a_record_with_one_damaged_line_is_kept_as_it_is_and_replaced(
    here: Installation, kim: Person, copies: Path
) -> None:
    actions.record(kim, lines := Phone().notes(3))
    back_up(here, copies)
    database.truncate_log()
    database.close()
    rotten = here.folder.database.read_bytes().replace(b'"kind":"resume"', b'"kinf":"resume"', 1)
    here.folder.database.write_bytes(rotten)
    found = go_back(here.folder, copies)
    assert (found.back, found.away, found.readable) == (1, 1, False)
    assert lines_of(kim) == lines
    wreck, *_ = sorted(here.folder.backups.glob("unpinch-damaged-*"))
    assert wreck.read_bytes() == rotten


def test_a_running_server_is_in_the_way_of_doing_it_and_not_of_a_look(
    here: Installation, kim: Person, copies: Path
) -> None:
    back_up(here, copies)
    with holder.hold(here.folder):
        holder.note(here.folder, holder.Holder(1, "http://127.0.0.1:1", "0"))
        go_back(here.folder, copies, apply=False)
        with pytest.raises(StartError, match="End it first") as refused:
            go_back(here.folder, copies)
    assert refused.value.exit_code == Exit.BUSY


def test_a_full_disk_is_told_of_and_leaves_the_record_as_it_was(
    here: Installation, kim: Person, copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    back_up(here, copies)
    actions.record(kim, Phone().notes(3))
    before = lines_of(kim)
    monkeypatch.setattr(restoring, "copy", full)
    with pytest.raises(StartError, match=r"No space left on device.*is whole") as refused:
        go_back(here.folder, copies)
    assert refused.value.exit_code == Exit.FOLDER
    assert lines_of(kim) == before
    assert not (here.folder.path / "restoring").exists()


@pytest.mark.parametrize("step", ["_empty_log", "sync_folder"])
def test_one_that_is_cut_short_leaves_one_whole_record(
    here: Installation, kim: Person, copies: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Before the rename it is the old record, after it the copy."""

    def fail(_: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    actions.record(kim, old := Phone().notes(2))
    back_up(here, copies)
    actions.record(kim, new := Phone().notes(2))
    monkeypatch.setattr(restoring, step, fail)
    with pytest.raises(StartError, match="Input/output error"):
        go_back(here.folder, copies)
    assert lines_of(kim) == ([*old, *new] if step == "_empty_log" else old)
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("number", [None, 9])
def test_a_copy_that_is_not_there_is_told_of(here: Installation, copies: Path, number: int | None) -> None:
    if number:
        back_up(here, copies)
    with pytest.raises(PointError, match="There is no copy"):
        go_back(here.folder, copies, number)
