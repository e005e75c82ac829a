"""What the tests of drawings ask of every one: whole XML, inside its frame, a style for each class."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

STYLES = Path(__file__).parents[2] / "src" / "unpinch" / "web" / "static" / "css"


def parsed(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own SVG


def assert_inside(text: str, points: str, width: float) -> None:
    """Fail where a point (a pattern with x and y) lies outside the drawing."""
    high = float(parsed(text).attrib["viewBox"].split()[3])
    for x, y in re.findall(points, text):
        assert 0 <= float(x) <= width
        assert 0 <= float(y) <= high


def assert_styled(text: str, sheet: str) -> None:
    """Fail where a drawing has a style of its own, or a class without one."""
    assert "style=" not in text
    style = (STYLES / sheet).read_text(encoding="utf-8")
    for name in {name for names in re.findall(r'class="([^"]+)"', text) for name in names.split()}:
        assert f".{name}" in style, name
