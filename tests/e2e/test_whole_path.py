"""The whole path of a person, from the address in the terminal to the diary and the door out, on phone and desktop."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import ways
from tests.e2e.served import root_of

if TYPE_CHECKING:
    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab, Tabs

DAY_S = 86_400


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_it_goes_from_the_first_address_to_the_door_out(own: Served, tabs: Tabs, size: str) -> None:
    tab = tabs.new(own, size=size)
    comes_in(tab)
    own.come_in()
    ways.tell_about(tab)
    answers_the_safety_questions(tab)
    ways.check_in(tab, leg=3, site="calf")
    reads_the_decision(tab)
    does_the_session(tab)
    finds_it_in_the_diary(tab)
    comes_again_the_next_day(tab)
    takes_everything_along_and_goes(tab)


def comes_in(tab: Tab) -> None:
    tab.page.goto(tab.served.address)
    tab.root = root_of(tab.page.url)
    tab.at("/welcome")
    tab.headed("Pain down the leg?")
    expect(tab.page.get_by_text("It is not a doctor")).to_be_visible()
    tab.follow("What sciatica is")
    expect(tab.page.get_by_text("How sure is this?")).to_be_visible()
    tab.go("/welcome")
    tab.follow("Begin")


def answers_the_safety_questions(tab: Tab) -> None:
    tab.at("/today")
    tab.headed("First, 2 things to answer")
    tab.follow("The safety questions", exact=False)
    expect(tab.page.get_by_text("Question 1 of")).to_be_visible()
    ways.answer_no(tab, 4)
    ways.skip_to_the_last_questions(tab)
    ways.answer_no(tab)
    tab.at("/check-in")


def reads_the_decision(tab: Tab) -> None:
    tab.at("/today")
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("Decompress")
    expect(tab.page.get_by_text("Your leg pain is 3 of 10 today and reaches the calf.").first).to_be_visible()
    tab.page.get_by_text("Who says so").click()
    expect(tab.page.get_by_text("rule phase.placed_decompress")).to_be_visible()


def does_the_session(tab: Tab) -> None:
    ways.begin(tab)
    tab.press(ways.READY)
    expect(ways.slot(tab, "small")).to_have_text("Get ready")
    tab.pass_s(ways.COUNTED_IN_S)
    expect(ways.slot(tab, "small")).to_have_text("of 5")
    tab.pass_s(30)
    tab.headed("How did that feel?")
    tab.press("Same or better")
    tab.headed("That is all for now. Well done.")
    tab.follow("Done")
    tab.ends()


def finds_it_in_the_diary(tab: Tab) -> None:
    tab.go("/diary")
    day = tab.page.get_by_role("main")
    expect(day).to_contain_text("leg pain 3")
    expect(day).to_contain_text("Nerve floss")


def comes_again_the_next_day(tab: Tab) -> None:
    tab.served.turn(DAY_S)
    tab.go("/")
    tab.at("/check-in")
    expect(tab.page.get_by_role("button", name="Yesterday: 3").first).to_be_visible()


def takes_everything_along_and_goes(tab: Tab) -> None:
    tab.go("/settings")
    with tab.page.expect_download() as saved:
        tab.follow("Save a copy of my journal")
    lines = [json.loads(line) for line in saved.value.path().read_bytes().splitlines()]
    assert (lines[0]["unpinch"], lines[-1]["end"]["lines"]) == ("journal", len(lines) - 3)
    kinds = [line["kind"] for line in lines if "kind" in line]
    assert {"about", "screening", "check_in", "decision", "session_started", "set_done", "felt"} <= set(kinds)
    tab.page.get_by_text("Delete everything", exact=True).first.click()
    tab.page.get_by_label("Write “delete” to be sure").fill("delete")
    tab.press("Delete everything")
    tab.page.wait_for_url("**/welcome")
    assert root_of(tab.page.url) != tab.root
    assert tab.served.ask("GET", f"{tab.root}/diary").status == 404
