"""The stop control: at once, whatever the network does, and what follows it that day and the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import ways

if TYPE_CHECKING:
    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab, Tabs

DAY_S = 86_400
WAIT_S = 120
CUT = "net::ERR"
MANY = 12
ASKED = ("newly weak", "front of your foot", "more numb", "new place", "between your legs")
"""What is asked of the leg at the end of a session, after a feeling that stayed."""


@pytest.fixture
def tab(served: Served, tabs: Tabs) -> Tab:
    """Someone in the middle of a floss, in a session that goes on with other moves."""
    return in_a_set(tabs.new(served, served.someone(ways.checked_in(served.moment, leg=0).lines)))


def in_a_set(tab: Tab) -> Tab:
    ways.begin(tab)
    tab.press(ways.READY)
    tab.pass_s(ways.COUNTED_IN_S)
    return tab


def tingles(tab: Tab) -> None:
    ways.stop(tab)
    ways.say_why(tab, "tingling")


def says_no(tab: Tab) -> None:
    """Answer what is asked at the end about the leg with no, question by question."""
    question = tab.page.locator("[data-panel=ask] [data-question]")
    for text in ASKED:
        expect(question).to_contain_text(text)
        tab.press("No")
        tab.blink()


def not_yet(tab: Tab) -> None:
    """Stop at a tingle that isn't back after two minutes."""
    tingles(tab)
    tab.pass_s(WAIT_S + 1)
    tab.press("No, not yet")
    tab.headed("Rest a moment.")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_tingle_stop_waits_two_minutes_and_goes_on_with_lighter_moves_only(
    served: Served, tabs: Tabs, size: str
) -> None:
    tab = in_a_set(tabs.new(served, served.someone(ways.checked_in(served.moment, leg=0).lines), size))
    tingles(tab)
    tab.headed("Rest a moment.")
    tab.pass_s(1)
    expect(tab.page.locator("[data-clock]").first).to_have_text("1:59")
    tab.pass_s(WAIT_S)
    tab.headed("Is the feeling back to how it was before?")
    tab.press("Yes, as before")
    tab.headed("Clamshell")


def test_a_feeling_that_does_not_come_back_ends_the_session_after_ten_minutes(tab: Tab) -> None:
    tingles(tab)
    tab.pass_s(WAIT_S + 1)
    tab.press("No, not yet")
    tab.headed("Rest a moment.")
    tab.pass_s(8 * 60 + 1)
    tab.headed("Is the feeling back to how it was before?")
    tab.press("No, not yet")
    says_no(tab)
    tab.headed("Enough for today.")
    tab.follow("Done")
    tab.ends()
    tab.follow("Back to today")
    tab.headed("Enough for today")
    expect(tab.page.get_by_role("button", name="Start")).to_be_hidden()


def test_it_is_back_can_be_said_at_any_time_of_the_longer_wait(tab: Tab) -> None:
    not_yet(tab)
    tab.pass_s(60)
    tab.press("It is back to how it was")
    tab.headed("Clamshell")
    ways.delivered(tab)
    settled = [entry["values"] for entry in tab.served.record(tab.root) if entry["kind"] == "settled"]
    assert [(one["answer"], one["after_min"]) for one in settled] == [("not_back", 2), ("back", 3)]


def test_who_ends_while_it_tingles_is_asked_what_the_leg_can_do_without_a_network_too(own: Served, tabs: Tabs) -> None:
    own.come_in()
    tab = in_a_set(tabs.new(own, own.someone(ways.checked_in(own.moment, leg=0).lines)))
    tab.foresee(CUT)
    own.cut()
    tingles(tab)
    tab.press("I want to end here")
    says_no(tab)
    tab.headed("Enough for today.")
    own.start()
    ways.delivered(tab)
    assert own.kinds(tab.root)[-len(ASKED) - 1 :] == ["session_ended", *["screening"] * len(ASKED)]


def test_a_weak_leg_after_a_stop_is_sent_to_someone_the_same_day(tab: Tab) -> None:
    not_yet(tab)
    tab.press("I want to end here")
    tab.press("Yes")
    tab.headed("Please see someone today.")
    expect(tab.page.get_by_role("link", name="Call 999")).to_be_hidden()
    tab.follow("What to say, and what stays open")
    tab.at("/today")
    expect(tab.page.get_by_text("I need to be seen today.").first).to_be_visible()


def test_the_end_asks_it_too_when_the_tab_was_closed_before(served: Served, tabs: Tabs) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    context = tabs.context(served, cookie=True)
    first = in_a_set(tabs.tab(context, served, root))
    not_yet(first)
    first.press("I want to end here")
    ways.delivered(first)
    first.page.close()
    second = tabs.tab(context, served, root)
    second.go("/today")
    second.headed("Is a leg or foot newly weak, or weaker than before?")


def test_the_next_day_is_lighter(tab: Tab) -> None:
    ways.stop(tab)
    ways.say_why(tab, "tingling")
    tab.pass_s(WAIT_S + 1)
    tab.press("No, not yet")
    tab.pass_s(8 * 60 + 1)
    tab.press("No, not yet")
    says_no(tab)
    tab.headed("Enough for today.")
    ways.delivered(tab)
    tab.served.turn(DAY_S)
    tab.page.clock.fast_forward(DAY_S * 1000)
    tab.go("/today")
    ways.check_in(tab, leg=1, site="calf", left_worst_leg_pain=1, reaction="none")
    ways.screen_daily(tab)
    expect(tab.page.get_by_text("so today is a lighter day").first).to_be_visible()
    expect(tab.page.locator(".set").first).to_contain_text("3 times")


def test_an_alarm_after_a_stop_shows_the_number_to_call_at_once(tab: Tab) -> None:
    ways.stop(tab)
    ways.say_why(tab, "other", alarm="bladder_bowel")
    tab.headed("Please get help now.")
    expect(tab.page.get_by_role("link", name="Call 999").locator("visible=true")).to_be_visible()
    tab.follow("What to say, and what stays open")
    tab.at("/today")
    expect(tab.page.get_by_text("What to say").first).to_be_visible()


def test_tingling_at_the_buttock_opens_the_one_question_at_once(tab: Tab) -> None:
    ways.stop(tab)
    ways.say_why(tab, "tingling", where="buttock")
    expect(tab.page.get_by_role("button", name=ways.NOT_SURE).locator("visible=true")).to_be_visible()
    tab.page.locator("[data-press=not_sure]").locator("visible=true").click()
    tab.headed("Please get help now.")


def test_a_stop_while_the_server_is_cut_shows_its_page_at_once_and_arrives_later(own: Served, tabs: Tabs) -> None:
    own.come_in()
    tab = in_a_set(tabs.new(own, own.someone(ways.checked_in(own.moment, leg=0).lines)))
    tab.foresee(CUT)
    own.cut()
    tingles(tab)
    tab.headed("Rest a moment.")
    tab.pass_s(5)
    expect(tab.page.locator("unpinch-waiting")).to_contain_text("safe on this device and will be sent")
    own.start()
    tab.pass_s(WAIT_S)
    ways.delivered(tab)
    expect(tab.page.locator("unpinch-waiting")).to_be_empty()
    assert own.kinds(tab.root)[-3:] == ["session_started", "stopped", "stop_answer"]
    tab.press("Yes, as before")
    tab.headed("Clamshell")


def test_a_closed_door_keeps_the_stop_too_and_says_how_to_open_it(served: Served, tabs: Tabs) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    context = tabs.context(served, cookie=True)
    tab = in_a_set(tabs.tab(context, served, root))
    tab.foresee("401")
    context.clear_cookies()
    tingles(tab)
    tab.headed("Rest a moment.")
    tab.pass_s(1)
    expect(tab.page.locator("unpinch-waiting")).to_contain_text("run “unpinch open”")
    assert "stopped" not in served.kinds(root)
    tabs.tab(context, served).page.goto(served.address)
    tab.pass_s(WAIT_S)
    ways.delivered(tab)
    assert served.kinds(root)[-2:] == ["stopped", "stop_answer"]


def test_a_stop_stays_a_stop_after_the_tab_was_closed_before_its_answer(served: Served, tabs: Tabs) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    context = tabs.context(served, cookie=True)
    first = in_a_set(tabs.tab(context, served, root))
    ways.stop(first)
    ways.delivered(first)
    first.page.close()
    second = tabs.tab(context, served, root)
    second.go("/today")
    second.headed("Good that you stopped.")


def test_a_stop_in_the_sessions_first_second_counts(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, served.someone(ways.checked_in(served.moment).lines))
    ways.begin(tab)
    ways.stop(tab)
    ways.delivered(tab)
    tab.go("/today")
    tab.headed("Good that you stopped.")


def test_a_session_goes_all_the_way_without_javascript(served: Served, tabs: Tabs) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    tab = tabs.new(served, root, java_script_enabled=False)
    tab.go("/today")
    tab.press("Start")
    tab.press("STOP", exact=False)
    tab.headed("Good that you stopped.")
    tab.tick("reason", "tingling")
    tab.tick("where", "calf")
    tab.tick("alarms", "none")
    tab.press("Next")
    tab.headed("Rest a moment.")
    served.turn(WAIT_S)
    tab.page.reload()
    tab.press("Yes, as before")
    for answer in ("Done", "Done", "Same or better"):
        tab.press(answer)
    tab.press("End the session")
    tab.headed("Good that you stopped.")
    stop = ["stopped", "stop_answer", "settled"]
    assert served.kinds(root)[-7:] == [*stop, "set_done", "set_done", "felt", "session_ended"]


def test_it_stays_calmly_where_it_is_when_the_next_page_cannot_be_had(own: Served, tabs: Tabs) -> None:
    own.come_in()
    tab = in_a_set(tabs.new(own, own.someone(ways.checked_in(own.moment, leg=0).lines)))
    tab.foresee(CUT)
    own.cut()
    end = tab.page.get_by_role("heading", name="One moment.")
    for press in ("easier", "skip") * MANY:
        if end.is_visible():
            break
        tab.page.locator(f"[data-press={press}]").locator("visible=true").first.click()
        tab.blink()
    tab.pass_s(60)
    expect(end).to_be_visible()
    own.start()
    ways.delivered(tab)
    tab.pass_s(5)
    expect(end).to_be_hidden()
