"""The PDF: tagged, on its pages, the same bytes each time; and the checkers see planted faults."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from io import BytesIO
from pathlib import Path
from typing import Any

import outloud  # type: ignore[import-untyped]
import pdfua
import pikepdf
import pytest
import typst

from tests.exchange.report.papers import HOSTILE, TODAY, crowded, made, shown, story
from unpinch.exchange import report
from unpinch.exchange.report import ink as inks
from unpinch.exchange.report import laying
from unpinch.journal import Moment
from unpinch.screens.paper import shortened

LATER = Moment.parse("2026-04-01T08:00:00+00:00")


def alts(opened: pikepdf.Pdf) -> list[str]:
    """The alt texts of all figures, in the order of the objects."""
    return [
        str(one.Alt) for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
    ]


def checked(file: bytes, tmp_path: Path) -> tuple[list[str], int]:
    """The errors that two checkers find, by their rules."""
    path = tmp_path / "paper.pdf"
    path.write_bytes(file)
    return [one.rule_id for one in pdfua.validate(str(path)).findings], outloud.check(str(path)).errors


@pytest.mark.parametrize("name", ["report", "plan"])
@pytest.mark.parametrize("id_", ["settling", "stopped", "stubborn"])
def test_two_checkers_find_nothing_wrong(name: str, id_: str, tmp_path: Path) -> None:
    found = made(shown(name, story(id_)))
    assert found.pages <= {"report": 2, "plan": 1}[name]
    assert checked(found.file, tmp_path) == ([], 0)


def test_the_checkers_see_what_is_missing(tmp_path: Path) -> None:
    whole = made(shown("report", story("settling"))).file
    for name in ("/Lang", "/MarkInfo", "/StructTreeRoot"):
        with pikepdf.open(BytesIO(whole)) as opened:
            del opened.Root[name]
            spoilt = BytesIO()
            opened.save(spoilt)
        rules, errors = checked(spoilt.getvalue(), tmp_path)
        assert rules, name
        assert errors, name


def test_the_checkers_see_a_picture_without_words(tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(made(shown("report", story("settling"))).file)) as opened:
        for one in opened.objects:
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure":
                del one["/Alt"]
        spoilt = BytesIO()
        opened.save(spoilt)
    assert checked(spoilt.getvalue(), tmp_path)[0]


def test_it_says_its_title_language_and_what_each_picture_shows() -> None:
    with pikepdf.open(BytesIO(made(shown("report", story("stopped"))).file)) as opened:
        assert str(opened.Root.Lang) == "en"
        assert str(opened.docinfo["/Title"]) == "Sciatica: what the record shows · Demo: Ben, sent to care"
        told = alts(opened)
    assert len(told) == 2
    assert "How far down the right leg was felt" in told[0]
    assert "weaker on 5 of 5 days" in told[0]
    assert told[1].startswith("Pain day by day.")


def test_the_same_paper_is_the_same_bytes() -> None:
    assert made(shown("report", story("settling"))).file == made(shown("report", story("settling"))).file


@pytest.mark.parametrize("size", ["a4", "letter"])
@pytest.mark.parametrize("years", [0, 5])
def test_it_is_never_longer_than_two_pages(size: str, years: int, tmp_path: Path) -> None:
    diary = crowded(years)
    found = made(shown("report", diary.entries, Moment.parse(diary.now), paper=size, **{"from": "2020-01-01"}))
    assert found.pages == 2
    assert checked(found.file, tmp_path) == ([], 0)


def test_it_works_with_nothing_written(tmp_path: Path) -> None:
    found = made(shown("report", []))
    assert checked(found.file, tmp_path) == ([], 0)


@pytest.mark.parametrize(
    "name",
    [
        "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED}\N{HEBREW LETTER VAV}\N{HEBREW LETTER FINAL MEM}",
        "\N{ARABIC LETTER MEEM}\N{ARABIC LETTER HAH}\N{ARABIC LETTER MEEM}\N{ARABIC LETTER DAL}",
        "\N{CJK UNIFIED IDEOGRAPH-65E5}\N{CJK UNIFIED IDEOGRAPH-672C} \N{GRINNING FACE}",
        "Zo\N{LATIN SMALL LETTER E WITH DIAERESIS} \N{LATIN CAPITAL LETTER L WITH STROKE}uczak",
        "N" * 200,
        HOSTILE,
        "\u202eturned\u202c \x00\x07",
    ],
)
def test_it_takes_any_name(name: str, tmp_path: Path) -> None:
    found = made(shown("report", story("stubborn"), name=name))
    assert found.pages <= 2
    assert checked(found.file, tmp_path) == ([], 0)


def test_a_letter_that_no_font_has_is_a_square_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, Any]] = []
    compiled = laying._compiled  # noqa: SLF001 - what goes to typst at last

    def watched(paper: Any, scale: float, *, system: bool) -> tuple[bytes, int]:
        given.append(paper)
        return compiled(paper, scale, system=system)

    monkeypatch.setattr(laying, "_compiled", watched)
    made(shown("report", story("stubborn"), name="Kim \U00016800"))
    assert given[-1]["name"] == "Kim \N{WHITE SQUARE}"
    assert "Some letters couldn't be printed" in given[-1]["foot"]


def test_words_are_never_read_as_markup() -> None:
    document = shown("report", story("stubborn"), name=HOSTILE)
    with pikepdf.open(BytesIO(made(document).file)) as opened:
        assert str(opened.docinfo["/Title"]).endswith(HOSTILE)


def test_a_fault_of_the_layout_isnt_taken_for_a_missing_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    document = shown("report", story("stubborn")).context["paper"]
    broken = {**document, "made": "2026-13-40"}
    with pytest.raises((typst.TypstError, ValueError)):
        report.pdf(lambda rows: shortened(broken, rows), "")


def test_it_says_in_a_sentence_where_typst_isnt_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laying, "able", lambda: False)
    with pytest.raises(report.NoTypstError, match=r"pip install '\.\[report\]'"):
        made(shown("report", []))


def test_a_paper_that_cant_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laying, "PAGES", {"report": 0})
    with pytest.raises(report.TooLongError, match="Choose fewer parts"):
        made(shown("report", []))


# -- the pictures' colours ---------------------------------------------------------------------------------------------


def test_pictures_take_their_colours_from_the_light_tokens() -> None:
    style = inks.ink((":root { --p5: #a8352f; } .x { --p5: #000 }", "@layer a { .cell.s5 { fill: var(--p5); } }"))
    assert style.startswith(".cell.s5{fill:#a8352f}")


def test_what_is_for_a_medium_or_unknown_to_pictures_is_left_out() -> None:
    sheet = (
        "@layer a { @media print { .b { fill: red; } } .c { color: red; } .d { fill: color-mix(in srgb, red, blue); } }"
    )
    assert ".b" not in inks.ink((":root { }", sheet))
    assert ".c" not in inks.ink((":root { }", sheet))
    assert ".d{" not in inks.ink((":root { }", sheet))


def test_no_variable_is_left_over() -> None:
    assert "var(" not in made_style()


def made_style() -> str:
    from tests.exchange.report.papers import style

    return style()


def test_tokens_without_colours_are_refused() -> None:
    with pytest.raises(ValueError, match="names no colours"):
        inks.ink(("a { }",))


def test_now_is_when_it_was_made() -> None:
    with pikepdf.open(BytesIO(made(shown("report", story("settling"), TODAY)).file)) as opened:
        assert "20261122" in str(opened.docinfo["/CreationDate"])


def test_it_is_able_only_where_typst_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    assert report.able()
    monkeypatch.setattr(laying, "version", missing)
    assert not laying.able.__wrapped__()
