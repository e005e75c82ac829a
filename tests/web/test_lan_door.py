"""The home network's door: who gets in, under which names, and that loopback stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.cast import Phone, browser_at, let_in
from tests.web.lan import ADDRESS, HOME, paired, phone_at, settings_at_home
from tests.web.settings import MORNING, clock
from tests.web.walk import addresses
from unpinch.web import door, page_phones, queries
from unpinch.web.home import pairing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.web.cast import Visitor
    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

OPEN = {"/pair", "/api/openapi.json"}


@pytest.fixture(autouse=True)
def home(here: Installation) -> Iterator[None]:
    page_phones.guesses = pairing.Guesses()
    with settings_at_home(here):
        yield


def code_for(here: Installation) -> str:
    return pairing.new_code(here.folder, clock.moment.epoch_s)


def pair(phone: Visitor, code: str, name: str = "Kim's phone") -> Any:
    return phone.post("/pair", {"code": code, "name": name})


def secret_in(answer: Any, here: Installation) -> str:
    return str(answer.cookies[here.phone_cookie].value)


def test_a_phone_that_isnt_paired_gets_nothing_personal(here: Installation, kim: Person) -> None:
    stranger = phone_at(here)
    for address in addresses(kim.pk):
        if address.path not in OPEN:
            assert stranger.get(address.path).status_code == 401, address.path
            assert stranger.post(address.path).status_code == 401, address.path


def test_the_cookie_of_the_computers_own_browser_opens_nothing_here(here: Installation) -> None:
    phone = phone_at(here)
    phone.client.cookies[here.cookie] = door.new_cookie(here.identity, MORNING.epoch_s)
    phone.client.cookies[here.phone_cookie] = door.new_cookie(here.identity, MORNING.epoch_s)
    assert phone.get("/").status_code == 401


def test_a_phones_secret_opens_nothing_on_the_computer(here: Installation) -> None:
    browser = browser_at(here)
    for name in (here.cookie, here.phone_cookie):
        browser.client.cookies[name] = paired(here).client.cookies[here.phone_cookie].value
    assert browser.get("/").status_code == 401


def test_the_code_of_the_computers_own_door_pairs_no_phone(here: Installation) -> None:
    phone, code = phone_at(here), door.new_code(here.folder, MORNING.epoch_s)
    assert pair(phone, code).status_code == 403
    assert phone.get(f"/door?code={code}").status_code == 401


def test_a_pairing_code_doesnt_open_the_computers_own_door(here: Installation) -> None:
    assert browser_at(here).get(f"/door?code={code_for(here)}").status_code == 403


def test_pairing_gives_a_cookie_that_only_travels_encrypted(here: Installation, kim: Person) -> None:
    phone = phone_at(here)
    answer = pair(phone, code_for(here))
    cookie = answer.cookies[here.phone_cookie]
    assert (answer.status_code, answer["Location"]) == (303, "/")
    assert here.phone_cookie.startswith("__Host-")
    assert all((cookie["secure"], cookie["httponly"], cookie["samesite"] == "Lax", cookie["path"] == "/"))
    assert cookie["domain"] == ""
    assert phone.get(f"/p/{kim.pk}/more").status_code == 200


def test_a_code_pairs_one_phone_once(here: Installation) -> None:
    code = code_for(here)
    assert pair(phone_at(here), code).status_code == 303
    assert pair(phone_at(here), code).status_code == 403
    assert len(pairing.devices(here.folder)) == 1


def test_a_code_may_be_typed_as_it_is_read(here: Installation) -> None:
    typed = f" {pairing.in_groups(code_for(here)).lower()} "
    assert pair(phone_at(here), typed).status_code == 303


def test_a_code_ends_after_ten_minutes(here: Installation) -> None:
    code = code_for(here)
    clock.turn(door.CODE_LIVES_S)
    assert pair(phone_at(here), code).status_code == 403


def test_looking_at_the_page_spends_no_code(here: Installation) -> None:
    phone, code = phone_at(here, user_agent="Mozilla/5.0 (iPhone)"), code_for(here)
    page: Any = phone.get(f"/pair?code={code}")
    assert page.status_code == 200
    assert f'value="{code}"' in page.content.decode()
    assert 'value="iPhone"' in page.content.decode()
    phone.client.head(f"/pair?code={code}")
    assert pair(phone, code).status_code == 303


def test_a_code_has_fifty_bits(here: Installation) -> None:
    codes = {code_for(here) for _ in range(50)}
    assert len(codes) == 50
    assert {len(code) for code in codes} == {10}
    assert len(set(pairing._LETTERS)) == 32  # noqa: SLF001 - the entropy is what is stated


def test_after_ten_wrong_codes_no_code_is_looked_at_for_ten_minutes(here: Installation) -> None:
    good = code_for(here)
    for number in range(pairing.MOST_WRONG):
        assert pair(phone_at(here), f"WRONG{number}").status_code == 403
    assert pair(phone_at(here), good).status_code == 429
    assert phone_at(here).get("/pair").status_code == 429
    clock.turn(pairing.WRONG_WINDOW_S)
    assert pair(phone_at(here), code_for(here)).status_code == 303


def test_wrong_codes_are_forgotten_one_by_one(here: Installation) -> None:
    for _ in range(pairing.MOST_WRONG):
        pair(phone_at(here), "WRONG")
        clock.turn(70)
    assert pair(phone_at(here), "WRONG").status_code == 403


def test_only_hashes_of_codes_and_secrets_are_kept(here: Installation) -> None:
    code = code_for(here)
    kept = "".join(path.name + path.read_text() for path in here.folder.pairing.iterdir())
    assert code not in kept
    secret = secret_in(pair(phone_at(here), code), here)
    (file,) = here.folder.phones.iterdir()
    assert secret not in file.name + file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_removed_phone_is_shut_out_at_once(here: Installation, browser_of_kim: Visitor, kim: Person) -> None:
    phone, other = paired(here), paired(here, "Ola's phone")
    one = next(found for found in pairing.devices(here.folder) if found.name == "Kim's phone")
    answer: Any = browser_of_kim.post(f"/p/{kim.pk}/phones", {"do": "remove", "device": one.id})
    assert answer.status_code == 303
    assert phone.get("/").status_code == 401
    assert phone.send(kim, Phone().note()).status_code == 401
    assert other.get("/").status_code == 303
    assert "Kim's phone" not in shown(browser_of_kim, kim)


def shown(visitor: Visitor, kim: Person) -> str:
    page: Any = visitor.get(f"/p/{kim.pk}/phones")
    return str(page.content.decode()).replace("&#39;", "'")


@pytest.mark.parametrize("device", ["", "..", "../identity.json", "0" * 64])
def test_only_a_phone_can_be_removed(here: Installation, browser_of_kim: Visitor, kim: Person, device: str) -> None:
    paired(here)
    browser_of_kim.post(f"/p/{kim.pk}/phones", {"do": "remove", "device": device})
    assert len(pairing.devices(here.folder)) == 1
    assert here.folder.identity.exists()


def test_a_phone_neither_adds_nor_removes_phones(here: Installation, kim: Person) -> None:
    phone = paired(here)
    (one,) = pairing.devices(here.folder)
    for form in ({"do": "remove", "device": one.id}, {"do": "add"}):
        assert phone.post(f"/p/{kim.pk}/phones", form).status_code == 403
    assert pairing.devices(here.folder) == [one]
    assert not list(here.folder.pairing.glob("*"))
    assert HOME.fingerprint not in shown(phone, kim)


def test_it_shows_when_a_phone_was_paired_and_last_seen(
    here: Installation, browser_of_kim: Visitor, kim: Person
) -> None:
    phone = paired(here)
    clock.turn(3 * 86_400)
    assert phone.get("/").status_code == 303
    text = shown(browser_of_kim, kim)
    assert "Paired on 22 Nov 2026. Last seen on 25 Nov 2026." in text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_phone_in_use_gets_its_cookie_anew(here: Installation) -> None:
    phone = paired(here)
    assert here.phone_cookie not in phone.get("/").cookies
    clock.turn(pairing.SEEN_EVERY_S)
    renewed = phone.get("/")
    assert renewed.cookies[here.phone_cookie]["max-age"] == door.COOKIE_LIVES_S
    assert here.phone_cookie not in phone.get("/").cookies


@pytest.mark.parametrize("host", [f"{HOME.name}:8418", f"{ADDRESS}:8418", f"{HOME.name.upper()}:8418"])
def test_it_is_served_under_its_name_and_its_private_addresses(here: Installation, kim: Person, host: str) -> None:
    phone = phone_at(here, host, origin=f"https://{host.lower()}")
    phone.client.cookies = paired(here).client.cookies
    assert phone.get("/").status_code == 303
    assert phone.send(kim, Phone().note()).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", HOME.name, f"{HOME.name}:8417", f"evil.{HOME.name}:8418", "192.168.1.24:8418"),
        *("127.0.0.1:8417", "localhost:8417", ""),
    ],
)
def test_under_no_other_name(here: Installation, host: str) -> None:
    phone = paired(here)
    for path in ("/", "/pair", "/static/anything"):
        assert phone.get(path, host=host).status_code == 421


def test_an_address_that_is_gone_is_served_no_more(here: Installation) -> None:
    from unpinch.web.settings import installation

    phone, now = paired(here), installation().home
    assert now
    now.addresses = ("10.0.0.5",)
    assert phone.get("/", host=f"{ADDRESS}:8418").status_code == 421
    assert phone.get("/", host="10.0.0.5:8418", origin="https://10.0.0.5:8418").status_code == 303


@pytest.mark.parametrize(
    "origin", ["http://127.0.0.1:8417", f"http://{HOME.name}:8418", f"https://{ADDRESS}:8418", "null"]
)
def test_another_origin_may_not_write(here: Installation, kim: Person, origin: str) -> None:
    assert paired(here).send(kim, Phone().note(), origin=origin).status_code == 403
    assert phone_at(here).post("/pair", {"code": code_for(here)}, origin=origin).status_code == 403
    assert queries.newest_arrival(kim) == 0


def test_the_computers_own_door_doesnt_know_the_name(here: Installation) -> None:
    browser = let_in(browser_at(here))
    for host in (f"{HOME.name}:8418", f"{ADDRESS}:8418"):
        assert browser.get("/", host=host).status_code == 421


def test_no_header_makes_a_request_come_from_home(here: Installation) -> None:
    browser = let_in(browser_at(here))
    answer = browser.get("/pair", **{"unpinch.home": "1", "x-forwarded-proto": "https", "forwarded": "proto=https"})
    assert answer.status_code == 404


def test_a_calendars_secret_address_isnt_for_phones(here: Installation, kim: Person) -> None:
    assert phone_at(here).get("/calendar/x.ics").status_code == 401
    answer: Any = paired(here).post(f"/p/{kim.pk}/calendar/address", {"do": "open"})
    assert answer.status_code == 403


def test_a_phone_isnt_told_where_the_record_lies_on_the_computer(
    here: Installation, browser_of_kim: Visitor, kim: Person
) -> None:
    told = [one.get(f"/p/{kim.pk}/settings").content.decode() for one in (browser_of_kim, paired(here))]  # type: ignore[attr-defined]
    assert [str(here.folder.path) in page for page in told] == [True, False]


def test_the_page_makes_a_code_on_the_computer_and_shows_it_once(
    here: Installation, browser_of_kim: Visitor, kim: Person
) -> None:
    answer: Any = browser_of_kim.post(f"/p/{kim.pk}/phones", {"do": "add"})
    text = answer.content.decode()
    typed = text.partition('<p class="typed">')[2].partition("<")[0]
    assert text.count("<svg") >= 2
    assert pair(phone_at(here), typed).status_code == 303
    assert typed not in shown(browser_of_kim, kim)
    assert HOME.fingerprint in shown(browser_of_kim, kim)


def test_nothing_secret_is_logged(here: Installation, kim: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    code = code_for(here)
    phone = phone_at(here)
    phone.get(f"/pair?code={code}")
    secret = secret_in(pair(phone, code), here)
    pair(phone_at(here), "WRONGCODE1")
    phone.get(f"/p/{kim.pk}/more")
    logged = "\n".join(record.getMessage() for record in caplog.records)
    assert "/pair" in logged
    assert not [word for word in (code, secret, "WRONGCODE1") if word in logged]
