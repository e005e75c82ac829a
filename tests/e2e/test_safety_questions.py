"""A warning sign leads to the right advice at once, and locks until one of its ways out is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import ways

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.builders import Diary
    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab, Tabs


def locked_by(served: Served, tabs: Tabs, question: str, size: str = "phone") -> Tab:
    """Someone who ticks one sign of the day's list."""
    diary = ways.diary(served.moment, minutes_ago=24 * 60).ready(country="DE")
    diary.check_in(leg=3)
    tab = tabs.new(served, served.someone(diary.lines), size)
    tab.go("/screening/daily")
    ways.tick_signs(tab, question)
    return tab


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_emergency_answer_leads_at_once_to_whom_to_call(served: Served, tabs: Tabs, size: str) -> None:
    tab = tabs.new(served, served.someone(about(served).lines), size)
    tab.go("/screening/full")
    tab.press("Yes")
    tab.press("Yes")
    tab.headed("Please get help now.")
    expect(tab.page.get_by_role("link", name="Call 112")).to_be_visible()
    expect(tab.page.get_by_text("or your local emergency number")).to_be_visible()
    for door in ("Care for a bad day", "Diary", "Good to know", "Save a copy of my journal"):
        expect(tab.page.get_by_role("main").get_by_role("link", name=door)).to_be_visible()
    expect(tab.page.get_by_role("button", name="Start")).to_have_count(0)
    tab.go("/exercises")
    expect(tab.page.get_by_role("button", name="Start")).to_have_count(0)


def about(served: Served) -> Diary:
    found = ways.diary(served.moment)
    found.about(country="DE")
    return found


def test_a_slip_is_taken_back_at_once_and_the_questions_go_on(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, served.someone(about(served).lines))
    tab.go("/screening/full")
    tab.press("Yes")
    tab.press("Yes")
    tab.follow("I tapped the wrong answer")
    tab.press("No")
    expect(tab.page.get_by_text("Question 3 of")).to_be_visible()
    tab.at("/screening/full")
    tab.go("/today")
    tab.headed("First, 2 things to answer")


def test_back_and_forward_lead_from_question_to_question(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, served.someone(about(served).lines))
    tab.go("/today")
    tab.follow("The safety questions", exact=False)
    for number in (1, 2, 3):
        expect(counted(tab, number)).to_be_visible()
        tab.press("No")
    expect(counted(tab, 4)).to_be_visible()
    for number in (3, 2):
        tab.page.go_back()
        tab.blink()
        expect(counted(tab, number)).to_be_visible()
    tab.page.go_forward()
    tab.blink()
    expect(counted(tab, 3)).to_be_visible()
    tab.press("Back one question")
    expect(counted(tab, 2)).to_be_visible()
    tab.at("/screening/full")


def counted(tab: Tab, number: int) -> Locator:
    return tab.page.get_by_text(f"Question {number} of")


def test_a_page_loaded_again_goes_on_where_it_was(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, served.someone(about(served).lines))
    tab.go("/screening/full")
    ways.answer_no(tab, 3)
    tab.page.reload()
    expect(counted(tab, 4)).to_be_visible()
    tab.go("/bad-day")
    tab.go("/screening/full")
    expect(counted(tab, 4)).to_be_visible()


def test_keys_answer_and_a_double_tap_answers_once(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, served.someone(about(served).lines), "desktop")
    tab.go("/screening/full")
    tab.press("No")
    expect(counted(tab, 2)).to_be_visible()
    tab.page.keyboard.press("n")
    expect(counted(tab, 3)).to_be_visible()
    tab.page.get_by_role("button", name="No", exact=True).dblclick()
    expect(counted(tab, 4)).to_be_visible()
    tab.page.keyboard.press("u")
    tab.headed("Please get help now.")


def test_the_questions_go_without_javascript(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, served.someone(about(served).lines), java_script_enabled=False)
    tab.go("/screening/full")
    for number in (2, 3):
        tab.press("No")
        expect(counted(tab, number)).to_be_visible()
    tab.press("Back one question")
    expect(counted(tab, 2)).to_be_visible()
    tab.press("Yes")
    tab.headed("Please get help now.")
    tab.follow("I tapped the wrong answer")
    tab.press("No")
    expect(counted(tab, 3)).to_be_visible()


def test_an_older_answer_is_no_slip_any_more(served: Served, tabs: Tabs) -> None:
    tab = locked_by(served, tabs, "saddle")
    expect(tab.page.get_by_role("link", name="I tapped the wrong answer")).to_be_visible()
    tab.pass_s(601)
    tab.page.reload()
    tab.headed("Please get help now.")
    expect(tab.page.get_by_role("link", name="I tapped the wrong answer")).to_have_count(0)


def test_someone_who_examined_clears_it(served: Served, tabs: Tabs) -> None:
    tab = locked_by(served, tabs, "saddle")
    clear(tab, "I may exercise")
    expect(tab.page.get_by_role("heading", name="Please get help now.")).to_have_count(0)
    tab.headed("How is it today?")


def test_not_yet_keeps_it_locked(served: Served, tabs: Tabs) -> None:
    tab = locked_by(served, tabs, "saddle")
    clear(tab, "Not yet")
    tab.headed("Please get help now.")


def clear(tab: Tab, verdict: str) -> None:
    tab.page.get_by_text("Someone has examined me for this").click()
    tab.page.get_by_label("Who examined you?").fill("Dr Example")
    tab.page.get_by_label("When?").fill("2026-11-22")
    tab.page.get_by_text(verdict, exact=True).click()
    tab.press("Save this")
    tab.at("/today") if verdict == "Not yet" else tab.page.wait_for_url("**/check-in")


def test_a_sign_of_the_same_day_names_no_emergency_number(served: Served, tabs: Tabs) -> None:
    tab = locked_by(served, tabs, "foot_drop")
    tab.headed("Please see someone today.")
    expect(tab.page.get_by_role("link", name="Call 112")).to_have_count(0)


def test_answers_on_their_way_stand_in_this_tab_alone_and_go_with_the_record(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, served.someone(about(served).lines))
    tab.go("/screening/full")
    ways.answer_no(tab, 2)
    kept = "Object.keys(sessionStorage).filter((key) => key.includes('questions')).length"
    assert tab.page.evaluate(kept) == 1
    assert "?" not in tab.page.url
    tab.root = served.someone(about(served).lines)
    tab.go("/today")
    assert tab.page.evaluate(kept) == 0
