"""docs/programme.md is in step with what it describes."""

from pathlib import Path

from tests.programme.conftest import SHIPPED
from unpinch.programme import check, load
from unpinch.programme.guardrails import THRESHOLDS
from unpinch.programme.model import Programme

PAGE = (Path(__file__).parents[2] / "docs" / "programme.md").read_text("utf-8")


def test_the_page_has_every_bound(shipped: Programme) -> None:
    for name, rail in THRESHOLDS.items():
        value, source = getattr(shipped.thresholds, name), shipped.threshold_sources[name]
        bounds = f"{rail.recommended_low} to {rail.recommended_high} | {rail.low} to {rail.high}"
        assert f"| `{name}` | {value} | {bounds} | {source} |" in PAGE


def test_the_page_names_every_file() -> None:
    for path in SHIPPED.glob("*.toml"):
        assert f"`{path.name}`" in PAGE


def test_the_pages_example_works(folder: Path, shipped: Programme) -> None:
    text = (folder / "programme.toml").read_text("utf-8")
    new = 'floss_rounds_a_day = { value = 2, source = "Our clinic 2026" }'
    text = text.replace('floss_rounds_a_day = { value = 3, source = "choice; Poole NHS" }', new)
    text += '"Our clinic 2026" = "Protocol of the back clinic, version 3. https://example.org/protocol"\n'
    (folder / "programme.toml").write_text(text, "utf-8")
    assert new in PAGE
    assert len(check(folder)) == 4, "rounds_a_day of four levels"
    floss = folder / "exercises" / "nerve_floss.toml"
    floss.write_text(floss.read_text("utf-8").replace("rounds_a_day = 3", "rounds_a_day = 2"), "utf-8")
    assert load(folder).thresholds.floss_rounds_a_day == 2
    assert shipped.thresholds.floss_rounds_a_day == 3
