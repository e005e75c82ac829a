"""Facts asked once: a few at a time, each step saved, unfit answers said in a sentence."""

from __future__ import annotations

import pytest

from tests.screens.visiting import Visit
from unpinch.guidance.person import NEEDED
from unpinch.screens.about import PARTS

ANSWERS = {
    "name": "Kim",
    "country": "GB",
    "age_years": "44",
    "body_mass_kg": "71,5",
    "legs": "left",
    "pain_region": "below_buttock",
    "sitting": "neither",
    "standing": "neither",
    "floor_alone": "yes",
    "lie_flat": "yes",
    "pregnancy": "no",
    "latex_allergy": "not_sure",
    "left_hip_replaced": "no",
    "right_hip_replaced": "no",
    "left_knee_replaced": "no",
    "right_knee_replaced": "no",
    "no_band": "yes",
}


def answered(visit: Visit, answers: dict[str, str]) -> Visit:
    visit.get("/about")
    while visit.path.startswith("/about/"):
        names = [field["name"] for field in visit.page["fields"]]
        visit.post({name: answers[name] for name in names if name in answers})
        assert visit.shown.status == 200, visit.page["problems"]
    return visit


def test_it_asks_everything_the_plan_needs() -> None:
    assert set(NEEDED) <= {name for part in PARTS for name in part.fields}


def test_it_leads_through_all_steps_to_today() -> None:
    visit = answered(Visit(), ANSWERS)
    assert visit.path == "/today"
    visit.get("/today")
    assert "about" not in [ask["href"].rpartition("/")[2] for ask in visit.page["asks"]]


def test_it_keeps_each_step_so_that_a_closed_page_loses_nothing() -> None:
    visit = Visit()
    visit.get("/about/1")
    visit.post({"name": "Kim", "country": "GB"})
    assert visit.entries[0].values == {"name": "Kim", "country": "GB"}
    visit.get("/about")
    assert visit.path == "/about/2"


def test_it_takes_no_condition_as_an_answer() -> None:
    visit = Visit()
    visit.get("/about/6")
    visit.post({"pregnancy": "no", "latex_allergy": "no"})
    assert visit.entries[-1].values["conditions"] == []


def test_it_reads_a_decimal_comma() -> None:
    visit = Visit()
    visit.get("/about/2")
    visit.post({"age_years": "44", "body_mass_kg": "71,5"})
    assert visit.entries[-1].values["body_mass_kg"] == "71.5"


def test_it_asks_about_the_clamshell_only_with_a_replaced_hip() -> None:
    visit = Visit()
    visit.get("/about/7")
    visit.post({name: "yes" if name == "left_hip_replaced" else "no" for name in PARTS[6].fields})
    assert visit.path == "/about/8"
    assert answered(Visit(), ANSWERS).kinds() == ["about"] * 8


def test_it_writes_nothing_where_nothing_changed() -> None:
    visit = answered(Visit(), ANSWERS)
    before = len(visit.entries)
    visit.get("/about/1")
    visit.post({"name": "Kim", "country": "GB"})
    assert [entry.kind for entry in visit.entries[before:]] == []


@pytest.mark.parametrize(
    ("step", "form", "said"),
    [
        (2, {"age_years": "121"}, "Age is 121; it must be a whole number from 0 to 120."),
        (2, {"age_years": "old"}, "Age is 'old'; it must be a whole number from 0 to 120."),
        (2, {}, "Please answer: How old are you?"),
        (1, {"country": "XX"}, "We don't know this country. Please choose one from the list."),
        (
            6,
            {"pregnancy": "no", "latex_allergy": "no", "conditions": "moon"},
            "One of the conditions isn't in our list",
        ),
    ],
)
def test_it_says_what_is_wrong_and_writes_nothing(step: int, form: dict[str, str], said: str) -> None:
    visit = Visit()
    visit.get(f"/about/{step}")
    visit.post(form)
    assert visit.shown.status == 400
    assert any(line.startswith(said) for line in visit.page["problems"])
    assert visit.entries == []


def test_it_knows_no_tenth_step() -> None:
    assert Visit().get("/about/10").status == 404


# feet and pounds


def in_america() -> Visit:
    visit = Visit()
    visit.get("/about/1")
    visit.post({"country": "US"})
    return visit


def test_it_asks_in_feet_and_pounds_and_keeps_centimetres_and_kilograms() -> None:
    visit = in_america()
    assert [field["name"] for field in visit.page["fields"]] == ["age_years", "height_ft", "height_in", "body_mass_lb"]
    visit.post({"age_years": "44", "height_ft": "5", "height_in": "11", "body_mass_lb": "180"})
    assert visit.entries[-1].values == {"age_years": 44, "height_cm": 180, "body_mass_kg": "81.6"}
    visit.get("/about/2")
    assert [field["value"] for field in visit.page["fields"]] == ["44", "5", "11", "180"]


def test_it_lets_a_person_choose_the_other_units() -> None:
    visit = in_america()
    visit.diary.add("preference", {"units": "metric"})
    visit.get("/about/2")
    assert [field["name"] for field in visit.page["fields"]] == ["age_years", "height_cm", "body_mass_kg"]


@pytest.mark.parametrize("form", [{"height_ft": "tall"}, {"body_mass_lb": "-3"}, {"height_ft": "9", "height_in": "0"}])
def test_it_says_what_is_no_height_or_weight(form: dict[str, str]) -> None:
    visit = in_america()
    assert visit.post({"age_years": "44", **form}).status == 400
    assert visit.page["problems"]
    assert visit.kinds() == ["about"]


def test_it_counts_only_the_pages_that_it_asks() -> None:
    visit = Visit()
    visit.diary.about(right_hip_replaced="no")
    visit.get("/about/9")
    assert (visit.page["number"], visit.page["total"]) == (8, 8)
    assert visit.page["back"].endswith("/about/7")
    visit.get("/about/8")
    assert visit.page["total"] == 9


def test_it_chooses_no_country_beforehand_and_shows_112_meanwhile() -> None:
    visit = Visit()
    visit.get("/about/1")
    assert '<option value="" selected>' not in visit.html
    first, *_, last = next(field for field in visit.page["fields"] if field["name"] == "country")["options"]
    assert (first["value"], last["label"]) == ("", "Not in this list, or I'd rather not say")
    visit.post({"name": "Kim", "country": last["value"]})
    visit.get("/bad-day")
    assert visit.page["call"]["number"] == "112"
    assert visit.page["call"]["label"].startswith("We don't know your country.")
    visit.get("/about/1")
    assert f'<option value="{last["value"]}" selected>' in visit.html


def test_it_asks_for_the_country_plainly_until_it_is_chosen_or_refused() -> None:
    visit = Visit()
    visit.get("/about/1")
    visit.post({"name": "Kim", "country": ""})
    assert visit.shown.status == 400
    assert visit.page["problems"][0].startswith("Please choose your country.")
    assert visit.kinds() == []
    visit.post({"name": "Kim", "country": "ZZ"})
    assert visit.path == "/about/2"


def test_today_asks_for_a_country_that_was_passed_over() -> None:
    visit = Visit()
    visit.diary.about("country")
    visit.diary.screening()
    visit.diary.check_in()
    visit.get("/today")
    assert "Which country are you in?" in [one["label"] for one in visit.page["later"]]
    visit.get("/about")
    assert visit.path == "/about/1"
    visit.post({"country": "DE"})
    visit.get("/today")
    assert "Which country are you in?" not in [one["label"] for one in visit.page["later"]]


def test_a_fact_that_cannot_be_right_is_told_once() -> None:
    visit = Visit()
    visit.get("/about")
    while "age_years" not in [field["name"] for field in visit.page["fields"]]:
        visit.post({name: ANSWERS[name] for name in [one["name"] for one in visit.page["fields"]] if name in ANSWERS})
    visit.post({"age_years": "444"})
    assert visit.shown.status == 400
    assert len(visit.page["problems"]) == 1
