"""Without --lan: this computer alone, as before; what stands in the way of --lan is a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.web.lan import phone_at
from unpinch.web.errors import Exit, StartError
from unpinch.web.home import addresses, opening, parts

if TYPE_CHECKING:
    from tests.web.cast import Visitor
    from unpinch.web.models import Person
    from unpinch.web.settings import Installation


def test_nothing_comes_from_home(here: Installation) -> None:
    assert here.home is None
    assert phone_at(here).get("/pair").status_code == 421


def test_the_page_says_how_to_let_phones_in(here: Installation, browser_of_kim: Visitor, kim: Person) -> None:
    for answer in (
        browser_of_kim.get(f"/p/{kim.pk}/phones"),
        browser_of_kim.post(f"/p/{kim.pk}/phones", {"do": "add"}),
    ):
        page: Any = answer
        assert "unpinch serve --lan" in page.content.decode()
        assert "<svg" not in page.content.decode().partition("<main")[2].partition("</main>")[0]
    assert not list(here.folder.pairing.glob("*"))


def test_the_settings_lead_there(browser_of_kim: Visitor, kim: Person) -> None:
    page: Any = browser_of_kim.get(f"/p/{kim.pk}/settings")
    assert f'href="/p/{kim.pk}/phones"' in page.content.decode()


def test_a_part_that_isnt_installed_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_NEEDED", ("segno", "no-such-part"))
    with pytest.raises(StartError, match=r"\(no-such-part\).*pip install '\.\[lan\]'") as found:
        parts.need()
    assert found.value.exit_code == Exit.SYSTEM


def test_a_port_too_high_for_three_is_a_sentence(here: Installation) -> None:
    with pytest.raises(StartError, match="three ports in a row"):
        opening.prepare(here.folder, 65_534)


@pytest.mark.parametrize(
    ("address", "private"),
    [
        *(("10.0.0.1", True), ("172.16.0.1", True), ("172.31.255.254", True), ("192.168.178.20", True)),
        *(("172.32.0.1", False), ("127.0.0.1", False), ("169.254.3.4", False), ("100.64.0.1", False)),
        *(("93.184.216.34", False), ("0.0.0.0", False)),  # noqa: S104 - that it isn't taken
    ],
)
def test_only_private_addresses_are_listened_on(address: str, private: bool) -> None:  # noqa: FBT001
    assert addresses.is_private(address) is private


def test_tunnels_and_virtual_machines_are_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    import ifaddr

    def adapter(name: str, *ips: str) -> ifaddr.Adapter:
        return ifaddr.Adapter(name, name, [ifaddr.IP(ip, 24, name) for ip in ips])

    found = [
        adapter("wlan0", "192.168.1.9", "93.184.216.34"),
        adapter("docker0", "172.17.0.1"),
        adapter("wg0", "10.8.0.2"),
    ]
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: [*found, adapter("eth0", "10.0.0.4")])
    assert addresses.find() == ("10.0.0.4", "192.168.1.9")


def test_a_certificate_isnt_made_before_it_is_asked_for(here: Installation) -> None:
    assert not here.folder.home.exists()
