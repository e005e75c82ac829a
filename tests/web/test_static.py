"""Static files need no cookie, hold nothing personal, and have the right types."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings

from unpinch.web import assets
from unpinch.web.assets import Assets
from unpinch.web.settings import django_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.cast import Visitor
    from unpinch.web.models import Person
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
        serve = Assets(lambda _: HttpResponse(status=404))
    found = {name: answer_for(serve, f"/static/{name}")["Content-Type"].partition(";")[0] for name in TYPES}
    assert found == TYPES


def answer_for(serve: Assets, path: str) -> Any:
    request = HttpRequest()
    request.method, request.path_info = "GET", path
    answer = serve(request)
    answer.close()
    return answer


@pytest.fixture
def folder(here: Installation, tmp_path: Path) -> Iterator[Path]:
    """A folder of two static files, served by an own middleware."""
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "app.js").write_text("export const one = 1;")
    (tmp_path / "a.css").write_text("a { color: red }")
    settings = {name: value for name, value in django_settings(here).items() if name.startswith("WHITENOISE")}
    with override_settings(**{**settings, "STATIC_ROOT": str(tmp_path)}):
        assets.address.cache_clear()
        yield tmp_path
    assets.address.cache_clear()


def content(serve: Assets, path: str) -> bytes:
    request = HttpRequest()
    request.method, request.path_info = "GET", path
    answer = serve(request)
    return b"".join(answer) if answer.streaming else bytes(answer.content)  # type: ignore[attr-defined]


def start(folder: Path) -> tuple[Assets, str]:
    """Start the files' side of a server; return it with the address at which its pages name them."""
    del folder
    assets.address.cache_clear()
    return Assets(lambda _: HttpResponse(b"not here", status=404)), assets.address()


def test_their_address_names_their_content_and_may_be_kept_for_good(folder: Path) -> None:
    serve, address = start(folder)
    answer = answer_for(serve, f"{address}/js/app.js")
    assert (answer.status_code, answer["Cache-Control"]) == (200, assets.FOR_GOOD)
    assert content(serve, f"{address}/js/app.js") == b"export const one = 1;"
    assert answer_for(serve, "/static/js/app.js")["Cache-Control"].startswith("max-age=0")


@pytest.mark.parametrize("change", ["edited", "added", "renamed"])
def test_a_new_version_has_a_new_address_and_does_not_know_the_old_one(change: str, folder: Path) -> None:
    _, before = start(folder)
    if change == "edited":
        (folder / "a.css").write_text("b { color: red }")
    elif change == "added":
        (folder / "b.css").write_text("")
    else:
        (folder / "a.css").rename(folder / "c.css")
    serve, after = start(folder)
    assert before != after
    assert answer_for(serve, f"{before}/js/app.js").status_code == 404


def test_files_replaced_under_a_running_server_change_nothing_until_it_starts_again(folder: Path) -> None:
    serve, address = start(folder)
    (folder / "js" / "app.js").write_text("export const two = 'a longer one';")
    (folder / "a.css").unlink()
    for path in (f"{address}/js/app.js", "/static/js/app.js"):
        answer = answer_for(serve, path)
        assert content(serve, path) == b"export const one = 1;"
        assert answer["Content-Length"] == "21"
    assert content(serve, f"{address}/a.css") == b"a { color: red }"


def test_all_files_of_a_page_have_the_address_of_one_version(browser_of_kim: Visitor, kim: Person) -> None:
    inside = assets.kit()["inside"]  # its name follows the same version
    for path in ("/settings", "/diary"):
        page: Any = browser_of_kim.get(f"/p/{kim.pk}{path}")
        named = re.findall(r'"(/static/[^"]+)"', page.content.decode())
        assert named
        assert {name[: len(assets.address())] for name in named if name != inside} == {assets.address()}


def test_browsers_ask_each_time_whether_they_have_changed(here: Installation) -> None:
    assert django_settings(here)["WHITENOISE_MAX_AGE"] == 0


def test_they_are_for_this_origin_alone(stranger: Visitor) -> None:
    assert "Access-Control-Allow-Origin" not in stranger.get("/static/css/base.css").headers


def test_what_our_own_pages_name_is_there(stranger: Visitor) -> None:
    page: Any = stranger.get("/")
    named = re.findall(r'"(/static/[^"]+)"', page.content.decode())
    assert named
    assert [path for path in named if stranger.get(path).status_code != 200] == []


def test_text_goes_out_compressed_to_who_understands_it(stranger: Visitor) -> None:
    plain = stranger.client.get("/static/css/tokens.css")
    packed = stranger.client.get("/static/css/tokens.css", headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    content = body(packed)
    assert packed["Content-Length"] == str(len(content))
    assert gzip.decompress(content) == body(plain)
    assert "Content-Encoding" not in plain
    assert plain["Vary"] == packed["Vary"] == "Accept-Encoding"


def test_a_font_is_not_compressed_again(stranger: Visitor) -> None:
    font = "/static/vendor/atkinson-hyperlegible-next/latin-wght-normal.woff2"
    assert "Content-Encoding" not in stranger.client.get(font, headers={"Accept-Encoding": "gzip"})


def test_the_movements_are_served_to_anyone(stranger: Visitor) -> None:
    answer = stranger.client.get("/static/derived/clamshell_1.json")
    assert answer["Content-Type"] == "application/json"
    assert json.loads(body(answer))["exercise"] == "clamshell"


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
