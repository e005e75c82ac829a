"""What every request passes, from the outside in.

Headers, log, address, packing, static files, own pages only, door, person.
"""

from __future__ import annotations

import gzip
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, UnreadablePostError
from django.utils.cache import patch_vary_headers

from unpinch.journal import EntryError
from unpinch.web import door as lock
from unpinch.web import problems, queries
from unpinch.web.clock import now
from unpinch.web.errors import Problem
from unpinch.web.headers import ALWAYS, UNKEPT
from unpinch.web.home import pairing
from unpinch.web.home.network import came_from_home, is_served, origin_of
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from unpinch.web.settings import Installation

Answer = Callable[[HttpRequest], HttpResponseBase]

ACCESS = logging.getLogger("unpinch.access")
READING = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_PATHS = frozenset({"/door", "/api/openapi.json", "/manifest.webmanifest", "/sw.js", "/favicon.ico", "/robots.txt"})
"""What may be fetched without the cookie, too: nothing in it is personal."""
OPEN_PREFIXES = ("/static/", "/calendar/")
"""What stands below these may be fetched without the cookie: static files, and calendars, whose address is a secret."""
OPEN_AT_HOME = (OPEN_PATHS - {"/door"}) | {"/pair"}
"""The same for a phone that isn't paired yet; below /static/ alone."""
NAVIGATION = "navigate"
LARGE_BYTES = 32 * 1024
PACKING = 4
"""From which size a page is packed, and how hard: a quarter of its size for about two milliseconds."""


class RedirectSameMethod(HttpResponseRedirect):
    """A redirect that isn't remembered and keeps the method."""

    status_code = 307


def secure_headers(get_response: Answer) -> Answer:
    """Put the headers on every response."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in ALWAYS.items():
            response[name] = value
        response.setdefault("Cache-Control", UNKEPT)
        if isinstance(response, HttpResponse):
            _state_length(request, response)
        return response

    return middleware


def packed_pages(get_response: Answer) -> Answer:
    """Pack large pages for browsers that can unpack them. Nothing in a page is a secret that its length could tell."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if isinstance(response, HttpResponse) and _worth_packing(request, response):
            response.content = gzip.compress(response.content, PACKING, mtime=0)
            response["Content-Encoding"] = "gzip"
            response["Content-Length"] = str(len(response.content))
            patch_vary_headers(response, ("Accept-Encoding",))
        return response

    return middleware


def _worth_packing(request: HttpRequest, response: HttpResponse) -> bool:
    page = response.get("Content-Type", "").startswith("text/html")
    takes = "gzip" in request.headers.get("Accept-Encoding", "")
    return page and takes and len(response.content) >= LARGE_BYTES


def _state_length(request: HttpRequest, response: HttpResponse) -> None:
    """Say how long the answer is, so that the connection can stay open; to HEAD give the length alone."""
    response.setdefault("Content-Length", str(len(response.content)))
    if request.method == "HEAD":
        response.content = b""


def access_log(get_response: Answer) -> Answer:
    """Log which kind of page was asked for and what came of it: no address, no query, no person."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        route = request.resolver_match.route if request.resolver_match else "-"
        method = request.method if request.method in READING | {"POST"} else "other"
        ACCESS.info("%s /%s %d", method, route, response.status_code)
        return response

    return middleware


def one_address(get_response: Answer) -> Answer:
    """Serve our own addresses alone: another name may be another site's trick. `localhost` is sent to the numbers."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        here = installation()
        host = request.META.get("HTTP_HOST", "").lower()
        if is_served(request, here, host):
            return get_response(request)
        if host == f"localhost:{here.port}" and request.method in READING and not came_from_home(request):
            return RedirectSameMethod(f"{here.origin}{request.get_full_path()}")
        return problems.answer(request, problems.OTHER_ADDRESS)

    return middleware


def own_pages_only(get_response: Answer) -> Answer:
    """Let nothing be written but from our own pages, nor read by another site's script."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        fits = may_read if request.method in READING else may_write
        if fits(request, installation()):
            return get_response(request)
        return problems.answer(request, problems.OTHER_PAGE)

    return middleware


def may_write(request: HttpRequest, here: Installation) -> bool:
    """Take a write that says it comes from this origin, by Origin or Sec-Fetch-Site. Saying nothing isn't enough."""
    origin = request.headers.get("Origin")
    if origin is not None and origin != origin_of(request, here):
        return False
    site = request.headers.get("Sec-Fetch-Site")
    return site in {None, "same-origin"} and (origin is not None or site is not None)


def may_read(request: HttpRequest, _: Installation) -> bool:
    """Let anyone link to a page, but no script or image tag of another site or port fetch one."""
    site = request.headers.get("Sec-Fetch-Site")
    return site in {None, "same-origin", "none"} or request.headers.get("Sec-Fetch-Mode") == NAVIGATION


def door(get_response: Answer) -> Answer:
    """Let those in who hold this installation's cookie, and give them a younger one in good time."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if came_from_home(request):
            return _door_at_home(request, get_response)
        if request.path_info in OPEN_PATHS or request.path_info.startswith(OPEN_PREFIXES):
            return get_response(request)
        age_s = open_for_s(request)
        if age_s is None:
            return problems.answer(request, problems.CLOSED)
        response = get_response(request)
        if age_s > lock.RENEW_AFTER_S:
            hold_open(response)
        return response

    return middleware


def _door_at_home(request: HttpRequest, get_response: Answer) -> HttpResponseBase:
    """Let paired phones in. The cookie of this computer's own browsers opens nothing here."""
    if request.path_info in OPEN_AT_HOME or request.path_info.startswith(OPEN_PREFIXES[0]):
        return get_response(request)
    here = installation()
    secret = request.COOKIES.get(here.phone_cookie, "")
    known = pairing.device_of(here.folder, secret, now().epoch_s)
    if known is None:
        return problems.answer(request, problems.NOT_PAIRED)
    response = get_response(request)
    if now().epoch_s - known.seen_s >= pairing.SEEN_EVERY_S:
        hold_open_at_home(response, secret)
    return response


def hold_open_at_home(response: HttpResponseBase, secret: str) -> None:
    """Give a phone its cookie. It never travels unencrypted."""
    response.set_cookie(
        installation().phone_cookie,
        secret,
        max_age=lock.COOKIE_LIVES_S,
        httponly=True,
        samesite="Lax",
        path="/",
        secure=True,
    )


def open_for_s(request: HttpRequest) -> int | None:
    """Return for how long the door has been open to this browser, in seconds; None where it is closed."""
    here = installation()
    return lock.cookie_age_s(here.identity, request.COOKIES.get(here.cookie, ""), now().epoch_s)


def hold_open(response: HttpResponseBase) -> None:
    """Give the browser the cookie. `Lax`: a link from elsewhere still finds the door open."""
    here = installation()
    value = lock.new_cookie(here.identity, now().epoch_s)
    response.set_cookie(here.cookie, value, max_age=lock.COOKIE_LIVES_S, httponly=True, samesite="Lax", path="/")


class Persons:
    """Turn the person's id in the address into the person, once for all views; say what went wrong in views."""

    def __init__(self, get_response: Answer) -> None:
        """Take the rest of the way."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Hand the view a person and not an id; an unknown id is 404 on every path."""
        if not isinstance(kwargs.get("person"), UUID):
            return None
        try:
            found = queries.person(kwargs["person"])
        except (DatabaseError, InterfaceError) as error:  # the views' own come to process_exception
            if (problem := problem_of(error)) is None:
                raise
            return problems.answer(request, problem)
        if found is None:
            erased = problems.for_a_program(request) and queries.was_erased(kwargs["person"])
            return problems.answer(request, problems.ERASED if erased else problems.UNKNOWN)
        kwargs["person"] = found
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer what has a sentence; leave the rest to Django's 404 and 500."""
        problem = problem_of(error)
        return problems.answer(request, problem) if problem else None


def problem_of(error: Exception) -> Problem | None:
    """Return what to say of an exception, or None where it is our mistake."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, (DatabaseError, InterfaceError)):
        return problems.of_database(error)
    if isinstance(error, EntryError):
        return problems.not_enterable(error)
    if isinstance(error, RequestDataTooBig):
        return problems.TOO_LARGE
    return problems.BROKEN if isinstance(error, UnreadablePostError) else None
