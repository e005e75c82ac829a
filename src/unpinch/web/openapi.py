"""The OpenAPI 3.1 description of the API, made from what the code itself uses.

A test holds it, docs/api.md and the answers in step.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from unpinch import __version__
from unpinch.journal import schema
from unpinch.web import api, problems
from unpinch.web.errors import Problem
from unpinch.web.models import ASIDE_CODES
from unpinch.web.settings import BATCH_BYTES

JOURNAL_PATH = "/api/p/{person}/journal"
PLACE_PATH = "/api/p/{person}/place"
DOCUMENT_PATH = "/api/openapi.json"
EVERYWHERE = (
    problems.CLOSED,
    problems.OTHER_PAGE,
    problems.UNKNOWN,
    problems.ERASED,
    problems.OTHER_ADDRESS,
    problems.FAULT,
)
READING = (*EVERYWHERE, api.BAD_CURSOR, api.CURSOR_AHEAD, problems.NOT_SAVED, problems.DAMAGED)
WRITING = (
    *EVERYWHERE,
    problems.BROKEN,
    api.TOO_LARGE,
    api.TOO_MANY,
    api.WRONG_TYPE,
    problems.DISK_FULL,
    problems.NOT_SAVED,
    problems.DAMAGED,
)
PLACED = (*EVERYWHERE, problems.NOT_SAVED, problems.DAMAGED)
PROBLEMS = tuple(dict.fromkeys((*READING, *WRITING, problems.WRONG_METHOD)))


def serve(_: HttpRequest) -> HttpResponse:
    """Answer with the description. It holds nothing personal and needs no cookie."""
    return JsonResponse(document())


@cache
def document() -> dict[str, Any]:
    """Return the whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Unpinch journal API",
            "version": __version__,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "description": "Reads and adds the entries of a person's journal. Entries are exact bytes, one a line.",
        },
        "security": [{"door": []}],
        "paths": {
            JOURNAL_PATH: {"parameters": [_person()], "get": _get(), "post": _post()},
            PLACE_PATH: {"parameters": [_person()], "get": _place_read()},
            DOCUMENT_PATH: {"get": _description()},
        },
        "components": {
            "securitySchemes": {"door": _door()},
            "schemas": {
                "Entry": schema(),
                "Place": _place(),
                "Receipt": _receipt(),
                "Item": _item(),
                "Problem": _problem(),
            },
        },
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _person() -> dict[str, Any]:
    text = "The person's id. An id that isn't known here is 404."
    return {
        "name": "person",
        "in": "path",
        "required": True,
        "description": text,
        "schema": {"type": "string", "format": "uuid"},
    }


def _door() -> dict[str, str]:
    text = (
        "The door's cookie; its name differs with each installation. The one-time address that Unpinch shows sets it."
    )
    return {"type": "apiKey", "in": "cookie", "name": "unpinch_…", "description": text}


def _query(name: str, text: str, low: int, high: int, usual: int) -> dict[str, Any]:
    numbers = {"type": "integer", "minimum": low, "maximum": high, "default": usual}
    return {"name": name, "in": "query", "description": text, "schema": numbers}


def _header(text: str, kind: dict[str, Any]) -> dict[str, Any]:
    return {"description": text, "required": True, "schema": kind}


def _device_header() -> dict[str, Any]:
    return _header(
        "This server's device id in the journal. A cursor belongs to it.", {"type": "string", "format": "uuid"}
    )


def _lines(text: str) -> dict[str, Any]:
    return {api.LINES: {"schema": {"type": "string", "description": text, "x-line": _ref("Entry")}}}


def _get() -> dict[str, Any]:
    headers = {
        api.CURSOR_HEADER: _header(
            "The arrival number to give as `after` next time.", {"type": "integer", "minimum": 0}
        ),
        api.MORE_HEADER: _header("Whether more lines wait.", {"type": "string", "enum": ["true", "false"]}),
        api.DEVICE_HEADER: _device_header(),
    }
    fine = {
        "description": "The lines, in order of arrival.",
        "headers": headers,
        "content": _lines("Lines as they came."),
    }
    return {
        "operationId": "readJournal",
        "summary": "Read the lines that arrived after a number",
        "parameters": [
            _query("after", "The last arrival number already read.", 0, api.LAST_NUMBER, 0),
            _query("limit", "The most lines to return.", 1, api.BATCH_LINES, api.READ_LINES),
        ],
        "responses": {"200": fine, **_refusals(READING)},
    }


def _post() -> dict[str, Any]:
    text = f"One entry a line, at most {api.BATCH_LINES} lines and {BATCH_BYTES} bytes, not compressed."
    fine = {
        "description": "What became of each line. All that is accepted, or kept aside, is on the disk.",
        "headers": {api.DEVICE_HEADER: _device_header()},
        "content": {"application/json": {"schema": _ref("Receipt")}},
    }
    return {
        "operationId": "addToJournal",
        "summary": "Add lines; the same lines again change nothing",
        "requestBody": {"required": True, "content": _lines(text)},
        "responses": {"200": fine, **_refusals(WRITING)},
    }


def _place_read() -> dict[str, Any]:
    fine = {"description": "The place.", "content": {"application/json": {"schema": _ref("Place")}}}
    return {
        "operationId": "readPlace",
        "summary": "Read what a browser needs to draw this person's pages itself",
        "responses": {"200": fine, **_refusals(PLACED)},
    }


def _description() -> dict[str, Any]:
    content = {"application/json": {"schema": {"type": "object"}}}
    return {
        "operationId": "readDescription",
        "summary": "Read this document",
        "security": [],
        "responses": {"200": {"description": "The OpenAPI document.", "content": content}},
    }


def _refusals(known: tuple[Problem, ...]) -> dict[str, Any]:
    by_status: dict[int, list[Problem]] = {}
    for problem in known:
        by_status.setdefault(problem.status, []).append(problem)
    return {str(status): _refusal(alike) for status, alike in sorted(by_status.items())}


def _refusal(alike: list[Problem]) -> dict[str, Any]:
    text = " ".join(f"`{problem.code}`: {problem.title}." for problem in alike)
    return {"description": text, "content": {"application/problem+json": {"schema": _ref("Problem")}}}


def _place() -> dict[str, Any]:
    return _object(
        name={"type": "string", "description": "What the person is called in the chooser."},
        several={"type": "boolean", "description": "Whether other people's records are kept here too."},
        camera={"type": "boolean", "description": "Whether sessions offer the camera."},
        pdf={"type": "boolean", "description": "Whether a paper can be had as a PDF."},
        zone={"type": "string", "description": "The time zone of the machine, by name."},
    )


def _receipt() -> dict[str, Any]:
    return _object(
        items={
            "type": "array",
            "items": _ref("Item"),
            "description": "One for each line that isn't empty, in their order.",
        },
        cursor={"type": "integer", "minimum": 0, "description": "The newest arrival number of the journal."},
    )


def _item() -> dict[str, Any]:
    return _object(
        number={"type": "integer", "minimum": 1, "description": "Which line of the batch, counted from 1."},
        id={"type": "string", "description": "The entry's id; empty where none could be read."},
        status={"type": "string", "enum": list(api.ITEM_STATUS)},
        http_status={"type": "integer", "enum": list(api.ITEM_STATUS.values())},
        arrival={"type": "integer", "minimum": 1, "description": "Its arrival number, from its first arrival."},
        code={"type": "string", "enum": ["", *ASIDE_CODES]},
        reason={"type": "string", "description": "A sentence for people; empty where all is well."},
    )


def _problem() -> dict[str, Any]:
    return _object(
        type={"type": "string", "pattern": "^urn:unpinch:problem:[a-z_]+$"},
        title={"type": "string"},
        status={"type": "integer"},
        detail={"type": "string", "description": "What to do."},
        code={"type": "string", "enum": sorted({problem.code for problem in PROBLEMS})},
    )


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties, "additionalProperties": False}
