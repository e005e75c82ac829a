"""One edit of the shipped folder for each thing that the loader refuses: file, key, value and remedy are named."""

from pathlib import Path

import pytest

from tests.programme.conftest import Edit
from unpinch.programme import ProgrammeError, check, load

FLOSS, TRACTION, CROSS = "exercises/nerve_floss.toml", "exercises/leg_traction.toml", "exercises/cross_body.toml"
HINGE, CLAM, BRIDGE = "exercises/seated_hinge.toml", "exercises/clamshell.toml", "exercises/bridge.toml"
MAIN, ASK, ABOUT, BANDS = "programme.toml", "questions.toml", "about.toml", "bands.toml"

# name: (file, text, its replacement, what the sentences must hold)
SHAPE = {
    "a threshold out of bounds": (
        MAIN,
        "floss_force_n = { value = 30",
        "floss_force_n = { value = 31",
        (MAIN, "thresholds.floss_force_n is 31, beyond 5 to 30", "from 5 to 30"),
    ),
    "thresholds that contradict each other": (
        MAIN,
        "strength_days_first = { value = 3",
        "strength_days_first = { value = 1",
        (MAIN, "thresholds.strength_days_maintain is 2, above strength_days_first (1)", "Write 1 or less"),
    ),
    "a missing threshold": (
        MAIN,
        "stale_days = ",
        "stale_day = ",
        (MAIN, "thresholds.stale_day is not known here", "thresholds.stale_days is missing"),
    ),
    "an exercise by another name": (
        HINGE,
        'id = "seated_hinge"',
        'id = "seated_hinges"',
        (HINGE, "id is 'seated_hinges'", "write 'seated_hinge'"),
    ),
    "a threshold without a source": (
        MAIN,
        'stale_days = { value = 7, source = "choice" }',
        "stale_days = { value = 7 }",
        (MAIN, "thresholds.stale_days is {'value': 7}", "source"),
    ),
    "a threshold as a bare number": (
        MAIN,
        'stale_days = { value = 7, source = "choice" }',
        "stale_days = 7",
        (MAIN, "thresholds.stale_days is 7", "value"),
    ),
    "a threshold that is true": (
        MAIN,
        "stale_days = { value = 7",
        "stale_days = { value = true",
        (MAIN, "thresholds.stale_days is {'value': True"),
    ),
    "a source that nobody knows": (
        MAIN,
        'stale_days = { value = 7, source = "choice" }',
        'stale_days = { value = 7, source = "my aunt" }',
        (MAIN, "thresholds.stale_days has the source 'my aunt'", "article, choice, from memory"),
    ),
    "a missing source": (
        CLAM,
        '\nsource = "article; Baik 2021"',
        "",
        (CLAM, "faults[0].source is missing", "Add it"),
    ),
    "an empty source": (
        CLAM,
        'source = "article; Baik 2021"',
        'source = " "',
        (CLAM, "faults[0].source is empty", "Write its words"),
    ),
    "an unknown source of an exercise": (
        CLAM,
        'source = "article; Baik 2021"',
        'source = "article; Baik"',
        ("faults[0].source has the source 'Baik'", "isn't known"),
    ),
    "what is known without a source": (
        CLAM,
        (
            'known_sources = ["Willcox 2013", "Baik 2021", "Human Kinetics clam", '
            '"Cooper 2016", "Hip strengthening review", "article"]'
        ),
        "known_sources = []",
        ("known_sources has the source ''",),
    ),
    "an unknown condition": (
        CROSS,
        'condition = "front_today"',
        'condition = "front_tomorrow"',
        (CROSS, "contraindications[3].condition is 'front_tomorrow', an unknown condition", "about.toml"),
    ),
    "a line of a set-up for a condition nobody has": (
        FLOSS,
        '{ condition = "pregnant", text',
        '{ condition = "pregnancy", text',
        (FLOSS, "levels[0].setup_if[0].condition is 'pregnancy', an unknown condition", "about.toml"),
    ),
    "a condition twice": (
        CROSS,
        'condition = "front_today"',
        'condition = "nerve_injury"',
        (CROSS, "contraindications[4].condition 'nerve_injury' stands twice"),
    ),
    "one side of a condition that has none": (
        CROSS,
        'condition = "no_lie_flat"\nside = "all"',
        'condition = "no_lie_flat"\nside = "same"',
        (CROSS, "contraindications[1].side is 'same'", "Write 'all'"),
    ),
    "a contraindication that blocks nothing": (
        CROSS,
        'condition = "neuropathy"\nside = "all"\ntop_level = 1',
        'condition = "neuropathy"\nside = "all"\ntop_level = 2',
        (CROSS, "contraindications[5].top_level is 2, which blocks nothing"),
    ),
    "an unknown key": (
        BRIDGE,
        "optional = false",
        "optinal = false\noptional = false",
        (BRIDGE, "optinal is not known here", "Take it out"),
    ),
    "an unknown key deep inside": (
        BRIDGE,
        "rest_s = 60",
        "rest_s = 60\nrests = 1",
        (BRIDGE, "levels[0].dose.rests is not known here"),
    ),
    "an unknown table": (
        "care.toml",
        "[[care]]",
        "[hello]\n[[care]]",
        ("care.toml: hello is not known here",),
    ),
    "a wrong type": (
        BRIDGE,
        "rest_s = 60",
        'rest_s = "60"',
        (BRIDGE, "levels[0].dose.rest_s is '60'", "Write a whole number"),
    ),
    "a number for a yes or no": (
        BRIDGE,
        "optional = false",
        "optional = 0",
        (BRIDGE, "optional is 0", "Write true or false"),
    ),
    "a number for a text": (
        BRIDGE,
        'plain_name = "Bridge"',
        "plain_name = 5",
        (BRIDGE, "plain_name is 5", "Write text in quotes"),
    ),
    "a text for a list": (
        BRIDGE,
        'setup = ["No band.", "A thin cushion under the head. Something soft under the shoulders."]',
        'setup = "No band."',
        (BRIDGE, "levels[0].setup is 'No band.'", "square brackets"),
    ),
    "an empty step": (
        BRIDGE,
        '"Lower with control.",',
        '"",',
        (BRIDGE, "steps[5] is empty"),
    ),
    "a word that isn't in the list": (
        BRIDGE,
        'sides = "both"',
        'sides = "all"',
        (BRIDGE, "sides is 'all'", "affected, each, both"),
    ),
    "a dose that is no table": (
        BRIDGE,
        "[levels.dose]\nsets = 2",
        "dose = 3\n[levels.doses]\nsets = 2",
        (BRIDGE, "levels[0].dose is 3", "Write it as a table"),
    ),
    "a tempo that is no list": (
        BRIDGE,
        "tempo = [",
        "tempo = 2\nold = [",
        (BRIDGE, "levels[0].dose.tempo is 2", "square brackets"),
    ),
    "levels that are no tables": (
        "exercises/clamshell.toml",
        "[[levels]]\nnumber = 1",
        "levels = [1]\n[[level]]\nnumber = 1",
        (CLAM, "can't be read as TOML"),
    ),
    "a fault of form twice": (
        CLAM,
        'id = "heels_apart"',
        'id = "swinging"',
        (CLAM, "faults swinging stands twice"),
    ),
    "both repetitions and hold": (
        BRIDGE,
        "repetitions = 8\nhold_s = 0",
        "repetitions = 8\nhold_s = 5",
        (BRIDGE, "levels[0].dose has both or neither", "exactly one above 0"),
    ),
    "a hold with a tempo": (
        CROSS,
        "tempo = []",
        'tempo = [{ name = "pull", seconds = 2, cue = "Pull." }]',
        (CROSS, "levels[0].dose.tempo doesn't fit", "a hold has an empty one"),
    ),
    "a start above its most": (
        BRIDGE,
        "repetitions = 8",
        "repetitions = 12",
        (BRIDGE, "levels[0].dose.repetitions is 12, above repetitions_most (10)"),
    ),
    "a start hold above its most": (
        CROSS,
        "hold_s = 20",
        "hold_s = 40",
        (CROSS, "levels[0].dose.hold_s is 40, above hold_most_s (30)"),
    ),
    "a single level": (
        "exercises/cross_body.toml",
        "number = 2",
        "number = 4",
        (CROSS, "levels number 2", "numbered 0 to 3"),
    ),
    "more floss than a day allows": (
        FLOSS,
        "repetitions_most = 20\nhold_most_s = 0\nsets_most = 3",
        "repetitions_most = 20\nhold_most_s = 0\nsets_most = 4",
        (FLOSS, "levels[2].dose.repetitions_most doesn't fit this programme's limit (80 against 60)"),
    ),
    "more traction than this programme allows": (
        MAIN,
        "traction_most_s = { value = 120",
        "traction_most_s = { value = 90",
        (TRACTION, "levels[0].dose.hold_most_s doesn't fit this programme's limit (120 against 90)"),
    ),
    "strength closer together than this programme allows": (
        MAIN,
        "strength_gap_hours = { value = 36",
        "strength_gap_hours = { value = 40",
        (CLAM, "levels[0].dose.hours_between doesn't fit this programme's limit (40 against 36)"),
    ),
    "a floss force above this programme's own limit": (
        MAIN,
        "floss_force_n = { value = 30",
        "floss_force_n = { value = 22",
        (FLOSS, "levels[2].band.force_high_n is 25, not within 0 to 22 as this programme has it"),
    ),
    "a floss stretch above this programme's own limit": (
        MAIN,
        "floss_stretch_percent = { value = 50",
        "floss_stretch_percent = { value = 40",
        (FLOSS, "levels[1].band.stretch_most_percent is 50, not within 0 to 40 as this programme has it"),
    ),
    "a force range upside down": (
        CLAM,
        "force_low_n = 8",
        "force_low_n = 28",
        (CLAM, "levels[1].band.force_low_n is 28, not within 0 to 18"),
    ),
    "three strands": (
        CLAM,
        "strands = 2",
        "strands = 3",
        (CLAM, "levels[1].band.strands is 3"),
    ),
    "a need without a kind of band": (
        CLAM,
        'types = ["mini_loop"]',
        "types = []",
        (CLAM, "levels[1].band.strands is 2 with 0 types"),
    ),
    "a mini loop without a spread": (
        CLAM,
        "spread_mm = 264\n",
        "",
        (CLAM, "levels[1].band.spread_mm is 0", "100 to 600"),
    ),
    "an unknown topic": (
        ASK,
        'topic = "saddle"',
        'topic = "sadle"',
        (ASK, "questions saddle.topic is 'sadle'", "Use an id of [topics]"),
    ),
    "a question twice": (
        ASK,
        'id = "saddle_genitals"',
        'id = "saddle"',
        (ASK, "questions saddle stands twice"),
    ),
    "an id with capitals": (
        ABOUT,
        'id = "fracture"',
        'id = "Fracture"',
        (ABOUT, "conditions Fracture is no id", "small letters"),
    ),
    "a condition that is derived already": (
        ABOUT,
        'id = "reflux"',
        'id = "pregnant"',
        (ABOUT, "conditions pregnant stands twice"),
    ),
    "a derived condition nobody derives": (
        ABOUT,
        'id = "no_floor"',
        'id = "no_stairs"',
        (ABOUT, "derived_conditions.no_stairs is not known", "derived_conditions.no_floor is missing"),
    ),
    "an about question that can't be recorded": (
        ABOUT,
        'id = "duration_weeks"',
        'id = "shoe_size"',
        (ABOUT, "about_questions.shoe_size is not known", "about_questions.duration_weeks is missing"),
    ),
    "a check-in question that can't be recorded": (
        ABOUT,
        'id = "painkillers"',
        'id = "mood"',
        (ABOUT, "check_in_questions.mood is not known", "check_in_questions.painkillers is missing"),
    ),
    "a missing rule text": (
        MAIN,
        '"S9.spread"',
        '"S9.spred"',
        (MAIN, "rule_texts.S9.spred is not known", "rule_texts.S9.spread is missing"),
    ),
    "a rule text that is no text": (
        MAIN,
        '"S9.spread" = { value = "',
        '"S9.spread" = { value = 1, old = "',
        (MAIN, "rule_texts.S9.spread is {'value': 1"),
    ),
    "a missing ask text": (MAIN, "clock = ", "klock = ", (MAIN, "ask_texts.klock", "ask_texts.clock is missing")),
    "a missing advice text": (MAIN, "walking = ", "running = ", (MAIN, "advice_texts.walking is missing")),
    "an empty advice text": (
        MAIN,
        'walking = "',
        'walking = ""\nold = "',
        (MAIN, "advice_texts.walking is ''"),
    ),
    "an empty name": (MAIN, 'name = "unpinch-shipped"', 'name = ""', (MAIN, "name is ''")),
    "a name with spaces": (
        MAIN,
        'name = "unpinch-shipped"',
        'name = "My Clinic"',
        (MAIN, "name is 'My Clinic'", "small letters"),
    ),
    "a version in words": (MAIN, 'version = "1.0.0"', 'version = "new"', (MAIN, "version is 'new'", "1.0.2")),
    "a country code in small letters": (
        "countries.toml",
        'code = "GB"',
        'code = "gb"',
        ("countries.toml: countries gb is no country code",),
    ),
    "an emergency number in words": (
        "countries.toml",
        'emergency = "999"',
        'emergency = "police"',
        ("emergency is 'police'", "digits"),
    ),
    "a band colour twice": (
        BANDS,
        'colour = "red"',
        'colour = "Yellow"',
        (BANDS, "colours[2] theraband yellow stands twice"),
    ),
    "a band strength in words": (BANDS, 's_n = "16.5"', 's_n = "strong"', (BANDS, "colours[2].s_n is 'strong'")),
    "a band of no strength": (BANDS, 's_n = "16.5"', 's_n = "0"', (BANDS, "colours[2].s_n is '0'", "above 0")),
    "a band range that is too narrow": (
        BANDS,
        "spread_percent = 35\nsource",
        "spread_percent = 10\nsource",
        (BANDS, "colours[0].spread_percent is 10", "Makers' figures are rough"),
    ),
    "a loop of no length": (
        BANDS,
        "rest_mm = 600",
        "rest_mm = 6",
        (BANDS, "loops mini_035.rest_mm is 6", "100 to 5000"),
    ),
    "a loop width with a unit": (
        BANDS,
        'width_mm = "50"',
        'width_mm = "50 mm"',
        (BANDS, "loops mini_035.width_mm is '50 mm'"),
    ),
    "a band law out of bounds": (BANDS, "latex_kpa = 550", "latex_kpa = 55", (BANDS, "law.latex_kpa is 55")),
    "a band law with a typo": (
        BANDS,
        "thigh_mm",
        "tigh_mm",
        (BANDS, "law.tigh_mm is not known", "law.thigh_mm is missing"),
    ),
}


@pytest.mark.parametrize("name", SHAPE)
def test_it_refuses(name: str, edited: Edit) -> None:
    file, old, new, said = SHAPE[name]
    told = "\n".join(check(edited(file, old, new)))
    for words in said:
        assert words in told


def test_it_raises_with_every_sentence(edited: Edit) -> None:
    with pytest.raises(ProgrammeError, match="hold_most_s is 150") as caught:
        load(edited(TRACTION, "hold_most_s = 120", "hold_most_s = 150"))
    assert caught.value.flaws[0].file == TRACTION
    assert str(caught.value.flaws[0]) in str(caught.value)


def test_it_tells_all_flaws_at_once(edited: Edit) -> None:
    edited(BRIDGE, "days_a_week = 3", "days_a_week = 5")
    edited(CLAM, "hours_between = 36", "hours_between = 12")
    told = check(edited(HINGE, 'spine = "neutral"', 'spine = "rounded"'))
    assert {line.partition(":")[0] for line in told} == {BRIDGE, CLAM, HINGE}


def test_it_tells_all_faults_of_shape_at_once(edited: Edit) -> None:
    edited(BRIDGE, "rest_s = 60", 'rest_s = "60"')
    told = check(edited(MAIN, 'version = "1.0.0"', "version = 1"))
    assert len(told) == 2


def test_a_long_value_is_cut_in_the_sentence(edited: Edit) -> None:
    told = check(edited(BRIDGE, 'sides = "both"', f'sides = "{"both " * 40}"'))
    assert "..." in told[0]
    assert len(told[0]) < 200


@pytest.mark.parametrize("file", [FLOSS, TRACTION, CROSS, HINGE, CLAM, BRIDGE, MAIN, ASK, ABOUT, BANDS, "care.toml"])
def test_it_refuses_a_missing_file(file: str, folder: Path) -> None:
    (folder / file).unlink()
    assert f"{file} is missing. Add the file; the shipped programme shows how." in check(folder)


def test_it_refuses_a_seventh_exercise(folder: Path) -> None:
    (folder / "exercises" / "toe_touch.toml").write_text('id = "toe_touch"\n', "utf-8")
    assert check(folder)[0].startswith("exercises/toe_touch.toml is not a file of a programme.")


def test_it_refuses_what_is_no_toml(folder: Path) -> None:
    (folder / "care.toml").write_text("[[care", "utf-8")
    (folder / "bands.toml").write_bytes(b"\xff\xfe")
    told = "\n".join(check(folder))
    assert "care.toml can't be read as TOML" in told
    assert "bands.toml can't be read as TOML" in told


def test_it_refuses_what_is_no_folder(tmp_path: Path) -> None:
    assert "is no folder. Name the folder that holds programme.toml." in check(tmp_path / "nowhere")[0]


def test_it_refuses_what_it_may_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(path: Path) -> bytes:
        raise PermissionError(f"no right to read {path.name}")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    told = check(folder)
    assert len(told) == 1
    assert "can't be read: no right to read" in told[0]


def test_it_takes_the_path_of_a_file_for_its_folder(folder: Path) -> None:
    assert check(folder / "programme.toml") == []


@pytest.mark.parametrize(
    ("file", "key"),
    [
        (ASK, "topics"),
        (ASK, "questions"),
        (MAIN, "thresholds"),
        (MAIN, "rule_texts"),
        (BANDS, "law"),
        ("care.toml", "care"),
    ],
)
def test_it_refuses_a_table_of_another_kind(file: str, key: str, folder: Path) -> None:
    (folder / file).write_text(f"{key} = 5\n", "utf-8")
    assert any(line.startswith(f"{file}: {key} is 5.") for line in check(folder))


def test_it_refuses_an_exercise_without_levels(folder: Path) -> None:
    text = (folder / BRIDGE).read_text("utf-8")
    (folder / BRIDGE).write_text("levels = []\n" + text.partition("[[levels]]")[0], "utf-8")
    assert any("levels number 0" in line for line in check(folder))


@pytest.mark.parametrize(
    "levels", ["levels = 5\n", "levels = [5]\n", "levels = [{ dose = 1 }]\n", "levels = [{ dose = { tempo = [1] } }]\n"]
)
def test_it_refuses_levels_of_another_kind(levels: str, folder: Path) -> None:
    text = (folder / BRIDGE).read_text("utf-8")
    (folder / BRIDGE).write_text(levels + text.partition("[[levels]]")[0], "utf-8")
    assert any("levels" in line for line in check(folder))
