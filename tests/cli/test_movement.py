"""`unpinch movement`: frames, curves and stills of a level."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.cli.conftest import Run, edit


def test_it_prints_a_level_as_json_with_units_in_the_names(run: Run) -> None:
    said = run("movement", "nerve_floss", "--level", 2, "--side", "left", "--height", 1.62, "--mass", 58)
    whole = json.loads(said.out)
    assert said.code == 0
    assert {key: whole[key] for key in ("exercise", "level", "side", "height_m", "mass_kg")} == {
        "exercise": "nerve_floss",
        "level": 2,
        "side": "left",
        "height_m": 1.62,
        "mass_kg": 58.0,
    }
    assert 0.3 <= whole["slider_index"] <= 1
    repetition = whole["clips"]["repetition"]
    assert [phase["name"] for phase in repetition["phases"]] == ["straighten", "bend"]
    assert len(repetition["joints_m"]["knee_l"]) == len(repetition["time_s"]) == 181
    assert max(repetition["coordinates"]["knee_flexion_deg_l"]) > 85


def test_it_prints_a_table(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("movement", "clamshell", "--level", 2, "--csv").out)))
    assert [row["clip"] for row in rows].index("repetition") > 0
    assert {row["phase"] for row in rows if row["clip"] == "repetition"} == {"open", "close"}
    assert float(rows[0]["root_y_m"]) > 0


def test_it_draws_the_key_poses_as_one_svg(run: Run) -> None:
    drawn = ET.fromstring(run("movement", "bridge", "--level", 1, "--svg").out)  # noqa: S314  # our own
    assert drawn.get("role") == "img"
    assert drawn.findtext("{http://www.w3.org/2000/svg}title") == "Small lift"
    stills = [child for child in drawn if child.tag.endswith("svg")]
    assert len(stills) == 10
    words = [child.text for child in drawn if child.tag.endswith("text")]
    assert words[4:7] == ["Movement: lift", "Movement: hold", "Movement: lower"]


def test_without_a_level_it_takes_the_easiest_and_it_knows_positions_of_ease(run: Run) -> None:
    whole = json.loads(run("movement", "calves_on_chair").out)
    assert whole["level"] == 0
    assert "slider_index" not in whole


FLOSS = ("nerve_floss", "--level", 2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nerve_floss", "--height", -1.7), "The height is -1.7, outside 1 to 2.4. Write it in metres, like 1.70."),
        (("nerve_floss", "--height", 3), "The height is 3.0, outside 1 to 2.4."),
        (("nerve_floss", "--height", "nan"), "The height is nan, outside 1 to 2.4."),
        (("nerve_floss", "--mass", "inf"), "The mass is inf, outside 20 to 350. Write it in kilograms, like 70."),
        (("nerve_floss", "--level", 9), "There is no movement for nerve_floss level 9. There are: nerve_floss 0,"),
        (("dance",), "There is no movement for 'dance'. There are: nerve_floss 0,"),
        (("leg_traction", "--band-length", 0.2), "too short for your height: it is 20 cm long and"),
        ((*FLOSS, "--band", "rope"), "there is no band 'rope' in the tables. Use one of: theraband tan,"),
        ((*FLOSS, "--band", "mini_05"), "mini_05 isn't of the kind that this level takes. Use one of: theraband tan,"),
        ((*FLOSS, "--band", "theraband gold"), "Your band is too strong for this."),
        ((*FLOSS, "--band-length", 0.5), "too short for your height: it is 50 cm long and 1"),
        ((*FLOSS, "--band-length", "nan"), "a band of nan m can't be. Write 0.05 to 10, in metres."),
        (("clamshell", "--level", 1, "--band", "mini_05"), "clamshell level 1 is done without a band."),
        (("calves_on_chair", "--band-length", 2), "calves_on_chair level 0 is done without a band. Leave out --band."),
    ],
)
def test_what_it_cannot_do_it_says_in_a_sentence(run: Run, words: tuple[object, ...], said: str) -> None:
    found = run("movement", *words)
    assert (found.code, found.out) == (1, "")
    assert said in found.err


def test_what_is_no_number_is_said_to_be_none(run: Run) -> None:
    found = run("movement", "nerve_floss", "--height", "tall")
    assert (found.code, found.out) == (2, "")
    assert "'tall' is no number. Write one like 1.70." in found.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("knee_flexion_deg_r = 124", "knee_flexion_deg_r = 400", "400, outside what the joint does. Write 0 to 155."),
        ("knee_flexion_deg_r = 124", "knee_flexion_deg_r = nan", "is nan. Write a finite number."),
        (
            "knee_flexion_deg_r = 124",
            "knee_wiggle_deg_r = 124",
            "knee_wiggle_deg_r is no coordinate of the skeleton.",
        ),
    ],
)
def test_a_pose_that_cannot_be_is_refused_with_file_key_and_value(
    run: Run, folder: Path, old: str, new: str, said: str
) -> None:
    found = run("movement", "clamshell", "--programme", edit(folder, "poses.toml", old, new))
    assert (found.code, found.out) == (1, "")
    assert found.err.startswith("poses.toml: poses.sit_on_floor.angles.knee_")
    assert said in found.err


def test_a_band_long_enough_for_the_height_is_set_up(run: Run) -> None:
    whole = json.loads(run("movement", *FLOSS, "--band", "theraband red", "--band-length", 2).out)
    assert whole["curves"]["band"]["id"] == "theraband red"
    assert "of slack band from one grip to the other" in whole["curves"]["band"]["setup"]


_UNITS = ("_s", "_deg", "_m", "_mm", "_n", "_n_m", "_j", "_kg", "_percent", "_ratio", "_deg_r", "_deg_l", "_1e4")


def test_every_number_it_prints_has_its_unit_in_a_name_above_it(run: Run) -> None:
    whole = json.loads(run("movement", *FLOSS).out)
    assert type(whole["slider_index"]) is float
    plain = {"level", "slider_index", "load_index", "load_index_low", "load_index_high", "site_load_index", "strands"}
    assert sorted({name for name in _unnamed(whole) if name not in plain}) == []


def _unnamed(value: Any, name: str = "", *, named: bool = False) -> Iterator[str]:
    """Yield the names of numbers, or of lists of them, that neither bear a unit nor stand below one that does."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _unnamed(inner, key, named=named or key.endswith(_UNITS) or key == "site_load_index")
    elif isinstance(value, list):
        for inner in value[:1]:
            yield from _unnamed(inner, name, named=named)
    elif isinstance(value, (int, float)) and not named:
        yield name


ASK_FOR_HELP = """
import sys
from unpinch import cli
try:
    cli.main(["movement", "--help"])
except SystemExit:
    sys.exit("numpy" in sys.modules)
"""


def test_help_needs_no_numpy() -> None:
    assert subprocess.run([sys.executable, "-c", ASK_FOR_HELP], capture_output=True, check=False).returncode == 0
