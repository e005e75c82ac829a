"""The door: a code that works once, a cookie that lasts."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any

import pytest

from tests.web.cast import Visitor, browser_at, let_in
from tests.web.settings import MORNING, clock
from unpinch.web import door
from unpinch.web.folder import FILE_MODE, identity_of
from unpinch.web.settings import Installation

DAY_S = 86_400


def come_in(visitor: Visitor, code: str, **headers: str) -> Any:
    return visitor.get(f"/door?code={code}", **headers)


def cookie_of(answer: Any, here: Installation) -> Any:
    jar: SimpleCookie = answer.cookies
    return jar[here.cookie]


def test_it_opens_once_and_leads_to_a_clean_address(here: Installation, stranger: Visitor) -> None:
    code = door.new_code(here.folder, MORNING.epoch_s)
    answer = come_in(stranger, code)
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert stranger.get("/").status_code == 303
    assert come_in(browser_at(here), code).status_code == 403


def test_it_gives_a_cookie_that_scripts_cannot_read(here: Installation, stranger: Visitor) -> None:
    cookie = cookie_of(come_in(stranger, door.new_code(here.folder, MORNING.epoch_s)), here)
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert int(cookie["max-age"]) == 400 * DAY_S


def test_its_cookie_is_named_by_the_installation(here: Installation) -> None:
    assert here.cookie == "unpinch_" + here.identity.id.replace("-", "")[:12]


def test_it_stays_open_across_a_restart(here: Installation, browser_of_kim: Visitor) -> None:
    assert identity_of(here.folder) == here.identity
    assert browser_of_kim.get("/").status_code == 303


@pytest.mark.parametrize("code", ["", "guess", "../identity.json", "\u0000", "é" * 300])
def test_it_stays_shut_to_a_guess(stranger: Visitor, code: str) -> None:
    answer = come_in(stranger, code)
    assert answer.status_code == 403
    assert "start it again" in answer.content.decode()
    assert not answer.cookies


def test_a_code_ends_after_ten_minutes(here: Installation, stranger: Visitor) -> None:
    code = door.new_code(here.folder, MORNING.epoch_s)
    clock.turn(door.CODE_LIVES_S)
    assert come_in(stranger, code).status_code == 403


def test_a_code_from_a_clock_far_ahead_opens_nothing(here: Installation, stranger: Visitor) -> None:
    code = door.new_code(here.folder, MORNING.epoch_s + DAY_S)
    assert come_in(stranger, code).status_code == 403


def test_only_the_hash_of_a_code_is_kept_and_only_for_the_owner(here: Installation) -> None:
    code = door.new_code(here.folder, MORNING.epoch_s)
    (kept,) = here.folder.door.iterdir()
    assert code not in kept.name + kept.read_text()
    assert kept.stat().st_mode & 0o777 == FILE_MODE


def test_codes_that_have_ended_are_cleared_away(here: Installation) -> None:
    door.new_code(here.folder, MORNING.epoch_s)
    door.new_code(here.folder, MORNING.epoch_s + door.CODE_LIVES_S)
    assert len(list(here.folder.door.iterdir())) == 1


def test_a_browser_that_guesses_ahead_uses_nothing_up(here: Installation, stranger: Visitor) -> None:
    code = door.new_code(here.folder, MORNING.epoch_s)
    come_in(stranger, code, **{"sec-purpose": "prefetch;prerender"})
    stranger.client.head(f"/door?code={code}")
    assert come_in(stranger, code).status_code == 303


def test_a_used_code_harms_nobody_who_is_in_already(here: Installation, browser_of_kim: Visitor) -> None:
    code = door.new_code(here.folder, MORNING.epoch_s)
    come_in(browser_of_kim, code)
    assert come_in(browser_of_kim, code).status_code == 303


def test_it_stays_shut_to_a_cookie_that_was_tampered_with(here: Installation, stranger: Visitor) -> None:
    good = door.new_cookie(here.identity, MORNING.epoch_s)
    for bad in (good[:-1] + ("a" if good[-1] != "a" else "b"), "9" + good, good.replace(":", "."), "", ":", "é"):
        stranger.client.cookies[here.cookie] = bad
        assert stranger.get("/").status_code == 401


def test_it_stays_shut_to_the_cookie_of_another_installation(here: Installation, stranger: Visitor) -> None:
    here.folder.identity.rename(here.folder.path / "old.json")
    other = identity_of(here.folder)
    stranger.client.cookies[here.cookie] = door.new_cookie(other, MORNING.epoch_s)
    assert stranger.get("/").status_code == 401


def test_it_gives_a_younger_cookie_in_good_time(here: Installation, browser_of_kim: Visitor) -> None:
    assert not browser_of_kim.client.get("/").cookies
    clock.turn(8 * DAY_S)
    renewed = cookie_of(browser_of_kim.get("/"), here)
    clock.turn(399 * DAY_S)
    browser_of_kim.client.cookies[here.cookie] = renewed.value
    assert browser_of_kim.get("/").status_code == 303


def test_a_cookie_ends_when_it_was_not_used_for_very_long(browser_of_kim: Visitor) -> None:
    clock.turn(door.COOKIE_LIVES_S)
    assert browser_of_kim.get("/").status_code == 401


def test_a_clock_set_back_shuts_nobody_out(browser_of_kim: Visitor) -> None:
    clock.turn(-30 * DAY_S)
    assert browser_of_kim.get("/").status_code == 303


def test_a_closed_door_says_how_to_open_it_and_that_nothing_is_lost(stranger: Visitor) -> None:
    page: Any = stranger.get("/")
    text = page.content.decode()
    assert (page.status_code, page["Content-Type"]) == (401, "text/html; charset=utf-8")
    assert "start it again" in text
    assert "stays in this browser" in text
    assert "Clear-Site-Data" not in page.headers


def test_a_closed_door_tells_programs_to_keep_what_they_have(here: Installation) -> None:
    answer: Any = browser_at(here).get("/api/p/2b1d2f0e-0000-4000-8000-000000000000/journal")
    told = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert (told["code"], told["status"]) == ("closed", 401)
    assert "is sent when this works again" in told["detail"]


def test_a_browser_let_in_at_one_time_is_let_in_at_another(here: Installation) -> None:
    early = let_in(browser_at(here), MORNING.epoch_s - 100 * DAY_S)
    assert early.get("/").status_code == 303
