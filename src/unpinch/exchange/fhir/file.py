"""A file that someone says is FHIR: what it is, and a sentence where it can't be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from unpinch.exchange.journal_file import JournalFileError
from unpinch.journal.file import MOST_BYTES

_BOM = b"\xef\xbb\xbf"
_ZIPPED = (b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b")
_OURS = ("unpinch", "kind", "person")
_VERSIONS = {"/1.0/": "DSTU2", "/3.0/": "STU3", "/5.0/": "R5", "/6.0/": "R6"}
_READ = ("4.0", "4.3")
_FOREIGN: Mapping[str, Mapping[str, str]] = {
    "Observation": {
        "context": "STU3",
        "related": "STU3",
        "comment": "STU3",
        "triggeredBy": "R5",
        "bodyStructure": "R5",
        "instantiatesCanonical": "R5",
        "instantiatesReference": "R5",
    },
    "QuestionnaireResponse": {"context": "STU3", "parent": "STU3"},
    "Bundle": {"issues": "R5"},
}
"""Fields that another version of FHIR has and R4 hasn't: they tell which one a file is."""
_WANTED = "Unpinch reads FHIR R4 (4.0.1) as JSON."
_AGAIN = "Save it again where it came from, and bring in that file."
_MOST_SHOWN = 40
_MB = 1_000_000


def is_fhir(head: bytes) -> bool:
    """Tell by its beginning whether a file is FHIR; raise `JournalFileError` for what is packed or XML.

    A journal's first line may hold any words, so that line is looked at first.
    """
    start = head.removeprefix(_BOM).lstrip()
    if start.startswith(_ZIPPED):
        raise JournalFileError("packed", f"This is a packed file. Unpack it, then choose the file inside. {_WANTED}")
    if start.startswith(b"<"):
        raise JournalFileError("xml", f"This is XML or a web page. {_WANTED} Choose JSON where you save it.")
    return start.startswith(b"{") and b'"resourceType"' in start and not _is_journal(start)


def _is_journal(start: bytes) -> bool:
    try:
        first = json.loads(start.split(b"\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(first, dict) and any(name in first for name in _OURS)


def opened(content: bytes) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the resources of a file, each with its full URL (may be empty); refuse what isn't FHIR R4."""
    if len(content) > MOST_BYTES:
        text = f"This file has more than {MOST_BYTES // _MB} MB, and no more are read. Save fewer years at a time."
        raise JournalFileError("too_large", text)
    whole = _json(content)
    found = list(_resources(whole))
    for resource in (whole, *(resource for _, resource in found)):
        if version := _other_version(resource):
            raise JournalFileError("other_version", f"This looks like FHIR {version}. {_WANTED} Ask for R4.")
    return found


def _json(content: bytes) -> Mapping[str, Any]:
    try:
        whole = json.loads(content.removeprefix(_BOM), parse_constant=_refuse)
    except RecursionError as error:
        raise JournalFileError("nested", f"This file is nested too deeply to be a health record. {_AGAIN}") from error
    except ValueError as error:
        raise JournalFileError("cut_off", f"This file is cut off or damaged: it isn't whole JSON. {_AGAIN}") from error
    if not isinstance(whole, dict) or not isinstance(whole.get("resourceType"), str):
        raise JournalFileError("no_fhir", f"This is JSON but not FHIR: it has no resourceType. {_WANTED}")
    return whole


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")


def _resources(whole: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if whole["resourceType"] != "Bundle":
        yield "", whole
        return
    entries = whole.get("entry", [])
    if not isinstance(entries, list):
        raise JournalFileError("no_fhir", f"This is no FHIR bundle: its entries aren't a list. {_WANTED}")
    for entry in entries:
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if isinstance(resource, dict) and isinstance(resource.get("resourceType"), str):
            url = entry.get("fullUrl")
            yield url if isinstance(url, str) else "", resource


def _other_version(resource: Mapping[str, Any]) -> str:
    """Return of which other version of FHIR a resource is, as far as it can be seen; empty for R4."""
    said = resource.get("fhirVersion")
    if isinstance(said, str) and not said.startswith(_READ):
        return "".join(letter for letter in said if letter.isprintable())[:_MOST_SHOWN]
    meta = resource.get("meta")
    profiles = meta.get("profile") if isinstance(meta, dict) else None
    for profile in profiles if isinstance(profiles, list) else []:
        for part, version in _VERSIONS.items():
            if isinstance(profile, str) and profile.startswith("http://hl7.org/fhir/") and part in profile:
                return version
    foreign = _FOREIGN.get(resource["resourceType"], {})
    return next((version for name, version in foreign.items() if name in resource), "")
