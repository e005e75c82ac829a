"""The report and the plan sheet through the server: pages, PDFs, the sentence where none can be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import Diary
from tests.pages.living import Home
from tests.web.settings import MORNING
from unpinch.exchange import report
from unpinch.exchange.report import laying
from unpinch.web.models import Person

if TYPE_CHECKING:
    from tests.web.cast import Visitor


@pytest.fixture
def home(browser_of_kim: Visitor, kim: Person) -> Home:
    diary = Diary(MORNING.plus(-3600).text, name="old phone")
    diary.ready()
    diary.morning(leg=3)
    browser_of_kim.send(kim, *diary.lines)
    return Home(browser_of_kim, kim)


@pytest.mark.parametrize("name", ["report", "plan"])
def test_it_gives_the_page_and_the_same_as_a_pdf(home: Home, name: str) -> None:
    page = home.raw(f"/{name}")
    assert page.status_code == 200
    assert f"/{name}/pdf?" in page.content.decode()
    answer = home.raw(f"/{name}/pdf")
    assert answer.content.startswith(b"%PDF-")
    assert f'filename="unpinch-{name}-2026-11-22.pdf"' in answer["Content-Disposition"]


def test_a_sheet_given_as_a_file_keeps_its_decision_once(home: Home) -> None:
    home.raw("/plan/pdf")
    home.raw("/plan/pdf")
    assert home.kinds().count("decision") == 1


def test_it_says_where_no_pdf_can_be_made(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laying, "able", lambda: False)
    monkeypatch.setattr(report, "able", lambda: False)
    page = home.raw("/report").content.decode()
    assert "/report/pdf" not in page
    assert "No PDF can be made here" in page
    answer = home.raw("/report/pdf")
    assert answer.status_code == 501
    assert "typst" in answer.content.decode()


def test_what_cant_be_chosen_is_said_on_the_page(home: Home) -> None:
    assert "is no day" in home.raw("/report?from=never").content.decode()


def test_it_is_reached_from_progress_settings_today_and_exercises(home: Home) -> None:
    for page, door in (("progress", "report"), ("settings", "report"), ("today", "plan"), ("exercises", "plan")):
        assert f'/{door}"' in home.raw(f"/{page}").content.decode(), page
