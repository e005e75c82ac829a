"""Every template: renders with its sample, says its context, and holds nothing a strict CSP would block."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tools.gallery import render
from tools.gallery_samples import samples

TEMPLATES = Path(__file__).parents[2] / "src" / "unpinch" / "screens" / "templates"
VOID = {"meta", "link", "input", "br", "hr", "img", "path", "circle", "rect"}
SAMPLES = samples()


class Walker(HTMLParser):
    """Collects tags, ids and names, and refuses unbalanced tags."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.fors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name) for name, _ in attrs]
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.fors += [values["for"] or ""] if "for" in values else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name) for name, _ in attrs]

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def walk(name: str) -> Walker:
    walker = Walker()
    walker.feed(render(name, SAMPLES[name]))
    return walker


@pytest.mark.parametrize("name", SAMPLES)
def test_it_renders_balanced_html_that_a_strict_policy_allows(name: str) -> None:
    walker = walk(name)
    assert walker.open == []
    for tag, attribute in walker.attributes:
        assert attribute != "style", tag
        assert not attribute.startswith(("on", "hx-on")), (tag, attribute)


@pytest.mark.parametrize("name", SAMPLES)
def test_it_gives_each_id_once_and_each_label_its_field(name: str) -> None:
    walker = walk(name)
    assert len(walker.ids) == len(set(walker.ids))
    assert set(walker.fors) <= set(walker.ids)


@pytest.mark.parametrize("name", SAMPLES)
def test_it_has_one_title_and_a_way_to_skip_to_it(name: str) -> None:
    html = render(name, SAMPLES[name])
    assert len(re.findall(r"<h1[ >]", html)) >= 1
    assert 'href="#main"' in html
    assert "http://" not in html
    assert "https://" not in html


@pytest.mark.parametrize(
    "name", [name for name in SAMPLES if name.split(".")[0] not in {"bad_day", "message", "chooser"}]
)
def test_it_always_shows_the_way_to_bad_day_care(name: str) -> None:
    assert 'href="/bad-day"' in render(name, SAMPLES[name])


@pytest.mark.parametrize("name", SAMPLES)
def test_it_numbers_every_form_that_posts(name: str) -> None:
    context = SAMPLES[name]
    html = render(name, {**context, "page": {**context["page"], "form": "NUMBER"}})
    for form in re.findall(r'<form[^>]*method="post".*?</form>', html, re.DOTALL):
        assert 'name="form_number" value="NUMBER"' in form


def test_it_has_a_sample_and_a_described_context_for_every_template() -> None:
    pages = {path.stem for path in TEMPLATES.glob("*.html")} - {"base", "bare"}
    assert {name for name in pages if not name.startswith("_")} == {name.split(".")[0] for name in SAMPLES}
    for path in TEMPLATES.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("{#"), path
        assert re.search(r"[Cc]ontext|Needs|Import", text.split("#}")[0]), path


def test_it_leaves_no_expression_to_be_evaluated() -> None:
    """Under our policy nothing is evaluated: htmx's `hx-on`, `js:` and filters in triggers would be dead."""
    folders = (TEMPLATES, TEMPLATES.parents[1] / "web" / "templates")
    for path in (found for folder in folders for found in folder.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"hx-on|[\"']\s*(js|javascript):|hx-trigger=[^>]*\[|hx-(vals|headers|confirm)", text), path


def test_it_turns_off_what_htmx_would_style_by_itself() -> None:
    text = (TEMPLATES / "base.html").read_text(encoding="utf-8")
    assert '"includeIndicatorCSS": false' in text
    assert text.index("htmx.min.js") < text.index("js/app.js")


def test_it_says_a_name_only_when_there_are_several_people() -> None:
    assert "Anna" not in render("today", SAMPLES["today"])
    assert "Anna" in render("today.strong", SAMPLES["today.strong"])


def test_it_fills_in_nothing_beforehand() -> None:
    assert " checked" not in render("check_in", SAMPLES["check_in"])


def test_it_never_lets_data_end_a_script() -> None:
    from unpinch.screens.drawings import script_json

    assert "<" not in script_json({"a": "</script><b>&"})
