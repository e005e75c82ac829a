"""The player in a real browser, with a fake clock and the strict policy: begin, count, stop; and the body map."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.look.gallery_site import serving, tab_on
from tools.gallery import render, write
from tools.gallery_samples import samples
from unpinch.journal import read_entry

READY = "I\N{RIGHT SINGLE QUOTATION MARK}m ready"
MORNING = datetime(2026, 11, 22, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("gallery")
    write(folder, ["player", "check_in", "today"])
    player = samples()["player"]
    with_api = {**player, "page": {**player["page"], "api": "/api/p/1/journal"}}
    (folder / "online.html").write_text(render("player", with_api), encoding="utf-8")
    with serving(folder) as address:
        yield address


@pytest.fixture
def tab(site: str, browser: Browser) -> Iterator[Page]:
    with tab_on(browser, site, foreseen="401") as page:
        page.clock.install(time=MORNING)
        page.clock.pause_at(MORNING + timedelta(hours=1))  # from here on, time passes only when a test says so
        yield page


def begin(tab: Page, path: str = "/player.html") -> None:
    """Open a session and say that the first exercise is set up."""
    tab.goto(path)
    tab.get_by_role("button", name=READY).click()


def test_it_shows_how_to_set_up_first_and_again_from_a_pause(tab: Page) -> None:
    tab.goto("/player.html")
    expect(tab.get_by_role("heading", name="Nerve floss")).to_be_visible()
    assert tab.get_by_text("Band flat under the middle of the foot, crossed").is_visible()
    steps = tab.get_by_text("Lift the leg with the knee bent. Only now").first
    assert not steps.is_visible()
    tab.get_by_text("How it goes").first.click()
    assert steps.is_visible()
    tab.get_by_role("button", name=READY).press("Enter")
    tab.clock.run_for(7_000)
    tab.get_by_role("button", name="Pause").click()
    tab.get_by_role("button", name="Set-up").click()
    assert tab.get_by_text("Band flat under the middle of the foot, crossed").is_visible()
    tab.get_by_role("button", name="Back to the pause").click()
    assert tab.get_by_text("Take the time you need.").is_visible()


def test_it_says_and_shows_the_way_out_of_just_what_was_stopped(tab: Page) -> None:
    tab.goto("/player.html")
    tab.locator("[data-panel=setup] [data-press=skip]").click()
    tab.get_by_role("heading", name="Leg traction").wait_for()
    tab.locator("[data-panel=setup] [data-press=stop]").click()
    assert "Slide toward the anchor" in tab.locator("[data-panel=stop_answer] [data-way-out]").inner_text()
    assert tab.locator("[data-leaving]:visible").get_attribute("data-leaving") == "leg_traction-1-left"


def test_it_counts_in_paces_and_asks_how_it_felt(tab: Page) -> None:
    begin(tab)
    tab.clock.run_for(5_500)
    assert tab.locator("[data-count]").inner_text() == "1"
    assert "Straighten" in tab.locator("[data-cue]").inner_text()
    tab.clock.run_for(6_000)
    assert tab.locator("[data-count]").inner_text() == "2"
    tab.clock.run_for(60_000)
    assert tab.get_by_role("heading", name="How did that feel?").is_visible()


def test_it_stops_at_once_by_a_button_the_size_of_a_hand(tab: Page) -> None:
    begin(tab)
    tab.clock.run_for(7_000)
    stop = tab.locator("unpinch-player [data-press=stop]")
    size = stop.bounding_box()
    assert size is not None
    assert size["height"] >= 132
    assert size["y"] + size["height"] <= 844
    stop.click()
    assert tab.get_by_role("heading", name="Good that you stopped.").is_visible()
    tab.get_by_text("Tingling or numb").click()
    tab.get_by_role("button", name="Next").click()
    assert tab.get_by_role("alert").filter(has_text="warning signs").is_visible()
    tab.get_by_text("None of these", exact=True).click()
    tab.get_by_role("button", name="Next").click()
    tab.clock.run_for(1_100)
    assert tab.locator("[data-clock]").inner_text() == "1:59"
    tab.clock.run_for(120_000)
    tab.get_by_role("button", name="Yes, as before").click()
    assert tab.get_by_role("heading", name="That is all for today.").is_visible()


def test_it_finds_its_place_again_after_a_reload(tab: Page) -> None:
    begin(tab)
    tab.clock.run_for(12_500)
    tab.reload()
    expect(tab.locator("[data-count]")).to_have_text("2")


def test_it_can_be_used_without_scripts(site: str, browser: Browser) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{site}/player.html")
    assert page.get_by_role("heading", name="Your exercises").is_visible()
    assert page.get_by_role("button", name="STOP").first.is_visible()
    page.goto(f"{site}/check_in.html")
    assert page.get_by_text("Pain goes down to").first.is_visible()
    page.close()


def test_it_ticks_the_list_when_a_place_on_the_body_is_tapped(tab: Page) -> None:
    tab.goto("/check_in.html")
    expect(tab.locator("unpinch-bodymap.is-live")).to_be_attached()
    tab.locator("[data-view=back] .region[data-side=left][data-site=calf]").click()
    assert tab.locator("input[name=left_pain_site][value=calf]").is_checked()
    tab.get_by_role("button", name="Tingling or numb").click()
    place = tab.locator("[data-view=back] .region[data-side=left][data-site=foot]")
    place.focus()
    place.press("Enter")
    assert tab.locator("input[name=left_nerve_site][value=foot]").is_checked()
    assert "Pain: left calf" in tab.locator(".said").inner_text()


def test_it_offers_yesterdays_value_and_takes_it_only_when_tapped(tab: Page) -> None:
    tab.goto("/check_in.html")
    expect(tab.locator("unpinch-bodymap.is-live")).to_be_attached()
    assert tab.locator("input[name=left_leg_pain]:checked").count() == 0
    tab.locator("button[data-fill=left_leg_pain]").click()
    assert tab.locator("input[name=left_leg_pain]:checked").input_value() == "4"


def test_it_keeps_a_stop_through_a_closed_door_and_sends_it_when_the_door_is_open(tab: Page) -> None:
    sent: list[dict[str, object]] = []
    door = {"open": False}

    def answer(route: Route) -> None:
        lines = [json.loads(line) for line in (route.request.post_data or "").splitlines()]
        if not door["open"]:
            route.fulfill(status=401, body="")
            return
        sent.extend(lines)
        items = [{"number": n, "status": "accepted"} for n, _ in enumerate(lines, start=1)]
        route.fulfill(json={"items": items, "cursor": len(lines)})

    tab.route("**/api/p/1/journal", answer)
    begin(tab, "/online.html")
    tab.clock.run_for(7_000)
    with tab.expect_response("**/api/p/1/journal"):
        tab.locator("unpinch-player [data-press=stop]").click()
    expect(tab.locator("unpinch-waiting")).to_contain_text("opened again")
    door["open"] = True
    with tab.expect_response("**/api/p/1/journal"):
        tab.reload()
    assert [line["kind"] for line in sent] == ["stopped"]
    assert sent[0]["seq"] == 0
    read_entry(json.dumps(sent[0]).encode())
