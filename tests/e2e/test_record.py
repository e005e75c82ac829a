"""What belongs to the person: diary, bands, pauses, the journal as a file; and what is one tap away everywhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e import ways
from unpinch.screens import ROUTES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.served import Served
    from tests.e2e.tabs import Tab, Tabs

DAY_S = 86_400
NO_PAGES = {"", "bad-day", "start", "undo", "resume", "clearance", "about"}
PLAIN = [route.path for route in ROUTES if "<" not in route.path and route.path not in NO_PAGES]


@pytest.fixture
def tab(served: Served, tabs: Tabs) -> Tab:
    return tabs.new(served, served.someone(ways.checked_in(served.moment).lines))


def test_care_for_a_bad_day_is_one_tap_from_everywhere(tab: Tab) -> None:
    without = []
    for path in PLAIN:
        page = tab.go(f"/{path}")
        care = page.get_by_role("link", name=ways.BAD_NOW).locator("visible=true")
        without += [] if care.count() == 1 and care.get_attribute("href") == f"{tab.root}/bad-day" else [path]
    assert without == []
    tab.follow(ways.BAD_NOW)
    tab.headed("It's bad right now")
    expect(tab.page.get_by_role("link", name="Call 999")).to_be_visible()


def test_an_entry_is_corrected_by_a_new_one(tab: Tab) -> None:
    tab.go("/diary")
    tab.page.get_by_role("link", name="Check-in").first.click()
    tab.page.get_by_text("Correct this").click()
    tab.tick("left_leg_pain", 5)
    tab.press("Save the correction")
    expect(tab.page.get_by_role("row", name="Leg pain").first).to_contain_text("5")
    expect(tab.page.get_by_text("Before,").first).to_be_visible()
    newest = tab.served.record(tab.root)[-1]
    assert (newest["kind"], newest["values"]["left_leg_pain"], "replaces" in newest["values"]) == ("check_in", 5, True)


def test_an_entry_taken_back_stays_readable(tab: Tab) -> None:
    tab.go("/diary")
    tab.page.get_by_role("link", name="Check-in").first.click()
    tab.press("Take this entry back")
    tab.at("/diary")
    expect(tab.page.locator(".struck").first).to_contain_text("Check-in")


def test_a_band_is_added_measured_and_put_to_use(tab: Tab) -> None:
    page = tab.go("/bands")
    tab.tick("type", "flat")
    page.get_by_label("Length when slack").fill("2000")
    tab.tick("latex", "no")
    tab.press("Add it")
    expect(page.get_by_text("We don't know how strong it is.")).to_be_visible()
    page.get_by_text("Measure it with a weight").click()
    page.get_by_label("The weight").fill("15")
    page.get_by_label("Length without it").fill("500")
    page.get_by_label("Length with it").fill("1000")
    tab.press("Save")
    expect(page.get_by_text("measured", exact=True)).to_be_visible()
    expect(page.get_by_text("newtons at twice its length")).to_be_visible()
    tab.press("I no longer use it")
    expect(page.get_by_text("No band yet.")).to_be_visible()


def test_no_band_yet_is_a_path_of_its_own(tab: Tab) -> None:
    page = tab.go("/bands")
    tab.press("I have no band yet")
    expect(page.get_by_role("button", name="You told us: no band yet")).to_be_disabled()
    tab.go("/today")
    expect(page.locator(".set").first).to_contain_text("use a towel or strap")


def test_a_pause_is_no_failure_and_ends_when_the_person_is_back(tab: Tab) -> None:
    page = tab.go("/pause")
    tab.page.get_by_text("Travel", exact=True).click()
    page.get_by_label("Until when?").fill("2026-11-30")
    tab.press("Begin the pause")
    tab.headed("You are on a pause")
    tab.pass_s(2 * DAY_S)
    tab.go("/today")
    tab.headed("You are on a pause")
    tab.press("I am back")
    tab.headed("How is it today?")


def test_a_journal_file_is_counted_first_and_then_read_in(tab: Tab, tabs: Tabs, tmp_path: Path) -> None:
    file = tmp_path / "journal.jsonl"
    file.write_bytes(tab.served.ask("GET", f"/api{tab.root}/journal").body + b"no entry\n")
    other = tabs.new(tab.served, tab.served.someone())
    other.go("/settings")
    other.page.get_by_label("Journal file").set_input_files(file)
    other.press("Read it in")
    expect(other.page.get_by_text("3 new entries would be added.")).to_be_visible()
    expect(other.page.get_by_role("heading", name="1 line can")).to_be_visible()
    expect(other.page.get_by_text("Line 4: Something that is no entry")).to_be_visible()
    other.page.get_by_text("The line as it came").click()
    expect(other.page.get_by_text("no entry", exact=True)).to_be_visible()
    assert other.served.kinds(other.root) == []
    other.press("Read it in")
    other.headed("It is read in.")
    assert other.served.kinds(other.root) == ["about", "screening", "check_in"]
    other.go("/diary")
    expect(other.page.get_by_text("Not understood, but kept")).to_be_visible()


def test_a_locked_copy_travels_to_someone_elses_browser(tab: Tab, tabs: Tabs, tmp_path: Path) -> None:
    words = "four words in a row"
    page = tab.go("/settings")
    page.get_by_text("Lock the copy with a passphrase").click()
    page.get_by_label("Passphrase, ten characters or more").fill(words)
    page.get_by_label("The same again").fill(words)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save a locked copy").click()
    saved.value.save_as(tmp_path / "box.age")
    other = tabs.new(tab.served, tab.served.someone())
    other.go("/settings")
    other.page.get_by_label("Journal file").set_input_files(tmp_path / "box.age")
    other.press("Read it in")
    other.headed("This file is locked")
    other.page.get_by_label("Passphrase").fill(words)
    other.press("Open it")
    other.headed("There is nothing new in this file")


def test_the_calendar_is_a_file_to_open(tab: Tab) -> None:
    page = tab.go("/settings")
    page.get_by_role("link", name="The sessions of the next two weeks").click()
    tab.headed("Sessions in your calendar")
    page.get_by_label("A second one").fill("19:30")
    page.get_by_text("10 minutes before").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the calendar").click()
    assert saved.value.suggested_filename == "unpinch.ics"
    tab.at("/calendar")
    newest = tab.served.record(tab.root)[-1]
    assert (newest["kind"], newest["values"]["times"]) == ("calendar", ["18:00", "19:30"])


@pytest.mark.parametrize("content", [b"", b"\n  \n"])
def test_an_empty_file_is_called_empty(tab: Tab, tmp_path: Path, content: bytes) -> None:
    tab.foresee("422")
    (tmp_path / "empty.jsonl").write_bytes(content)
    tab.go("/settings")
    tab.page.get_by_label("Journal file").set_input_files(tmp_path / "empty.jsonl")
    tab.press("Read it in")
    tab.headed("This file is empty")
    expect(tab.page.get_by_role("link", name="Choose another file")).to_be_visible()


def test_everything_is_deleted_only_after_the_word(tab: Tab) -> None:
    tab.foresee("400")
    tab.go("/settings")
    tab.page.get_by_text("Delete everything", exact=True).first.click()
    tab.page.get_by_label("Write “delete” to be sure").fill("yes")
    tab.press("Delete everything")
    tab.headed("Nothing was deleted")
    tab.follow("Back to the settings")
    tab.at("/settings")
    assert tab.served.kinds(tab.root) == ["about", "screening", "check_in"]


def test_a_strangers_address_holds_nothing(tab: Tab) -> None:
    tab.foresee("404")
    for path in ("today", "diary", "settings", "export"):
        answer = tab.page.goto(f"{tab.served.origin}/p/{uuid4()}/{path}")
        assert answer
        assert answer.status == 404
    other = tab.served.someone(ways.checked_in(tab.served.moment).lines)
    theirs = json.loads(tab.served.ask("GET", f"/api{other}/journal").body.splitlines()[0])["id"]
    tab.go(f"/diary/{theirs}")
    tab.headed("There is nothing here")


def test_a_problem_is_kept_and_sent_nowhere(tab: Tab) -> None:
    tab.go("/problem")
    tab.page.get_by_text("The band", exact=False).first.click()
    tab.page.get_by_label("What happened?").fill("It slipped <script>alert(1)</script>")
    tab.press("Save")
    tab.go("/diary")
    tab.page.get_by_role("link", name="problem").first.click()
    expect(tab.page.get_by_text("<script>alert(1)</script>").first).to_be_visible()
