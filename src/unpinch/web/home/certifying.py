"""Certificates: a root that is thrown away, an issuer that can vouch for one name only, and the server's own.

The root's key signs the issuer and is then forgotten: it is never written anywhere. So all that a thief of the data
folder could ever sign is bound by the issuer's name constraints (RFC 5280, 4.2.1.10): this installation's one `.local`
name and private addresses. The root carries the same constraints, but some systems don't look at a root's; all look
at an issuer's.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from unpinch.web.home.addresses import PRIVATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey as Key
    from cryptography.x509 import Certificate

    Part = tuple[x509.ExtensionType, bool]
    """An extension, and whether it is critical."""

AUTHORITY_LIVES = dt.timedelta(days=3650)
SERVER_LIVES = dt.timedelta(days=397)
"""The longest that browsers take from anyone is 398 days; from an authority of one's own Apple takes 825."""
HEAD_START = dt.timedelta(days=1)
"""A certificate is valid from a day before it is made: the clocks of a household differ."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the name, the key, and until when what it signs can be valid."""

    name: x509.Name
    key: Key
    until: dt.datetime


def moment(epoch_s: int) -> dt.datetime:
    """Return a moment as the library wants it."""
    return dt.datetime.fromtimestamp(epoch_s, tz=dt.UTC)


def new_authority(name: str, now_s: int) -> tuple[Certificate, Certificate, Key]:
    """Return a root, its issuer, and the issuer's key. The root's key ends with this call."""
    until = moment(now_s) - HEAD_START + AUTHORITY_LIVES
    root = Signer(_called(f"Unpinch at home ({name})"), _new_key(), until)
    issuer = Signer(_called(f"Unpinch issuer ({name})"), _new_key(), until)
    only = (_only_this_house(name), True)
    top = _signed(root, root, now_s, [*_may_sign(1), only])
    return top, _signed(issuer, root, now_s, [*_may_sign(0), only, (_serving(), False)]), issuer.key


def new_server(name: str, addresses: Iterable[str], issuer: Signer, now_s: int) -> tuple[Certificate, Key]:
    """Return a certificate for the name and these addresses, and its key."""
    until = min(moment(now_s) - HEAD_START + SERVER_LIVES, issuer.until)
    names = [x509.DNSName(name), *(x509.IPAddress(IPv4Address(one)) for one in addresses)]
    parts: list[Part] = [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_usage(signs=False), True),
        (_serving(), False),
        (x509.SubjectAlternativeName(names), False),
    ]
    server = Signer(_called(name), _new_key(), until)
    return _signed(server, issuer, now_s, parts), server.key


def fingerprint(certificate: Certificate) -> str:
    """Return the SHA-256 of a certificate as phones show it: pairs of hexadecimal digits."""
    return certificate.fingerprint(hashes.SHA256()).hex(" ").upper()


def pem(*certificates: Certificate) -> str:
    """Return certificates as text, one after the other."""
    return "".join(one.public_bytes(serialization.Encoding.PEM).decode() for one in certificates)


def der(certificate: Certificate) -> bytes:
    """Return a certificate as phones take it."""
    return certificate.public_bytes(serialization.Encoding.DER)


def key_pem(key: Key) -> str:
    """Return a key as text. It isn't locked: the folder is."""
    form, unlocked = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, unlocked).decode()


def key_of(text: str) -> Key:
    """Read such a key."""
    key = serialization.load_pem_private_key(text.encode(), None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError(type(key).__name__)
    return key


def _new_key() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


def _called(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _serving() -> x509.ExtendedKeyUsage:
    return x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs,
        key_cert_sign=signs,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _may_sign(deeper: int) -> list[Part]:
    return [(x509.BasicConstraints(ca=True, path_length=deeper), True), (_usage(signs=True), True)]


def _only_this_house(name: str) -> x509.NameConstraints:
    return x509.NameConstraints([x509.DNSName(name), *map(x509.IPAddress, PRIVATE)], None)


def _signed(whom: Signer, by: Signer, now_s: int, parts: Sequence[Part]) -> Certificate:
    own, signing = whom.key.public_key(), by.key.public_key()
    made = (
        x509.CertificateBuilder(by.name, whom.name, own)
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment(now_s) - HEAD_START)
        .not_valid_after(whom.until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing), critical=False)
    )
    for part, critical in parts:
        made = made.add_extension(part, critical=critical)
    return made.sign(by.key, hashes.SHA256())
