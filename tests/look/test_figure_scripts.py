"""The modules of the moving figure: small, each with a reason to be there, nothing the strict policy would refuse."""

import re
from pathlib import Path

import pytest

FIGURE = Path(__file__).parents[2] / "src" / "unpinch" / "web" / "static" / "js" / "figure"
MODULES = sorted(FIGURE.glob("*.js"))
IMPORT = re.compile(r"""(?:from |import\()"(\./[\w.]+)"|^import "(\./[\w.]+)""", re.MULTILINE)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_it_is_small_and_free_of_eval(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("// ")
    assert len(text.splitlines()) <= 125
    for word in ("eval(", "new Function", "innerHTML", "document.write", "https://", "blob:"):
        assert word not in text


def test_every_module_is_loaded_by_the_element_or_by_one_that_it_loads() -> None:
    found = {"element.js"}
    while True:
        named = {a or b for name in found for a, b in IMPORT.findall((FIGURE / name).read_text(encoding="utf-8"))}
        more = found | {name.removeprefix("./") for name in named}
        if more == found:
            break
        found = more
    assert found == {path.name for path in MODULES}


def test_the_page_loads_no_three_before_a_figure_is_seen() -> None:
    text = (FIGURE / "element.js").read_text(encoding="utf-8")
    assert "three" not in text
    assert 'await import("./stage.js")' in text
