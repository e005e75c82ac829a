"""A session in the player: counting, pacing, resting, changing sides, and finding the place again."""

from __future__ import annotations

import re
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import pages, ways
from tests.e2e.served import MORNING

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab, Tabs

SETS = {"floss": 30, "clamshell": 32, "bridge": 56}
"""How long a set of each takes at its first dose, in seconds."""
REST_S = 60
BREATH_MS = 200
TOLD = """table => {
    const { session } = JSON.parse(table);
    new BroadcastChannel(`unpinch:${document.body.dataset.api}`).postMessage({ session });
}"""
"""What a tab says to the others once it has written to a session."""


@pytest.fixture
def tab(served: Served, tabs: Tabs) -> Tab:
    """Someone with a quiet leg: floss, clamshells on both sides, bridge."""
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    return tabs.new(served, root)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_it_counts_in_paces_rests_and_changes_sides_to_the_end(served: Served, tabs: Tabs, size: str) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    tab = tabs.new(served, root, size)
    ways.begin(tab)
    expect(tab.page.locator("[data-number]")).to_have_text("1 of 7")
    first_set(tab)
    both_sides(tab)
    bridge(tab)
    tab.headed("That is all for now. Well done.")
    tab.follow("Done")
    tab.ends()
    expect(tab.page.get_by_role("main")).to_contain_text("Clamshell, right leg: 2 sets")
    expect(tab.page.get_by_role("link", name="Report a problem")).to_be_visible()
    done = [entry for entry in served.record(root) if entry["kind"] == "set_done"]
    said = [tuple(one["values"][name] for name in ("exercise", "side", "repetitions")) for one in done]
    sides = [("clamshell", side, 8) for side in ("left", "left", "right", "right")]
    assert said == [("nerve_floss", "left", 5), *sides, *[("bridge", "both", 8)] * 2]
    assert served.kinds(root)[-1] == "session_ended"


def test_a_set_says_with_which_band_it_was_done(served: Served, tabs: Tabs) -> None:
    record = ways.checked_in(served.moment, leg=0)
    band = record.band(type="flat", brand="TheraBand", colour="yellow", rest_mm=2000, latex=True)
    root = served.someone(record.lines)
    tab = tabs.new(served, root)
    ways.begin(tab)
    tab.press(ways.READY)
    ways.do_set(tab, SETS["floss"])
    felt(tab)
    ways.delivered(tab)
    done = next(entry for entry in served.record(root) if entry["kind"] == "set_done")
    assert done["values"]["band"] == band.values["band"]
    assert done["values"]["stretch_percent"] > 0


def first_set(tab: Tab) -> None:
    tab.press(ways.READY)
    expect(ways.slot(tab, "small")).to_have_text("Get ready")
    expect(ways.slot(tab, "count")).to_have_text("5")
    tab.pass_s(ways.COUNTED_IN_S)
    expect(ways.slot(tab, "small")).to_have_text("of 5")
    expect(ways.slot(tab, "cue")).to_contain_text("toes away")
    tab.pass_s(3)
    expect(ways.slot(tab, "cue")).to_contain_text("toes toward")
    tab.pass_s(3)
    expect(ways.slot(tab, "count")).to_have_text("2")
    tab.pass_s(SETS["floss"])
    felt(tab)


def both_sides(tab: Tab) -> None:
    tab.headed("Clamshell")
    expect(tab.page.locator("[data-rest]")).to_contain_text("rest a little")
    tab.pass_s(REST_S + 1)
    expect(tab.page.locator("[data-rest]")).to_be_empty()
    two_sets(tab, "clamshell", ways.READY)
    expect(ways.slot(tab, "small")).to_have_text("Rest, and switch sides")
    two_sets(tab, "clamshell", "Begin")


def bridge(tab: Tab) -> None:
    tab.headed("Bridge")
    two_sets(tab, "bridge", ways.READY)


def two_sets(tab: Tab, name: str, begin: str) -> None:
    """Do a set, rest, and the next one, which begins by itself."""
    tab.press(begin)
    ways.do_set(tab, SETS[name])
    expect(ways.slot(tab, "small")).to_have_text("Rest")
    tab.pass_s(REST_S + 1)
    expect(ways.slot(tab, "small")).to_have_text("Get ready")
    ways.do_set(tab, SETS[name])
    felt(tab)


def felt(tab: Tab) -> None:
    tab.headed("How did that feel?")
    tab.press("Same or better")


def test_it_holds_the_clock_during_a_pause(tab: Tab) -> None:
    ways.begin(tab)
    tab.press(ways.READY)
    tab.pass_s(ways.COUNTED_IN_S)
    tab.press("Pause")
    tab.pass_s(300)
    expect(tab.page.get_by_text("Take the time you need.")).to_be_visible()
    tab.press("Go on")
    tab.pass_s(1)
    expect(ways.slot(tab, "count")).to_have_text("1")


def test_it_takes_a_skip_back_within_ten_seconds(tab: Tab) -> None:
    ways.begin(tab)
    tab.press("Skip")
    tab.headed("Clamshell")
    tab.pass_s(8)
    tab.press("Undo")
    tab.headed("Nerve floss")
    ways.delivered(tab)
    assert tab.served.kinds(tab.root)[-2:] == ["set_skipped", "retraction"]
    tab.press("Skip")
    tab.pass_s(11)
    expect(tab.page.get_by_role("button", name="Undo")).to_be_hidden()


def test_it_counts_a_hold_down(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, served.someone(pages.shown("today", MORNING).lines))
    ways.begin(tab)
    tab.press("Skip")
    tab.headed("Cross-body release")
    tab.press(ways.READY)
    tab.pass_s(ways.COUNTED_IN_S)
    expect(ways.slot(tab, "small")).to_have_text("seconds left")
    expect(ways.slot(tab, "count")).to_have_text(re.compile("^(19|20)$"))
    tab.pass_s(5)
    expect(ways.slot(tab, "count")).to_have_text(re.compile("^(14|15)$"))
    tab.sleep_s(16)
    tab.blink()
    expect(ways.slot(tab, "small")).to_have_text("Rest")


def test_it_offers_no_more_of_what_made_it_worse(tab: Tab) -> None:
    ways.begin(tab)
    tab.press(ways.READY)
    ways.do_set(tab, SETS["floss"])
    tab.press("Worse")
    tab.headed("Clamshell")
    ways.delivered(tab)
    tab.page.reload()
    tab.headed("Clamshell")


def test_it_offers_the_easier_level(tab: Tab) -> None:
    ways.begin(tab)
    tab.press("Easier")
    expect(tab.page.locator("[data-dose]")).to_contain_text("Ankle pumps")
    ways.delivered(tab)
    assert tab.served.kinds(tab.root)[-1] == "easier"
    tab.page.reload()
    tab.headed("Nerve floss")
    expect(tab.page.locator("[data-dose]")).to_contain_text("Ankle pumps")


def test_more_of_the_table_comes_before_each_set(tab: Tab) -> None:
    ways.begin(tab)
    known = "Object.keys(document.querySelector('unpinch-player').table.steps).length"
    before = tab.page.evaluate(known)
    tab.press("Skip")
    patience = monotonic() + ways.PATIENCE_S
    while tab.page.evaluate(known) == before:
        assert monotonic() < patience
        breathe(tab)


def breathe(tab: Tab) -> None:
    """Give the server a moment to answer: hardly any time passes in the page, whose clock would give up waiting."""
    tab.blink()
    tab.page.wait_for_timeout(BREATH_MS)


def test_where_its_table_ends_the_page_is_renewed_in_place(tab: Tab) -> None:
    ways.begin(tab)
    tab.page.evaluate("window.stays = true")
    renewed = "document.querySelector('unpinch-player').isFirst"
    tab.page.evaluate(f"{renewed} = true")
    at_the_end = "Object.assign(document.querySelector('unpinch-player').state, { key: 'more', screen: 'more' })"
    tab.page.evaluate(at_the_end)
    patience = monotonic() + ways.PATIENCE_S
    while tab.page.evaluate(renewed):
        assert monotonic() < patience
        breathe(tab)
    tab.headed("Nerve floss")
    assert tab.page.evaluate("window.stays") is True


def test_a_session_of_nothing_but_skips_is_no_success(tab: Tab) -> None:
    ways.begin(tab)
    over = tab.page.get_by_role("heading", name="Enough for now. That is fine.")
    patience = monotonic() + ways.PATIENCE_S
    while not over.is_visible():
        assert monotonic() < patience
        for skip in tab.page.locator("[data-press=skip]").locator("visible=true").all():
            skip.click()
        breathe(tab)
    ways.delivered(tab)
    tab.follow("Done")
    tab.ends()
    tab.headed("Nothing done this time.")


def test_it_shows_the_set_up_before_each_exercise_and_again_from_a_pause(tab: Tab) -> None:
    ways.begin(tab)
    expect(tab.page.get_by_text("Lay the towel on, or take hold of the thigh").first).to_be_visible()
    tab.sleep_s(600)
    expect(tab.page.get_by_role("button", name=ways.READY)).to_be_visible()
    tab.press(ways.READY)
    tab.pass_s(ways.COUNTED_IN_S)
    tab.press("Pause")
    tab.press("Set-up")
    tab.page.reload()
    tab.headed("Nerve floss")
    tab.press("Back to the pause")
    tab.press("Go on")
    expect(ways.slot(tab, "small")).to_have_text("of 5")


def test_it_finds_its_place_inside_a_set_after_a_reload(tab: Tab) -> None:
    ways.begin(tab)
    tab.press(ways.READY)
    tab.pass_s(ways.COUNTED_IN_S + 6)
    tab.page.reload()
    tab.pass_s(1)
    expect(ways.slot(tab, "count")).to_have_text("2")


def test_a_closed_tab_goes_on_exactly_there(served: Served, tabs: Tabs) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    context = tabs.context(served, cookie=True)
    first = tabs.tab(context, served, root)
    ways.begin(first)
    first.press(ways.READY)
    ways.do_set(first, SETS["floss"])
    felt(first)
    first.press(ways.READY)
    ways.do_set(first, SETS["clamshell"])
    first.page.close()
    second = tabs.tab(context, served, root)
    second.go("/today")
    second.press("Go on where you were")
    expect(second.page.locator("[data-number]")).to_have_text("3 of 7")


def test_two_tabs_in_one_session_do_not_double_a_set(served: Served, tabs: Tabs) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    context = tabs.context(served, cookie=True)
    first = tabs.tab(context, served, root)
    ways.begin(first)
    second = tabs.tab(context, served, root)
    second.page.goto(first.page.url)
    for one in (first, second):
        one.press(ways.READY)
    for one in (first, second):
        one.pass_s(ways.COUNTED_IN_S)
        one.pass_s(SETS["floss"])
        ways.brought(one, "How did that feel?")
    for one in (first, second):
        ways.delivered(one)
    assert served.kinds(root).count("set_done") == 1
    second.go("/diary")
    expect(second.page.get_by_text("Not understood, but kept")).to_have_count(0)
    second.go("/today")
    second.press("Go on where you were")
    second.headed("How did that feel?")


def test_a_tab_told_late_that_another_wrote_finds_its_place_again(served: Served, tabs: Tabs) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    context = tabs.context(served, cookie=True)
    tab = tabs.tab(context, served, root)
    ways.begin(tab)
    other = tabs.tab(context, served, root)
    other.go("/today")
    tab.press(ways.READY)
    ways.do_set(tab, SETS["floss"])
    tab.headed("How did that feel?")
    ways.delivered(tab)
    held: list[Route] = []
    tab.page.route("**/session/*", lambda route: held.append(route), times=1)  # noqa: PLW0108 - playwright takes no built-in
    with tab.page.expect_request("**/session/*"):
        other.page.evaluate(TOLD, tab.page.locator("#steps").text_content())
    tab.headed("One moment.")
    tab.blink()
    tab.pass_s(1)
    held[0].continue_()
    tab.headed("How did that feel?")


def test_time_jumps_by_the_clock_behind_a_locked_screen(tab: Tab) -> None:
    ways.begin(tab)
    tab.press(ways.READY)
    tab.sleep_s(ways.COUNTED_IN_S + 12)
    tab.pass_s(1)
    expect(ways.slot(tab, "count")).to_have_text("3")
    tab.sleep_s(600)
    tab.headed("Did you finish this set?")
    tab.press("Yes, I finished it")
    tab.headed("How did that feel?")


def test_it_moves_nothing_where_motion_is_unwelcome(served: Served, tabs: Tabs) -> None:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    tab = tabs.new(served, root, reduced_motion="reduce")
    ways.begin(tab)
    tab.press(ways.READY)
    tab.pass_s(ways.COUNTED_IN_S)
    expect(ways.slot(tab, "left")).to_be_visible()
    expect(tab.page.locator(".p-breath")).to_be_hidden()
    expect(tab.page.locator(".p-bar")).to_be_hidden()
    moving = tab.page.evaluate("document.getAnimations().filter((one) => one.effect.getTiming().duration > 1).length")
    assert moving == 0
