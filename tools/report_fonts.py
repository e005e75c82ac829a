"""The letters of printed papers: two weights of the app's own face as TrueType, since typst reads no WOFF2.

`python -m tools.report_fonts` writes them anew from the package that `npm ci` installed; `--check` only compares.
"""

from __future__ import annotations

import argparse
import sys
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "src/unpinch/exchange/report/fonts"
PACKAGE = ROOT / "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files"
NAME = "atkinson-hyperlegible-next-{letters}-wght-normal.woff2"
LETTERS = {"latin": "", "latin-ext": "Ext"}
"""The package's files, and what is added to the family's name: typst looks one family after the other for a letter."""
UNUSED = ("STAT", "prep")
"""Tables that only a variable font and a screen's hinting need."""
FAMILY, FULL, POSTSCRIPT = 1, 4, 6
WEIGHTS = {"regular": 400, "bold": 700}


def made(letters: str, weight: int) -> bytes:
    """Return one weight of the variable font: the same bytes each time, dated as it came."""
    font = TTFont(PACKAGE / NAME.format(letters=letters), recalcTimestamp=False)
    fixed = instantiateVariableFont(font, {"wght": weight}, updateFontNames=True)
    fixed.flavor = None
    for table in UNUSED:
        del fixed[table]
    _named(fixed, LETTERS[letters])
    out = BytesIO()
    fixed.save(out)
    return out.getvalue()


def _named(font: TTFont, more: str) -> None:
    for name, gap in ((FAMILY, " "), (FULL, " "), (POSTSCRIPT, "")):
        text = font["name"].getDebugName(name).replace("Next", f"Next{gap}{more}" if more else "Next")
        font["name"].setName(text, name, 3, 1, 0x409)


def main() -> int:
    """Write the fonts, or say which differ."""
    parser = argparse.ArgumentParser(prog="report_fonts", description="Make the fonts of printed papers.")
    parser.add_argument("--check", action="store_true", help="write nothing, name the files that differ")
    check = parser.parse_args().check
    differ = []
    for letters in LETTERS:
        for name, weight in WEIGHTS.items():
            path, font = FOLDER / f"{letters}-{name}.ttf", made(letters, weight)
            if not path.exists() or path.read_bytes() != font:
                differ.append(path.name)
            if not check:
                path.write_bytes(font)
    print("\n".join(differ) or "They are as the package makes them.")
    return int(check and bool(differ))


if __name__ == "__main__":
    sys.exit(main())
