"""Large pages travel packed, to browsers that can unpack them."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

from tests.pages.living import Home
from unpinch.web.middleware import LARGE_BYTES

if TYPE_CHECKING:
    from tests.web.cast import Visitor
    from unpinch.web.models import Person


def player(browser: Visitor, person: Person) -> str:
    home = Home(browser, person).lived(ready=True, leg=3)
    return home.address(home.begin())


def test_a_large_page_is_packed_and_says_so(browser_of_kim: Visitor, kim: Person) -> None:
    path = player(browser_of_kim, kim)
    plain: Any = browser_of_kim.client.get(path)
    packed: Any = browser_of_kim.client.get(path, headers={"accept-encoding": "gzip, br"})
    assert len(plain.content) > LARGE_BYTES
    assert (packed["Content-Encoding"], packed["Vary"]) == ("gzip", "Accept-Encoding")
    assert packed["Content-Length"] == str(len(packed.content))
    assert len(packed.content) < len(plain.content) / 4
    assert gzip.decompress(packed.content)[:500] == plain.content[:500]


def test_a_small_page_and_a_programs_answer_are_not(browser_of_kim: Visitor, kim: Person) -> None:
    for path in (f"/p/{kim.pk}/learn", "/api/openapi.json"):
        answer: Any = browser_of_kim.client.get(path, headers={"accept-encoding": "gzip"})
        assert "Content-Encoding" not in answer


def test_whoever_cannot_unpack_gets_it_plain(browser_of_kim: Visitor, kim: Person) -> None:
    answer: Any = browser_of_kim.client.get(player(browser_of_kim, kim))
    assert "Content-Encoding" not in answer
    assert answer.content.startswith(b"<!doctype html>")
