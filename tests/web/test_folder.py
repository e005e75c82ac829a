"""The data folder: whose it is, where it is, and that it is nobody else's business."""

from __future__ import annotations

import json
import os
import tempfile
import time
from pathlib import Path

import pytest

from unpinch.web import folder
from unpinch.web.errors import Exit, StartError
from unpinch.web.folder import Folder

posix = pytest.mark.skipif(os.name != "posix", reason="rights are kept elsewhere there")


def prepare(place: Folder) -> int:
    folder.settle_in(place)
    return folder.make_private(place)


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_the_option_goes_before_the_variable_and_that_before_the_platforms_place(tmp_path: Path) -> None:
    stated, named = tmp_path / "stated", {"UNPINCH_DATA": str(tmp_path / "named")}
    assert folder.choose(stated, named).path == stated
    assert folder.choose(None, named).path == tmp_path / "named"
    assert folder.choose(None, {}).path.name == "unpinch"
    assert folder.choose(Path("here"), {}).path == Path.cwd() / "here"


@posix
def test_it_is_made_private(tmp_path: Path) -> None:
    place = Folder(tmp_path / "a" / "data")
    assert prepare(place) == 0
    folder.identity_of(place)
    assert {rights(path) for path in place.walk() if path.is_dir()} == {0o700}
    assert {rights(path) for path in place.walk() if path.is_file()} == {0o600}


@posix
def test_rights_that_others_had_are_taken_away_and_counted(tmp_path: Path) -> None:
    place = Folder(tmp_path / "data")
    prepare(place)
    place.database.touch()
    place.path.chmod(0o755)
    place.database.chmod(0o644)
    assert prepare(place) == 2
    assert (rights(place.path), rights(place.database)) == (0o700, 0o600)


@posix
def test_a_link_out_of_it_changes_nothing_elsewhere(tmp_path: Path) -> None:
    place, outside = Folder(tmp_path / "data"), tmp_path / "outside"
    prepare(place)
    outside.touch(0o644)
    place.database.touch(0o600)
    (place.path / "link").symlink_to(outside)
    prepare(place)
    assert rights(outside) == 0o644


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").touch(0o644)
    before = rights(tmp_path)
    with pytest.raises(StartError, match="aren't Unpinch's") as refused:
        prepare(Folder(tmp_path))
    assert refused.value.exit_code == Exit.FOLDER
    assert rights(tmp_path) == before


def test_a_start_that_was_cut_short_leaves_a_folder_that_is_ours(tmp_path: Path) -> None:
    place = Folder(tmp_path / "data")
    for part in (place.door, place.backups, place.lock, place.path / "proven.json"):
        place.path.mkdir(exist_ok=True)
        part.mkdir()
        assert prepare(place) >= 0
        for each in place.path.iterdir():
            each.rmdir()


def test_what_a_cut_short_import_left_goes_at_the_next_start(tmp_path: Path) -> None:
    place = Folder(tmp_path / "data")
    prepare(place)
    place.database.touch(0o600)
    for name in ("import-1.jsonl", "tmp1.upload"):
        (place.path / name).touch()
    prepare(place)
    assert {path.name for path in place.path.iterdir()} == {"backups", "door", "unpinch.sqlite3"}


def test_a_folder_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StartError, match="can't be used") as refused:
        prepare(Folder(tmp_path / "file" / "data"))
    assert "--data" in str(refused.value)


def test_rights_and_disk_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Folder(tmp_path)
    assert folder.barred(place) is None
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "chmod -R u+rwX" in str(folder.unusable(place, PermissionError(13, "Permission denied")))
    monkeypatch.setattr(folder, "_is_read_only_disk", lambda _: True)
    assert "Copy the record first" in str(folder.unusable(place, OSError(30, "Read-only file system")))


@pytest.fixture
def passing_by(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for what is soon gone, with what a killed program has left in it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / f"{folder.PASSING}left"
    left.mkdir(0o700)
    (left / "unpinch.sqlite3").write_bytes(b"canary")
    return left


def aged(path: Path) -> None:
    long_ago = time.time() - folder.PASSING_OLD_S - 60
    os.utime(path, (long_ago, long_ago))


def test_what_a_killed_program_left_goes_a_day_later(passing_by: Path) -> None:
    with folder.passing() as made:
        assert passing_by.exists()
        assert rights(made) == 0o700
    aged(passing_by)
    with folder.passing():
        assert not passing_by.exists()
    assert list(passing_by.parent.iterdir()) == []


@posix
def test_what_is_not_ours_stays(passing_by: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aged(passing_by)
    link, other = tmp_path / f"{folder.PASSING}link", tmp_path / "letters"
    other.mkdir()
    aged(other)
    link.symlink_to(other)
    os.utime(link, (0, 0), follow_symlinks=False)
    with folder.passing():
        assert {path.name for path in tmp_path.iterdir()} >= {link.name, other.name}
    stranger = os.geteuid() + 1
    passing_by.mkdir()
    aged(passing_by)
    monkeypatch.setattr(os, "geteuid", lambda: stranger)
    with folder.passing():
        assert passing_by.exists()


def test_the_identity_is_made_once(tmp_path: Path) -> None:
    place = Folder(tmp_path / "data")
    prepare(place)
    first, second = folder.identity_of(place), folder.identity_of(place)
    assert first == second
    assert len(first.key) >= 64


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"id": "x"}', "null"])
def test_a_damaged_identity_is_told_of(tmp_path: Path, content: str) -> None:
    place = Folder(tmp_path / "data")
    prepare(place)
    place.identity.write_text(content)
    with pytest.raises(StartError, match="damaged"):
        folder.identity_of(place)


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError

    target = tmp_path / "file"
    folder.write_private(target, json.dumps(1))
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match=r"^$"):
        folder.write_private(target, json.dumps(2))
    assert target.read_text() == "1"
