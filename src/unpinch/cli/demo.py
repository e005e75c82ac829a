"""`unpinch demo`: a folder of its own with three made-up people, to look around in."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from unpinch.cli.common import OK, load_programme
from unpinch.cli.serving import DEFAULT_PORT

if TYPE_CHECKING:
    from unpinch.journal import Moment
    from unpinch.web.folder import Folder


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="an empty folder for the demo (default: one beside your own record)")
    parser.add_argument("--no-serve", action="store_true", help="only fill the folder")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"default {DEFAULT_PORT}")
    parser.add_argument("--no-browser", action="store_true", help="print the address, don't open it")
    parser.set_defaults(verb=demo_verb)


def demo_verb(chosen: argparse.Namespace) -> int:
    """Fill the demo's folder where it is empty, and open it."""
    from platformdirs import user_data_path

    from unpinch.web import filling
    from unpinch.web.errors import StartError
    from unpinch.web.postgres.address import VARIABLE
    from unpinch.web.serve import complain, serve

    os.environ.pop(VARIABLE, None)  # made-up people never go into the database of real ones
    data = chosen.data or user_data_path("unpinch-demo", appauthor=False)
    if not chosen.no_serve:
        return serve(port=chosen.port, browser=not chosen.no_browser, data=data, first=_fill)
    try:
        _say(filling.only_fill(data, _people), data)
    except StartError as error:
        complain(str(error))
        return error.exit_code
    return OK


def _fill(place: Folder) -> None:
    from unpinch.web import filling

    _say(filling.fill(place, _people), place.path)


def _say(new: bool, path: Path) -> None:  # noqa: FBT001 - told apart by its name
    if new:
        print(f"Three made-up people live in {path}, up to yesterday. Nothing of them is real.")
    else:
        print(f"The demo in {path} is as you left it. For a new one, name an empty folder with --data.")


def _people(today: Moment) -> Iterator[tuple[str, list[bytes]]]:
    from unpinch.demo import STORIES, lived

    tell = partial(lived, load_programme(None), today=today)
    for story in STORIES:
        yield story.name, [entry.raw for entry in tell(story=story)]
