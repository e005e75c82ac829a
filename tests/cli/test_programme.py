"""`unpinch programme check` and `show`: a good one, and each kind of bad one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.builders import shipped
from tests.cli.conftest import Run, edit

BAD: dict[str, tuple[str, str, str, str]] = {
    "a number beyond its bounds": (
        "programme.toml",
        "floss_force_n = { value = 30",
        "floss_force_n = { value = 31",
        "thresholds.floss_force_n is 31, beyond 5 to 30",
    ),
    "a key that nobody knows": ("programme.toml", "stale_days = ", "stale_day = ", "thresholds.stale_day is not known"),
    "a missing source": (
        "programme.toml",
        'stale_days = { value = 7, source = "choice" }',
        "stale_days = { value = 7 }",
        "source",
    ),
    "a heavy band on a floss": (
        "exercises/nerve_floss.toml",
        'types = ["flat"]',
        'types = ["loop"]',
        "only for traction",
    ),
    "a standing fold": ("exercises/seated_hinge.toml", 'posture = "chair"', 'posture = "standing"', "forward fold"),
    "a hold above two minutes": (
        "programme.toml",
        "traction_most_s = { value = 120",
        "traction_most_s = { value = 121",
        "A hold is never longer than two minutes",
    ),
    "five strength days": (
        "programme.toml",
        "strength_days_most = { value = 4",
        "strength_days_most = { value = 5",
        "at most four days a week",
    ),
    "no TOML": ("programme.toml", "[thresholds]", "[thresholds", "programme.toml"),
}


MOVING = "Each level is moved and looked at now. This takes about a minute.\n"


def test_it_finds_nothing_to_mend_in_the_shipped_programme(run: Run) -> None:
    said = run("programme", "check")
    assert (said.code, said.out, said.err) == (0, f"{shipped().label}: nothing to mend.\n", MOVING)


def test_it_checks_a_copy_by_its_folder_and_by_a_file_in_it(run: Run, folder: Path) -> None:
    assert run("programme", "check", folder).code == 0
    assert run("programme", "show", folder).code == 0


@pytest.mark.parametrize("name", BAD)
def test_it_refuses_in_words(name: str, run: Run, folder: Path) -> None:
    *change, sentence = BAD[name]
    said = run("programme", "check", edit(folder, *change))
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err
    assert change[0] in said.err


@pytest.mark.parametrize("verb", [("programme", "show"), ("verify", "--programme")])
def test_a_refused_programme_is_not_shown_and_not_walked(verb: tuple[str, ...], run: Run, folder: Path) -> None:
    *change, sentence = BAD["a standing fold"]
    said = run(*verb, edit(folder, *change))
    assert (said.code, said.out) == (1, "")
    assert sentence in said.err


def test_it_says_every_flaw_at_once(run: Run, folder: Path) -> None:
    for name in ("a heavy band on a floss", "a standing fold"):
        *change, _ = BAD[name]
        edit(folder, *change)
    assert len(run("programme", "check", folder).err.splitlines()) >= 2


def test_it_names_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    said = run("programme", "check", tmp_path / "nowhere")
    assert said.code == 1
    assert "nowhere" in said.err


def test_it_names_a_file_that_is_missing(run: Run, folder: Path) -> None:
    shutil.rmtree(folder / "exercises")
    said = run("programme", "check", folder)
    assert said.code == 1
    assert "exercises" in said.err


def test_it_checks_one_file_among_the_files_it_belongs_to(run: Run, folder: Path) -> None:
    for name in ("a heavy band on a floss", "a standing fold"):
        *change, _ = BAD[name]
        edit(folder, *change)
    said = run("programme", "check", folder / "exercises" / "nerve_floss.toml")
    first, *rest = said.err.splitlines()
    assert said.code == 1
    assert first.startswith("exercises/nerve_floss.toml: ")
    assert rest[-1] == "1 flaw stands in other files. Check the folder to see them."
    assert "missing" not in said.err


def test_it_says_in_one_sentence_what_a_file_without_its_folder_lacks(run: Run, folder: Path, tmp_path: Path) -> None:
    for name in ("programme.toml", "exercises/bridge.toml"):
        alone = tmp_path / "alone" / Path(name).name
        alone.parent.mkdir(exist_ok=True)
        shutil.copy(folder / name, alone)
        said = run("programme", "check", alone)
        assert (said.code, len(said.err.splitlines())) == (1, 1)
        assert "stands alone, and a programme is a whole folder" in said.err


def test_it_shows_a_programme_so_that_a_person_can_read_it(run: Run) -> None:
    said = run("programme", "show")
    assert said.code == 0
    assert said.out.startswith(f"{shipped().name} {shipped().version}\n")
    for exercise in shipped().exercises.values():
        assert exercise.name in said.out
    assert "no_exercise_leg_pain = 8 [choice]" in said.out
