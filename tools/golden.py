"""Golden pairs: journals with the decision expected by hand, and the full decision as a net against regressions.

    python -m tools.golden write     journals and hand-written expectations, from tests/golden/situations
    python -m tools.golden refresh   the net: <name>.decision.json where the expectation holds; futures; records
    python -m tools.golden check     says where the decisions differ from expectation or net; writes nothing

`refresh` has no way to reach an expectation: `NET` is the only ending it writes, and a pair whose decision breaks its
hand-written part keeps its old net. What comes after each situation stands in tests/guidance/futures.txt,
what this engine decides in tests/records.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tests.golden.situations  # noqa: F401  fills SITUATIONS
from tests.golden.expect import SITUATIONS, Situation
from unpinch.journal import Moment, read_lines
from unpinch.programme import load

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "golden"
JOURNAL, EXPECTED, NET = ".journal.jsonl", ".expected.json", ".decision.json"
NOT_IN_THE_NET = ("programme", "engine")
"""Left out of the net: they change with every word of a text and every version."""


def decision_of(lines: Iterable[bytes], now: str) -> dict[str, Any]:
    """Return the decision on a journal's lines as plain JSON values."""
    from unpinch.guidance import decide  # here, so that `write` works without a planner

    entries, _ = read_lines(lines)
    decision = decide(load(), entries, Moment.parse(now)).to_json()
    whole: dict[str, Any] = json.loads(json.dumps(decision))
    return {key: value for key, value in whole.items() if key not in NOT_IN_THE_NET}


def lines_of(folder: Path, name: str) -> list[bytes]:
    """Return the lines of a pair's journal."""
    return (folder / (name + JOURNAL)).read_bytes().splitlines()


def expected_of(folder: Path, name: str) -> dict[str, Any]:
    """Return the hand-written part of a pair."""
    return dict(json.loads((folder / (name + EXPECTED)).read_text("utf-8")))


def names(folder: Path, ending: str) -> list[str]:
    """Return the names of the pairs that have a file with that ending."""
    return sorted(path.name.removesuffix(ending) for path in folder.glob("*" + ending))


def written(situation: Situation) -> tuple[bytes, bytes]:
    """Return the two hand-written files of a situation: its journal and its expectation."""
    journal = b"".join(line + b"\n" for line in situation.diary().lines)
    return journal, _json(situation.to_json())


def write(folder: Path = FOLDER) -> list[str]:
    """Write all journals and expectations; remove those of situations that are gone."""
    for situation in SITUATIONS.values():
        journal, expected = written(situation)
        (folder / (situation.name + JOURNAL)).write_bytes(journal)
        (folder / (situation.name + EXPECTED)).write_bytes(expected)
    _remove_others(folder, JOURNAL, EXPECTED)
    return []


def refresh(folder: Path = FOLDER) -> list[str]:
    """Write the net of every pair whose expectation holds; return a sentence for each that doesn't."""
    found = []
    for name in names(folder, JOURNAL):
        decision = decision_of(lines_of(folder, name), expected_of(folder, name)["now"])
        misses = SITUATIONS[name].expected.misses(decision)
        found += [f"{name}: {miss}" for miss in misses]
        if not misses:
            (folder / (name + NET)).write_bytes(_json(decision))
    _remove_others(folder, NET)
    return found


def check(folder: Path = FOLDER) -> list[str]:
    """Return a sentence for each difference from expectation or net."""
    found = []
    for name in names(folder, JOURNAL):
        decision = decision_of(lines_of(folder, name), expected_of(folder, name)["now"])
        found += [f"{name}: {miss}" for miss in SITUATIONS[name].expected.misses(decision)]
        net = folder / (name + NET)
        if not net.exists() or net.read_bytes() != _json(decision):
            found.append(f"{name}: differs from its net")
    return found


def _json(values: Mapping[str, Any]) -> bytes:
    return (json.dumps(values, indent=1, ensure_ascii=False) + "\n").encode()


def _remove_others(folder: Path, *endings: str) -> None:
    for ending in endings:
        for name in names(folder, ending):
            if name not in SITUATIONS:
                (folder / (name + ending)).unlink()


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; exit 1 if anything differs."""
    parser = argparse.ArgumentParser(description="Golden pairs: write, refresh or check them.")
    parser.add_argument("verb", choices=["write", "refresh", "check"])
    verb = parser.parse_args(arguments).verb
    found = {"write": write, "refresh": refresh, "check": check}[verb](FOLDER)
    if verb == "refresh":
        from tests.guidance import futures  # here, so that `write` works without a planner
        from tools import records

        found += futures.refresh()
        records.write()
    for sentence in found:
        print(sentence)
    print(f"{len(SITUATIONS)} situations, {len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
