"""The progress page in a real browser, under the strict policy: each day told by pointer, tap and keys, or without."""

from __future__ import annotations

from collections.abc import Iterator

import pymupdf
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.look.gallery_site import serving, tab_on
from tools.gallery import write

DAYS = "unpinch-days"
HINT = "Point at a day, tap it, or use the arrow keys."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("gallery")
    write(folder, ["progress"])
    with serving(folder) as address:
        yield address


@pytest.fixture
def page(site: str, browser: Browser) -> Iterator[Page]:
    with tab_on(browser, site) as found:
        found.goto("/progress.settling.html")
        yield found


def leg(page: Page) -> Locator:
    return page.locator(DAYS).first


def test_the_arrow_keys_tell_day_by_day_to_eyes_and_to_a_screen_reader(page: Page) -> None:
    leg(page).focus()
    expect(leg(page).locator(".told")).to_have_text(HINT)
    page.keyboard.press("ArrowLeft")
    told = leg(page).locator(".told").inner_text()
    assert told.startswith("Yesterday, 21 November: ")
    expect(leg(page)).to_have_attribute("aria-valuetext", told)
    expect(leg(page)).to_have_attribute("aria-valuenow", "27")
    page.keyboard.press("Home")
    expect(leg(page)).to_have_attribute("aria-valuenow", "1")
    page.keyboard.press("ArrowLeft")
    expect(leg(page)).to_have_attribute("aria-valuenow", "1")
    page.keyboard.press("PageUp")
    expect(leg(page)).to_have_attribute("aria-valuenow", "8")


def test_a_tap_tells_a_day_and_marks_it(page: Page) -> None:
    day = leg(page).locator(".day").nth(3)
    day.click(position={"x": 3, "y": 60})
    assert "leg pain" in leg(page).locator(".told").inner_text().lower()
    expect(leg(page)).to_have_attribute("aria-valuenow", "4")
    assert leg(page).locator(".here").get_attribute("x") == day.get_attribute("x")


def test_keys_with_a_modifier_are_left_to_the_browser(page: Page) -> None:
    leg(page).focus()
    page.keyboard.press("Alt+ArrowLeft")
    expect(leg(page).locator(".told")).to_have_text(HINT)


def test_each_chart_is_a_stop_of_its_own_and_named(page: Page) -> None:
    sliders = page.get_by_role("slider")
    assert sliders.count() == 7
    names = [one.get_attribute("aria-label") for one in sliders.all()]
    assert len(set(names)) == 7
    assert all(names)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_is_wider_than_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for one in page.locator("details.more > summary").all():
        one.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_says_all_without_javascript(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto("/progress.stopped.html")
    picture = page.get_by_role("img", name="How far down your right leg was felt, last 25 days")
    expect(picture).to_be_visible()
    assert picture.locator(".day title").count() == 25
    expect(page.locator(".told").first).to_be_hidden()
    page.get_by_text("Day by day, as a table").first.click()
    expect(page.get_by_role("table", name="How far down your right leg was felt")).to_be_visible()
    context.close()


def test_print_keeps_pictures_and_leaves_controls_out(page: Page) -> None:
    page.emulate_media(media="print")
    expect(leg(page).locator("svg")).to_be_visible()
    expect(leg(page).locator(".told")).to_be_hidden()
    expect(page.locator(".ranges")).to_be_hidden()


def test_the_tabs_stay_on_one_line_and_large_enough_on_a_small_phone_with_the_largest_text(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate("document.documentElement.dataset.text = 'largest'")
    tabs = page.locator("nav.tabs a")
    assert tabs.all_inner_texts() == ["Today", "Exercises", "Progress", "Diary", "More"]
    expect(page.locator('nav.tabs [aria-current="page"]')).to_have_text("Progress")
    for tab in tabs.all():
        box, words = tab.bounding_box(), tab.locator("span")
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert min(box["width"], box["height"]) >= 44
        assert words.evaluate("(one) => one.getClientRects().length") == 1


def test_printed_every_chart_is_on_the_paper_whole(page: Page) -> None:
    titles = [one.inner_text() for one in page.locator(".charts h2").all()]
    assert len(titles) > 5
    with pymupdf.open(stream=page.pdf(format="A4")) as printed:  # type: ignore[no-untyped-call]
        words = [box for sheet in printed for box in sheet.get_text("words")]
        text = " ".join(" ".join(sheet.get_text().split()) for sheet in printed)
        assert max(box[2] for box in words) <= printed[0].rect.width
    assert [title for title in titles if title not in text] == []
