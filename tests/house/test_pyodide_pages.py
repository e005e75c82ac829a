"""What the comparison of pages in the browser's Python notices, and what it packs."""

import io
import json
import zipfile

from tools.page_walk import answers
from tools.page_walks import golden, plain_paths
from tools.pyodide_pages import core, differences

NOW = "2026-11-22T08:00:00+01:00"


def walked(*steps: list[object]) -> list[str]:
    walk = {"lines": [], "now": NOW, "steps": [*steps]}
    found: dict[str, list[str]] = json.loads(answers(json.dumps({"one": walk})))
    return found["one"]


def test_it_packs_the_rooms_that_travel_and_nothing_compiled() -> None:
    names = zipfile.ZipFile(io.BytesIO(core())).namelist()
    rooms = {name.split("/")[1] for name in names if name.startswith("unpinch/") and name.count("/") > 1}
    assert {"journal", "programme", "guard", "guidance", "pictures", "screens"} <= rooms
    assert "web" not in rooms
    assert not [name for name in names if name.endswith((".so", ".pyc", ".pyd"))]
    assert "unpinch/screens/templates/today.html" in names
    assert "unpinch/programme/data/programme.toml" in names


def test_it_notices_one_other_letter_and_a_missing_answer() -> None:
    here = {"one": ["GET /today\n<p>calm</p>", "GET /diary\n<p></p>"]}
    assert list(differences(here, here)) == []
    found = list(differences(here, {"one": ["GET /today\n<p>palm</p>"]}))
    assert len(found) == 2
    assert "GET /today" in found[0]
    assert "calm" in found[0]
    assert "palm" in found[0]


def test_it_walks_with_forms_and_redirects() -> None:
    lines = [line.splitlines()[0] for line in walked(["/about/1"], ["", {"name": "Kim", "country": "DE"}])]
    assert [line.split(" wrote")[0].split("/p/")[0].strip() for line in lines] == [
        "GET /about/1 -> 200",
        "POST /about/1 -> 200",
        "GET /about/2 -> 200",
    ]
    assert "about" in lines[1]


def test_it_answers_an_address_without_a_page() -> None:
    assert walked(["/nowhere"])[0].startswith("/nowhere 404")


def test_it_visits_every_plain_page_on_many_records() -> None:
    assert {"today", "diary", "settings", "exercises/bridge", "learn/how_often"} <= set(plain_paths())
    assert len(golden()) > 20
