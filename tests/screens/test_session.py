"""The session as plain pages: resumed exactly, no set twice, stops that stay stops, a kind end."""

from __future__ import annotations

import pytest

from tests.builders import Diary, shipped
from tests.screens.visiting import ROOT, Visit
from unpinch.journal import set_id

STOPPED: dict[str, str | list[str]] = {"reason": "tingling", "where": ["calf"], "alarms": ["none"]}


def begun(**facts: str) -> tuple[Visit, str]:
    visit = Visit().meet(**facts)
    return visit, visit.begin()


def stopped(form: dict[str, str | list[str]]) -> Visit:
    visit, _ = begun()
    visit.press("stop")
    visit.post(form)
    return visit


def test_it_begins_with_the_decision_that_was_shown() -> None:
    visit, session = begun()
    start = next(entry for entry in visit.entries if entry.kind == "session_started")
    decision = next(entry for entry in visit.entries if entry.kind == "decision")
    assert start.values == {"session": session, "decision": decision.id}


def test_it_begins_a_session_once_however_often_start_is_pressed() -> None:
    visit = Visit().meet()
    visit.get("/today")
    form = {"decision": visit.page["decision"]}
    for _ in range(2):
        visit.post(form, "/start")
    assert visit.kinds().count("session_started") == 1


def test_it_does_not_begin_with_a_decision_that_no_longer_holds() -> None:
    visit = Visit().meet()
    visit.get("/today")
    old = visit.page["decision"]
    visit.diary.check_in(leg=9)
    visit.post({"decision": old}, "/start")
    assert visit.path == "/today"
    assert "session_started" not in visit.kinds()


def test_it_knows_no_decision_of_someone_else() -> None:
    visit = Visit().meet()
    visit.get("/today")
    assert visit.post({"decision": "22222222-2222-4222-8222-222222222222"}, "/start").status == 404


def test_it_goes_through_a_set_how_it_felt_and_the_end() -> None:
    visit, session = begun()
    visit.press("done")
    assert visit.shown.template == "felt.html"
    visit.post({"answer": "same_or_better", "index": "0"})
    assert visit.page["how"] == "done"
    assert visit.kinds()[-3:] == ["set_done", "felt", "session_ended"]
    assert visit.entries[-3].id == set_id(session, 0)


def test_a_set_says_with_which_band_it_was_done() -> None:
    visit = Visit()
    band = visit.diary.band(type="flat", brand="TheraBand", colour="yellow", rest_mm=2000, latex=True)
    visit.meet()
    visit.begin()
    used = visit.page["table"]["sets"]
    visit.press("done")
    done = visit.entries[-1]
    assert (done.kind, done.values["band"]) == ("set_done", band.values["band"])
    assert {"band": done.values["band"], "stretch_percent": done.values["stretch_percent"]} in [
        one["used"] for one in used.values()
    ]


def test_a_set_without_a_band_names_none() -> None:
    visit, _ = begun()
    assert all(one["used"] == {} for one in visit.page["table"]["sets"].values())
    visit.press("done")
    assert not visit.entries[-1].values.keys() & {"band", "stretch_percent"}


def test_it_ends_once_however_often_the_end_is_looked_at() -> None:
    visit, session = begun()
    visit.press("done")
    visit.post({"answer": "same_or_better", "index": "0"})
    for _ in range(3):
        visit.get(f"/session/{session}/end")
    assert visit.kinds().count("session_ended") == 1


def test_it_cannot_double_a_set_from_two_tabs() -> None:
    visit, session = begun()
    visit.press("done")
    visit.get(f"/session/{session}")
    visit.post({"do": "done", "index": "0"}, f"/session/{session}")
    assert visit.kinds().count("set_done") == 1


def test_it_never_takes_no_answer_for_fine() -> None:
    visit, session = begun()
    visit.press("done")
    visit.get("/today")
    visit.get(f"/session/{session}/next")
    assert visit.shown.template == "felt.html"
    assert visit.post({"index": "0"}).status == 400
    assert "felt" not in visit.kinds()


def test_it_resumes_exactly_where_a_closed_tab_left_it() -> None:
    visit, session = begun(legs="both")
    visit.press("done")
    visit.post({"answer": "same_or_better", "index": "0"})
    visit.get("/today")
    assert visit.page["start_label"] == "Go on where you were"
    visit.post({"decision": visit.page["decision"]}, visit.page["start"].removeprefix(ROOT))
    assert visit.path == f"/session/{session}"
    assert [(one["done"], one["now"]) for one in visit.page["sets"]][:2] == [(True, False), (False, True)]


def test_it_keeps_its_plan_when_the_day_changes_its_mind() -> None:
    visit, session = begun(legs="both")
    visit.diary.band(type="flat", colour="yellow")
    visit.get(f"/session/{session}")
    assert len(visit.page["sets"]) == 2


def test_it_offers_the_set_again_that_was_taken_back_and_counts_it_once() -> None:
    visit, session = begun()
    visit.press("done")
    visit.diary.wait(seconds=-8)
    visit.get(visit.path)
    undo = visit.page["page"]["undo"]
    assert undo["text"] == "Set saved."
    visit.post(dict(undo["fields"]), "/undo")
    visit.get(f"/session/{session}")
    assert visit.page["sets"][0]["now"]
    visit.press("done")
    again = [entry for entry in visit.entries if entry.kind == "set_done"]
    assert len(again) == 2
    assert again[1].values["replaces"] == next(entry.id for entry in visit.entries if entry.kind == "retraction")
    assert visit.shown.template == "felt.html"


def test_it_offers_to_undo_for_ten_seconds() -> None:
    visit, _ = begun()
    visit.press("done")
    visit.diary.wait(seconds=11)
    visit.get("/diary")
    assert visit.page["page"]["undo"] is None


def test_it_never_takes_a_stop_back() -> None:
    visit, _ = begun()
    visit.press("stop")
    assert visit.page["page"]["undo"] is None
    stop = next(entry for entry in visit.entries if entry.kind == "stopped")
    assert visit.post({"entry": stop.id}, "/undo").status == 400
    assert "retraction" not in visit.kinds()


def test_it_makes_a_set_easier_and_skips_one() -> None:
    visit, session = begun()
    visit.press("easier")
    assert visit.path == f"/session/{session}"
    assert visit.page["table"]["sets"]["0-0-5-0"]["level"] == 0
    visit.press("skip")
    assert visit.page["how"] == "left"


def test_it_ends_when_the_person_says_so() -> None:
    visit, session = begun(legs="both")
    visit.press("done")
    visit.post({"answer": "same_or_better", "index": "0"})
    visit.post({"do": "end"}, f"/session/{session}")
    assert (visit.page["how"], visit.page["title"]) == ("left", "That is fine.")


def test_it_says_plainly_that_nothing_was_done_when_every_set_was_left_out() -> None:
    visit, _ = begun()
    visit.press("skip")
    assert (visit.page["how"], visit.page["title"]) == ("left", "Nothing done this time.")
    assert visit.page["facts"] == []
    assert "Well done" not in visit.html


def test_it_shows_how_to_set_up_the_set_that_is_next() -> None:
    visit, _ = begun()
    level = shipped().exercises["nerve_floss"].level(1)
    assert visit.page["now"]["setup"]["steps"] == list(level.setup_without)
    assert level.way_in_without in visit.html
    assert [one["key"] for one in visit.page["setups"]] == ["nerve_floss-1", "nerve_floss-0"]


def test_the_set_up_says_nothing_of_bands_or_pregnancy_to_whom_it_does_not_concern() -> None:
    visit, _ = begun()
    for one in (visit.page["now"]["setup"], *visit.page["setups"]):
        text = " ".join([*one["steps"], one["way_in"], *one["how"]]).casefold()
        assert "pregnan" not in text
        if one["level"] != "Ankle pumps":
            assert "band" not in text, text


def test_the_set_up_tells_a_pregnant_owner_of_a_band_both() -> None:
    diary = Diary().ready(pregnancy="to_16_weeks")
    diary.band(type="flat", brand="TheraBand", colour="yellow", rest_mm=2000, latex=True)
    diary.check_in(leg=3)
    visit = Visit(diary)
    visit.begin()
    steps = " ".join(visit.page["now"]["setup"]["steps"])
    assert "Band flat under the middle of the foot" in steps
    assert "From the 16th week of pregnancy on" in steps
    said = visit.page["now"]["setup"]["unlike"]
    assert said == "The picture shows the usual position. Your set-up differs: go by the words."
    assert said in visit.html


def test_where_there_is_no_band_the_picture_with_one_is_said_to_differ() -> None:
    visit, _ = begun()
    said = {one["key"]: one["unlike"] for one in visit.page["setups"]}
    assert said["nerve_floss-1"] == "The picture shows a band. Your set-up differs: go by the words."
    assert said["nerve_floss-0"] == ""


def test_a_session_left_open_can_be_ended_from_today() -> None:
    visit, session = begun(legs="both")
    visit.press("done")
    visit.post({"answer": "same_or_better", "index": "0"})
    visit.get("/today")
    assert visit.page["going"]["text"].startswith("You have done 1 of 2 sets.")
    visit.post({"do": "end"}, visit.page["going"]["end"].removeprefix(ROOT))
    assert visit.path == f"/session/{session}/end"
    assert visit.kinds()[-1] == "session_ended"


@pytest.mark.parametrize(
    "form", [{"do": "done", "index": "7"}, {"do": "done", "index": "-1"}, {"do": "jump"}, {"x": "1"}]
)
def test_it_refuses_buttons_and_sets_that_are_not_there(form: dict[str, str]) -> None:
    visit, _ = begun()
    assert visit.post(form).status == 400
    assert visit.kinds()[-1] == "session_started"


def test_it_knows_no_session_of_someone_else() -> None:
    visit = Visit().meet()
    other = "22222222-2222-4222-8222-222222222222"
    for page in ("", "/felt", "/stop", "/settle", "/check", "/end", "/next"):
        assert visit.get(f"/session/{other}{page}").status == 404


def test_it_still_asks_about_a_stop_when_the_plan_has_not_arrived() -> None:
    visit = Visit().meet()
    visit.diary.press_stop("floss")
    visit.get("/today")
    assert visit.shown.template == "stop.html"
    visit.post(STOPPED)
    assert visit.shown.template == "settle.html"


# stops


def test_it_takes_effect_at_once_and_then_asks_why() -> None:
    visit, _ = begun()
    visit.press("stop")
    assert visit.shown.template == "stop.html"
    assert visit.kinds()[-1] == "stopped"
    visit.get("/today")
    assert visit.shown.template == "stop.html"


def test_it_waits_and_asks_whether_it_is_back() -> None:
    visit = stopped(STOPPED)
    assert visit.shown.template == "settle.html"
    assert visit.page["wait_s"] > 0
    for answer in ("back", "not_back"):
        visit.post({"answer": answer})
        assert "settled" not in visit.kinds(), f"{answer} before the wait is over says nothing yet"
        assert "Rest a little longer" in visit.page["page"]["notice"]
    assert visit.page["until_clock"] in visit.html
    visit.diary.wait(minutes=3)
    visit.get(visit.path)
    assert visit.page["wait_s"] == 0
    visit.post({"answer": "back"})
    assert visit.entries[-2].values["after_min"] >= 2
    assert visit.shown.template == "session_end.html"


def test_it_ends_for_the_day_when_it_does_not_settle() -> None:
    visit = stopped(STOPPED)
    for minutes in (3, 9):
        visit.diary.wait(minutes=minutes)
        visit.get(visit.path)
        visit.post({"answer": "not_back"})
    say_no(visit)
    assert visit.page["how"] == "stopped"
    visit.get("/today")
    assert visit.page["headline"] == "Enough for today"


def say_no(visit: Visit, most: int = 5) -> None:
    """Answer the questions at the end of a session with no."""
    for number in range(most):
        assert (visit.shown.template, visit.page["number"]) == ("question.html", number + 1)
        visit.post({"question": visit.page["question"]["id"], "answer": "no"})


def unsettled() -> Visit:
    visit = stopped(STOPPED)
    visit.diary.wait(minutes=3)
    visit.get(visit.path)
    visit.post({"answer": "not_back"})
    return visit


def test_back_counts_at_any_time_of_the_second_wait() -> None:
    visit = unsettled()
    assert visit.page["wait_s"] > 0
    visit.diary.wait(minutes=1)
    visit.post({"answer": "back"})
    assert (visit.shown.template, visit.page["title"]) == ("session_end.html", "Good that you stopped.")
    assert visit.entries[-2].values["answer"] == "back"


def test_someone_who_ends_before_it_is_back_is_asked_what_the_leg_can_do() -> None:
    visit = unsettled()
    visit.post({"answer": "end"})
    assert visit.kinds()[-1] == "session_ended"
    assert visit.page["question"]["id"] == "new_weakness"
    visit.get("/today")
    assert visit.path.endswith("/check")
    say_no(visit)
    assert (visit.page["how"], visit.page["title"]) == ("left", "Enough for today.")


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_a_weak_leg_at_the_end_is_advised_the_same_day_at_once(answer: str) -> None:
    visit = unsettled()
    visit.post({"answer": "end"})
    visit.post({"question": "new_weakness", "answer": answer})
    assert (visit.shown.template, visit.page["urgency"]) == ("locked.html", "same_day")


@pytest.mark.parametrize("form", [{"question": "saddle", "answer": "no"}, {"question": "new_weakness"}, {"x": "1"}])
def test_the_questions_at_the_end_take_only_their_own_answers(form: dict[str, str]) -> None:
    visit = unsettled()
    visit.post({"answer": "end"})
    assert visit.post(form).status == 400
    assert visit.kinds()[-1] == "session_ended"


def test_nobody_is_asked_them_who_had_no_such_stop() -> None:
    visit, session = begun()
    visit.press("done")
    visit.get(f"/session/{session}/check")
    assert visit.shown.template == "felt.html"


def test_the_end_asks_first_about_a_stop_that_nobody_answered() -> None:
    visit, session = begun()
    visit.press("stop")
    visit.post({"do": "end"}, f"/session/{session}")
    assert visit.shown.template == "stop.html"
    assert "session_ended" not in visit.kinds()


def test_a_stop_is_still_asked_about_in_a_session_that_another_tab_has_ended() -> None:
    visit, session = begun()
    visit.press("stop")
    visit.diary.add("session_ended", {"session": session, "how": "left"})
    for path in ("/today", f"/session/{session}/end"):
        visit.get(path)
        assert visit.shown.template == "stop.html"
    visit.post(STOPPED)
    assert visit.page["question"]["id"] == "new_weakness"


def test_it_answers_an_emergency_on_the_stop_screen() -> None:
    visit = stopped({"reason": "tingling", "where": ["foot"], "alarms": ["between_legs", "new_weakness"]})
    assert visit.shown.template == "locked.html"
    assert visit.page["urgency"] == "emergency"


def test_it_asks_the_saddle_question_at_once_after_tingling_at_the_buttock() -> None:
    visit = stopped({**STOPPED, "where": ["buttock"]})
    assert visit.path == "/screening/saddle"
    visit.post({"question": "saddle", "answer": "no"})
    assert visit.shown.template == "settle.html"


def test_it_locks_when_the_saddle_question_is_not_sure() -> None:
    visit = stopped({**STOPPED, "where": ["buttock"]})
    visit.post({"question": "saddle", "answer": "not_sure"})
    assert visit.page["urgency"] == "emergency"


@pytest.mark.parametrize(
    "form",
    [
        {"where": ["calf"], "alarms": ["none"]},
        {"reason": "tingling", "where": ["calf"]},
        {"reason": "tingling", "alarms": ["none", "injury"]},
        {"reason": "tingling", "alarms": ["none"], "leg_pain": "12"},
        {"reason": "tingling", "alarms": ["none"], "stop": "22222222-2222-4222-8222-222222222222"},
    ],
)
def test_it_asks_again_where_the_answer_to_a_stop_is_not_whole(form: dict[str, str | list[str]]) -> None:
    visit = stopped(form)
    assert visit.shown.status == 400
    assert visit.kinds()[-1] == "stopped"


def test_it_says_how_to_get_out_of_just_what_was_stopped() -> None:
    visit, _ = begun()
    visit.press("stop")
    assert visit.page["way_out"] == "Bend the knee, lower the leg, then let go."


def test_it_says_let_the_band_go_slack_where_a_band_is_in_use() -> None:
    visit = Visit().meet()
    visit.diary.band(type="flat", brand="TheraBand", colour="yellow", rest_mm=2000)
    visit.begin()
    visit.press("stop")
    assert "let the band go slack" in visit.page["way_out"]


def test_it_says_the_way_out_of_the_easier_level_that_was_done() -> None:
    visit, _ = begun()
    visit.press("easier")
    visit.press("stop")
    assert visit.page["way_out"] == "Just stop; the leg is already resting."


def test_it_never_says_kick_off_a_band_that_pulls() -> None:
    visit = Visit().meet()
    visit.diary.band(type="loop", rest_mm=1040, width_mm="13", thickness_mm="4.5")
    visit.begin()
    visit.press("skip")
    visit.press("stop", 1)
    assert visit.page["way_out"].startswith("Slide toward the anchor until the band is slack")


def test_it_takes_a_problem_from_the_end_of_a_session() -> None:
    visit, session = begun()
    visit.press("end")
    assert visit.page["title"] == "Nothing done this time."
    href = next(door["href"] for door in visit.page["doors"] if "problem" in door["href"])
    visit.get(href.removeprefix(ROOT))
    visit.post({"category": "skin", "text": "red spot", "session": session})
    assert visit.entries[-2].values == {"category": "skin", "text": "red spot", "session": session}


def test_it_takes_no_problem_for_a_session_that_is_not_there() -> None:
    visit = Visit().meet()
    visit.get("/problem")
    assert visit.post({"category": "skin", "session": "22222222-2222-4222-8222-222222222222"}).status == 404
