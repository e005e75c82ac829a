"""Files that are no FHIR R4: each is refused with a sentence, and nothing crashes."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import Diary
from tests.exchange.fhir.bundles import NOW
from tests.exchange.fhir.foreign import bundled, pain
from unpinch.exchange.fhir.file import is_fhir
from unpinch.exchange.fhir.reading import read
from unpinch.exchange.journal_file import JournalFileError
from unpinch.journal.file import MOST_BYTES

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


def taken_in(content: bytes) -> bool:
    return is_fhir(content) and bool(read(content, {}, NOW).lines)


def refusal(content: bytes) -> JournalFileError:
    """Return why a file can't be read."""
    with pytest.raises(JournalFileError) as refused:
        taken_in(content)
    assert str(refused.value).endswith(".")
    return refused.value


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("bundle.json", bundled(pain()))
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (zipped(), "packed", "Unpack it"),
        (b"\x1f\x8b\x08\x00", "packed", "Unpack it"),
        (b'<?xml version="1.0"?><Bundle xmlns="http://hl7.org/fhir"/>', "xml", "reads FHIR R4 (4.0.1) as JSON"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "xml", "XML"),
        (bundled(pain())[:-20], "cut_off", "cut off or damaged"),
        (bundled(pain()).replace(b"4", b"NaN"), "cut_off", "whole JSON"),
        (b'{"resourceType":"Bundle","entry":' + b"[" * 100_000, "nested", "nested too deeply"),
        (b'{"resourceType":' + b'{"a":' * 100_000, "nested", "nested too deeply"),
        (b'{"resourceType":7}', "no_fhir", "no resourceType"),
        (b'{"resourceType":"Bundle","entry":{}}', "no_fhir", "aren't a list"),
        (b'{"resourceType":"Bundle","entry":[]}' + b" " * MOST_BYTES, "too_large", "more than 50 MB"),
        (bundled(pain(fhirVersion="5.0.0")), "other_version", "FHIR 5.0.0"),
        (bundled(pain(triggeredBy=[])), "other_version", "FHIR R5"),
        (bundled(pain(context={"reference": "Encounter/1"})), "other_version", "FHIR STU3"),
        (
            bundled(pain(meta={"profile": ["http://hl7.org/fhir/3.0/StructureDefinition/Observation"]})),
            "other_version",
            "FHIR STU3",
        ),
        (bundled(pain(), pain(subject={"reference": "Patient/lee"})), "several_people", "about 2 people"),
    ],
)
def test_it_is_refused_with_what_to_do(content: bytes, code: str, words: str) -> None:
    error = refusal(content)
    assert error.code == code
    assert words in str(error)


def test_a_bundle_cut_off_anywhere_is_refused() -> None:
    content = bundled(pain())
    for length in range(content.index(b"Bundle"), len(content), 7):
        assert refusal(content[:length]).code == "cut_off"


def test_numbers_without_end_are_refused() -> None:
    assert refusal(bundled(pain()).replace(b"4,", b"4" * 10_000 + b",")).code == "cut_off"


def test_one_person_may_be_named_in_several_ways() -> None:
    named = [pain(), pain(id="2", subject={"reference": "https://clinic.example/fhir/Patient/kim"})]
    assert len(read(bundled(*named), {}, NOW).lines) == 2


def test_a_journal_is_never_taken_for_fhir() -> None:
    diary = Diary().ready()
    line = diary.add("problem", {"category": "other", "text": '{"resourceType":"Bundle"}'}).raw
    assert not is_fhir(line)
    assert not is_fhir(b'{"unpinch":"journal","v":1,"people":0}\n{"resourceType":""}')
    assert not is_fhir(b"")
    assert is_fhir(b"\xef\xbb\xbf \n" + bundled(pain()))
    assert is_fhir(json.dumps(json.loads(bundled(pain())), indent=2).encode())


@settings(max_examples=200, deadline=None)
@given(parts=st.dictionaries(st.sampled_from([*pain(), "meta", "derivedFrom", "component", "item"]), JSON, max_size=4))
def test_a_resource_of_any_shape_is_read_or_passed_over(parts: dict[str, object]) -> None:
    resource = {**pain(), **parts}
    if resource["resourceType"] != "Observation":
        return
    try:
        found = read(bundled(resource), {}, NOW)
    except JournalFileError:
        return
    assert len(found.lines) + len(found.notes) >= 1


@settings(max_examples=100, deadline=None)
@given(whole=JSON, entry=JSON, item=JSON)
def test_any_json_is_read_or_refused(whole: object, entry: object, item: object) -> None:
    answers = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": item}
    for content in (whole, {"resourceType": "Bundle", "entry": [entry, {"fullUrl": item, "resource": answers}]}):
        try:
            read(json.dumps(content).encode(), {}, NOW)
        except JournalFileError as error:
            assert error.code in {"no_fhir", "other_version"}  # noqa: PT017 - most are read
