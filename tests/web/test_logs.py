"""No log holds anything personal: canaries are sent by every way in, and looked for in all that comes out."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from tests.web.cast import Phone, Visitor, changed
from tests.web.running import Running, raw_answer
from unpinch.web import logs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CANARY = "canary-3f1c"


def fail(request: HttpRequest) -> HttpResponse:
    try:
        return HttpResponse(str(int(request.GET["secret"])))
    except ValueError as error:
        raise RuntimeError(f"could not save {CANARY}") from error


urlpatterns = [path("fail", fail)]
handler500 = "unpinch.web.problems.server_error"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All logs of this process, as the program would write them at its most talkative."""
    root, stream = logging.getLogger(), io.StringIO()
    before = (root.handlers, root.level)
    logs.start("DEBUG", stream)
    yield stream
    root.handlers, root.level = before[0], before[1]


def test_a_fault_is_logged_with_its_place_and_without_its_message(log: io.StringIO, browser_of_kim: Visitor) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        browser_of_kim.get(f"/fail?secret={CANARY}")
    written = log.getvalue()
    assert "builtins.RuntimeError" in written
    assert "builtins.ValueError" in written
    assert "test_logs.py" in written
    assert CANARY not in written


def test_a_stranger_librarys_words_are_withheld(log: io.StringIO) -> None:
    logging.getLogger("library").warning(f"could not read {CANARY}")  # noqa: G004 (what a library does)
    logging.getLogger("library").warning("could not read %s", CANARY)
    assert log.getvalue().splitlines() == [f"warning library: {logs.WITHHELD}", "warning library: could not read %s"]


def test_the_access_log_names_the_kind_of_page_alone(log: io.StringIO, browser_of_kim: Visitor) -> None:
    person = uuid4()
    browser_of_kim.get(f"/p/{person}/today?note={CANARY}")
    browser_of_kim.client.generic(CANARY, f"/{CANARY}")
    lines = [line for line in log.getvalue().splitlines() if line.startswith("info unpinch.access")]
    assert lines == ["info unpinch.access: GET /p/<uuid:person>/today 404", "info unpinch.access: other /- 404"]
    assert str(person) not in log.getvalue()


def test_a_running_server_lets_no_canary_out(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Running(data, environment={"UNPINCH_LOG": "debug"}) as server:
        server.ready().come_in()
        phone = Phone()
        server.send(
            phone.note(CANARY), CANARY.encode(), changed(phone.note(), kind=CANARY), changed(phone.note(), by=CANARY)
        )
        server.ask("GET", f"/{CANARY}?note={CANARY}", User_Agent=CANARY, Referer=f"{server.origin}/{CANARY}")
        server.ask(
            "POST",
            f"/people?{CANARY}",
            f"label={CANARY * 20}".encode(),
            Content_Type="application/x-www-form-urlencoded",
        )
        server.ask("POST", "/people", CANARY.encode(), Content_Type=f"multipart/form-data; boundary={CANARY}")
        server.ask("GET", "/", Host=CANARY, Cookie=CANARY)
        server.ask("GET", f"/door?code={CANARY}", Cookie="")
        raw_answer(server.port, f"GET /{CANARY} HTTP/1.1\r\nContent-Length: {CANARY}\r\n\r\n".encode())
        code = server.address.partition("=")[2]
        server.process.terminate()
        server.ended()
    assert "unpinch.access" in server.err
    said = server.out.replace(server.address, "") + server.err
    assert CANARY not in said
    assert code not in said
    record = {"unpinch.sqlite3", "unpinch.sqlite3-wal", "unpinch.sqlite3-shm"}
    others = [each for each in data.rglob("*") if each.is_file() and each.name not in record]
    assert others
    assert all(CANARY.encode() not in each.read_bytes() for each in others)
