"""Bands: added, measured by a weight, put away; and none at all as a proper way."""

from __future__ import annotations

import pytest

from tests.builders import shipped
from tests.screens.visiting import Visit


def with_band(**form: str) -> Visit:
    visit = Visit().meet()
    visit.get("/bands")
    first = shipped().band_colours[0]
    visit.post({"do": "add", "type": "flat", "brand": first.brand, "colour": first.colour, **form})
    return visit


def test_it_adds_a_band_and_says_how_strong_it_is() -> None:
    visit = with_band()
    assert len(visit.page["bands"]) == 1
    assert "newtons" in visit.page["bands"][0]["detail"]


def test_it_takes_a_loops_size_from_the_programme() -> None:
    visit = Visit()
    visit.get("/bands")
    size = shipped().loop_sizes[0]
    visit.post({"do": "add", "size": size.id})
    values = visit.entries[-1].values
    assert (values["type"], values["rest_mm"], values["width_mm"]) == (size.type, size.rest_mm, size.width_mm)


def test_it_measures_a_band_with_a_weight() -> None:
    visit = with_band()
    band = visit.page["bands"][0]["id"]
    visit.post({"do": "measure", "band": band, "hung_n": "15", "hung_rest_mm": "500", "hung_stretched_mm": "800"})
    assert visit.page["bands"][0]["measured"]
    assert visit.entries[-1].values["band"] == band


@pytest.mark.parametrize(
    "form",
    [
        {"hung_n": "15"},
        {"hung_n": "15", "hung_rest_mm": "500", "hung_stretched_mm": "510"},
        {"hung_n": "heavy", "hung_rest_mm": "500", "hung_stretched_mm": "800"},
        {"hung_n": "0", "hung_rest_mm": "500", "hung_stretched_mm": "800"},
        {"hung_n": "1.5", "hung_rest_mm": "500", "hung_stretched_mm": "800"},
        {"hung_n": "1500", "hung_rest_mm": "500", "hung_stretched_mm": "800"},
    ],
)
def test_it_asks_again_where_the_measure_cannot_be_right(form: dict[str, str]) -> None:
    visit = with_band()
    assert visit.post({"do": "measure", "band": visit.page["bands"][0]["id"], **form}).status == 400


def test_a_measure_to_be_put_right_stands_open_with_what_was_typed() -> None:
    visit = Visit().meet()
    band = str(visit.diary.band(type="flat", colour="yellow").values["band"])
    visit.get("/bands")
    visit.post({"do": "measure", "band": band, "hung_n": "1.5", "hung_rest_mm": "500", "hung_stretched_mm": "800"})
    shown = visit.page["bands"][0]
    assert visit.page["problems"] == [
        "1.5 newtons can't be right. One kilogram is about 10 newtons, half a litre of water 5."
    ]
    assert (shown["open"], [field["value"] for field in shown["fields"]]) == (True, ["1.5", "500", "800"])
    assert not shown["measured"]


def test_it_puts_a_band_away() -> None:
    visit = with_band()
    visit.post({"do": "retire", "band": visit.page["bands"][0]["id"]})
    assert visit.page["bands"] == []


def test_it_takes_no_band_yet_as_an_answer_until_there_is_one() -> None:
    visit = Visit().meet()
    visit.get("/bands")
    visit.post({"do": "no_band"})
    assert visit.page["no_band"]
    first = shipped().band_colours[0]
    visit.post({"do": "add", "type": "flat", "brand": first.brand, "colour": first.colour})
    assert not visit.page["no_band"]


def test_it_says_in_the_plan_what_to_do_without_a_band() -> None:
    visit = Visit().meet(no_band=True)
    visit.get("/today")
    assert "towel" in visit.page["sets"][0]["band"]


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"do": "measure", "band": "22222222-2222-4222-8222-222222222222"}, 404),
        ({"do": "sell"}, 400),
        ({"do": "add", "size": "giant"}, 400),
        ({"do": "add"}, 400),
        ({"do": "add", "type": "rope"}, 400),
    ],
)
def test_it_refuses_bands_that_are_not_there(form: dict[str, str], status: int) -> None:
    visit = Visit().meet()
    visit.get("/bands")
    assert visit.post(form).status == status
    assert "band" not in visit.kinds()
