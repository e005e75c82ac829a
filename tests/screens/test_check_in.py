"""The check-in: nothing filled in, last time offered, wrong numbers said, nothing lost."""

from __future__ import annotations

from tests.screens.visiting import Visit

CALM = {"left_leg_pain": "2", "left_pain_site": "thigh"}


def test_it_offers_yesterdays_answers_and_fills_in_none() -> None:
    visit = Visit()
    visit.diary.ready()
    visit.diary.check_in(leg=4, site="calf")
    visit.diary.next_day()
    visit.get("/check-in")
    leg = visit.page["legs"][0]
    pain = next(field for field in leg["fields"] if field["name"] == "left_leg_pain")
    assert pain["before"] == {"label": "Yesterday: 4", "value": "4"}
    assert leg["pain_site"]["before"] == {"label": "Yesterday: Calf", "value": "calf"}
    assert " checked" not in visit.html


def test_it_offers_nothing_that_speaks_of_today_alone() -> None:
    visit = Visit()
    visit.diary.ready()
    visit.diary.check_in(painkillers=True, reaction="none")
    visit.get("/check-in")
    fields = [field for card in visit.page["cards"] for field in card["fields"]]
    assert all(not field["before"] for field in fields if field["name"] in {"painkillers", "reaction"})


def test_it_puts_the_affected_leg_first() -> None:
    visit = Visit()
    visit.diary.ready(legs="right")
    visit.get("/check-in")
    assert [(leg["id"], leg["affected"]) for leg in visit.page["legs"]] == [("right", True), ("left", False)]


def test_it_opens_both_legs_where_neither_is_the_affected_one() -> None:
    visit = Visit()
    visit.diary.ready(legs="none")
    visit.get("/check-in")
    assert [leg["affected"] for leg in visit.page["legs"]] == [True, True]


def test_it_writes_what_was_said_and_leaves_out_the_rest() -> None:
    visit = Visit()
    visit.diary.ready()
    visit.get("/check-in")
    visit.post({**CALM, "painkillers": "no", "soreness": ["hips", "back"]})
    assert visit.shown.template == "today.html"
    values = next(entry for entry in visit.entries if entry.kind == "check_in").values
    expected = {"left_leg_pain": 2, "left_pain_site": "thigh", "soreness": ["hips", "back"], "painkillers": False}
    assert values == expected


def test_it_refuses_pain_eleven_and_keeps_the_other_answers() -> None:
    visit = Visit()
    visit.diary.ready()
    visit.get("/check-in")
    visit.post({**CALM, "left_leg_pain": "11"})
    assert visit.shown.status == 400
    assert visit.page["problems"][0] == "Left leg pain is 11; it must be a whole number from 0 to 10."
    assert visit.page["legs"][0]["pain_site"]["value"] == "thigh"
    assert "check_in" not in visit.kinds()


def test_it_refuses_a_site_on_no_side_and_any_field_that_is_not_asked() -> None:
    visit = Visit()
    visit.diary.ready()
    for name in ("pain_site", "middle_pain_site", "replaces", "note"):
        visit.get("/check-in")
        assert visit.post({**CALM, name: "calf"}).status == 400
    assert "check_in" not in visit.kinds()


def test_it_needs_the_leg_pain() -> None:
    visit = Visit()
    visit.diary.ready()
    visit.get("/check-in")
    assert visit.post({"back_pain": "3"}).status == 400


def test_it_counts_a_form_sent_twice_once() -> None:
    visit = Visit()
    visit.diary.ready()
    visit.get("/check-in")
    number = visit.number()
    visit.send_again(CALM, "/check-in", number)
    visit.send_again(CALM, "/check-in", number)
    assert visit.kinds().count("check_in") == 1


def test_it_takes_several_check_ins_a_day() -> None:
    visit = Visit()
    visit.diary.ready()
    for _ in range(2):
        visit.get("/check-in")
        visit.post(CALM)
    assert visit.kinds().count("check_in") == 2
