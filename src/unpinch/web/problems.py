"""How a request that can't be fulfilled is answered: a page for people, problem JSON (RFC 9457) for programs.

Nothing here repeats what was sent: an answer may be logged or shown to someone else.
"""

from __future__ import annotations

import logging
import sqlite3
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from unpinch.web.errors import Problem
from unpinch.web.keeping.reading import DAMAGES
from unpinch.web.postgres.guards import VENDOR
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from django.db import DatabaseError

    from unpinch.journal import EntryError

LOG = logging.getLogger("unpinch.database")
API = "/api/"
KEPT = "What you haven't sent yet stays in this browser, and is sent when this works again."
ONCE_MORE = "What you typed is still in its page: send it once more then."
HOW_TO_OPEN = (
    "On the computer that runs Unpinch, start it again the way you did before: that opens it here with a new key. "
)

CLOSED = Problem(401, "closed", "The door is closed", f"This browser hasn't been let in yet. {HOW_TO_OPEN}{KEPT}")
NOT_PAIRED = Problem(
    401,
    "closed",
    "This phone isn't paired",
    "Unpinch opens only on devices that were paired with it. On the computer that runs Unpinch, open More, Settings, "
    f"Phones and other devices, and pair this one there. {KEPT}",
)
AT_THE_COMPUTER = Problem(
    403,
    "at_the_computer",
    "This is done on the computer",
    "Open this page on the computer that runs Unpinch: devices are added and removed there.",
)
GUESSED = Problem(
    429,
    "guessed",
    "Too many wrong codes",
    "For a while no code is looked at. Wait ten minutes, then make a new one on the computer that runs Unpinch.",
)
USED_CODE = Problem(
    403, "used_code", "This key doesn't open any more", f"A key works once, for ten minutes. {HOW_TO_OPEN}{KEPT}"
)
OTHER_PAGE = Problem(
    403,
    "other_page",
    "This didn't come from Unpinch's own page",
    f"Only Unpinch's own pages may ask for this or save anything. Open Unpinch and try again there. {KEPT}",
)
OTHER_ADDRESS = Problem(
    421,
    "other_address",
    "Unpinch isn't served at this address",
    "Open the address that Unpinch showed when it started.",
)
UNKNOWN = Problem(404, "unknown", "There is nothing here", "This page doesn't exist. Go back to the start.")
ERASED = Problem(
    410,
    "erased",
    "This record was deleted",
    "It was deleted here for good. What another device keeps of it can go, too.",
)
WRONG_METHOD = Problem(
    405, "wrong_method", "This can't be done here", "The address is right, but not for this kind of request."
)
TOO_LARGE = Problem(413, "too_large", "This is too large", "Send it in smaller parts. Nothing of it was saved.")
BROKEN = Problem(400, "broken", "This request is broken", f"It could not be read. Load the page again. {KEPT}")
FAULT = Problem(
    500,
    "fault",
    "Something went wrong in Unpinch",
    f"This is our mistake, not yours. Nothing that was saved is lost. {KEPT}",
)
DISK_FULL = Problem(
    507,
    "disk_full",
    "The disk is full",
    f"This could not be saved. All that was saved before is still there. Free some space and try again. {ONCE_MORE}",
)
NOT_SAVED = Problem(
    503,
    "not_saved",
    "This could not be saved just now",
    "The record can't be written just now. All that was saved before is still there. Try again in a minute. "
    f"{ONCE_MORE}",
)
AWAY = Problem(
    503,
    "not_saved",
    "The record can't be reached just now",
    "The database that keeps it doesn't answer. All that was saved before is still there. Try again in a minute. "
    f"{ONCE_MORE}",
)
DAMAGED = Problem(
    503,
    "damaged",
    "The record is damaged",
    "A part of it can't be read any more, so nothing is written into it. On the computer that runs Unpinch, end it and "
    f"run `unpinch doctor`: it says what is wrong and how to go back to a copy. {ONCE_MORE}",
)


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Answer with a problem, in the form that the asker reads."""
    response = _as_json(problem) if for_a_program(request) else _as_page(request, problem)
    if problem.status == CLOSED.status:
        response["WWW-Authenticate"] = "Unpinch"
    return response


def for_a_program(request: HttpRequest) -> bool:
    """Tell whether the answer goes to a program and not to a person."""
    return request.path_info.startswith(API)


def _as_json(problem: Problem) -> HttpResponse:
    body = {
        "type": f"urn:unpinch:problem:{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.text,
        "code": problem.code,
    }
    return JsonResponse(body, status=problem.status, content_type="application/problem+json")


def _as_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    return render(request, "web/problem.html", {"problem": problem}, status=problem.status)


def of_database(error: DatabaseError | InterfaceError) -> Problem | None:
    """Return what to say of a failure of the database that isn't our mistake: full disk, read-only disk, long wait.

    The log gets its cause.
    """
    problem = _of_postgres(error) if connection.vendor == VENDOR else _of_sqlite(error)
    if problem is not None:
        LOG.error("%s (%s): %s", problem.title, problem.code, _cause(error, whole=problem is AWAY))
    return problem


def _cause(error: DatabaseError | InterfaceError, *, whole: bool) -> str:
    """Return why the database failed: its own code, and `whole` its own words.

    Only what is said of a connection is repeated: it holds host and user, but no password, and no line of a record.
    """
    found = error.__cause__ or error
    code = getattr(found, "sqlstate", None) or getattr(found, "sqlite_errorname", None)
    named = " ".join(filter(None, (type(found).__name__, code)))
    return f"{named}: {_words(found)}" if whole else named


def _words(error: BaseException) -> str:
    address, text = installation().database, " ".join(str(error).split())
    secret = address.words.get("password") if address else None
    return text.replace(secret, "…") if secret else text


def _of_sqlite(error: DatabaseError | InterfaceError) -> Problem | None:
    code = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return DISK_FULL
    if code in DAMAGES:
        return DAMAGED
    passing = (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
    )
    return NOT_SAVED if code in passing else None


_PASSING = ("40", "53", "55", "57", "25006", "25P03", "25P04", "58")
"""What PostgreSQL says when it stops, starts, waits too long, has too little, or has become one that only follows."""


def _of_postgres(error: DatabaseError | InterfaceError) -> Problem | None:
    state = getattr(error.__cause__, "sqlstate", None) or ""
    if state == "53100":
        return DISK_FULL
    if state.startswith("XX00"):
        return DAMAGED
    if state.startswith("08") or (not state and isinstance(error, (OperationalError, InterfaceError))):
        return AWAY
    return NOT_SAVED if state.startswith(_PASSING) else None


def not_enterable(error: EntryError) -> Problem:
    """Return what to say of an entry that its kind doesn't allow. The sentence is for the person who wrote it."""
    return Problem(422, error.code, "This can't be entered", f"{error} Nothing was saved.")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django passes it by name)
    """Answer Django's 400."""
    return answer(request, BROKEN)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django passes it by name)
    """Answer Django's 403."""
    return answer(request, OTHER_PAGE)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 (Django passes it by name)
    """Answer Django's 404."""
    return answer(request, UNKNOWN)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer Django's 500."""
    return answer(request, FAULT)
