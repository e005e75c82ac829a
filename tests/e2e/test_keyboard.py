"""The key pages by keyboard alone, a policy that lets nothing foreign run, and no page that complains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e import ways

if TYPE_CHECKING:
    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab, Tabs

MOST_STEPS = 120
SET_S = 32
"""Five repetitions of the floss, and a moment."""
HERE = """() => {
  const one = document.activeElement;
  return `${(one.ariaLabel || one.innerText || one.value || '').trim()}|${one.name || ''}`;
}"""


def tab_to(tab: Tab, text: str) -> None:
    """Press Tab until the control with this text, or field with this name, has the focus."""
    for _ in range(MOST_STEPS):
        tab.page.keyboard.press("Tab")
        words, _, name = str(tab.page.evaluate(HERE)).partition("|")
        if words.startswith(text) or name == text:
            return
    raise AssertionError(f"no way to {text!r} by keyboard")


def enter(tab: Tab, text: str) -> None:
    tab_to(tab, text)
    tab.page.keyboard.press("Enter")


def test_a_day_goes_by_keyboard_alone(served: Served, tabs: Tabs) -> None:
    diary = ways.diary(served.moment, minutes_ago=24 * 60).ready()
    diary.check_in(leg=3)
    tab = tabs.new(served, served.someone(diary.lines), "desktop")
    keys = tab.page.keyboard
    tab.go("/today")
    tab_to(tab, "Skip to the page")
    tab_to(tab, "left_leg_pain")
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    enter(tab, ways.SEE_PLAN)
    tab.headed("Is any of these there today?")
    enter(tab, "None of these")
    tab.headed("Decompress")
    enter(tab, "Start")
    tab.headed("Nerve floss")
    enter(tab, ways.READY)
    tab.pass_s(ways.COUNTED_IN_S)
    expect(ways.slot(tab, "small")).to_have_text("of 5")
    enter(tab, "STOP")
    tab.headed("Good that you stopped.")
    tab_to(tab, "reason")
    keys.press("Space")
    for _ in range(MOST_STEPS):
        keys.press("Tab")
        if tab.page.evaluate("document.activeElement.value") == "none":
            break
    keys.press("Space")
    enter(tab, "Next")
    tab.blink()
    tab.headed("Rest a moment.")
    tab.pass_s(121)
    enter(tab, "Yes, as before")
    expect(tab.page.get_by_text("Nothing else is left in this session, so it ends here.")).to_be_visible()
    enter(tab, "Done")
    tab.ends()


def test_a_whole_session_is_done_by_keyboard_alone(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, served.someone(ways.checked_in(served.moment).lines), "desktop")
    tab.go("/today")
    enter(tab, "Start")
    tab.headed("Nerve floss")
    enter(tab, ways.READY)
    tab.pass_s(ways.COUNTED_IN_S)
    enter(tab, "Pause")
    tab.blink()
    enter(tab, "Go on")
    tab.pass_s(SET_S)
    tab.headed("How did that feel?")
    enter(tab, "Same or better")
    tab.blink()
    tab.headed("That is all for now. Well done.")
    enter(tab, "Done")
    tab.ends()
    enter(tab, "Back to today")
    tab.at("/today")
    assert served.kinds(tab.root)[-4:] == ["session_started", "set_done", "felt", "session_ended"]


def test_each_body_map_is_one_stop_of_the_tab_key(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, served.someone(ways.diary(served.moment).ready().lines))
    keys = tab.page.keyboard
    tab.go("/check-in")
    expect(tab.page.locator("unpinch-bodymap.is-live")).to_be_attached()
    tab_to(tab, "Tingling or numb")
    keys.press("Enter")
    tab_to(tab, "Left low back: Tingling or numb")
    for _ in range(4):
        keys.press("ArrowDown")
    keys.press("Space")
    expect(tab.page.locator(".said")).to_have_text("Tingling or numb: left calf")
    keys.press("Tab")
    assert tab.page.evaluate(HERE).startswith("Right groin"), "the next stop is the other map"
    keys.press("Tab")
    assert tab.page.evaluate("document.activeElement.tagName") == "SUMMARY"
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")
    assert tab.page.evaluate(HERE).startswith("Left calf"), "a map remembers where one was"


def test_a_heading_has_the_focus_when_the_player_shows_another_screen(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, served.someone(ways.checked_in(served.moment).lines))
    ways.begin(tab)
    ways.stop(tab)
    assert tab.page.evaluate("document.activeElement.innerText") == "Good that you stopped."


def test_no_script_of_someone_else_runs(served: Served, tabs: Tabs) -> None:
    diary = ways.diary(served.moment).ready(name="<script>window.hacked = 1</script>")
    tab = tabs.new(served, served.someone(diary.lines))
    tab.foresee("Content Security Policy")
    tab.go("/check-in")
    tab.page.evaluate(
        """() => {
          const script = document.createElement('script');
          script.textContent = 'window.hacked = 1';
          document.body.append(script);
          const image = document.createElement('img');
          image.setAttribute('onerror', 'window.hacked = 1');
          image.src = '/nothing.png';
          document.body.append(image);
        }"""
    )
    tab.foresee("404")
    assert tab.page.evaluate("window.hacked") is None
    refused = [line for line in tab.complaints if "Content Security Policy" in line]
    assert refused
    assert tab.page.evaluate("fetch('https://example.org/').then(() => 'sent', () => 'refused')") == "refused"
    tab.outside.clear()
