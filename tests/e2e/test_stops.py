"""The stop control: at once, whatever the network does, and what follows it that day and the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import ways

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab, Tabs

DAY_S = 86_400
WAIT_S = 120
FLOSS_S = 60
ENDING_S = 2
CUT = ("net::ERR", "Failed to fetch")
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
    tab.foresee(*CUT)
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
    tab.foresee(*CUT)
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
    expect(tab.page.locator("unpinch-waiting")).to_contain_text("start it again")
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


def two_tabs(served: Served, tabs: Tabs) -> tuple[Tab, Tab]:
    """One session in two tabs of a browser, a set running in the first."""
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    context = tabs.context(served, cookie=True)
    first = in_a_set(tabs.tab(context, served, root))
    second = tabs.tab(context, served, root)
    second.page.goto(first.page.url)
    expect(second.page.get_by_role("button", name=ways.READY)).to_be_visible()
    return first, second


def test_a_stop_in_one_tab_reaches_the_other_at_once(served: Served, tabs: Tabs) -> None:
    first, second = two_tabs(served, tabs)
    ways.stop(second)
    ways.brought(first, "Good that you stopped.")
    ways.say_why(second, "tingling")
    ways.brought(first, "Rest a moment.")
    ways.delivered(second)
    first.pass_s(60)
    assert served.kinds(first.root)[-3:] == ["session_started", "stopped", "stop_answer"]


def test_a_stop_without_a_network_ends_the_set_of_the_other_tab_too(own: Served, tabs: Tabs) -> None:
    own.come_in()
    first, second = two_tabs(own, tabs)
    for tab in (first, second):
        tab.foresee(*CUT)
    own.cut()
    ways.stop(second)
    first.headed("One moment.")
    first.pass_s(60)
    expect(ways.slot(first, "count")).to_be_hidden()
    own.start()
    ways.delivered(second)
    ways.brought(first, "Good that you stopped.")
    assert own.kinds(first.root)[-1] == "stopped"


def test_a_sign_entered_in_another_tab_ends_the_set(served: Served, tabs: Tabs) -> None:
    first, second = two_tabs(served, tabs)
    second.go("/screening/event")
    ways.tick_signs(second, "bladder")
    ways.brought(first, "Please get help now.")


def test_a_stop_on_another_device_is_seen_with_the_next_entry(served: Served, tabs: Tabs) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    here = in_a_set(tabs.new(served, root))
    there = tabs.new(served, root)
    there.page.goto(here.page.url)
    ways.stop(there)
    ways.delivered(there)
    here.pass_s(30)
    ways.brought(here, "Good that you stopped.")


def test_a_stop_on_another_device_is_seen_before_a_set_begins(served: Served, tabs: Tabs) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    here, there = tabs.new(served, root), tabs.new(served, root)
    ways.begin(here)
    there.page.goto(here.page.url)
    ways.stop(there)
    ways.delivered(there)
    here.press(ways.READY)
    ways.brought(here, "Good that you stopped.")
    here.pass_s(60)
    assert "set_done" not in served.kinds(root)


def test_a_stop_on_another_device_is_seen_when_the_page_comes_back(served: Served, tabs: Tabs) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    here = in_a_set(tabs.new(served, root))
    there = tabs.new(served, root)
    there.page.goto(here.page.url)
    ways.stop(there)
    ways.delivered(there)
    here.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    ways.brought(here, "Good that you stopped.")


def test_a_stop_on_another_device_is_seen_though_this_one_writes_while_it_asks(served: Served, tabs: Tabs) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    here = in_a_set(tabs.new(served, root))
    there = tabs.new(served, root)
    there.page.goto(here.page.url)
    asked: list[Route] = []
    here.pass_s(FLOSS_S - ENDING_S)
    here.page.route(here.page.url, lambda route: route.continue_() if asked else asked.append(route))
    here.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    while not asked:
        here.blink()
    here.pass_s(ENDING_S)
    here.press("Same or better")
    ways.delivered(here)
    ways.stop(there)
    ways.delivered(there)
    asked[0].continue_()
    ways.brought(here, "Good that you stopped.")


def test_a_network_that_comes_back_a_little_late_is_asked_again(served: Served, tabs: Tabs) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    here = in_a_set(tabs.new(served, root))
    here.foresee(*CUT)
    there = tabs.new(served, root)
    there.page.goto(here.page.url)
    ways.stop(there)
    ways.delivered(there)
    here.page.route(here.page.url, lambda route: route.abort(), times=2)
    here.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    ways.brought(here, "Good that you stopped.")


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


def test_a_stop_waits_its_time_without_javascript(served: Served, tabs: Tabs) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    tab = tabs.new(served, root, java_script_enabled=False)
    tab.foresee("400")
    tab.go("/today")
    tab.press("Start")
    tab.press("STOP", exact=False)
    tab.press("Next")
    expect(tab.page.get_by_role("alert")).to_contain_text("Please say why you stopped.")
    for name, value in (("reason", "tingling"), ("where", "calf"), ("alarms", "none")):
        tab.tick(name, value)
    tab.press("Next")
    expect(tab.page.get_by_text("At 08:02 tell us")).to_be_visible()
    for answer in ("No, not yet", "Yes, as before"):
        tab.press(answer)
        expect(tab.page.get_by_text("Rest a little longer")).to_be_visible()
        assert "settled" not in served.kinds(root)


def test_it_stays_calmly_where_it_is_when_the_next_page_cannot_be_had(own: Served, tabs: Tabs) -> None:
    own.come_in()
    tab = in_a_set(tabs.new(own, own.someone(ways.checked_in(own.moment, leg=0).lines)))
    tab.foresee(*CUT)
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
    ways.gone(tab, end)


def test_an_examination_with_a_wrong_day_stays_open_with_its_field_in_sight(served: Served, tabs: Tabs) -> None:
    diary = ways.checked_in(served.moment)
    diary.screening("event", yes=["fever"])
    tab = tabs.new(served, served.someone(diary.lines))
    tab.foresee("400")
    tab.go("/today")
    tab.page.get_by_text("Someone has examined me for this").click()
    tab.page.get_by_label("Who examined you?").fill("Dr Example")
    tab.page.get_by_label("When?").fill("1999-02-28")
    tab.tick("verdict", "not_yet")
    tab.press("Save this")
    expect(tab.page.get_by_label("Who examined you?")).to_have_value("Dr Example")
    expect(tab.page.get_by_label("When?")).to_be_focused()
    expect(tab.page.get_by_label("When?")).to_be_in_viewport()
