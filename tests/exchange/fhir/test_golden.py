"""The golden bundle: one short life, resource by resource."""

from __future__ import annotations

from tools import golden_exchange


def test_a_short_life_becomes_what_it_always_became() -> None:
    assert golden_exchange.made().splitlines() == golden_exchange.FILE.read_bytes().splitlines()
