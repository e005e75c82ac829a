"""Squares for a phone's camera (QR codes), and what the terminal says of the home network."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from unpinch.web.home import pairing

if TYPE_CHECKING:
    from unpinch.web.home.network import Home

_BORDER = 2


def pairing_address(origin: str, code: str) -> str:
    """Return the address that pairs a phone."""
    return f"{origin}/pair?{urlencode({'code': code})}"


def square(text: str) -> str:
    """Return a QR code as SVG that stands in a page: dark on light in every theme, or cameras don't see it."""
    import segno

    drawn = segno.make(text, error="m", micro=False)
    return drawn.svg_inline(border=4, light="#fff", svgclass="qr", lineclass=None, omitsize=True, title="QR code")


def for_terminal(text: str) -> str:
    """Return a QR code in half blocks."""
    import segno

    out = io.StringIO()
    segno.make(text, error="l", micro=False).terminal(out, border=_BORDER, compact=True)
    return out.getvalue()


def to_trust(home: Home) -> str:
    """Return what the terminal says of the home network, and how a phone comes to trust this computer."""
    return (
        f"\nHome network: on, at {home.origin} for phones that you pair. No other device gets in.\n"
        f"1. On the phone, in the same Wi-Fi, open {home.guide} and follow the guide there.\n"
        f"   It asks you to compare this fingerprint (SHA-256): {home.fingerprint}"
    )


def to_pair(origin: str, code: str) -> str:
    """Return how a phone is paired. Without a code it says where to get one."""
    if not code:
        return "2. To pair a phone: on this computer, open More, Settings, Phones and other devices.\n"
    return (
        "2. Then point the phone's camera at this. It pairs one phone, once, within ten minutes:\n"
        f"{for_terminal(pairing_address(origin, code))}"
        f"   Or open {origin}/pair and type {pairing.in_groups(code)}\n"
    )
