"""Measures at the pages: a quiet offer, one question a screen, an entry in the diary, a change told plainly."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.journal.test_measures import ANSWERS
from tests.screens.visiting import Visit
from unpinch.screens import measure_words


def given(visit: Visit) -> dict[str, str]:
    """The answers that the open form holds already."""
    return {one["name"]: one["value"] for one in visit.page["given"]}


def answer(visit: Visit, **fields: str) -> Visit:
    visit.post({**given(visit), "step": visit.page["step"], **fields})
    return visit


def newest(visit: Visit) -> Any:
    return [entry for entry in visit.entries if entry.kind != "decision"][-1]


def opened(name: str) -> Visit:
    visit = Visit().meet()
    visit.get(f"/measures/{name}")
    return visit


# -- the offer ---------------------------------------------------------------------------------------------------------


def test_today_offers_one_after_the_check_in() -> None:
    visit = Visit().meet()
    visit.get("/today")
    assert visit.page["offer"]["measure"] == "psfs"
    assert visit.html.count("Answer, 1 minute") == 1
    assert visit.html.index("Start") < visit.html.index("Answer, 1 minute")


def test_it_is_not_there_before_the_safety_questions() -> None:
    visit = Visit()
    visit.diary.about()
    visit.get("/today")
    assert not visit.page["offer"]
    assert "Answer, " not in visit.html


def test_it_is_not_there_when_care_comes_first() -> None:
    visit = Visit().meet()
    visit.diary.screening("event", yes=["bladder"])
    visit.get("/today")
    assert visit.shown.template == "locked.html"
    assert "Not today" not in visit.html


def test_not_today_is_one_tap_and_can_be_undone() -> None:
    visit = Visit().meet()
    visit.get("/today")
    visit.post({"measure": visit.page["offer"]["measure"]}, "/measures/put-off")
    assert newest(visit).values == {"measure": "psfs"}
    assert visit.path == "/today"
    assert not visit.page["offer"]
    visit.diary.wait(seconds=-18)
    visit.get("/diary")
    undo = visit.page["page"]["undo"]
    assert undo["text"] == "Not today, then."
    visit.post(dict(undo["fields"]), "/undo")
    visit.get("/today")
    assert visit.page["offer"]["measure"] == "psfs"


def test_after_an_answer_nothing_more_is_offered_that_day() -> None:
    visit = opened("grc")
    answer(visit, change="same")
    assert visit.path == "/today"
    assert not visit.page["offer"]


# -- the forms ---------------------------------------------------------------------------------------------------------


def test_own_activities_are_named_once_and_rated_one_a_screen() -> None:
    visit = opened("psfs")
    answer(visit, activity_1="Walk for half an hour", activity_3=" Tie  my shoes ")
    assert (visit.page["title"], visit.page["number"], visit.page["total"]) == ("Walk for half an hour", 1, 2)
    answer(visit, ability_1="3")
    assert (visit.page["title"], visit.page["last"]) == ("Tie my shoes", True)
    answer(visit, ability_2="0")
    assert newest(visit).values == {
        "version": 1,
        "activity_1": "Walk for half an hour",
        "ability_1": 3,
        "activity_2": "Tie my shoes",
        "ability_2": 0,
    }


def test_the_next_time_the_same_activities_are_rated() -> None:
    visit = Visit().meet()
    visit.diary.add("measure_psfs", ANSWERS["measure_psfs"])
    visit.get("/measures/psfs")
    assert visit.page["title"] == "Walk for an hour"
    answer(visit, ability_1="9")
    assert newest(visit).values == {**ANSWERS["measure_psfs"], "ability_1": 9}
    visit.get("/measures/psfs?fresh=1")
    assert visit.page["step"] == "activity_1"
    assert given(visit) == {}


def test_an_activity_named_twice_stands_once() -> None:
    visit = opened("psfs")
    answer(visit, activity_1="Walk", activity_2="walk", activity_3="Sit")
    assert given(visit) == {"activity_1": "Walk", "activity_2": "Sit"}


def test_back_leads_to_the_question_before() -> None:
    visit = opened("sleep_confidence")
    assert not visit.page["back"]
    answer(visit, sleep="6")
    assert visit.page["number"] == 2
    visit.post({one["name"]: one["value"] for one in visit.page["back"]})
    assert (visit.page["number"], visit.shown.status) == (1, 200)
    answer(visit, sleep="7")
    answer(visit, confidence="10")
    assert newest(visit).values == {"version": 1, "sleep": 7, "confidence": 10}


def test_the_roland_morris_list_is_one_screen_word_for_word() -> None:
    visit = opened("rmdq24")
    text = unescape(visit.html)
    measure = shipped().measures["rmdq24"]
    for words in (*measure.intro, *(line.text for line in measure.lines), measure.citation, measure.licence):
        assert words in text
    answer(visit, ticked=["2", "16"])  # type: ignore[arg-type]
    assert newest(visit).values == {"version": 1, "ticked": ["2", "16"]}


def test_a_list_without_a_tick_is_asked_about_before_it_is_saved() -> None:
    visit = opened("rmdq24")
    answer(visit)
    assert visit.shown.status == 400
    assert "measure_rmdq24" not in visit.kinds()
    answer(visit, step="none")
    assert newest(visit).values == {"version": 1, "ticked": []}


@pytest.mark.parametrize("name", ["psfs", "grc", "rmdq24", "sleep_confidence"])
def test_a_screen_without_an_answer_says_so_and_saves_nothing(name: str) -> None:
    visit = opened(name)
    before = visit.kinds()
    answer(visit)
    assert (visit.shown.status, len(visit.page["problems"])) == (400, 1)
    assert visit.kinds() == before


@pytest.mark.parametrize("name", ["psfs", "grc", "rmdq24", "sleep_confidence"])
def test_every_form_says_why_with_licence_and_citation_and_lets_go(name: str) -> None:
    visit = opened(name)
    measure = shipped().measures[name]
    text = unescape(visit.html)
    assert measure.why in text
    assert measure.citation in text
    assert measure.licence in text
    assert "Not today" in text
    assert "<h1>" in text


def test_a_number_out_of_bounds_is_refused_in_words() -> None:
    visit = opened("sleep_confidence")
    answer(visit, sleep="11")
    assert visit.shown.status == 400
    assert "from 0 to 10" in visit.page["problems"][0]
    assert given(visit) == {}


def test_sending_a_form_twice_saves_it_once() -> None:
    visit = opened("grc")
    number = visit.number()
    answer(visit, change="same")
    visit.send_again({"step": "change", "change": "same"}, "/measures/grc", number)
    assert visit.kinds().count("measure_grc") == 1


def test_a_field_that_no_page_of_ours_sends_is_refused() -> None:
    visit = opened("grc")
    visit.post({"score": "3"})
    assert visit.shown.status == 400
    assert "measure_grc" not in visit.kinds()


@pytest.mark.parametrize("name", ["nprs", "odi", "put_off"])
def test_there_is_no_form_for_what_is_not_offered(name: str) -> None:
    assert Visit().meet().get(f"/measures/{name}").status == 404


def test_putting_off_what_is_not_offered_is_refused() -> None:
    visit = Visit().meet()
    visit.get("/today")
    visit.post({"measure": "nprs"}, "/measures/put-off")
    assert visit.shown.status == 404
    assert "measure_put_off" not in visit.kinds()


# -- the diary ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("measure_nprs", "Pain from 0 to 10: left leg pain 4 of 10"),
        ("measure_psfs", "What you can do: average 3 of 10"),
        ("measure_grc", "Better or worse: a little better"),
        ("measure_rmdq24", "Your back and your day: sentences ticked 2 of 24"),
        ("measure_sleep_confidence", "Sleep and confidence: sleep 5 of 10, confidence 0 of 10"),
        ("measure_put_off", "Not today: what you can do"),
    ],
)
def test_the_diary_tells_each_in_a_line(kind: str, told: str) -> None:
    visit = Visit().meet()
    visit.diary.add(kind, ANSWERS[kind])
    visit.get("/diary")
    assert visit.page["days"][0]["entries"][0]["text"] == told
    visit.get(f"/diary/{visit.entries[-1].id}")
    assert visit.page["facts"]


def test_an_entry_shows_the_answers_in_words() -> None:
    visit = Visit().meet()
    visit.diary.add("measure_rmdq24", ANSWERS["measure_rmdq24"])
    visit.get(f"/diary/{visit.entries[-1].id}")
    assert "I walk more slowly than usual because of my back." in visit.html
    visit.diary.add("measure_psfs", ANSWERS["measure_psfs"])
    visit.get(f"/diary/{visit.entries[-1].id}")
    assert visit.page["facts"] == [{"label": "Walk for an hour", "value": "3 of 10"}]


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        ("measure_psfs", {"activity_1": "Walk for an hour", "ability_1": "8"}, {"ability_1": 8}),
        ("measure_grc", {"change": "much_worse"}, {"change": "much_worse"}),
        ("measure_rmdq24", {}, {"ticked": []}),
        ("measure_sleep_confidence", {"sleep": "1", "confidence": "0"}, {"sleep": 1}),
        ("measure_nprs", {"left_leg_pain": "9"}, {"left_leg_pain": 9}),
    ],
)
def test_each_is_corrected_in_the_diary(kind: str, said: dict[str, str], kept: dict[str, Any]) -> None:
    visit = Visit().meet()
    first = visit.diary.add(kind, ANSWERS[kind])
    visit.get(f"/diary/{first.id}")
    visit.post({**said, "do": "correct"})
    assert newest(visit).values == {**ANSWERS[kind], **kept, "replaces": first.id}


def test_a_correction_shows_the_words_that_were_asked() -> None:
    visit = Visit().meet()
    first = visit.diary.add("measure_rmdq24", ANSWERS["measure_rmdq24"])
    visit.get(f"/diary/{first.id}")
    field = visit.page["fields"][0]
    assert field["value"] == ["3", "16"]
    assert field["options"][2]["label"] == "I walk more slowly than usual because of my back."


# -- how it has gone ---------------------------------------------------------------------------------------------------


def section(visit: Visit, name: str) -> dict[str, Any]:
    visit.get("/measures")
    return next(one for one in visit.page["sections"] if one["id"] == name)


def told(visit: Visit, name: str) -> str:
    return " ".join(text for one in section(visit, name)["told"] for text in one["sentences"])


def ticks(*counts: int, **check_in: Any) -> Visit:
    """Someone who ticked so many sentences, a fortnight apart, with a check-in on each day."""
    diary = Diary().ready()
    for n, count in enumerate(counts):
        diary.check_in(3, **(check_in if n else {}))
        diary.add("measure_rmdq24", {"version": 1, "ticked": [str(one + 1) for one in range(count)]})
        diary.next_day(days=14)
    return Visit(diary)


def test_a_small_change_is_told_beside_the_published_one() -> None:
    text = told(ticks(12, 10), "rmdq24")
    assert text == (
        "It was 12 of 24 and is now 10: 2 sentences fewer. That is less than what people usually notice "
        "(at least 5 sentences and 30 percent fewer)."
    )


def test_a_clear_change_is_told_without_a_promise() -> None:
    text = told(ticks(12, 7), "rmdq24")
    assert "That is a change that people usually notice" in text
    assert not re.search(r"cure|success|well done|keep", text, re.IGNORECASE)


def test_worse_is_told_kindly_and_says_what_to_do() -> None:
    assert "That is so little that it can be chance." in told(ticks(7, 8), "rmdq24")
    assert "That is worse. If it stays like this, have it looked at." in told(ticks(7, 14), "rmdq24")


@pytest.mark.parametrize("lost", [{"numbness": 2}, {"left_strength": "weaker"}, {"left_numb_new_area": True}])
def test_fewer_ticks_with_lost_function_are_never_called_progress(lost: dict[str, Any]) -> None:
    visit = ticks(14, 4, **lost)
    text = told(visit, "rmdq24")
    assert "That isn't progress, whatever this number does." in text
    assert "people usually notice" not in text
    assert visit.page["lost"]
    assert "/screening/event" in visit.html


def test_one_value_waits_for_the_next() -> None:
    assert told(ticks(9), "rmdq24") == "So far: 9 of 24. One value says little. The next one can be compared with it."
    assert told(Visit().meet(), "rmdq24") == "Nothing here yet."


def test_pain_is_told_by_weeks() -> None:
    diary = Diary().ready()
    for day in range(21):
        diary.check_in(6 - day // 7)
        diary.next_day()
    visit = Visit(diary)
    assert "In your first week it was about 6 of 10, in the last seven days about 4: 2 points less." in told(
        visit, "nprs"
    )
    assert section(visit, "nprs")["rows"][0][1:] == ["4 (7 days)", "1 (7 days)"]


def test_better_or_worse_is_told_in_its_words() -> None:
    visit = Visit().meet()
    visit.diary.add("measure_grc", ANSWERS["measure_grc"])
    found = section(visit, "grc")
    assert found["told"][0]["sentences"][0] == "You said: a little better."
    assert found["rows"][0][1] == "A little better"


def test_the_newest_values_come_first_and_the_older_ones_fold_away() -> None:
    found = section(ticks(*range(10, 18)), "rmdq24")
    assert [row[1] for row in found["rows"]] == ["17", "16", "15", "14", "13", "12"]
    assert [row[1] for row in found["older"]] == ["11", "10"]


def test_each_section_says_who_says_so_and_how_sure() -> None:
    visit = ticks(12, 10)
    for name, measure in shipped().measures.items():
        found = section(visit, name)
        assert (found["citation"], found["licence"]) == (measure.citation, measure.licence)
        rules = [scale.important for scale in measure.scales if scale.important]
        assert [one["text"] for one in found["sure"]] == [rule.unsure for rule in rules]
        assert all("http" in one["source"] or "memory" in one["source"] for one in found["sure"])
        assert bool(found["note"]) == (not rules)


def test_it_names_the_activities_it_speaks_of() -> None:
    visit = Visit().meet()
    visit.diary.add("measure_psfs", ANSWERS["measure_psfs"])
    assert section(visit, "psfs")["about"] == "Walk for an hour"


def test_someone_elses_words_stay_text() -> None:
    visit = Visit().meet()
    visit.diary.add("measure_psfs", {**ANSWERS["measure_psfs"], "activity_1": "<b>Walk</b>"})
    for path in ("/measures", "/measures/psfs", "/diary"):
        visit.get(path)
        assert "<b>Walk" not in visit.html


def test_numbers_are_written_as_people_write_them() -> None:
    assert [measure_words.number(value) for value in (4.0, 4.3, 0.0)] == ["4", "4.3", "0"]
