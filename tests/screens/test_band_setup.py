"""How long to take a band: on the bands page, in the plan, the player and the exercise; always the plan's band."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.screens.visiting import Visit
from unpinch.programme.setup import way_mm
from unpinch.screens.band_setup import ways

RED = {"do": "add", "type": "flat", "brand": "TheraBand", "colour": "red"}


SIZE = ("height_cm", "body_mass_kg")

WAY_MM = way_mm(ways()["heights_m"], ways()["ways_mm"]["nerve_floss_1"], 1.70)


def owning(*bands: dict[str, str], **facts: Any) -> Visit:
    """Someone with these bands, of whom height and weight are known only if they are among the facts."""
    diary = Diary()
    diary.about(*(name for name in SIZE if name not in facts), **facts)
    diary.screening("full")
    diary.check_in(leg=3)
    visit = Visit(diary)
    visit.get("/bands")
    for band in bands:
        visit.post({"do": "add", **band})
    return visit


def levels(visit: Visit, move: str) -> list[dict[str, Any]]:
    visit.get("/bands")
    found: list[dict[str, Any]] = next(one for one in visit.page["moves"] if one["name"] == move)["levels"]
    return found


def length_cm(text: str) -> int:
    found = re.search(r"about (\d+) cm", text)
    assert found
    return int(found[1])


def test_each_move_says_which_band_how_long_and_how_hard() -> None:
    low = levels(owning(RED, height_cm=170), "Nerve floss")[0]
    assert (low["band"], low["force"]) == ("Red TheraBand band", "about 8 to 18 newtons")
    slack_cm = round(WAY_MM / 1.25 / 10)
    assert low["setup"]["text"] == f"Hold it with about {slack_cm} cm of slack band from one grip to the other."
    assert low["setup"]["height"] == "For your height of 170 cm."
    assert any("stretched by 25 %" in line for line in low["setup"]["explain"])
    assert any("may snap" in line and "face out of its line" in line for line in low["setup"]["explain"])


def test_a_taller_person_takes_more() -> None:
    short, tall = (levels(owning(RED, height_cm=cm), "Nerve floss")[0]["setup"]["text"] for cm in (150, 195))
    assert length_cm(short) < length_cm(tall) - 30


def test_without_a_height_it_reckons_with_the_middle_and_says_how_much_it_may_differ() -> None:
    found = levels(owning(RED), "Nerve floss")[0]["setup"]
    known = levels(owning(RED, height_cm=170), "Nerve floss")[0]["setup"]
    assert found["text"] == known["text"]
    assert re.fullmatch(r"For someone 170 cm tall \(\d+ cm if 150 cm tall, \d+ cm if 190 cm tall\)\.", found["height"])
    assert "Tell us your height under My bands; then the length is yours." in found["explain"]


def test_none_that_fits_says_so_and_what_to_get() -> None:
    clam = levels(owning(RED, height_cm=170), "Clamshell")[0]
    assert clam["band"] == ""
    assert clam["why"].startswith("You have no band of the right kind for this.")
    assert clam["buy"].startswith("What would fit: a mini loop, ")
    floss = levels(owning({"size": "power_64"}, height_cm=170), "Nerve floss")[0]
    assert re.search(r"a \w+ TheraBand band, at least \d+ cm long. It pulls with about", floss["buy"])


def test_a_band_that_is_too_short_for_the_height_is_said_to_be() -> None:
    found = levels(owning({**RED, "rest_mm": "900"}, height_cm=190), "Nerve floss")[0]
    assert found["setup"]["problem"].startswith("Your red TheraBand band is too short for your height: it is 90 cm")
    assert found["setup"]["text"] == ""
    assert found["buy"]


def test_with_a_latex_allergy_what_to_get_is_free_of_it() -> None:
    assert "latex-free" in levels(owning(latex_allergy="yes"), "Clamshell")[0]["buy"]


def test_what_is_not_for_this_person_needs_no_band() -> None:
    visit = owning({"size": "power_13"}, pregnancy="to_16_weeks")
    visit.get("/bands")
    traction = next(one for one in visit.page["moves"] if one["name"] == "Leg traction")
    assert (traction["levels"], traction["note"]) == ([], "Left out for you, so it needs no band.")


def test_traction_without_a_known_weight_is_very_light() -> None:
    found = levels(owning({"size": "power_13"}), "Leg traction")[0]["setup"]
    assert "We don't know your weight, so the pull stays very light." in found["explain"]
    assert "from the anchor to your ankle" in found["text"]


def test_the_plan_the_player_and_the_exercise_say_the_same_length() -> None:
    visit = owning(RED, height_cm=170)
    level = levels(visit, "Nerve floss")[0]["setup"]
    visit.get("/exercises/nerve_floss")
    assert [one["band_setup"] for one in visit.page["levels"] if one["number"] == 1] == [level]
    visit.get("/today")
    assert visit.page["sets"][0]["setup"] == level
    assert level["text"] in visit.html
    visit.post({"decision": visit.page["decision"]}, "/start")
    assert visit.page["setups"][0]["band"] == level
    assert visit.page["now"]["setup"]["band"] == level
    assert level["text"] in visit.html


def test_a_level_without_a_band_has_nothing_to_set_up() -> None:
    visit = owning(RED, height_cm=170)
    visit.get("/exercises/bridge")
    assert visit.page["levels"][0]["band_setup"] is None
    visit.get("/exercises/seated_hinge")
    assert visit.page["levels"][0]["band_setup"] is None


def test_a_height_given_on_the_bands_page_is_a_fact_about_the_person() -> None:
    visit = owning(RED)
    visit.post({"do": "height", "height_cm": "182"})
    assert visit.entries[-1].kind == "about"
    assert visit.entries[-1].values == {"height_cm": 182}
    assert visit.page["height"]["known"] == "182 cm"
    count = len(visit.entries)
    visit.post({"do": "height", "height_cm": "182"})
    assert len(visit.entries) == count


def test_a_height_can_be_given_in_feet_and_lengths_come_in_inches() -> None:
    visit = owning(RED, country="US")
    visit.post({"do": "height", "height_ft": "5", "height_in": "7"})
    assert visit.entries[-1].values == {"height_cm": 170}
    assert visit.page["height"]["known"] == "5 feet 7"
    inches = round(round(WAY_MM / 1.25, -1) / 25.4)
    assert f"about {inches} inches of slack band" in visit.page["moves"][0]["levels"][0]["setup"]["text"]


@pytest.mark.parametrize(
    ("form", "country", "said"),
    [
        ({}, "DE", "Please write your height, for example 170."),
        ({"height_cm": "1.82"}, "DE", "1.82 looks like metres. Please write centimetres: 182."),
        ({"height_cm": "17"}, "DE", "“17” can't be a height. Please write centimetres, from 100 to 230."),
        ({"height_cm": "nan"}, "DE", "“nan” can't be a height."),
        ({"height_cm": "-170"}, "DE", "“-170” can't be a height."),
        ({}, "US", "Please write your height, for example 5 feet and 7 inches."),
        ({"height_ft": "5", "height_in": "15"}, "US", "“15” can't be the inches of a height. Please write 0 to 11."),
        ({"height_ft": "5", "height_in": "x"}, "US", "“x” can't be the inches of a height."),
        ({"height_ft": "9"}, "US", "“9” feet can't be a height. Please write feet and inches, from 3 feet 4"),
    ],
)
def test_a_height_that_cannot_be_is_asked_again(form: dict[str, str], country: str, said: str) -> None:
    visit = owning(RED, country=country)
    assert visit.post({"do": "height", **form}).status == 400
    assert visit.page["problems"][0].startswith(said)
    assert visit.page["height"]["known"] == ""


def test_every_band_that_can_be_bought_is_set_up_or_said_not_to_fit() -> None:
    programme = shipped()
    visit = owning(
        *({"type": "flat", "brand": one.brand, "colour": one.colour} for one in programme.band_colours),
        *({"size": one.id} for one in programme.loop_sizes),
        height_cm=170,
        body_mass_kg="70",
    )
    visit.get("/bands")
    said = [level for move in visit.page["moves"] for level in move["levels"]]
    assert said
    assert all(level["setup"] and level["setup"]["text"] for level in said)
