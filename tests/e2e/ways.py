"""Ways that many tests go: what a person answers, taps and waits for."""

from __future__ import annotations

import re
from itertools import count
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal

from playwright.sync_api import TimeoutError, expect  # noqa: A004 - Playwright's own

from tests.builders import Diary, shipped
from unpinch.screens.questions import Way

if TYPE_CHECKING:
    from playwright.sync_api import Locator

    from tests.e2e.tabs import Tab
    from unpinch.journal import Moment

HEALTHY = {
    "legs": "left", "pain_region": "below_buttock", "examined": "yes",
    "sitting": "neither", "standing": "neither", "floor_alone": "yes", "lie_flat": "yes",
    "pregnancy": "no", "latex_allergy": "no", "left_hip_replaced": "no", "right_hip_replaced": "no",
    "left_knee_replaced": "no", "right_knee_replaced": "no", "no_band": "no",
}  # fmt: skip
CALM = {
    "left_tingling": 0, "left_numbness": 0, "left_numb_new_area": "no", "left_strength": "same", "back_pain": 1,
    "sock": "free", "sit": "free", "bend": "limited", "painkillers": "no",
}  # fmt: skip
NAMES_OF_RADIOS = "all => [...new Set(all.map((one) => one.name))]"
WAITING = """async () => {
  const { outbox } = await import(document.querySelector("script[type=module]").src.replace("app.js", "outbox.js"));
  await outbox()?.look();
  return outbox()?.waiting ?? 0;
}"""
"""How many entries wait on this device, as the page's own outbox counts."""
PATIENCE_S = 40
TRY_AGAIN_S = 2
PAUSE_MS = 1_000
_S = "\N{RIGHT SINGLE QUOTATION MARK}"
SEE_PLAN, BAD_NOW, NOT_SURE = f"See today{_S}s plan", f"It{_S}s bad right now", f"I{_S}m not sure"
READY = f"I{_S}m ready"
BEGUN = 16
"""How much of the answers so far says which record they belong to and when they began."""
COUNTED = re.compile(r"^Question \d+ of \d+$")
TOLD = ("under_18", "first_over_50", "recent_hip_replacement", "recent_knee_replacement")
"""Questions that the facts of `tell_about` answer: they aren't asked again."""
_diaries = count(1)
COUNTED_IN_S = 6
"""The count-in, and a first moment of the set."""


def diary(now: Moment, minutes_ago: int = 10) -> Diary:
    """Begin a record that another device writes a little before now."""
    return Diary(start=now.plus(-60 * minutes_ago).text, name=f"e2e {next(_diaries)}")


def checked_in(now: Moment, leg: int = 3, site: str | None = None, **facts: Any) -> Diary:
    """Return the record of someone who has answered everything today."""
    found = diary(now).ready(**facts)
    found.check_in(leg=leg, site=site)
    return found


# -- the first questions -----------------------------------------------------------------------------------------------


def tell_about(tab: Tab) -> None:
    """Answer the first questions as a healthy adult with a left leg would."""
    page = tab.page
    page.get_by_label("Whose record is this?").fill("Kim")
    page.get_by_label("Which country are you in?").select_option("DE")
    tab.press("Next")
    page.get_by_label("How old are you?").fill("44")
    page.get_by_label("How tall are you?").fill("172")
    page.get_by_label("What do you weigh?").fill("71")
    for number in range(3, 9):
        tab.press("Next")
        expect(page.get_by_text(f"About you, page {number} of 8")).to_be_visible()
        for name in page.locator("main input[type=radio]").evaluate_all(NAMES_OF_RADIOS):
            if name in HEALTHY:
                tab.tick(name, HEALTHY[name])
    tab.press("Save")


def answer_no(tab: Tab, times: int = 0) -> None:
    """Answer the safety questions with no, from the one that is open: so many, or to the last."""
    number = tab.page.get_by_text(COUNTED)
    left = times or 1
    while left:
        text = number.inner_text()
        left = left - 1 if times else int(text.split()[3]) - int(text.split()[1])
        tab.press("No")
        if left:
            expect(number).not_to_have_text(text)


def skip_to_the_last_questions(tab: Tab, scope: str = "full") -> None:
    """Go on where someone is who has answered no to all questions but one: the answers stand in the page's form."""
    every = shipped().questions
    way = Way(shipped(), scope, known={every[name].only_if or name: "no" for name in TOLD})
    while way.next and way.total - way.number > 1:
        way = way.after("no")
    assert way.next
    form = tab.page.locator("form.ask")
    begun = form.locator("input[name=said]").input_value()[:BEGUN]
    for name, value in {"said": begun + way.letters, "question": way.next.id}.items():
        form.locator(f"input[name={name}]").evaluate("(field, value) => { field.value = value; }", value)
    tab.press("No")
    expect(tab.page.get_by_text(f"Question {way.number + 1} of {way.total}")).to_be_visible()


# -- how it is ---------------------------------------------------------------------------------------------------------


def check_in(tab: Tab, leg: int = 3, site: str = "calf", **more: object) -> None:
    """Say how it is: where by a finger on the body, the rest by the answers below it."""
    touch(tab, "left", site)
    for name, value in {"left_leg_pain": leg, **CALM, **more}.items():
        tab.tick(name, value)
    tab.press(SEE_PLAN)


def place(tab: Tab, side: str, site: str, view: str = "back") -> Any:
    """Return a place on the body map."""
    return tab.page.locator(f"[data-view={view}] .region[data-side={side}][data-site={site}]")


def touch(tab: Tab, side: str, site: str) -> None:
    """Tap a place on the body, once the map listens."""
    expect(tab.page.locator("unpinch-bodymap.is-live")).to_be_attached()
    place(tab, side, site).click()
    expect(place(tab, side, site)).to_have_attribute("aria-pressed", "true")


def tick_signs(tab: Tab, *signs: str) -> None:
    """Say on the day's list what is true."""
    tab.press("Something here is true")
    for sign in signs:
        tab.tick("item", sign)
    tab.press("Save what I ticked")


def screen_daily(tab: Tab) -> None:
    tab.headed("Is any of these there today?")
    tab.press("None of these")


# -- a session ---------------------------------------------------------------------------------------------------------


def begin(tab: Tab) -> None:
    """Start today's session: it shows how to set up the first exercise."""
    tab.go("/today")
    tab.press("Start")
    expect(tab.page.get_by_role("button", name=READY)).to_be_visible()


def slot(tab: Tab, name: str) -> Any:
    """Return a part of the player: count, small, left, cue, name, of, band."""
    return tab.page.locator(f"unpinch-player [data-{name}]")


def stop(tab: Tab) -> None:
    tab.page.locator("[data-press=stop]").locator("visible=true").click()


def say_why(tab: Tab, reason: str = "tingling", where: str = "calf", alarm: str = "none") -> None:
    """Answer the one screen after a stop."""
    tab.headed("Good that you stopped.")
    tab.tick("reason", reason)
    tab.tick("where", where)
    tab.tick("alarms", alarm)
    tab.press("Next")
    tab.blink()


def do_set(tab: Tab, seconds: int) -> None:
    """Do a set to its end, from its count-in on."""
    tab.pass_s(COUNTED_IN_S)
    tab.sleep_s(seconds)
    tab.blink()


def brought(tab: Tab, heading: str) -> None:
    """Let time pass until the page says so: what it asked for in vain it asks for again after a moment."""
    shown = tab.page.get_by_role("heading", name=heading).first
    _until(tab, shown, "visible", heading)


def gone(tab: Tab, shown: Locator) -> None:
    """Wait until something is no longer shown: what is asked for in vain is asked for again after a moment."""
    _until(tab, shown, "hidden")


def _until(tab: Tab, shown: Locator, state: Literal["visible", "hidden"], heading: str = "") -> None:
    """Let time pass, with a pause in between: what the page is asking for is given up when its time has passed."""
    ends = monotonic() + PATIENCE_S
    while True:
        try:
            return shown.wait_for(state=state, timeout=PAUSE_MS)
        except TimeoutError:
            assert monotonic() < ends, (heading, tab.page.locator("main").inner_text(), tab.complaints)
            tab.pass_s(TRY_AGAIN_S)


def delivered(tab: Tab) -> None:
    """Wait until nothing waits on this device any more."""
    ends = monotonic() + PATIENCE_S
    while waiting := tab.page.evaluate(WAITING):
        assert monotonic() < ends, waiting
        tab.pass_s(TRY_AGAIN_S)
        tab.page.wait_for_timeout(PAUSE_MS / 10)
