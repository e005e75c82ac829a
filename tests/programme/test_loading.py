import os
import subprocess
import sys
import zipfile
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from tests.programme.conftest import SHIPPED, Edit
from unpinch.programme import check, load
from unpinch.programme.loader import content_hash
from unpinch.programme.model import Programme

SOURCE = SHIPPED.parents[2]


def test_it_loads_what_is_shipped(shipped: Programme) -> None:
    assert (shipped.name, shipped.version) == ("unpinch-shipped", "1.0.0")
    assert check() == []


def test_it_loads_the_shipped_one_only_once(shipped: Programme) -> None:
    assert load() is shipped


def test_it_names_itself_by_name_version_and_content(shipped: Programme) -> None:
    assert shipped.label == f"unpinch-shipped 1.0.0 {shipped.hash}"
    assert len(shipped.hash) == 64
    assert len(shipped.label) <= 200, "a decision entry takes 200 characters"


def test_it_loads_a_copy_as_the_same_programme(folder: Path, shipped: Programme) -> None:
    copy = load(folder)
    assert copy == shipped
    assert hash(copy) == hash(shipped)


def test_it_leaves_notes_and_deeper_folders_alone(folder: Path, shipped: Programme) -> None:
    (folder / "notes.txt").write_text("why I changed it", "utf-8")
    (folder / "exercises" / "old.toml").mkdir()
    (folder / "exercises" / "old.toml" / "bridge.toml").write_text("broken", "utf-8")
    assert load(folder).hash == shipped.hash


def test_it_gives_changed_content_another_hash(edited: Edit, shipped: Programme) -> None:
    changed = load(edited("care.toml", "Short walks", "Small walks"))
    assert changed.hash != shipped.hash
    assert changed != shipped


def test_the_hash_counts_paths_and_bytes_but_not_their_order() -> None:
    assert content_hash({"a": b"1", "b": b"2"}) == content_hash({"b": b"2", "a": b"1"})
    assert content_hash({"a": b"12", "b": b""}) != content_hash({"a": b"1", "b": b"2"})
    assert content_hash({"a": b"1"}) != content_hash({"b": b"1"})
    assert content_hash({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_it_cannot_be_changed_once_loaded(shipped: Programme) -> None:
    with pytest.raises(FrozenInstanceError):
        shipped.name = "mine"  # type: ignore[misc]
    with pytest.raises(TypeError):
        shipped.questions["new"] = shipped.questions["saddle"]  # type: ignore[index]


def test_it_loads_from_a_zip_as_a_browser_has_it(tmp_path: Path, shipped: Programme) -> None:
    bundle = tmp_path / "unpinch.zip"
    with zipfile.ZipFile(bundle, "w") as archive:
        for room in ("journal", "programme"):
            for path in sorted((SOURCE / "unpinch" / room).rglob("*.*")):
                archive.write(path, path.relative_to(SOURCE))
        archive.write(SOURCE / "unpinch" / "__init__.py", "unpinch/__init__.py")
    code = "import unpinch.programme as p; print(p.__file__); print(p.load().hash)"
    environment = {**os.environ, "PYTHONPATH": str(bundle)}
    run = [sys.executable, "-S", "-c", code]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=True)
    file, digest = done.stdout.split()
    assert file.startswith(str(bundle))
    assert digest == shipped.hash


def test_it_finds_a_level_by_its_number(shipped: Programme) -> None:
    assert shipped.exercises["nerve_floss"].level(2).name == "Middle floss"
    with pytest.raises(KeyError, match="bridge has no level 9"):
        shipped.exercises["bridge"].level(9)


def test_it_has_words_for_every_flag(shipped: Programme) -> None:
    flags = [*shipped.questions, *(alarm.flag for alarm in shipped.alarms.values())]
    for flag in flags:
        text = shipped.flag(flag)
        assert text.short, flag
        assert text.say, flag
        assert text.to_whom, flag
    assert shipped.flag("chest_faint").tier == "emergency"
    assert shipped.flag("joint_or_calf_pain").tier is None
    assert shipped.flag("saddle").short == "numbness between the legs"
    with pytest.raises(KeyError):
        shipped.flag("nothing")
