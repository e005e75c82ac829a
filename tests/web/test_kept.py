"""Large files are sent from the disk, packed where that serves, by an address that names their own content."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import override_settings

from tools.import_contract import BROWSER_LIBRARIES
from unpinch.programme import load
from unpinch.programme.shipped import changed
from unpinch.web import assets, core, kept
from unpinch.web.assets import FOR_GOOD, Assets
from unpinch.web.headers import ALWAYS
from unpinch.web.page_reading import journal
from unpinch.web.pages import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.cast import Visitor
    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

TYPES = {
    "bundle": "text/javascript",
    "model": "application/octet-stream",
    "lite": "application/octet-stream",
    "pose-worker": "text/javascript",
    "coach-worker": "text/javascript",
    "core": "application/zip",
}
IN_FOLDERS = {
    ("wasm", "vision_wasm_module_internal.js"): "text/javascript",
    ("wasm", "vision_wasm_module_internal.wasm"): "application/wasm",
    ("pyodide", "pyodide.mjs"): "text/javascript",
    ("pyodide", "pyodide.asm.mjs"): "text/javascript",
    ("pyodide", "pyodide.asm.wasm"): "application/wasm",
    ("pyodide", "python_stdlib.zip"): "application/zip",
    ("pyodide", "pyodide-lock.json"): "application/json",
}
"""All that the two workers fetch."""
TEMPO, OTHER_TEMPO = 'name = "open", seconds = 2', 'name = "open", seconds = 3'


def wanted() -> dict[str, str]:
    """Each address that the workers fetch, with its type."""
    kit = assets.kit()
    folders = {f"{kit[folder]}/{name}": kind for (folder, name), kind in IN_FOLDERS.items()}
    return {**{kit[name]: kind for name, kind in TYPES.items()}, **folders}


def body(answer: Any) -> bytes:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return content


def test_all_that_the_workers_fetch_has_its_type_the_policy_and_may_be_kept_for_good(stranger: Visitor) -> None:
    for path, kind in wanted().items():
        answer: Any = stranger.get(path)
        assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, kind), path
        assert answer["Cache-Control"] == FOR_GOOD, path
        assert {name: answer[name] for name in ALWAYS} == dict(ALWAYS), path


def test_code_travels_packed_and_says_how_long_it_is_unpacked(stranger: Visitor) -> None:
    for path, kind in wanted().items():
        packed: Any = stranger.client.get(path, headers={"Accept-Encoding": "gzip, br"})
        plain: Any = stranger.client.get(path)
        content = body(plain)
        assert "Content-Encoding" not in plain
        assert int(packed[kept.WHOLE_BYTES]) == int(plain["Content-Length"]) == len(content), path
        if kind in {"text/javascript", "application/wasm"}:
            assert packed["Content-Encoding"] == "gzip", path
        assert (gzip.decompress(body(packed)) if "Content-Encoding" in packed else body(packed)) == content, path


def test_an_address_of_other_content_gives_nothing(stranger: Visitor) -> None:
    known = kept.addresses(Path(settings.STATIC_ROOT))["pose"]
    assert stranger.get(f"{known}/full.task").status_code == 200
    for path in ("/static/kept/000000000000/full.task", f"{known}/../pyodide/pyodide.mjs", f"{known}/none.task"):
        assert stranger.get(path).status_code == 404


def test_only_reading_is_answered(stranger: Visitor) -> None:
    path = assets.kit()["model"]
    assert stranger.post(path).status_code == 405
    head: Any = stranger.client.head(path)
    assert (head.status_code, body(head)) == (200, b"")
    assert int(head["Content-Length"]) > 9_000_000


@pytest.fixture
def folder(here: Installation, tmp_path: Path) -> Iterator[Path]:
    """A folder of static files, one of them in a kept folder."""
    (tmp_path / "vendor" / "big").mkdir(parents=True)
    (tmp_path / "vendor" / "kept.json").write_text(json.dumps({"big": "abc"}))
    (tmp_path / "vendor" / "big" / "a.wasm").write_bytes(b"whole")
    (tmp_path / "a.css").write_text("")
    with override_settings(STATIC_ROOT=str(tmp_path)):
        assets.address.cache_clear()
        yield tmp_path
    assets.address.cache_clear()


def ask(serve: Assets, path: str) -> Any:
    request = HttpRequest()
    request.method, request.path_info = "GET", path
    return serve(request)


def serving() -> Assets:
    return Assets(lambda _: HttpResponse(b"not here", status=404))


def test_a_start_takes_the_builds_word_for_them_and_reads_none(folder: Path) -> None:
    before = assets.address()
    (folder / "vendor" / "big" / "a.wasm").write_bytes(b"other")
    assets.address.cache_clear()
    assert assets.address() == before
    assert body(ask(serving(), "/static/kept/abc/a.wasm")) == b"other"


def test_other_content_is_another_version(folder: Path) -> None:
    before = assets.address()
    kept.names.cache_clear()
    (folder / "vendor" / "kept.json").write_text(json.dumps({"big": "abd"}))
    assets.address.cache_clear()
    assert assets.address() != before


@pytest.mark.parametrize("change", ["replaced", "gone"])
def test_one_changed_under_a_running_server_is_gone_until_it_starts_again(folder: Path, change: str) -> None:
    serve = serving()
    file = folder / "vendor" / "big" / "a.wasm"
    file.unlink()
    if change == "replaced":
        file.write_bytes(b"other")
    assert ask(serve, "/static/kept/abc/a.wasm").status_code == 404


def test_every_page_of_a_person_knows_where_the_parts_are(kim: Person) -> None:
    assert place_of(kim, journal(kim)).kit == assets.kit()


def test_the_core_zip_holds_the_rooms_that_travel_and_nothing_of_the_server_or_of_a_person(stranger: Visitor) -> None:
    answer: Any = stranger.client.get(assets.kit()["core"])
    with zipfile.ZipFile(io.BytesIO(body(answer))) as zipped:
        names = zipped.namelist()
    rooms = {name.split("/")[1] for name in names if name.startswith("unpinch/") and name.count("/") > 1}
    assert rooms == {*BROWSER_LIBRARIES, "derived"}
    assert {name.partition("/")[0] for name in names} == {"unpinch", "jinja2", "markupsafe"}
    assert {name.rpartition(".")[2] for name in names} == {"py", "toml", "html", "json"}


def test_what_python_in_a_page_is_started_with_lies_beside_the_zip_and_names_its_version(stranger: Visitor) -> None:
    known = assets.kit()
    found = json.loads(body(stranger.client.get(known["inside"])))
    assert found == {"static": assets.address(), "kit": dict(known)}
    assert known["inside"].rpartition("/")[0] == known["core"].rpartition("/")[0]


def test_a_programme_of_ones_own_travels_without_the_movements_it_changed(tmp_path: Path) -> None:
    shutil.copytree(core.PACKAGE / "programme" / "data", tmp_path / "own")
    floss = tmp_path / "own" / "exercises" / "clamshell.toml"
    floss.write_text(floss.read_text("utf-8").replace(TEMPO, OTHER_TEMPO), "utf-8")
    own = load(tmp_path / "own")
    with zipfile.ZipFile(io.BytesIO(core.packed(own, tmp_path / "own"))) as zipped:
        names = set(zipped.namelist())
    assert list(changed(own)) == ["clamshell_1", "clamshell_2", "clamshell_3"]
    assert "programme/programme.toml" in names
    assert {f"unpinch/derived/{name}.json" for name in changed(own)}.isdisjoint(names)
    assert "unpinch/derived/bridge_1.json" in names
    assert core.name_of(tmp_path / "own", "x") != core.name_of(None, "x")
