"""The certificate authority of this installation, as kept in the data folder's `home`, made and renewed when due.

    authority.crt   what phones are given to trust; its key is nowhere
    issuer.crt, issuer.key   what signs the server's certificate
    server.pem      the server's certificate, its issuer's, and its key

The name is chosen once, at random, and stands in the certificate. Removing `home` makes a new name and a new authority.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography import x509

from unpinch.web.errors import Exit, StartError
from unpinch.web.folder import FOLDER_MODE, write_private
from unpinch.web.home.addresses import is_private
from unpinch.web.home.certifying import (
    Signer,
    der,
    fingerprint,
    key_of,
    key_pem,
    moment,
    new_authority,
    new_server,
    pem,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cryptography.x509 import Certificate

    from unpinch.web.folder import Folder

RENEW_BEFORE = dt.timedelta(days=30)
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""No letter that looks like another one: the name may be typed."""
_RANDOM_LETTERS = 5
_ENDS = (
    "By this computer's clock the certificate for phones ends on {} or has ended. Is the clock right? Then remove the "
    "folder {}: a new one is made, and each phone has to be set up again."
)


@dataclass(frozen=True, slots=True)
class Authority:
    """What phones trust, and what signs in its name."""

    place: Path
    root: Certificate
    issuer: Certificate
    name: str

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.root)

    @property
    def file(self) -> bytes:
        """The certificate as a phone takes it."""
        return der(self.root)

    @property
    def server(self) -> Path:
        """The file with the server's certificate and key."""
        return self.place / "server.pem"


def authority_of(folder: Folder, now_s: int) -> Authority:
    """Read the authority, or make one where there is none. A clock that is wrong must not throw one away."""
    if not (folder.home / "authority.crt").exists():  # it is written last
        return _make(folder.home, now_s)
    found = _read(folder.home)
    if moment(now_s) > found.root.not_valid_after_utc - RENEW_BEFORE:
        raise StartError(_ENDS.format(found.root.not_valid_after_utc.date(), folder.home), Exit.CHECKS)
    return found


def keep_server(authority: Authority, addresses: Sequence[str], now_s: int) -> bool:
    """Renew the server's certificate where it ends soon or lacks an address; tell whether it was."""
    private = [one for one in addresses if is_private(one)]
    if _still_good(authority, private, now_s):
        return False
    key = key_of((authority.place / "issuer.key").read_text("ascii"))
    signer = Signer(authority.issuer.subject, key, authority.issuer.not_valid_after_utc)
    certificate, own = new_server(authority.name, private, signer, now_s)
    write_private(authority.server, pem(certificate, authority.issuer) + key_pem(own))
    return True


def _make(place: Path, now_s: int) -> Authority:
    name = f"unpinch-{''.join(secrets.choice(_LETTERS) for _ in range(_RANDOM_LETTERS))}.local"
    root, issuer, key = new_authority(name, now_s)
    place.mkdir(mode=FOLDER_MODE, exist_ok=True)
    write_private(place / "issuer.key", key_pem(key))
    write_private(place / "issuer.crt", pem(issuer))
    write_private(place / "authority.crt", pem(root))
    return Authority(place, root, issuer, name)


def _read(place: Path) -> Authority:
    try:
        root, issuer = (
            x509.load_pem_x509_certificate((place / f"{one}.crt").read_bytes()) for one in ("authority", "issuer")
        )
        key_of((place / "issuer.key").read_text("ascii"))
        return Authority(place, root, issuer, _name_in(root))
    except (OSError, ValueError, TypeError, x509.ExtensionNotFound) as error:
        text = f"{place} is damaged. Remove this folder: a new one is made, and each phone has to be set up again."
        raise StartError(text, Exit.FOLDER) from error


def _name_in(root: Certificate) -> str:
    """Return the one name that the authority can vouch for."""
    permitted = root.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees or []
    (name,) = [one.value for one in permitted if isinstance(one, x509.DNSName)]
    return name


def _ends_soon(certificate: Certificate, now_s: int) -> bool:
    """Tell whether it ends within a month, or begins only later: the clock was wrong then or is wrong now."""
    now = moment(now_s)
    return not certificate.not_valid_before_utc <= now < certificate.not_valid_after_utc - RENEW_BEFORE


def _still_good(authority: Authority, addresses: Sequence[str], now_s: int) -> bool:
    if not authority.server.exists():
        return False
    try:
        kept = x509.load_pem_x509_certificate(authority.server.read_bytes())
        names = kept.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (ValueError, x509.ExtensionNotFound):
        return False
    known = {str(one) for one in names.get_values_for_type(x509.IPAddress)}
    return known.issuperset(addresses) and not _ends_soon(kept, now_s)
