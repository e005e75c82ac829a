"""The headers stand on every response: pages, API, static files, refusals, faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import path
from whitenoise.middleware import WhiteNoiseMiddleware  # type: ignore[import-untyped]

from tests.web.cast import Phone, Visitor, browser_at, let_in
from tests.web.walk import addresses
from unpinch.web.headers import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def fail(_: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [path("fail", fail)]
handler500 = "unpinch.web.problems.server_error"


def check(answer: Any) -> None:
    assert {name: answer.headers.get(name) for name in ALWAYS} == dict(ALWAYS)
    assert answer.headers["Cache-Control"]


def static_paths() -> Iterator[str]:
    yield from WhiteNoiseMiddleware(lambda _: None, settings).files


def test_the_policy_is_the_one_that_was_agreed() -> None:
    assert ALWAYS["Content-Security-Policy"] == POLICY
    assert ALWAYS["X-Content-Type-Options"] == "nosniff"
    assert ALWAYS["Referrer-Policy"] == "same-origin"
    assert "camera=(self)" in ALWAYS["Permissions-Policy"]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
def test_they_stand_on_every_address(here: Installation, kim: Person, method: str) -> None:
    for visitor in (browser_at(here), let_in(browser_at(here))):
        for address in addresses(kim.pk):
            check(visitor.client.generic(method, address.path))


def test_they_stand_on_every_static_file(stranger: Visitor) -> None:
    paths = list(static_paths())
    assert paths
    for each in paths:
        answer: Any = stranger.get(each)
        check(answer)
        assert answer.status_code == 200, each
        unchanged = stranger.get(each, **{"if-modified-since": answer["Last-Modified"]})
        assert unchanged.status_code == 304
        check(unchanged)


def test_they_stand_on_refusals(here: Installation, kim: Person, browser_of_kim: Visitor, stranger: Visitor) -> None:
    refused = {
        401: stranger.get("/"),
        403: stranger.get("/door?code=x"),
        404: browser_of_kim.get("/nothing"),
        413: browser_of_kim.send(kim, *[b"x"] * 2000),
        415: browser_of_kim.client.post(f"/api/p/{kim.pk}/journal", b"x", content_type="text/plain"),
        421: stranger.get("/", host="evil.example"),
        307: stranger.get("/", host="localhost:8417"),
        200: browser_of_kim.send(kim, Phone().note()),
    }
    for status, answer in refused.items():
        assert answer.status_code == status
        check(answer)


def test_they_stand_on_a_fault(browser_of_kim: Visitor) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        answer = browser_of_kim.get("/fail")
    assert answer.status_code == 500
    check(answer)


def test_nothing_personal_is_kept_by_the_browser(browser_of_kim: Visitor, kim: Person) -> None:
    for address in addresses(kim.pk):
        assert browser_of_kim.get(address.path)["Cache-Control"] == "no-store"


def test_head_gives_the_length_and_no_body(browser_of_kim: Visitor, kim: Person) -> None:
    browser_of_kim.send(kim, Phone().note())
    whole: Any = browser_of_kim.get(f"/api/p/{kim.pk}/journal")
    head: Any = browser_of_kim.client.head(f"/api/p/{kim.pk}/journal")
    assert (head.content, head["Content-Length"]) == (b"", str(len(whole.content)))
