"""Bundles under independent eyes: four FHIR R4 engines by others, and our own look at what no engine here follows.

    python -m tools.fhir_checks FILE...     says what each engine has against each bundle

No single engine sees most faults (docs/fhir.md has the table); a bundle is well only where all are silent.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import fhirkit
from fhir.resources.R4B import get_fhir_model_class
from pydantic import ValidationError

from tools.vendor import node_command
from unpinch.exchange.fhir.codes import LOINC, MINUTES, OWN, PAIN, PAIN_ANSWERS
from unpinch.journal import Moment

ROOT = Path(__file__).resolve().parent.parent
ENGINES = ("medplum", "fhir", "fhirkit", "fhir.resources", "ours")
Found = Mapping[str, list[str]]
"""What each engine has against a resource; empty lists where all is well."""


class Engines:
    """All engines; the two of JavaScript run in one process while the `with` block lasts."""

    def __enter__(self) -> Self:
        command = [*node_command(), str(ROOT / "tools" / "fhir_engines.mjs")]
        self._node = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._node.communicate()

    def look(self, resource: Mapping[str, Any]) -> Found:
        """Return what each engine has against a resource, by the engine's name."""
        return {
            **self._of_node(resource),
            "fhirkit": [str(issue) for issue in fhirkit.validate(dict(resource)) if issue.severity == "error"],
            "fhir.resources": list(_of_pydantic(resource)),
            "ours": list(_links(resource)),
        }

    def _of_node(self, resource: Mapping[str, Any]) -> Found:
        assert self._node.stdin  # noqa: S101 - for mypy: both are pipes
        assert self._node.stdout  # noqa: S101 - as above
        self._node.stdin.write(json.dumps(resource).encode() + b"\n")
        self._node.stdin.flush()
        found: Found = json.loads(self._node.stdout.readline())
        return found


def _of_pydantic(resource: Mapping[str, Any]) -> Iterator[str]:
    try:
        get_fhir_model_class(str(resource.get("resourceType"))).model_validate(resource)
    except ValidationError as error:
        yield from (f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    except (KeyError, LookupError) as error:
        yield f"resourceType: {error}"


# -- what no engine follows --------------------------------------------------------------------------------------------


def _links(bundle: Mapping[str, Any]) -> Iterator[str]:
    """Say of a bundle: references to nothing, what stands twice, codes that aren't, ends before starts."""
    entries = [one for one in bundle.get("entry", []) if isinstance(one, dict)]
    urls = [str(one.get("fullUrl")) for one in entries]
    yield from (f"{url} stands twice" for url, count in Counter(urls).items() if count > 1)
    own = {OWN: _codes(entries), LOINC: _LOINC}
    for one in entries:
        if str(one.get("fullUrl")) != f"urn:uuid:{one.get('resource', {}).get('id')}":
            yield f"{one.get('fullUrl')} holds a resource of another id"
        for part in _parts(one.get("resource")):
            yield from _wrong(part, frozenset(urls), own)


_LOINC = frozenset({PAIN[0], MINUTES[0], *PAIN_ANSWERS})


def _codes(entries: list[dict[str, Any]]) -> frozenset[str]:
    systems = [one["resource"] for one in entries if one.get("resource", {}).get("resourceType") == "CodeSystem"]
    return frozenset(concept["code"] for system in systems for concept in system["concept"])


def _wrong(part: Mapping[str, Any], urls: frozenset[str], own: Mapping[str, frozenset[str]]) -> Iterator[str]:
    named = part.get("reference")
    if isinstance(named, str) and named not in urls:
        yield f"{named} is named and isn't there"
    if "code" in part and part.get("system") in own and part["code"] not in own[part["system"]]:
        yield f"{part['code']} isn't a code of {part['system']}"
    if "start" in part and "end" in part and Moment.parse(part["end"]).epoch_s < Moment.parse(part["start"]).epoch_s:
        yield f"{part['end']} is before {part['start']}"


def _parts(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield every object in a value, however deep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


def main(paths: list[str]) -> int:
    """Print what the engines have against some files; return whether there was anything."""
    wrong = False
    with Engines() as engines:
        for path in paths:
            found = engines.look(json.loads(Path(path).read_bytes()))
            wrong = wrong or any(found.values())
            for name, issues in found.items():
                print(f"{path}: {name}: {len(issues)}", *issues[:20], sep="\n  ")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
