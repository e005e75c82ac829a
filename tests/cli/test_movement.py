"""`unpinch movement`: frames, curves and stills of a level."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from xml.etree import ElementTree as ET

from tests.cli.conftest import Run


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
    assert drawn.get("aria-label") == "Small lift"
    stills = [child for child in drawn if child.tag.endswith("svg")]
    assert len(stills) == 10
    words = [child.text for child in drawn if child.tag.endswith("text")]
    assert words[4:7] == ["Movement: lift", "Movement: hold", "Movement: lower"]


def test_without_a_level_it_takes_the_easiest_and_it_knows_positions_of_ease(run: Run) -> None:
    whole = json.loads(run("movement", "calves_on_chair").out)
    assert whole["level"] == 0
    assert "slider_index" not in whole


def test_what_it_cannot_do_it_says_in_a_sentence(run: Run) -> None:
    said = [
        run("movement", "nerve_floss", "--height", -1.7),
        run("movement", "nerve_floss", "--height", "nan"),
        run("movement", "nerve_floss", "--level", 9),
        run("movement", "dance"),
        run("movement", "nerve_floss", "--level", 2, "--band", "rope"),
    ]
    assert [one.code for one in said] == [1] * 5
    assert [one.out for one in said] == [""] * 5
    words = (
        "The height is -1.7",
        "The height is nan",
        "no movement for nerve_floss level 9",
        "no movement for dance",
        "'rope'",
    )
    assert [word for word, one in zip(words, said, strict=True) if word not in one.err] == []


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
