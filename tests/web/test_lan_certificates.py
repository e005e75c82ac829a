"""The authority and the server's certificate, looked at by OpenSSL, by Python's ssl and by another verifier."""

from __future__ import annotations

import ssl
import subprocess
from datetime import timedelta
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from cryptography.x509.verification import PolicyBuilder, Store

from tests.web.lan import ADDRESS, shaken, trusted
from tests.web.settings import MORNING
from unpinch.web.errors import Exit, StartError
from unpinch.web.folder import Folder, make_private, open_to_others, settle_in
from unpinch.web.home import authority as kept
from unpinch.web.home.certifying import Signer, key_of, key_pem, moment, new_server, pem

if TYPE_CHECKING:
    from pathlib import Path

NOW_S = MORNING.epoch_s
DAY_S = 86_400


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    found = Folder(tmp_path / "data")
    settle_in(found)
    make_private(found)
    return found


@pytest.fixture
def authority(folder: Folder) -> kept.Authority:
    made = kept.authority_of(folder, NOW_S)
    kept.keep_server(made, [ADDRESS], NOW_S)
    return made


def leaf_of(authority: kept.Authority) -> x509.Certificate:
    return x509.load_pem_x509_certificate(authority.server.read_bytes())


def part(certificate: x509.Certificate, kind: type[Any]) -> Any:
    return certificate.extensions.get_extension_for_class(kind).value


def forged(authority: kept.Authority, name: str, address: str = ADDRESS) -> Path:
    """Sign a certificate for another name with the stolen key."""
    key = key_of((authority.place / "issuer.key").read_text("ascii"))
    signer = Signer(authority.issuer.subject, key, authority.issuer.not_valid_after_utc)
    certificate, own = new_server(name, [address], signer, NOW_S)
    path = authority.place / "forged.pem"
    path.write_text(pem(certificate, authority.issuer) + key_pem(own))
    return path


def test_pythons_ssl_trusts_it_by_its_name_and_address_with_that_authority_alone(authority: kept.Authority) -> None:
    for name in (authority.name, ADDRESS):
        assert shaken(authority.server, trusted(authority), name).version() == "TLSv1.3"


def test_pythons_ssl_trusts_it_under_no_other_name(authority: kept.Authority) -> None:
    for name in ("example.com", "192.168.1.24", "unpinch.local"):
        with pytest.raises(ssl.SSLCertVerificationError, match="mismatch"):
            shaken(authority.server, trusted(authority), name)


def test_another_installations_authority_does_not_vouch_for_it(authority: kept.Authority, tmp_path: Path) -> None:
    other = Folder(tmp_path / "other")
    settle_in(other)
    with pytest.raises(ssl.SSLCertVerificationError):
        shaken(authority.server, trusted(kept.authority_of(other, NOW_S)), authority.name)


@pytest.mark.parametrize(("name", "address"), [("bank.example", ADDRESS), ("router.local", ADDRESS)])
def test_a_thief_of_the_key_can_vouch_for_no_other_name(authority: kept.Authority, name: str, address: str) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        shaken(forged(authority, name, address), trusted(authority), name)


def test_a_thief_of_the_key_can_vouch_for_no_address_of_the_internet(authority: kept.Authority) -> None:
    with pytest.raises(ssl.SSLCertVerificationError, match="permitted subtree violation"):
        shaken(forged(authority, authority.name, "93.184.216.34"), trusted(authority), "93.184.216.34")


def test_openssl_finds_the_chain_sound_by_its_strict_rules(authority: kept.Authority) -> None:
    place = authority.place
    command = ["openssl", "verify", "-x509_strict", "-no_check_time", "-purpose", "sslserver"]
    names = ["-verify_hostname", authority.name, "-CAfile", str(place / "authority.crt")]
    chain = ["-untrusted", str(place / "issuer.crt"), str(authority.server)]
    found = subprocess.run([*command, *names, *chain], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def test_another_verifier_finds_the_chain_sound(authority: kept.Authority) -> None:
    policy = PolicyBuilder().store(Store([authority.root])).time(moment(NOW_S))
    for name in (x509.DNSName(authority.name), x509.IPAddress(IPv4Address(ADDRESS))):
        chain = policy.build_server_verifier(name).verify(leaf_of(authority), [authority.issuer])
        assert chain[-1] == authority.root


def test_the_servers_certificate_is_what_phones_accept(authority: kept.Authority) -> None:
    leaf = leaf_of(authority)
    assert leaf.not_valid_after_utc - leaf.not_valid_before_utc <= timedelta(days=397)
    assert leaf.not_valid_before_utc <= moment(NOW_S) - timedelta(hours=23)
    assert list(part(leaf, x509.ExtendedKeyUsage)) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert part(leaf, x509.BasicConstraints).ca is False
    names = part(leaf, x509.SubjectAlternativeName)
    assert names.get_values_for_type(x509.DNSName) == [authority.name]
    assert names.get_values_for_type(x509.IPAddress) == [IPv4Address(ADDRESS)]


def test_the_authoritys_own_key_is_nowhere(authority: kept.Authority) -> None:
    for path in authority.place.iterdir():
        if "PRIVATE KEY" in path.read_text("ascii"):
            text = path.read_text("ascii")
            key = key_of(text[text.index("-----BEGIN PRIVATE") :])
            assert key.public_key() != authority.root.public_key()


def test_nobody_else_can_read_the_keys(authority: kept.Authority) -> None:
    assert not [path for path in (authority.place, *authority.place.iterdir()) if open_to_others(path)]


def test_the_authority_and_its_name_stay(folder: Folder, authority: kept.Authority) -> None:
    again = kept.authority_of(folder, NOW_S + 300 * DAY_S)
    assert (again.name, again.fingerprint) == (authority.name, authority.fingerprint)


def test_the_servers_certificate_is_renewed_before_its_end_and_not_sooner(authority: kept.Authority) -> None:
    before = leaf_of(authority)
    assert kept.keep_server(authority, [ADDRESS], NOW_S + 365 * DAY_S) is False
    assert kept.keep_server(authority, [ADDRESS], NOW_S + 367 * DAY_S) is True
    assert leaf_of(authority).not_valid_after_utc - before.not_valid_after_utc == timedelta(days=367)


def test_it_is_renewed_for_a_new_address_and_when_the_clock_went_back(authority: kept.Authority) -> None:
    assert kept.keep_server(authority, [ADDRESS, "10.0.0.9"], NOW_S) is True
    assert kept.keep_server(authority, [ADDRESS], NOW_S) is False
    assert kept.keep_server(authority, [ADDRESS], NOW_S - 5 * DAY_S) is True


def test_an_address_that_isnt_private_is_never_named(authority: kept.Authority) -> None:
    assert kept.keep_server(authority, [ADDRESS, "93.184.216.34"], NOW_S) is False


def test_an_authority_that_ends_is_a_sentence_and_nothing_is_thrown_away(
    folder: Folder, authority: kept.Authority
) -> None:
    with pytest.raises(StartError, match="ends on 2036-11-18"):
        kept.authority_of(folder, NOW_S + 3625 * DAY_S)
    assert kept.authority_of(folder, NOW_S).fingerprint == authority.fingerprint


def test_a_clock_that_went_back_throws_no_authority_away(folder: Folder, authority: kept.Authority) -> None:
    assert kept.authority_of(folder, NOW_S - 3000 * DAY_S).fingerprint == authority.fingerprint


def test_a_servers_certificate_never_outlives_its_authority(authority: kept.Authority) -> None:
    kept.keep_server(authority, [ADDRESS], NOW_S + 3500 * DAY_S)
    assert leaf_of(authority).not_valid_after_utc == authority.issuer.not_valid_after_utc


@pytest.mark.parametrize("name", ["authority.crt", "issuer.crt", "issuer.key"])
def test_a_damaged_authority_is_a_sentence(folder: Folder, authority: kept.Authority, name: str) -> None:
    (authority.place / name).write_text("damaged")
    with pytest.raises(StartError, match="Remove this folder") as found:
        kept.authority_of(folder, NOW_S)
    assert found.value.exit_code == Exit.FOLDER


def test_a_damaged_servers_certificate_is_made_anew(authority: kept.Authority) -> None:
    authority.server.write_text("damaged")
    assert kept.keep_server(authority, [ADDRESS], NOW_S) is True
