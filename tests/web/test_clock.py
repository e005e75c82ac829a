"""The web application's time comes from one clock, and nobody outside the code can set it."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from tests.web.cast import Visitor, program_at
from tests.web.running import Running
from tests.web.settings import MORNING, clock, settings_for_tests
from unpinch.web import clock as shipped
from unpinch.web import door
from unpinch.web.serve import open_again, serve
from unpinch.web.settings import Installation, django_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = sorted(Path(shipped.__file__).parent.rglob("*.py"))
READERS = frozenset(
    {"time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime", "ctime", "now", "utcnow", "today"}
)
LIE = "2001-02-03T04:05:06+00:00"
NAMES = (
    "UNPINCH_CLOCK",
    "UNPINCH_NOW",
    "UNPINCH_TIME",
    "UNPINCH_AT",
    "NOW",
    "FAKETIME",
    "SOURCE_DATE_EPOCH",
    "TESTING",
)
LIES = dict.fromkeys(NAMES, LIE)
HEADERS = (
    "Date",
    "X-Now",
    "X-Time",
    "X-Unpinch-Now",
    "Unpinch-Now",
    "Unpinch-Clock",
    "X-Request-Start",
    "If-Modified-Since",
)


def test_it_is_the_machines_clock() -> None:
    before = int(time.time())
    moment = shipped.system_now()
    assert before <= moment.epoch_s <= int(time.time())
    assert moment.offset_min == time.localtime(moment.epoch_s).tm_gmtoff // 60


def test_the_settings_of_the_program_name_it_whatever_the_environment_says(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, lie in LIES.items():
        monkeypatch.setenv(name, lie)
    named = django_settings(here)["UNPINCH_CLOCK"]
    assert import_string(named) is shipped.system_now


def test_only_the_settings_module_of_the_tests_names_another(here: Installation) -> None:
    assert import_string(settings_for_tests(here)["UNPINCH_CLOCK"]) is clock
    assert settings.UNPINCH_CLOCK == "tests.web.settings.clock"
    others = [path.name for path in SOURCES if "UNPINCH_CLOCK" in path.read_text()]
    assert others == ["clock.py", "settings.py"]


def test_nothing_else_reads_the_time() -> None:
    found = {path.name for path in SOURCES for _ in readings(ast.parse(path.read_text()))}
    assert found == {"clock.py"}


def readings(tree: ast.Module) -> Iterator[ast.AST]:
    """Find calls to what tells the time, but for the clock's own `now`."""
    for node in ast.walk(tree):
        named = isinstance(node, ast.Attribute) and node.attr in READERS and not is_own(node)
        if named or (isinstance(node, ast.ImportFrom) and node.module in {"time", "datetime"}):
            yield node


def is_own(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and (node.value.id, node.attr) in {("pages", "today"), ("clock", "now")}


def test_the_verbs_take_no_time() -> None:
    options = {"host", "port", "browser", "data", "programme", "camera", "lan", "first"}
    assert set(inspect.signature(serve).parameters) == options
    assert set(inspect.signature(open_again).parameters) == {"data"}
    assert "clock" not in Installation.__dataclass_fields__


@pytest.mark.parametrize("option", ["--now", "--at", "--time", "--clock", "--date"])
def test_no_option_sets_it(tmp_path: Path, option: str) -> None:
    command = [sys.executable, "-m", "unpinch", "serve", "--data", str(tmp_path), option, LIE]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert option in ended.stderr


def made_s(cookie: str) -> int:
    return int(cookie.partition("=")[2].partition(".")[0])


def test_no_header_and_no_query_sets_it(here: Installation) -> None:
    for name in HEADERS:
        visitor: Visitor = program_at(here)
        code = door.new_code(here.folder, MORNING.epoch_s)
        answer: Any = visitor.get(f"/door?code={code}&now=0&at=0&clock=0", **{name: "Sat, 03 Feb 2001 04:05:06 GMT"})
        assert answer.cookies[here.cookie].value.startswith(f"{MORNING.epoch_s}.")


def test_no_environment_sets_it_for_the_program(tmp_path: Path) -> None:
    """The door's cookie holds the second at which it was given: the server's own time, seen from outside."""
    root = str(Path(__file__).parents[2])
    lies = {**LIES, "DJANGO_SETTINGS_MODULE": "tests.web.settings", "PYTHONPATH": root}
    before = int(time.time())
    with Running(tmp_path / "data", environment=lies) as server:
        server.ready().come_in()
    assert before <= made_s(server.cookie) <= int(time.time())
