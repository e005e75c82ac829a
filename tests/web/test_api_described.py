"""docs/api.md, the OpenAPI document and what the API does say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from tests.web.cast import Phone, Visitor, changed, journal_path
from tests.web.walk import addresses
from unpinch.journal import schema
from unpinch.journal.entry import LONGEST_ENTRY_BYTES
from unpinch.web import api, openapi, problems
from unpinch.web.models import ASIDE_CODES
from unpinch.web.serving import HEADER_BYTES
from unpinch.web.settings import BATCH_BYTES, UPLOAD_BYTES

if TYPE_CHECKING:
    from unpinch.web.models import Person

DOCUMENT = openapi.document()
PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
METHODS = frozenset({"get", "post", "put", "patch", "delete"})


def fits(value: object, name: str) -> None:
    jsonschema.validate(value, {**DOCUMENT, "$ref": f"#/components/schemas/{name}"})


def parts(value: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from parts(each)


def first_cells(heading: str) -> list[str]:
    """Return what stands in the first column of the table that has this heading."""
    lines = iter(PAGE.splitlines())
    next(line for line in lines if line.startswith(heading))
    next(lines)
    cells = []
    for line in lines:
        if not line.startswith("|"):
            break
        cells.append(line.split("|")[1].strip(" `"))
    return cells


def test_it_is_served_to_anyone(stranger: Visitor) -> None:
    answer: Any = stranger.get("/api/openapi.json")
    assert (answer.status_code, answer.json()) == (200, DOCUMENT)


def test_every_reference_leads_somewhere() -> None:
    for part in parts(DOCUMENT):
        for reference in (part[key] for key in ("$ref", "x-line") if key in part):
            where: Any = DOCUMENT
            for step in (reference["$ref"] if isinstance(reference, dict) else reference).removeprefix("#/").split("/"):
                where = where[step]
            assert where


def test_every_schema_is_one() -> None:
    for each in DOCUMENT["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(each)
    assert DOCUMENT["components"]["schemas"]["Entry"] == schema()


def test_it_names_every_address_of_the_api() -> None:
    served = {"/" + address.route.replace("<uuid:person>", "{person}") for address in addresses()}
    assert set(DOCUMENT["paths"]) == {path for path in served if path.startswith("/api/")}
    for path in DOCUMENT["paths"]:
        assert path in PAGE


def test_the_page_names_every_method() -> None:
    for path, described in DOCUMENT["paths"].items():
        for method in METHODS & described.keys():
            assert path == openapi.DOCUMENT_PATH or f"`{method.upper()} {path}`" in PAGE


def test_the_page_names_every_query_and_header() -> None:
    queries = [parameter["name"] for parameter in DOCUMENT["paths"][openapi.JOURNAL_PATH]["get"]["parameters"]]
    assert first_cells("| query |") == queries
    headers = DOCUMENT["paths"][openapi.JOURNAL_PATH]["get"]["responses"]["200"]["headers"]
    assert first_cells("| header |") == list(headers)


def test_the_page_names_every_problem_with_its_status() -> None:
    rows = re.findall(r"^\| (\d{3}) \| `(\w+)` \|", PAGE, re.MULTILINE)
    assert rows == sorted({(str(problem.status), problem.code) for problem in openapi.PROBLEMS})


def test_the_page_names_every_outcome_of_a_line() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\d{3}) \|", PAGE, re.MULTILINE)
    assert dict(rows) == {status: str(code) for status, code in api.ITEM_STATUS.items()}
    assert first_cells("| `code` | meaning") == list(ASIDE_CODES)


def test_the_page_names_every_limit() -> None:
    limits = (
        f"at most {api.BATCH_LINES} lines and {BATCH_BYTES // 2**20} MiB ({BATCH_BYTES} bytes)",
        f"1 to {api.BATCH_LINES}; usually {api.READ_LINES}",
        f"{LONGEST_ENTRY_BYTES:,} bytes",
        f"headers over {HEADER_BYTES // 1024} KiB",
        f"bodies over {UPLOAD_BYTES // 2**20} MiB",
    )
    assert [limit for limit in limits if limit not in PAGE] == []


def test_answers_are_as_described(kim: Person, browser_of_kim: Visitor) -> None:
    line = Phone().note()
    answer: Any = browser_of_kim.send(kim, line, line, b"broken", changed(line, by="x"), changed(line, kind="x"))
    fits(answer.json(), "Receipt")
    assert {item["status"] for item in answer.json()["items"]} == set(api.ITEM_STATUS)
    assert answer["Unpinch-Device"] == str(kim.device)
    read: Any = browser_of_kim.get(journal_path(kim))
    described = DOCUMENT["paths"][openapi.JOURNAL_PATH]["get"]["responses"]["200"]
    assert all(read[name] for name in described["headers"])
    assert [read["Content-Type"]] == list(described["content"])


def test_the_pages_outbox_reads_what_the_receipt_says() -> None:
    """It lets an entry go by the number of its line; a name that the receipt hasn't would keep all for ever."""
    outbox = (Path(api.__file__).parent / "static" / "js" / "keeping" / "outbox.js").read_text(encoding="utf-8")
    (read,) = re.findall(r"items\.map\(\(\{ (\w+) \}\)", outbox)
    assert read in DOCUMENT["components"]["schemas"]["Item"]["required"]


CASES = {
    "closed": lambda it: it.stranger.get(it.path),
    "other_page": lambda it: it.visitor.send(it.kim, b"x", origin="http://evil.example"),
    "other_address": lambda it: it.visitor.get(it.path, host="evil.example"),
    "unknown": lambda it: it.visitor.get("/api/p/00000000-0000-4000-8000-000000000000/journal"),
    "wrong_method": lambda it: it.visitor.client.delete(it.path),
    "bad_cursor": lambda it: it.visitor.get(f"{it.path}?after=x"),
    "cursor_ahead": lambda it: it.visitor.get(f"{it.path}?after=1"),
    "too_large": lambda it: it.visitor.send(it.kim, b"x" * (BATCH_BYTES + 1)),
    "too_many": lambda it: it.visitor.send(it.kim, *[b"x"] * (api.BATCH_LINES + 1)),
    "wrong_type": lambda it: it.visitor.client.post(it.path, b"{}", content_type="application/json"),
}


class It:
    """What a case needs."""

    def __init__(self, kim: Person, visitor: Visitor, stranger: Visitor) -> None:
        self.kim, self.visitor, self.stranger, self.path = kim, visitor, stranger, journal_path(kim)


@pytest.mark.parametrize("code", CASES)
def test_refusals_are_as_described(kim: Person, browser_of_kim: Visitor, stranger: Visitor, code: str) -> None:
    answer: Any = CASES[code](It(kim, browser_of_kim, stranger))
    told = answer.json()
    fits(told, "Problem")
    assert (told["code"], told["status"], answer["Content-Type"]) == (
        code,
        answer.status_code,
        "application/problem+json",
    )
    described = DOCUMENT["paths"][openapi.JOURNAL_PATH]
    known = {status for method in ("get", "post") for status in described[method]["responses"]}
    assert str(answer.status_code) in known | {str(problems.WRONG_METHOD.status)}


def test_every_problem_is_tried_here_or_elsewhere() -> None:
    """Full disks, held and damaged records: test_disk_full.py, test_faults.py; faults, broken bodies: test_headers.py,
    test_forms.py; erased records: test_erasure.py.
    """
    elsewhere = {"disk_full", "not_saved", "damaged", "fault", "broken", "erased"}
    assert set(CASES) | elsewhere == {problem.code for problem in openapi.PROBLEMS}
