"""The letters of printed papers are those of the pages: nothing in them is made by hand."""

import pytest

from tools.report_fonts import FOLDER, LETTERS, WEIGHTS, made


@pytest.mark.parametrize("letters", LETTERS)
@pytest.mark.parametrize("name", WEIGHTS)
def test_the_fonts_are_as_their_package_makes_them(letters: str, name: str) -> None:
    assert (FOLDER / f"{letters}-{name}.ttf").read_bytes() == made(letters, WEIGHTS[name])
