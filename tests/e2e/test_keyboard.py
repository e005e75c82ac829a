"""The key pages by keyboard alone, a policy that lets nothing foreign run, and no page that complains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e import ways

if TYPE_CHECKING:
    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab, Tabs

MOST_STEPS = 120
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
    tab.headed("Enough for now. That is fine.")


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
