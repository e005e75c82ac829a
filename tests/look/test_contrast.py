"""AA contrast of every pair of colours that meet on a page, light and dark, computed from the tokens."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).parents[2] / "src" / "unpinch" / "web" / "static" / "css"
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{6}|rgb\([^)]*\));")
BLOCK = re.compile(r"([^{}]+)\{([^{}]*)\}")
BLOCKS = {
    selector.strip().splitlines()[-1].strip(): dict(COLOUR.findall(body))
    for selector, body in BLOCK.findall((CSS / "tokens.css").read_text(encoding="utf-8"))
    if COLOUR.search(body)
}
LIGHT, DARK = BLOCKS[":root"], BLOCKS['[data-theme="dark"]']
TOKENS = {name: (light, DARK.get(name, "")) for name, light in LIGHT.items()}
TEXT = [
    *[(ink, ground) for ink in ("ink", "soft", "teal", "teal-deep") for ground in ("paper", "card", "sunk")],
    ("on-teal", "teal"), ("on-teal-soft", "teal-soft"), ("on-warm", "warm"), ("on-stop", "stop"), ("on-call", "call"),
    ("nerve", "card"), ("stop", "card"), ("stop", "paper"), ("paper", "ink"), ("calm", "card"),
]  # fmt: skip
SHAPES = [
    ("edge", "card"),
    ("edge", "paper"),
    ("focus", "paper"),
    ("focus", "card"),
    ("teal", "sunk"),
    ("p4", "body"),
    ("nerve", "body"),
    ("fig-arrow-teal", "card"),
    ("fig-band-far", "card"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colour(name: str, mode: int) -> str:
    return str(TOKENS[name.removeprefix("fig-arrow-")][mode])


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("pair", TEXT, ids=" on ".join)
def test_it_can_read_words(pair: tuple[str, str], mode: int) -> None:
    assert contrast(colour(pair[0], mode), colour(pair[1], mode)) >= 4.5


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("pair", SHAPES, ids=" on ".join)
def test_it_can_see_shapes_that_mean_something(pair: tuple[str, str], mode: int) -> None:
    least = 2.0 if pair[1] == "body" else 3.0  # a place on the body is also named in words beside it
    assert contrast(colour(pair[0], mode), colour(pair[1], mode)) >= least


@pytest.mark.parametrize("name", [name for name in TOKENS if name.startswith("pick-")])
def test_it_can_read_the_chosen_number_of_a_scale(name: str) -> None:
    for ground in TOKENS[name]:
        assert contrast("#1a2a2c", ground) >= 4.5


def test_it_has_every_colour_for_the_dark_too_the_same_by_device_and_by_setting() -> None:
    assert set(DARK) == set(LIGHT)
    assert BLOCKS[':root:not([data-theme="light"])'] == DARK
    text = (CSS / "tokens.css").read_text(encoding="utf-8")
    assert text.index("@media (prefers-color-scheme: dark)") < text.index(':root:not([data-theme="light"])')


def test_it_asks_for_nothing_that_older_phones_lack() -> None:
    for path in CSS.glob("*.css"):
        assert "light-dark(" not in path.read_text(encoding="utf-8"), path


def test_it_names_no_colour_outside_the_tokens() -> None:
    for path in CSS.glob("*.css"):
        if path.name not in {"tokens.css", "figure.css"}:
            lines = [line for line in path.read_text(encoding="utf-8").splitlines() if re.search(r"#[0-9a-f]{6}", line)]
            assert all("color: #1a2a2c" in line for line in lines), path
