"""Every kind of page: nothing for axe to find in light and dark, no sideways scrolling, controls a thumb can hit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.pages import PAGES, shown
from tests.e2e.served import MORNING
from tests.e2e.tabs import DESKTOP, PHONE, Tabs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RUN = """rules => axe.run(document, {
  resultTypes: ['violations'], ...(rules ? {runOnly: {type: 'rule', values: rules}} : {}),
})"""
NARROW = {"width": 320, "height": 640}
ZOOMED = {"width": 640, "height": 450}
"""A desktop screen at 200 %: half as many CSS pixels each way."""
THUMB_PX, NARROW_PX = 44, 36
SIZES = {
    "phone": (PHONE, THUMB_PX),
    "320 px": (NARROW, NARROW_PX),
    "200 %": (ZOOMED, THUMB_PX),
    "desktop": (DESKTOP, THUMB_PX),
}
TOO_SMALL = """least => {
  const seen = (one) => one.checkVisibility({visibilityProperty: true, opacityProperty: false}) && !one.disabled;
  const target = (one) => one.matches('input[type=radio], input[type=checkbox]') ? one.closest('label') : one;
  const inline = (one) => one.matches('a') && getComputedStyle(one).display === 'inline';
  return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
    .filter((one) => seen(one) && !inline(one) && !one.closest('.skip'))
    .map((one) => [one, target(one).getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < least || box.height < least))
    .map(([one, {width, height}]) => [one.tagName, one.name || one.textContent.trim().slice(0, 30), one.value || '',
      `${Math.round(width)} x ${Math.round(height)}`].join(' '));
}"""
SETTLED = "() => Promise.all(document.getAnimations().map((one) => one.finished))"
UNSEEN_FOCUS = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one);
  if (one === document.body || (one.closest('svg') && parseFloat(style.strokeWidth) > 3)) return '';
  const near = [one, one.nextElementSibling].filter(Boolean).map((it) => getComputedStyle(it));
  const ringed = ({outlineStyle, outlineWidth}) => outlineStyle !== 'none' && parseFloat(outlineWidth) > 1;
  return near.some(ringed) ? '' : one.outerHTML.slice(0, 120);
}"""


@pytest.fixture(scope="module")
def one_tab(browser: Browser, server: Served) -> Iterator[Tab]:
    """One tab for all pages: its size and colours change, its clock stands still."""
    server.set(MORNING)
    tabs = Tabs(browser)
    tab = tabs.new(server, server.someone(), ticking=True, reduced_motion="reduce")
    tab.foresee("404")
    tab.page.add_init_script(script="window.name = 'test'")
    yield tab
    tabs.close()


@pytest.fixture(params=sorted(PAGES))
def tab(one_tab: Tab, served: Served, request: pytest.FixtureRequest) -> Tab:
    """The tab with one of the pages open."""
    found = shown(request.param, MORNING)
    one_tab.root = served.someone(found.lines)
    one_tab.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    one_tab.page.emulate_media(color_scheme="light")
    one_tab.go(found.path)
    return one_tab


def test_a_page_is_open_to_everyone(tab: Tab) -> None:
    found: dict[str, Any] = {}
    for name, (size, least) in SIZES.items():
        tab.page.set_viewport_size(size)  # type: ignore[arg-type]
        found[f"too wide at {name}"] = too_wide(tab, size["width"])
        found[f"too small at {name}"] = tab.page.evaluate(TOO_SMALL, least)
    tab.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    tab.page.evaluate(AXE)
    found["axe, light"] = violations(tab, None)
    tab.page.emulate_media(color_scheme="dark")
    tab.page.evaluate(SETTLED)
    found["axe, dark"] = violations(tab, ["color-contrast", "link-in-text-block"])
    found["focus"] = unseen_focus(tab)
    wrong = {
        name: sorted(set(map(str, said))) if isinstance(said, list) else said for name, said in found.items() if said
    }
    assert wrong == {}, "\n".join(f"{k}: {v}" for k, v in wrong.items())


def too_wide(tab: Tab, width: int) -> int:
    wide = int(tab.page.evaluate("document.documentElement.scrollWidth"))
    return wide if wide > width else 0


def violations(tab: Tab, rules: list[str] | None) -> list[str]:
    found = tab.page.evaluate(RUN, rules)["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for one in found
        for node in one["nodes"][:3]
    ]


def unseen_focus(tab: Tab) -> list[str]:
    """Go through the first controls by keyboard; return those whose focus can't be seen."""
    found = []
    for _ in range(6):
        tab.page.keyboard.press("Tab")
        found.append(str(tab.page.evaluate(UNSEEN_FOCUS)))
    return [one for one in found if one]
