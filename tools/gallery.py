"""Every page with sample contexts, as HTML files and pictures, for judging the look. Needs neither Django nor a record.

python -m tools.gallery OUT            all pages as HTML
python -m tools.gallery OUT --shots    and pictures: phone and desktop, light and dark
python -m tools.gallery OUT --shots --only today,player
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tools.gallery_samples import samples
from unpinch.screens.drawings import environment

STATIC = Path(__file__).parents[1] / "src" / "unpinch" / "web" / "static"
SIZES = {"phone": (390, 844), "desk": (1280, 900)}
FLAGS = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--allow-file-access-from-files",
]  # fmt: skip


def render(name: str, context: Mapping[str, Any]) -> str:
    """Return one page; `name` is `template` or `template.variant`."""
    return environment().get_template(name.split(".", maxsplit=1)[0] + ".html").render(context)


def write(out: Path, only: Iterable[str]) -> list[Path]:
    """Write the chosen pages (all when none is named) and the static files beside them."""
    shutil.copytree(STATIC, out / "static", dirs_exist_ok=True)
    wanted = set(only)
    pages = []
    for name, context in samples().items():
        if wanted and name not in wanted and name.split(".")[0] not in wanted:
            continue
        page = out / f"{name}.html"
        page.write_text(render(name, context), encoding="utf-8")
        pages.append(page)
    return pages


def shoot(out: Path, pages: Iterable[Path], themes: Iterable[str], sizes: Iterable[str], *, full: bool) -> list[str]:
    """Take a picture of each page in each theme and size; return what the console complained about."""
    from playwright.sync_api import sync_playwright

    complaints: list[str] = []
    with sync_playwright() as tool:
        browser = tool.chromium.launch(
            executable_path=os.environ.get("UNPINCH_CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        for size in sizes:
            for theme in themes:
                width, height = SIZES[size]
                tab = browser.new_page(viewport={"width": width, "height": height}, color_scheme=theme)  # type: ignore[arg-type]
                tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
                tab.on("pageerror", lambda error: complaints.append(str(error)))
                for page in pages:
                    tab.goto(page.as_uri())
                    tab.wait_for_timeout(150)
                    wide = tab.evaluate("document.documentElement.scrollWidth")
                    if wide > width:
                        complaints.append(f"{page.stem} {size}: {wide} px wide on a {width} px screen")
                    tab.screenshot(path=out / f"{page.stem}.{size}.{theme}.png", full_page=full)
                tab.close()
        browser.close()
    return complaints


def main() -> None:
    """Read the arguments and do it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--shots", action="store_true")
    parser.add_argument("--full", action="store_true", help="the whole page instead of the first screen")
    parser.add_argument("--only", default="")
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--sizes", default="phone,desk")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    pages = write(asked.out, [name for name in asked.only.split(",") if name])
    print(f"{len(pages)} pages in {asked.out}")
    if asked.shots:
        for line in shoot(asked.out, pages, asked.themes.split(","), asked.sizes.split(","), full=asked.full):
            print(line)


if __name__ == "__main__":
    main()
