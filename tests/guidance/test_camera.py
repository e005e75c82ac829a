"""S12: what the camera saw of a set changes no decision, and neither planner, guard nor verifier has a word for it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.builders import shipped
from unpinch.guard import read as read_for_guard
from unpinch.guidance import decide, fold_all
from unpinch.guidance.verify.keys import key_of
from unpinch.journal import CAMERA_SAW, Entry, Moment, canonical, read_entry, read_lines, settle

GOLDEN = Path(__file__).parents[1] / "golden"
ROOMS = Path(__file__).parents[2] / "src" / "unpinch"
SEEN = {
    "partials": 9, "range_percent": 12, "tempo_ms": 900, "faults": ["toes_back_at_the_end"], "unsure_percent": 100,
    "source": "camera",
}  # fmt: skip
JOURNALS = sorted(path for path in GOLDEN.glob("*.journal.jsonl") if b'"set_done"' in path.read_bytes())


def journal(path: Path) -> tuple[list[Entry], Moment]:
    """Return a golden pair's entries, and when it is looked at."""
    told = path.with_name(path.name.replace(".journal.jsonl", ".expected.json")).read_text("utf-8")
    return list(read_lines(path.read_bytes().splitlines())[0]), Moment.parse(json.loads(told)["now"])


def watched(entry: Entry) -> Entry:
    """Return a set as the camera would have saved it; any other entry as it is."""
    if entry.kind != "set_done":
        return entry
    line = json.loads(entry.raw)
    return read_entry(canonical({**line, "values": {**line["values"], **SEEN}}))


def test_every_golden_decision_is_the_same_to_the_byte_when_the_camera_watched_its_sets() -> None:
    assert len(JOURNALS) > 100
    assert set(SEEN) == {*CAMERA_SAW, "source"}
    for path in JOURNALS:
        entries, now = journal(path)
        seen = [watched(entry) for entry in entries]
        assert seen != entries
        plain, camera = (json.dumps(decide(shipped(), each, now).to_json()) for each in (entries, seen))
        assert plain == camera, path.name


def test_planner_and_guard_remember_the_same_of_it() -> None:
    for path in JOURNALS[::20]:
        entries, now = journal(path)
        both = [settle(each, now).entries for each in (entries, [watched(entry) for entry in entries])]
        states = [fold_all(shipped(), each) for each in both]
        keys = [key_of(read_for_guard(shipped(), each), now) for each in both]
        assert states[0] == states[1]
        assert keys[0] == keys[1]


def test_no_rule_and_no_verifier_has_a_word_for_it() -> None:
    files = [path for room in ("guidance", "guard") for path in (ROOMS / room).rglob("*.py")]
    assert len(files) > 20
    words = {f'"{name}"' for name in (*CAMERA_SAW, "source")}
    assert [path.name for path in files for word in words if word in path.read_text("utf-8")] == []
