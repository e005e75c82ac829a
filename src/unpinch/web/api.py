"""The journal API: entries travel as their exact bytes, one a line. docs/api.md and openapi.py describe it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse

from unpinch.web import problems, queries
from unpinch.web.actions import record
from unpinch.web.errors import Problem
from unpinch.web.settings import BATCH_BYTES, MIB

if TYPE_CHECKING:
    from collections.abc import Iterable

    from unpinch.web.actions import Item, Receipt
    from unpinch.web.models import Person
    from unpinch.web.queries import Line

LINES = "application/x-ndjson"
BATCH_LINES = 1000
READ_LINES = 500
CURSOR_HEADER = "Unpinch-Cursor"
MORE_HEADER = "Unpinch-More"
DEVICE_HEADER = "Unpinch-Device"
LAST_NUMBER = 2**63 - 1

TOO_LARGE = Problem(
    413,
    "too_large",
    "This batch is too large",
    f"A batch holds at most {BATCH_BYTES // MIB} MiB. Nothing of it was saved. Send it in smaller batches.",
)
TOO_MANY = Problem(
    413,
    "too_many",
    "This batch has too many lines",
    f"A batch holds at most {BATCH_LINES} lines. Nothing of it was saved. Send it in smaller batches.",
)
WRONG_TYPE = Problem(
    415, "wrong_type", "This isn't JSON Lines", f"Send one entry a line, not compressed, with Content-Type: {LINES}."
)
BAD_CURSOR = Problem(
    400,
    "bad_cursor",
    "after or limit isn't right",
    f"after is a whole number from 0, limit one from 1 to {BATCH_LINES}.",
)
CURSOR_AHEAD = Problem(
    409,
    "cursor_ahead",
    "This server has forgotten something",
    "It knows fewer lines than this cursor counts; maybe a backup was restored. Send all entries, then read from 0.",
)
ITEM_STATUS = {"accepted": 201, "already_there": 200, "conflict": 409, "aside": 422}
"""The HTTP status that a line would have got alone."""


def journal(request: HttpRequest, person: Person) -> HttpResponse:
    """Answer GET, HEAD and POST of a person's journal."""
    if request.method in {"GET", "HEAD"}:
        return _read(request, person)
    if request.method == "POST":
        return _add(request, person)
    response = problems.answer(request, problems.WRONG_METHOD)
    response["Allow"] = "GET, HEAD, POST"
    return response


def _read(request: HttpRequest, person: Person) -> HttpResponse:
    after = _number(request.GET.get("after", "0"), 0, LAST_NUMBER)
    limit = _number(request.GET.get("limit", str(READ_LINES)), 1, BATCH_LINES)
    newest = queries.newest_arrival(person)
    if after > newest:
        raise CURSOR_AHEAD
    lines = list(_within_size(queries.lines(person, after, limit)))
    last = lines[-1].arrival if lines else after
    body = b"".join(line.raw + b"\n" for line in lines)
    headers = {
        CURSOR_HEADER: str(last),
        MORE_HEADER: "true" if last < newest else "false",
        DEVICE_HEADER: str(person.device),
    }
    return HttpResponse(body, content_type=LINES, headers=headers)


def _number(text: str, low: int, high: int) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < len(str(LAST_NUMBER)) + 1 else -1
    if not low <= number <= high:
        raise BAD_CURSOR
    return number


def _within_size(lines: Iterable[Line]) -> Iterable[Line]:
    """Yield lines until a batch is full; the first always."""
    held_bytes = 0
    for line in lines:
        held_bytes += len(line.raw) + 1
        if held_bytes > BATCH_BYTES and held_bytes > len(line.raw) + 1:
            return
        yield line


def _add(request: HttpRequest, person: Person) -> HttpResponse:
    if request.content_type != LINES or request.headers.get("Content-Encoding", "identity") != "identity":
        raise WRONG_TYPE
    if int(request.META.get("CONTENT_LENGTH") or 0) > BATCH_BYTES:
        raise TOO_LARGE
    lines = request.body.split(b"\n")
    if sum(1 for line in lines if line.strip()) > BATCH_LINES:
        raise TOO_MANY
    receipt = record(person, lines)
    return JsonResponse(_receipt(receipt), headers={DEVICE_HEADER: str(person.device)})


def _receipt(receipt: Receipt) -> dict[str, object]:
    return {"items": [_item(item) for item in receipt.items], "cursor": receipt.cursor}


def _item(item: Item) -> dict[str, object]:
    return {**asdict(item), "http_status": ITEM_STATUS[item.status]}
