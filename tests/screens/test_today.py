"""Today: what is asked first, the decision with its reasons, stored once, never an empty page."""

from __future__ import annotations

import json

from tests.builders import Diary, shipped
from tests.screens.visiting import ROOT, Visit
from unpinch.guidance import decide
from unpinch.screens.replay import read_decision


def decisions(visit: Visit) -> list[str]:
    return [entry.id for entry in visit.entries if entry.kind == "decision"]


def test_it_welcomes_someone_new_and_shows_today_to_others() -> None:
    assert Visit().get("/").template == "welcome.html"
    assert Visit().meet().get("/").template == "today.html"


def test_it_asks_in_the_order_of_the_rules() -> None:
    visit = Visit()
    visit.get("/today")
    hrefs = [ask["href"].removeprefix(ROOT) for ask in visit.page["asks"]]
    assert hrefs == ["/about", "/screening/full", "/check-in"]


def test_it_goes_straight_to_the_one_question_of_the_day() -> None:
    visit = Visit()
    visit.diary.ready()
    visit.get("/today")
    assert visit.path == "/check-in"
    assert decisions(visit) == []


def test_it_shows_the_plan_with_minutes_reasons_and_sources() -> None:
    visit = Visit().meet()
    visit.get("/today")
    assert visit.page["headline"] == "Decompress, 2 minutes"
    assert visit.page["sets"][0]["dose"] == "Left leg, 5 times"
    assert all(reason["text"] and reason["source"] for reason in visit.page["reasons"])
    assert "The article this programme follows" in visit.html


def test_it_stores_the_decision_it_shows_whole_and_once() -> None:
    visit = Visit().meet()
    visit.get("/today")
    first = decisions(visit)
    visit.diary.wait(minutes=3)
    visit.get("/today")
    assert decisions(visit) == first
    entry = visit.entries[-1]
    shown = decide(shipped(), visit.entries[:-1], visit.now)
    assert json.loads(entry.values["result"]) == json.loads(json.dumps(shown.to_json()))
    assert read_decision(entry) == shown
    assert entry.values["programme"] == shipped().label
    assert len(entry.values["heads"]) == 1


def test_it_stores_a_new_decision_after_something_new() -> None:
    visit = Visit().meet()
    visit.get("/today")
    visit.diary.check_in(leg=4)
    visit.get("/today")
    assert len(decisions(visit)) == 2


def test_it_stores_a_new_decision_on_a_new_day() -> None:
    visit = Visit().meet()
    visit.get("/today")
    visit.diary.next_day().morning(leg=3)
    visit.get("/today")
    assert len(decisions(visit)) == 2


def test_it_never_shows_an_empty_page_on_a_rest_day() -> None:
    visit = Visit()
    visit.diary.ready()
    visit.diary.check_in(leg=9)
    visit.get("/today")
    assert visit.shown.template == "rest.html"
    assert visit.page["care"]
    assert visit.page["later"]


def test_it_lets_a_pause_begin_and_end() -> None:
    visit = Visit().meet()
    visit.get("/pause")
    visit.post({"reason": "travel"})
    assert visit.page["headline"] == "You are on a pause"
    visit.post({}, "/resume")
    assert visit.shown.template == "today.html"


def test_it_puts_sets_of_one_exercise_on_one_card() -> None:
    visit = Visit()
    visit.diary.ready(legs="none")
    visit.diary.check_in(leg=0)
    visit.get("/today")
    assert len(visit.page["sets"]) < len(decide(shipped(), visit.entries, visit.now).sets)
    assert "2 sets" in visit.page["sets"][-1]["dose"]


def test_it_says_an_entry_ahead_of_the_clock_must_be_looked_at() -> None:
    diary = Diary()
    diary.ready()
    diary.add("resume", {}, at="2026-03-05T08:00:00+00:00")
    visit = Visit(diary)
    visit.get("/today")
    assert visit.page["asks"][0]["href"] == f"{ROOT}/diary"


def texts(visit: Visit) -> str:
    visit.get("/today")
    return " ".join(reason["text"] for reason in visit.page["reasons"])


def test_it_speaks_of_a_missing_band_only_to_those_who_own_some() -> None:
    nobody, someone = Visit().meet(), Visit()
    assert "band" not in texts(nobody)
    someone.diary.ready()
    someone.diary.band(type="mini_loop", brand="TheraBand", colour="red", rest_mm=300, latex=True)
    someone.diary.check_in(leg=3)
    assert "None of your bands fits this move." in texts(someone)


def test_it_never_says_both_that_we_start_with_the_nerve_and_leave_it_out() -> None:
    said = texts(Visit().meet(pain_region="groin_or_front"))
    assert "the nerve moves are left out" in said
    assert "we start with calming the nerve" not in said


def test_it_says_beforehand_how_much_there_is_to_answer() -> None:
    visit = Visit()
    visit.get("/today")
    helps = {ask["label"]: ask["help"] for ask in visit.page["asks"]}
    assert helps["Tell us about you"] == "8 short pages"
    visit.get("/screening/full")
    assert helps["The safety questions"].startswith(f"{visit.page['total']} short questions, yes or no: about")


def test_it_offers_to_check_in_again_only_after_a_check_in() -> None:
    early = Visit()
    early.diary.ready()
    early.get("/more")
    assert "Check in again" not in early.html
    early.diary.check_in(leg=3)
    early.get("/today")
    assert "Check in again" in early.html
    new = Visit()
    new.get("/today")
    assert "Check in again" not in new.html


def after_rounds(count: int) -> Visit:
    """Someone in decompress who has done so many rounds of the floss today."""
    visit = Visit().meet()
    for number in range(count):
        if number:
            visit.diary.screening("line")
        visit.diary.wait(minutes=90)
        visit.diary.session(floss=5)
    visit.diary.wait(minutes=90)
    visit.get("/today")
    return visit


def test_it_offers_another_round_while_one_can_come() -> None:
    assert [ask["label"] for ask in after_rounds(2).page["asks"]] == ["Another round today"]


def test_it_offers_no_round_where_none_can_come_and_says_why() -> None:
    visit = after_rounds(3)
    assert visit.page["asks"] == []
    assert visit.page["headline"] == "Done for today"
    assert "enough flossing for today" in visit.page["reasons"][0]["text"]
    assert "Another round" not in visit.html
    visit.get("/screening/line")
    visit.post({"question": "line", "answer": "no"})
    assert visit.shown.template == "rest.html", "the offer was true: nothing would have come"


def test_after_a_stop_that_settled_it_contradicts_itself_nowhere() -> None:
    visit = Visit().meet()
    session = visit.begin()
    visit.press("stop")
    visit.post({"reason": "tingling", "where": ["calf"], "alarms": ["none"]})
    visit.diary.wait(minutes=3)
    visit.get(f"/session/{session}/next")
    visit.post({"answer": "back"})
    assert visit.shown.template == "session_end.html"
    assert "stronger ones rest for today" in visit.page["reasons"][0]["text"]
    visit.get("/today")
    assert visit.page["lead"].startswith("You stopped today, and that was right.")
    assert "stronger ones rest for today" in visit.page["reasons"][0]["text"]
    assert "Nothing in this phase fits" not in visit.html
