"""What stands above every page: whose it is, where things are saved, and the way to help when it is bad."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e import ways

if TYPE_CHECKING:
    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab, Tabs

LONG = "Alexandria-Margarethe Löwenstein-Wertheim zu Hohenfels"
LONGEST = "Not saved yet"
WRITTEN = """([name, word]) => {
  document.querySelector(".top .who").textContent = name;
  const sign = document.querySelector("unpinch-sign");
  sign.dataset.state = "unkept";
  sign.textContent = word;
}"""
INSIDE = """() => {
  const texts = (name) => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector(name).lastChild);
    return range;
  };
  const help = document.querySelector(".top .now").getBoundingClientRect();
  const left = [document.querySelector(".top .mark"), texts("unpinch-sign")];
  const end = Math.max(...left.map((one) => one.getBoundingClientRect().right));
  const lines = texts(".top .now").getClientRects().length;
  const whole = Math.max(help.right, document.documentElement.scrollWidth) <= innerWidth;
  return { apart: end < help.left, whole, lines };
}"""
LINE = """(words) => {
  const line = Object.assign(document.createElement("p"), { className: "waiting", textContent: words });
  document.querySelector("unpinch-waiting").replaceChildren(line);
}"""


def looked(served: Served, tabs: Tabs, width: int) -> Tab:
    """One of several people looks at a page in a window of this width."""
    served.someone()
    tab = tabs.new(served, served.someone(), viewport={"width": width, "height": 740})
    tab.go("/more")
    expect(tab.page.locator("unpinch-sign[data-state]")).to_be_attached()
    return tab


def laid_out(tab: Tab) -> dict[str, Any]:
    tab.page.evaluate(WRITTEN, [LONG, LONGEST])
    found: dict[str, Any] = tab.page.evaluate(INSIDE)
    return found


@pytest.mark.parametrize(("width", "lines"), [(390, 1), (360, 1), (320, 2)])
def test_it_holds_a_long_name_and_the_longest_sign_beside_the_way_to_help(
    served: Served, tabs: Tabs, width: int, lines: int
) -> None:
    assert laid_out(looked(served, tabs, width)) == {"apart": True, "whole": True, "lines": lines}


def test_with_the_largest_letters_nothing_of_it_is_cut_off(served: Served, tabs: Tabs) -> None:
    tab = looked(served, tabs, 360)
    tab.page.evaluate("document.documentElement.dataset.text = 'largest'")
    found = laid_out(tab)
    assert found["apart"]
    assert found["whole"]


def test_in_a_set_what_waits_never_moves_the_stop(served: Served, tabs: Tabs) -> None:
    tab = tabs.new(served, served.someone(ways.checked_in(served.moment).lines))
    ways.begin(tab)
    tab.press(ways.READY)
    stop = tab.page.locator(".p-stop").locator("visible=true")
    before = stop.bounding_box()
    tab.page.evaluate(LINE, "3 entries are safe on this device and will be sent when Unpinch answers.")
    assert stop.bounding_box() == before
    ways.stop(tab)
    expect(tab.page.locator("unpinch-waiting")).to_be_visible()
