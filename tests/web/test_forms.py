"""Forms that were tampered with or cut off: a sentence, never a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import RequestFactory

from unpinch.journal import EntryError
from unpinch.web import problems
from unpinch.web.middleware import problem_of
from unpinch.web.settings import BATCH_BYTES

if TYPE_CHECKING:
    from tests.web.cast import Visitor


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=label\r\n\r\ncut o"),
        ("multipart/form-data; boundary=x", b"\xff" * 100),
        ("application/x-www-form-urlencoded", b"label=%ff%fe%00"),
        ("application/x-www-form-urlencoded", b"label=" + b"x" * 5000),
        ("application/x-www-form-urlencoded; charset=nonsense", b"label=x"),
        ("application/json", b"{}"),
        ("", b"label=x"),
    ],
)
def test_a_strange_form_is_no_fault(browser_of_kim: Visitor, content_type: str, body: bytes) -> None:
    answer = browser_of_kim.client.generic("POST", "/people", body, content_type)
    assert answer.status_code in {303, 400, 422}


def test_a_form_of_too_many_fields_is_refused(browser_of_kim: Visitor) -> None:
    body = "&".join(f"a{number}=1" for number in range(5000)).encode()
    answer: Any = browser_of_kim.client.post("/people", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


def test_a_form_that_is_too_large_is_refused(browser_of_kim: Visitor) -> None:
    body = b"label=" + b"x" * BATCH_BYTES
    answer: Any = browser_of_kim.client.post("/people", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "smaller parts" in answer.content.decode()


def test_a_value_that_no_entry_allows_is_told_of_and_not_a_fault() -> None:
    problem = problem_of(EntryError("bad_value", "left_leg_pain is 11; it must be a whole number from 0 to 10."))
    assert problem
    assert (problem.status, problem.code) == (422, "bad_value")
    assert "from 0 to 10" in problem.text


def test_a_request_that_ends_early_is_told_of() -> None:
    from django.http import UnreadablePostError

    assert problem_of(UnreadablePostError()) is problems.BROKEN
    assert not problems.for_a_program(RequestFactory().get("/p/x"))
