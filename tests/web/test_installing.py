"""What makes an application of the site: manifest, service worker, the document that stands for any page."""

from __future__ import annotations

import json
import re
import struct
from typing import TYPE_CHECKING, Any

import pytest

from tools import icons
from unpinch.web import assets, installing
from unpinch.web.headers import ALWAYS

if TYPE_CHECKING:
    from tests.web.cast import Visitor
    from unpinch.web.models import Person

CONTENT_NAME = re.compile(r"^/static/(kept/)?[0-9a-f]{12}/")


def content(answer: Any) -> bytes:
    assert answer.status_code == 200
    found: bytes = answer.getvalue()
    return found


def said_to_worker(visitor: Visitor) -> dict[str, Any]:
    answer: Any = visitor.client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    text = content(answer).decode()
    said, _, rest = text.removeprefix("self.unpinch = ").partition(";\n")
    assert rest == f'importScripts("{assets.address()}/js/offline/service.js");\n'
    found: dict[str, Any] = json.loads(said)
    return found


def test_every_file_that_is_kept_answers_by_a_name_of_its_content(stranger: Visitor) -> None:
    said = said_to_worker(stranger)
    assert len(set(said["files"])) == len(said["files"]) > 100
    for address in said["files"]:
        answer: Any = stranger.get(address)
        assert answer.status_code == 200, address
        assert CONTENT_NAME.match(address), address
        assert answer["Cache-Control"] == assets.FOR_GOOD, address


def test_the_worker_is_asked_for_anew_and_is_of_one_version(stranger: Visitor) -> None:
    answer: Any = stranger.get("/sw.js")
    assert answer["Cache-Control"] == "no-cache"
    said = said_to_worker(stranger)
    version = assets.address().rpartition("/")[2]
    versions = {address.split("/")[2] for address in said["files"] if not address.startswith("/static/kept/")}
    assert (said["version"], versions) == (version, {version})
    assert said["shell"] in said["files"]


def test_what_pages_name_is_kept(browser_of_kim: Visitor, kim: Person) -> None:
    kept = set(said_to_worker(browser_of_kim)["files"])
    for path in ("today", "settings", "exercises/bridge", "progress", "diary"):
        page: Any = browser_of_kim.client.get(f"/p/{kim.pk}/{path}", follow=True)
        named = set(re.findall(r'(?:src|href|data-inside)="(/static/[^"]+)"', page.content.decode()))
        assert named
        assert named <= kept, named - kept


def test_python_in_the_page_is_kept_and_the_camera_only_once_it_was_asked_for(stranger: Visitor) -> None:
    said, kit = said_to_worker(stranger), assets.kit()
    assert {kit["core"], kit["inside"], f"{kit['pyodide']}/pyodide.asm.wasm"} <= set(said["files"])
    assert not [address for address in said["files"] if address.startswith(tuple(said["later"]))]
    for name in ("bundle", "model", "lite"):
        assert kit[name].startswith(tuple(said["later"]))


def test_the_shell_names_nobody_and_has_the_headers_of_a_page(stranger: Visitor, kim: Person) -> None:
    answer: Any = stranger.client.get(said_to_worker(stranger)["shell"])
    text = content(answer).decode()
    assert answer["Content-Type"].startswith("text/html")
    assert answer["Content-Security-Policy"] == ALWAYS["Content-Security-Policy"]
    assert str(kim.pk) not in text
    assert kim.label not in text
    assert f'data-inside="{assets.kit()["inside"]}"' in text
    assert "<script>" not in text
    assert "style=" not in text


def test_the_manifest_needs_no_cookie_and_its_icons_are_what_it_says(stranger: Visitor) -> None:
    answer: Any = stranger.client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    said = json.loads(content(answer))
    assert (said["start_url"], said["scope"], said["display"]) == ("/", "/", "standalone")
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}
    for icon in said["icons"]:
        found: Any = stranger.client.get(icon["src"])
        assert found["Content-Type"] == icon["type"]
        if icon["type"] == "image/png":
            size = "{}x{}".format(*struct.unpack(">II", content(found)[16:24]))
            assert size == icon["sizes"]


@pytest.mark.parametrize("icon", icons.ICONS, ids=lambda icon: icon.name)
def test_the_icons_are_drawn_from_todays_svg(icon: icons.Icon) -> None:
    assert icons.is_current(icon), "python -m tools.icons"


def test_licences_and_what_only_python_reads_are_not_kept() -> None:
    names = [
        "js/app.js",
        "vendor/htmx/LICENSE",
        "derived/stills.json",
        "derived/bridge_1.json",
        "vendor/pose/lite.task",
    ]
    assert list(installing.needed(names)) == ["derived/bridge_1.json", "js/app.js"]
