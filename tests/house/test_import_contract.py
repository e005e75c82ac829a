from pathlib import Path

import pytest

from tools.import_contract import BROWSER_LIBRARIES, LAYERS, allowed_rooms, check

SOURCE = Path(__file__).parents[2] / "src"


def planted(folder: Path, where: str, text: str) -> list[str]:
    """Plant one module in a tree of its own and say what the contract refuses there."""
    path = folder / "src" / "unpinch" / where
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return [breach.sentence for breach in check(folder / "src")]


def test_the_shipped_rooms_keep_the_contract() -> None:
    assert [str(breach) for breach in check(SOURCE)] == []


def test_the_contract_is_that_of_the_design() -> None:
    assert allowed_rooms("journal") == set()
    assert allowed_rooms("programme") == {"journal"}
    assert allowed_rooms("guard") == {"programme", "journal"}
    assert allowed_rooms("guidance") == {"guard", "movement", "programme", "journal"}
    assert allowed_rooms("cli") == frozenset().union(*LAYERS[:7])
    assert set(BROWSER_LIBRARIES) == {
        *("journal", "programme", "guard", "guidance", "coach", "measures", "reminding", "pictures", "screens")
    }


@pytest.mark.parametrize(
    ("where", "text", "sentence"),
    [
        ("journal/a.py", "import unpinch.programme", "journal must not know programme"),
        ("journal/a.py", "import unpinch.programme.model as m", "journal must not know programme"),
        ("journal/a.py", "from unpinch import programme", "journal must not know programme"),
        ("journal/a.py", "from unpinch.programme import bands", "journal must not know programme"),
        ("journal/a.py", "from .. import programme", "journal must not know programme"),
        ("journal/a.py", "from ..programme import bands", "journal must not know programme"),
        ("journal/__init__.py", "from ..programme import bands", "journal must not know programme"),
        ("journal/deep/a.py", "from ...programme.model import Level", "journal must not know programme"),
        ("journal/a.py", "import os, unpinch.web", "journal must not know web"),
        ("journal/a.py", "def late():\n    from unpinch import web", "journal must not know web"),
        (
            "journal/a.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import unpinch.web",
            "journal must not know web",
        ),
        ("journal/a.py", "try:\n    import unpinch.web\nexcept ImportError:\n    pass", "journal must not know web"),
        ("journal/a.py", "import importlib\nimportlib.import_module('unpinch.web.views')", "journal must not know web"),
        ("journal/a.py", "import importlib as i\ni.import_module('unpinch.web')", "journal must not know web"),
        ("journal/a.py", "__import__('unpinch.web')", "journal must not know web"),
        ("guard/a.py", "from unpinch.guidance import plan", "guard must not know guidance"),
        ("guard/a.py", "from unpinch import movement", "guard must not know movement"),
        ("guidance/a.py", "from unpinch import coach", "guidance must not know coach"),
        ("guidance/a.py", "from unpinch import mechanics", "guidance must not know mechanics"),
        ("coach/a.py", "from unpinch import guidance", "coach must not know guidance"),
        ("mechanics/a.py", "from unpinch import coach", "mechanics must not know coach"),
        ("screens/a.py", "from unpinch import web", "screens must not know web"),
        ("web/a.py", "from unpinch import cli", "web must not know cli"),
        ("web/a.py", "from unpinch import demo", "web must not know demo"),
        ("demo/a.py", "from unpinch.web import actions", "demo must not know web"),
        ("demo/a.py", "import django", "only web knows django, and this is demo"),
        ("movement/a.py", "from unpinch import guard", "movement must not know guard"),
        ("__init__.py", "from unpinch.journal import read", "the package itself knows no room, and this is journal"),
        ("__init__.py", "from . import journal", "the package itself knows no room, and this is journal"),
    ],
)
def test_an_arrow_that_leads_back_is_refused(tmp_path: Path, where: str, text: str, sentence: str) -> None:
    assert planted(tmp_path, where, text) == [sentence]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("import unpinch", "'import unpinch' hides which room is meant: import the room"),
        ("from unpinch import *", "unpinch.* is no room of the contract"),
        ("from unpinch import helpers", "unpinch.helpers is no room of the contract"),
        ("from .... import x", "a relative import with 4 dots leaves the package"),
        (
            "import importlib\ndef load(name):\n    return importlib.import_module(name)",
            "a module whose name is computed can't be checked: import it by name",
        ),
        (
            "import importlib\nimportlib.import_module('.web', 'unpinch')",
            "a module whose name is computed can't be checked: import it by name",
        ),
        (
            "import importlib\nload = importlib.import_module",
            "import_module is handed on: call it with the name of the module, or not at all",
        ),
        ("load = __import__", "__import__ is handed on: call it with the name of the module, or not at all"),
        (
            "from importlib import import_module as load",
            "'from importlib import import_module' hides imports: call importlib's by its name",
        ),
        (
            "import importlib\nload = getattr(importlib, 'import_module')",
            "'import_module' as a text can hide an import: import the module by name",
        ),
        ("import runpy", "runpy can load a room unseen: import the room by name"),
        ("import importlib.util", "importlib.util can load a room unseen: import the room by name"),
        ("from importlib import util", "importlib.util can load a room unseen: import the room by name"),
        (
            "import sys\nweb = sys.modules['unpinch.web']",
            "sys.modules reaches any room unseen: import the room by name",
        ),
    ],
)
def test_an_import_that_nobody_can_check_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    assert planted(tmp_path, "guidance/a.py", text) == [sentence]


def test_a_room_reached_through_the_name_of_the_package_is_seen(tmp_path: Path) -> None:
    text = "import unpinch.programme\nview = unpinch.web.views"
    assert planted(tmp_path, "guidance/a.py", text) == ["guidance must not know web"]


@pytest.mark.parametrize("room", sorted(BROWSER_LIBRARIES))
def test_a_room_that_travels_uses_no_library(tmp_path: Path, room: str) -> None:
    assert planted(tmp_path, f"{room}/a.py", "def f():\n    import numpy.linalg") == [
        f"{room} travels to the browser and must not use numpy"
    ]


@pytest.mark.parametrize("room", sorted(BROWSER_LIBRARIES))
def test_a_room_that_travels_uses_no_zone_rules(tmp_path: Path, room: str) -> None:
    assert planted(tmp_path, f"{room}/a.py", "from zoneinfo import ZoneInfo") == [
        f"{room} counts by the entry's own offset and must not use zoneinfo"
    ]


@pytest.mark.parametrize("library", ["zoneinfo", "icalendar", "pyrage"])
def test_only_exchange_knows_zone_rules_calendars_and_locks(tmp_path: Path, library: str) -> None:
    refused = f"only exchange knows {library}, and this is web"
    assert planted(tmp_path / "1", "web/a.py", f"import {library}") == [refused]
    assert planted(tmp_path / "2", "exchange/a.py", f"import {library}") == []


def test_only_screens_knows_jinja(tmp_path: Path) -> None:
    assert planted(tmp_path / "1", "screens/a.py", "import jinja2\nfrom markupsafe import Markup") == []
    assert planted(tmp_path / "2", "pictures/a.py", "import jinja2") == [
        "pictures travels to the browser and must not use jinja2"
    ]


@pytest.mark.parametrize(
    "where", ["cli.py", "exchange/a.py", "cohort/a.py", "screens/a.py", "journal/a.py", "__init__.py"]
)
def test_only_web_knows_django(tmp_path: Path, where: str) -> None:
    assert planted(tmp_path, where, "def f():\n    from django.conf import settings")[0].startswith(
        "only web knows django"
    )


def test_web_knows_django(tmp_path: Path) -> None:
    assert planted(tmp_path, "web/a.py", "from django.conf import settings\nfrom unpinch import screens") == []


def test_a_room_outside_the_contract_is_refused(tmp_path: Path) -> None:
    assert planted(tmp_path, "attic/a.py", "") == [
        "unpinch.attic is no room of the contract: add it to tools/import_contract.py with an ADR"
    ]


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("cli.py", "def main():\n    from unpinch.web import server\n    from . import guidance, mechanics"),
        ("__main__.py", "from unpinch.cli import main"),
        ("guidance/a.py", "from unpinch import __version__\nfrom unpinch.guard import check\nfrom . import b"),
        ("guidance/a.py", "import importlib\nimportlib.import_module('unpinch.guard.check')"),
        ("guidance/a.py", "from importlib import resources"),
        ("movement/a.py", "import numpy as np\nfrom unpinch.programme import model"),
        ("programme/a.py", "import tomllib\nfrom unpinch.journal import kinds"),
    ],
)
def test_what_the_contract_allows_passes(tmp_path: Path, where: str, text: str) -> None:
    assert planted(tmp_path, where, text) == []
