"""The safety questions: one a screen, alarms at once, slips put right, lists and lines."""

from __future__ import annotations

import re

import pytest

from tests.builders import Diary, asked_in, shipped
from tests.screens.visiting import ROOT, Visit
from unpinch.screens import words
from unpinch.screens.questions import of_scope

BEFORE_SADDLE = {"both_legs", "both_legs_worse", "second_leg", "weak_both_legs", "numb_both_legs"}


def ready_to_ask(scope: str = "full") -> Visit:
    visit = Visit()
    visit.diary.about()
    visit.get(f"/screening/{scope}")
    return visit


def answer(visit: Visit, said: str = "no") -> str:
    """Answer the question that is open, as its form does; return which it was."""
    id_ = str(visit.page["question"]["id"])
    before = {"said": str(visit.page["said"])} if "said" in visit.page else {}
    visit.post({"question": id_, "answer": said, **before})
    return id_


def up_to(visit: Visit, id_: str) -> Visit:
    while visit.page["question"]["id"] != id_:
        answer(visit)
    return visit


def test_it_asks_one_question_a_screen_and_writes_one_entry() -> None:
    visit = ready_to_ask()
    screens = 0
    while visit.shown.template == "question.html":
        answer(visit)
        screens += 1
    assert visit.kinds() == ["about", "screening"]
    said = next(entry for entry in visit.entries if entry.kind == "screening")
    assert sorted(said.values["no"]) == sorted(asked_in("full"))
    assert screens < len(asked_in("full"))


def test_it_asks_weekly_only_what_can_change() -> None:
    visit = ready_to_ask("weekly")
    while visit.shown.template == "question.html":
        answer(visit)
    assert set(visit.entries[1].values["no"]) == set(asked_in("weekly"))


def test_it_counts_honestly_how_far_one_is() -> None:
    visit = ready_to_ask()
    total = visit.page["total"]
    screens = 0
    while visit.shown.template == "question.html":
        screens += 1
        assert (visit.page["number"], visit.page["total"]) == (screens, total)
        answer(visit)
    assert screens == total


def test_it_keeps_every_answer_out_of_the_address() -> None:
    visit = ready_to_ask()
    answer(visit, "yes")
    while visit.page["question"]["id"] != "cold_leg":
        assert visit.path == "/screening/full"
        answer(visit)
    answer(visit, "yes")
    assert visit.path == "/today"
    again = visit.page["flags"][0]["again"]
    assert "?" not in again
    assert "cold_leg" not in again


def test_it_leads_back_question_by_question() -> None:
    visit = ready_to_ask()
    first = answer(visit)
    second = answer(visit)
    visit.post({"said": visit.page["back"]["said"]})
    assert visit.page["question"]["id"] == second
    visit.post({"said": visit.page["back"]["said"]})
    assert visit.page["question"]["id"] == first
    assert visit.page["back"] is None
    assert visit.kinds() == ["about"]


def test_it_goes_on_where_it_was_when_a_page_is_loaded_again() -> None:
    visit = up_to(ready_to_ask(), "saddle")
    said = visit.page["said"]
    visit.get("/screening/full")
    assert visit.page["number"] == 1
    visit.post({"said": said})
    assert visit.page["question"]["id"] == "saddle"


def test_it_asks_anew_what_was_answered_hours_ago() -> None:
    visit = up_to(ready_to_ask(), "saddle")
    visit.diary.wait(minutes=6 * 60 + 1)
    answer(visit)
    assert visit.page["number"] == 1
    assert visit.page["page"]["notice"]
    assert visit.kinds() == ["about"]


def test_it_takes_no_answers_from_before_something_newer_was_said() -> None:
    visit = up_to(ready_to_ask(), "saddle")
    page = visit.page
    visit.diary.check_in()
    visit.post({"question": "saddle", "answer": "no", "said": page["said"]})
    assert visit.path == "/today"
    visit.get("/screening/full")
    visit.post({"said": page["said"]})
    assert visit.page["number"] == 1


def test_it_saves_once_what_an_impatient_finger_sends_twice() -> None:
    visit = ready_to_ask()
    while visit.page["number"] < visit.page["total"]:
        answer(visit)
    form = {"question": visit.page["question"]["id"], "answer": "no", "said": visit.page["said"]}
    number = visit.number()
    visit.send_again(form, "/screening/full", number)
    visit.send_again(form, "/screening/full", number)
    assert visit.kinds() == ["about", "screening"]
    assert not visit.path.startswith("/screening")


@pytest.mark.parametrize("said", ["yes", "not_sure"])
def test_it_writes_an_alarming_answer_at_once_and_locks(said: str) -> None:
    visit = up_to(ready_to_ask(), "saddle")
    before = [one for one in asked_in("full") if one in BEFORE_SADDLE]
    answer(visit, said)
    written = next(entry for entry in visit.entries if entry.kind == "screening")
    assert written.values == {"scope": "event", "yes": [], "no": before, "not_sure": [], said: ["saddle"]}
    assert visit.shown.template == "locked.html"
    assert visit.page["urgency"] == "emergency"
    assert visit.page["call"]["number"] == "999"


def test_it_lets_a_slip_be_put_right_and_goes_on_where_it_was() -> None:
    visit = up_to(ready_to_ask(), "saddle")
    number = visit.page["number"]
    answer(visit, "yes")
    raised = visit.entries[-2].id
    visit.get(visit.page["flags"][0]["again"].removeprefix(ROOT))
    answer(visit)
    lifted = [entry for entry in visit.entries if entry.values.get("lifts")]
    assert [entry.values["lifts"] for entry in lifted] == [[raised]]
    assert visit.shown.template == "question.html"
    assert visit.page["number"] == number + 1
    while visit.shown.template == "question.html":
        answer(visit)
    full = [entry for entry in visit.entries if entry.values.get("scope") == "full"]
    assert sorted(full[0].values["no"]) == sorted(asked_in("full"))


def test_a_slip_in_an_opened_group_goes_on_in_that_group() -> None:
    visit = ready_to_ask()
    answer(visit, "yes")
    answer(visit, "yes")
    visit.get(visit.page["flags"][0]["again"].removeprefix(ROOT))
    answer(visit)
    assert (visit.page["question"]["id"], visit.page["number"]) == ("both_legs_worse", 3)


def test_a_slip_in_the_daily_questions_goes_on_there_too() -> None:
    visit = today(Diary())
    visit.post({"answer": "not_sure"})
    up_to(visit, "saddle")
    answer(visit, "not_sure")
    visit.get(visit.page["flags"][0]["again"].removeprefix(ROOT))
    answer(visit)
    assert visit.path == "/screening/each"
    assert visit.page["number"] > 1


def test_it_offers_no_way_back_after_ten_minutes_or_another_entry() -> None:
    late = up_to(ready_to_ask(), "saddle")
    answer(late, "yes")
    late.diary.wait(minutes=11)
    late.get("/today")
    assert late.page["flags"][0]["again"] == ""
    busy = up_to(ready_to_ask(), "saddle")
    answer(busy, "yes")
    busy.diary.check_in()
    busy.get("/today")
    assert busy.page["flags"][0]["again"] == ""


def test_it_asks_a_question_again_only_where_that_is_allowed() -> None:
    visit = up_to(ready_to_ask(), "saddle")
    answer(visit, "yes")
    again = visit.page["flags"][0]["again"].removeprefix(ROOT)
    visit.diary.wait(minutes=11)
    visit.get(again)
    assert visit.shown.template == "locked.html"


def test_it_asks_the_questions_of_a_group_after_a_yes_or_not_sure_to_its_opening() -> None:
    for said in ("yes", "not_sure"):
        visit = ready_to_ask()
        assert visit.page["question"]["text"] == shipped().questions["both_legs"].only_if
        answer(visit, said)
        assert visit.page["question"]["id"] == "both_legs"


def test_it_refuses_answers_that_no_page_of_ours_made() -> None:
    visit = ready_to_ask()
    answer(visit)
    stamp = visit.page["said"][:-1]
    for text in (f"{stamp}nny", f"{stamp}x", stamp + "n" * 400, "somethingelse"):
        assert visit.post({"said": text}, "/screening/full").status == 400
    assert visit.kinds() == ["about"]


def test_it_refuses_an_answer_to_another_question() -> None:
    visit = ready_to_ask()
    assert visit.post({"question": "saddle", "answer": "no"}).status == 400
    assert visit.get("/screening/monthly").status == 404


# the lists


def today(diary: Diary) -> Visit:
    visit = Visit(diary)
    visit.diary.ready()
    visit.diary.next_day()
    visit.diary.check_in()
    visit.get("/today")
    return visit


def test_it_asks_for_the_days_signs_on_one_screen() -> None:
    visit = today(Diary())
    assert visit.path == "/screening/daily"
    listed = [item["id"] for group in visit.page["groups"] for item in group["items"]]
    assert sorted(listed) == sorted(asked_in("daily"))
    visit.post({"answer": "none"})
    assert visit.shown.template == "today.html"
    assert sorted(visit.entries[-2].values["no"]) == sorted(listed)


def test_it_takes_the_ticked_signs_as_yes_and_the_rest_as_no() -> None:
    visit = today(Diary())
    visit.post({"answer": "some", "item": ["fever"]})
    assert visit.page["urgency"] == "same_day"
    values = visit.entries[-2].values
    assert values["yes"] == ["fever"]
    assert "fever" not in values["no"]


def test_it_puts_two_ticks_right_together() -> None:
    visit = today(Diary())
    visit.post({"answer": "some", "item": ["fever", "foot_drop"]})
    assert len(visit.page["flags"]) == 2
    visit.get(visit.page["flags"][0]["again"].removeprefix(ROOT))
    assert [item["id"] for group in visit.page["groups"] for item in group["items"]] == ["foot_drop", "fever"]
    visit.post({"answer": "some", "item": ["fever"]})
    assert [flag["id"] for flag in visit.page["flags"]] == ["fever"]
    visit.get(visit.page["flags"][0]["again"].removeprefix(ROOT))
    assert visit.shown.template == "question.html"
    answer(visit)
    assert visit.shown.template == "today.html"


def test_it_asks_one_by_one_where_someone_is_not_sure_at_all() -> None:
    visit = today(Diary())
    visit.post({"answer": "not_sure"})
    assert visit.path.startswith("/screening/each")
    while visit.shown.template == "question.html":
        answer(visit)
    assert visit.shown.template == "today.html"
    assert visit.entries[-2].values["scope"] == "daily"


def test_it_asks_again_where_ticks_and_button_contradict_and_keeps_the_ticks() -> None:
    visit = today(Diary())
    assert visit.post({"answer": "none", "item": ["fever"]}).status == 400
    assert visit.page["page"]["notice"]
    assert [item["id"] for group in visit.page["groups"] for item in group["items"] if item["ticked"]] == ["fever"]
    assert visit.entries[-1].kind == "check_in"


def test_it_opens_every_topic_where_something_is_true() -> None:
    visit = today(Diary())
    assert '<details class="topic-row">' in visit.html
    visit.post({"answer": "some"})
    assert visit.page["picking"]
    assert '<details class="topic-row">' not in visit.html
    assert visit.entries[-1].kind == "check_in"


def test_it_says_every_sign_of_the_day_in_a_few_lines() -> None:
    text = " ".join(group["text"] for group in today(Diary()).page["groups"])
    for one in of_scope(shipped(), "daily"):
        assert all(word.strip(",") in text for word in one.short.split()), one.id
    assert len(text) < 1600


@pytest.mark.parametrize(
    ("signs", "said"),
    [
        (["one calf swollen", "one calf hot", "one calf red"], ["one calf swollen, hot or red"]),
        (["fever after an operation", "numbness after an operation"], ["fever or numbness after an operation"]),
        (["foot drop", "stiff legs"], ["foot drop", "stiff legs"]),
        (["swollen leg and pain", "swollen leg and pain at night"], ["swollen leg and pain or pain at night"]),
        (["fever"], ["fever"]),
    ],
)
def test_it_says_signs_in_one_breath_that_begin_or_end_alike(signs: list[str], said: list[str]) -> None:
    assert words.folded(signs) == said


def test_it_takes_a_new_sign_at_any_time() -> None:
    visit = Visit().meet()
    visit.get("/screening/event")
    visit.post({"answer": "some", "item": ["bladder"]})
    assert visit.page["urgency"] == "emergency"
    assert visit.entries[-2].values["no"] == []


def test_it_asks_one_line_before_another_session() -> None:
    visit = Visit().meet()
    visit.diary.session(floss=5)
    visit.get("/today")
    assert visit.page["headline"] == "Done for now"
    visit.get("/screening/line")
    answer(visit)
    assert visit.shown.template == "today.html"


def test_it_shows_the_list_when_the_line_is_answered_yes() -> None:
    visit = Visit().meet()
    visit.diary.session(floss=5)
    visit.get("/screening/line")
    answer(visit, "yes")
    assert visit.path == "/screening/daily"


# -- what needn't be asked again


def met(scope: str = "full", answers: dict[str, str] | None = None, **facts: object) -> tuple[list[str], Visit]:
    """Someone with these facts at the questions: which are met on the way, each answered no unless said otherwise."""
    visit = Visit()
    visit.diary.about(**facts)
    visit.get(f"/screening/{scope}")
    asked = []
    while visit.shown.template == "question.html":
        asked.append(answer(visit, (answers or {}).get(visit.page["question"]["id"], "no")))
    return asked, visit


def screened(visit: Visit) -> dict[str, list[str]]:
    found = next(entry for entry in visit.entries if entry.kind == "screening")
    return {word: found.values[word] for word in ("yes", "no", "not_sure")}


def test_it_asks_an_adult_s_age_no_more() -> None:
    asked, visit = met(age_years=44)
    assert {"under_18", "opens.first_over_50"}.isdisjoint(asked)
    assert {"under_18", "first_over_50"} <= set(screened(visit)["no"])
    assert "first_over_50" in met(age_years=51)[0]
    assert "opens.first_over_50" in met(age_years=50)[0]
    assert "under_18" in met(age_years=17)[0]


def test_a_joint_known_to_be_one_s_own_today_is_not_asked_about() -> None:
    assert "opens.recent_hip_replacement" not in met()[0]
    assert "opens.recent_hip_replacement" in met(left_hip_replaced="yes")[0]


def test_what_an_operation_can_change_is_asked_again_on_another_day() -> None:
    visit = Visit()
    visit.diary.about()
    visit.diary.next_day()
    visit.get("/screening/weekly")
    asked = []
    while visit.shown.template == "question.html":
        asked.append(answer(visit))
    assert {"opens.recent_hip_replacement", "opens.recent_knee_replacement"} <= set(asked)


def test_a_condition_that_was_ticked_opens_its_questions_at_once() -> None:
    asked, _ = met(conditions=["cancer", "aneurysm"])
    assert {"opens.cancer_weak", "opens.aorta_known"}.isdisjoint(asked)
    assert {"cancer_weak", "cancer_not_discussed", "aorta_known"} <= set(asked)


def test_a_condition_that_was_not_ticked_is_asked_about_all_the_same() -> None:
    assert {"opens.cancer_weak", "opens.aorta_known"} <= set(met()[0])


@pytest.mark.parametrize("said", ["no", "yes", "not_sure"])
def test_fragile_bones_are_asked_about_once(said: str) -> None:
    asked, visit = met(answers={"opens.bone_sudden": said})
    assert "bone_fragile" not in asked
    assert "bone_fragile" in screened(visit)[said]


def test_a_no_to_any_spinal_operation_or_injection_is_not_asked_again_one_by_one() -> None:
    asked, visit = met()
    assert {"opens.recent_spine_operation", "opens.recent_spine_injection"}.isdisjoint(asked)
    assert {"recent_spine_operation", "recent_spine_injection"} <= set(screened(visit)["no"])
    asked, _ = met(answers={"opens.after_spine_numb": "yes"})
    assert {"opens.recent_spine_operation", "opens.recent_spine_injection"} <= set(asked)


def test_pain_that_is_younger_than_four_weeks_has_not_lasted_longer() -> None:
    assert "not_improved" not in met(duration_weeks=3)[0]
    assert "not_improved" in met(duration_weeks=5)[0]


def test_facts_that_change_on_the_way_begin_the_questions_anew() -> None:
    visit = up_to(ready_to_ask(), "cold_leg")
    said = visit.page["said"]
    visit.diary.learn(left_hip_replaced="yes")
    visit.post({"question": "cold_leg", "answer": "no", "said": said}, "/screening/full")
    assert visit.path == "/today"
    assert "screening" not in visit.kinds()


def test_neighbours_that_read_alike_show_where_they_differ() -> None:
    visit = up_to(ready_to_ask(), "saddle_genitals")
    assert "Is there any numbness or tingling <em>in or around your genitals?</em>" in visit.html
    assert words.differing("Are both of your legs newly numb?", "Has it newly reached your other leg?")[1] == ""
    parts = words.differing("Have you had a knee replacement?", "Have you had a hip replacement?")
    assert parts == ("Have you had a", "knee", "replacement?")


def test_a_sign_that_comes_again_by_itself_says_why() -> None:
    visit = up_to(ready_to_ask(), "cord_stiff")
    assert "You said no to these all together." in visit.page["question"]["note"]


# -- the list


def test_once_something_is_true_the_big_button_saves_it() -> None:
    visit = Visit()
    visit.diary.ready()
    visit.get("/screening/daily")
    big = re.compile(r'class="btn go[^"]*" name="answer" value="(\w+)"')
    assert big.findall(visit.html) == ["none"]
    visit.post({"answer": "some"})
    assert big.findall(visit.html) == ["picked"]
    visit.post({"answer": "picked"})
    assert visit.page["page"]["notice"].startswith("Nothing is ticked yet")
    assert visit.kinds() == ["about", "screening"]
    visit.post({"answer": "picked", "item": ["fever"]})
    assert visit.shown.template == "locked.html"
