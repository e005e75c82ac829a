"""Static files need no cookie, hold nothing personal, and have the right types."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]

from unpinch.web.settings import django_settings

if TYPE_CHECKING:
    from tests.web.cast import Visitor
    from unpinch.web.settings import Installation

TYPES = {
    "a.js": "text/javascript",
    "a.mjs": "text/javascript",
    "a.css": "text/css",
    "a.wasm": "application/wasm",
    "a.task": "application/octet-stream",
    "a.woff2": "font/woff2",
    "a.svg": "image/svg+xml",
    "a.webmanifest": "application/manifest+json",
}


def test_they_need_no_cookie(stranger: Visitor) -> None:
    css = sorted((Path(__file__).parents[2] / "src/unpinch/web/static").rglob("*.css"))
    assert css
    path = css[0].as_posix().partition("/web/static/")[2]
    assert stranger.get(f"/static/{path}").status_code == 200


@pytest.mark.parametrize(
    "path", ["/static/none.js", "/manifest.webmanifest", "/sw.js", "/favicon.ico", "/static/", "/static/../settings.py"]
)
def test_what_is_not_there_is_not_there_for_anyone(stranger: Visitor, path: str) -> None:
    assert stranger.get(path).status_code in {200, 404}


def test_nothing_outside_their_folder_is_served(stranger: Visitor) -> None:
    for path in ("/static/../settings.py", "/static/%2e%2e/settings.py", "/static//etc/passwd"):
        assert stranger.get(path).status_code == 404


def test_they_have_the_right_types(here: Installation, tmp_path: Path) -> None:
    for name in TYPES:
        (tmp_path / name).write_bytes(b"x")
    settings = {name: value for name, value in django_settings(here).items() if name.startswith("WHITENOISE")}
    with override_settings(**{**settings, "STATIC_ROOT": str(tmp_path)}):
        serve = WhiteNoiseMiddleware(lambda _: HttpResponse(status=404))
    found = {name: answer_for(serve, f"/static/{name}")["Content-Type"].partition(";")[0] for name in TYPES}
    assert found == TYPES


def answer_for(serve: WhiteNoiseMiddleware, path: str) -> Any:
    request = HttpRequest()
    request.method, request.path_info = "GET", path
    answer = serve(request)
    answer.close()
    return answer


def test_browsers_ask_each_time_whether_they_have_changed(here: Installation) -> None:
    assert django_settings(here)["WHITENOISE_MAX_AGE"] == 0


def test_they_are_for_this_origin_alone(stranger: Visitor) -> None:
    assert "Access-Control-Allow-Origin" not in stranger.get("/static/css/base.css").headers


def test_what_our_own_pages_name_is_there(stranger: Visitor) -> None:
    page: Any = stranger.get("/")
    named = re.findall(r'"(/static/[^"]+)"', page.content.decode())
    assert named
    assert [path for path in named if stranger.get(path).status_code != 200] == []
