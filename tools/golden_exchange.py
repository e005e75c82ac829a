"""The golden FHIR bundle: what one short life becomes, resource by resource, as a net against changes unnoticed.

    python -m tools.golden_exchange refresh     writes tests/golden/exchange/fhir.jsonl
    python -m tools.golden_exchange check       says whether it is still so; writes nothing

Left out are the definitions, which hold the programme's words; versions of programme and software are made alike.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.builders import shipped
from tests.exchange.fhir.bundles import bundle_of
from tests.exchange.fhir.living import lived
from unpinch import __version__
from unpinch.exchange.fhir.plan import version
from unpinch.journal import Moment

FILE = Path(__file__).resolve().parent.parent / "tests" / "golden" / "exchange" / "fhir.jsonl"
DEFINITIONS = frozenset({"CodeSystem", "Questionnaire", "PlanDefinition", "ActivityDefinition"})


def made() -> bytes:
    """Return the bundle's resources as they are made now, one a line."""
    whole = bundle_of(lived().entries, Moment.parse(lived().now))
    kept = [one["resource"] for one in whole["entry"] if one["resource"]["resourceType"] not in DEFINITIONS]
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in kept)
    alike = text.replace(version(shipped()), "(programme)").replace(f'"value": "{__version__}"', '"value": "(version)"')
    return alike.encode()


def main(words: list[str]) -> int:
    """Write the file, or look whether it is as it would be written."""
    if words == ["refresh"]:
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_bytes(made())
        return 0
    same = FILE.read_bytes() == made()
    print("The golden bundle is as it was." if same else f"{FILE} has changed: look at it, then refresh.")
    return int(not same)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
