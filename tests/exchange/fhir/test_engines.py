"""Each engine sees planted faults, and together they see every one."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path

import pytest

from tests.exchange.fhir.bundles import Resource, bundle_of
from tests.exchange.fhir.living import lived
from tests.exchange.fhir.planted import FAULTS
from tools.fhir_checks import ENGINES, Engines
from unpinch.journal import Moment

PAGE = Path(__file__).parents[3] / "docs" / "fhir.md"


@cache
def well() -> Resource:
    return bundle_of(lived().entries, Moment.parse(lived().now))


def seen(engines: Engines, fault: str) -> list[str]:
    """Return which engines see a fault."""
    bundle = copy.deepcopy(well())
    FAULTS[fault](bundle)
    found = engines.look(bundle)
    return [name for name in ENGINES if found[name]]


def row(engines: Engines, fault: str) -> str:
    """Return a fault's line of the table in docs/fhir.md."""
    who = seen(engines, fault)
    return f"| {fault} | " + " | ".join("sees" if name in who else "" for name in ENGINES) + " |"


def test_a_bundle_without_a_fault_is_well(engines: Engines) -> None:
    assert engines.look(well()) == {name: [] for name in ENGINES}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen_as_the_table_says(engines: Engines, fault: str) -> None:
    line = row(engines, fault)
    assert "sees" in line
    assert line in PAGE.read_text("utf-8").splitlines()


def test_the_table_holds_nothing_else() -> None:
    table = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ") and line.endswith(" |")]
    lines = [line for line in table if "sees" in line]
    assert {line.split("|")[1].strip() for line in lines} == set(FAULTS)
