"""Giving Chromium an authority as a person would: into the NSS database of a home of its own, by NSS itself."""

from __future__ import annotations

import ctypes
import ctypes.util
import subprocess
import sys
from pathlib import Path

TRUSTED = b"C,,"
"""NSS's letters: a trusted authority for servers, nothing else."""


class Item(ctypes.Structure):
    """NSS's SECItem."""

    _fields_ = (("type", ctypes.c_int), ("data", ctypes.c_char_p), ("len", ctypes.c_uint))


class Trust(ctypes.Structure):
    """NSS's CERTCertTrust."""

    _fields_ = (("ssl", ctypes.c_uint), ("email", ctypes.c_uint), ("signing", ctypes.c_uint))


def library() -> str | None:
    """Return NSS, which Chromium needs on Linux; elsewhere browsers ask the system."""
    return ctypes.util.find_library("nss3")


def given_to_chromium(home: Path, certificate: bytes) -> None:
    """Put a certificate among the trusted authorities, in a process of its own: NSS keeps one database a process."""
    command = [sys.executable, "-m", "tests.web.authorities", str(home)]
    subprocess.run(command, input=certificate, check=True, cwd=Path(__file__).parents[2])


def trust(home: Path, certificate: bytes) -> None:
    nss = ctypes.CDLL(str(library()))
    for name in ("PK11_GetInternalKeySlot", "CERT_GetDefaultCertDB", "CERT_NewTempCertificate"):
        getattr(nss, name).restype = ctypes.c_void_p
    place = home / ".pki" / "nssdb"
    place.mkdir(parents=True)
    sound(nss.NSS_InitReadWrite(f"sql:{place}".encode()))
    slot, database = (ctypes.c_void_p(each()) for each in (nss.PK11_GetInternalKeySlot, nss.CERT_GetDefaultCertDB))
    sound(nss.PK11_InitPin(slot, None, b""))
    item = Item(0, certificate, len(certificate))
    found = ctypes.c_void_p(nss.CERT_NewTempCertificate(database, ctypes.byref(item), None, 0, 1))
    sound(nss.PK11_ImportCert(slot, found, ctypes.c_ulong(0), b"unpinch", 0))
    wanted = Trust()
    sound(nss.CERT_DecodeTrustString(ctypes.byref(wanted), TRUSTED))
    sound(nss.CERT_ChangeCertTrust(database, found, ctypes.byref(wanted)))


def sound(returned: int) -> None:
    if returned != 0:
        raise OSError(returned, "NSS refused")


if __name__ == "__main__":
    trust(Path(sys.argv[1]), sys.stdin.buffer.read())
