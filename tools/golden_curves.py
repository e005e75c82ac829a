"""Golden curves: 13 samples of every curve of every level, as a net against regressions.

    python -m tools.golden_curves refresh   the net: tests/mechanics/golden/<level>.json, nothing else
    python -m tools.golden_curves check     says which curves differ from the net; writes nothing

What must hold whatever the net says stands in tests/mechanics/test_golden_curves.py, by hand; no command writes that.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from unpinch.mechanics.curves import curves
from unpinch.programme import load
from unpinch.programme.model import Programme

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "mechanics" / "golden"
SAMPLES = 13
TOLERANCE: Mapping[str, float] = {"index": 0.02, "mm": 0.4, "percent": 0.4, "n_m": 0.4, "j": 0.05, "n": 0.6, "s": 0.05}
"""How far a fresh curve may lie from the net, by its unit. Wider than the last digit of another processor. Choice."""
_DECIMALS: Mapping[str, int] = {"index": 3, "j": 2}
_UNIT_BY_WORD = ("n_m", "percent", "index", "mm", "j", "n", "s")
Net = dict[str, list[float]]


def levels(programme: Programme) -> list[tuple[str, int]]:
    """Return every level with its exercise."""
    return [(one.id, level.number) for one in programme.exercises.values() for level in one.levels]


def samples(programme: Programme, exercise: str, level: int) -> Net:
    """Return each curve of a level's repetition, by its path of names, at evenly spread times."""
    return {name: _thinned(name, values) for name, values in _flat(curves(programme, exercise, level).to_json())}


def _flat(values: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, list[float]]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        elif isinstance(value, list) and value:
            yield before + key, value
        elif isinstance(value, float):
            yield before + key, [value]


def _thinned(name: str, values: list[float]) -> list[float]:
    last, decimals = len(values) - 1, _DECIMALS.get(unit(name), 1)
    places = [0] if not last else [round(number * last / (SAMPLES - 1)) for number in range(SAMPLES)]
    return [round(values[place], decimals) + 0.0 for place in places]


def unit(name: str) -> str:
    """Return the unit that a curve's name ends with, or that the table it stands in ends with."""
    for part in reversed(name.removesuffix("_low").removesuffix("_high").split(".")):
        plain = part.removesuffix("_low").removesuffix("_high")
        found = next((one for one in _UNIT_BY_WORD if plain.endswith(f"_{one}")), None)
        if found:
            return found
    raise ValueError(f"{name} doesn't say its unit")


def kept(folder: Path, exercise: str, level: int) -> Net:
    """Return the net of a level; empty where there is none."""
    path = folder / f"{exercise}_{level}.json"
    found: Net = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found


def differences(fresh: Net, net: Net) -> Iterator[str]:
    """Yield a sentence for each curve that isn't as it was."""
    for name in sorted(fresh.keys() | net.keys()):
        pair = fresh.get(name, []), net.get(name, [])
        if len(pair[0]) != len(pair[1]):
            yield f"{name} is {'new' if pair[0] else 'gone'}"
        elif max(abs(a - b) for a, b in zip(*pair, strict=True)) > TOLERANCE[unit(name)]:
            yield f"{name} is {pair[0]}, was {pair[1]}"


def written(net: Net) -> str:
    """Return a net as text, one curve a line."""
    lines = (f" {json.dumps(name)}: {json.dumps(values)}" for name, values in net.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def refresh(folder: Path = FOLDER) -> int:
    """Write the net of every level; remove others. Return how many changed."""
    folder.mkdir(parents=True, exist_ok=True)
    programme, changed = load(), 0
    names = {f"{exercise}_{level}.json": (exercise, level) for exercise, level in levels(programme)}
    for path in folder.glob("*.json"):
        if path.name not in names:
            path.unlink()
    for name, (exercise, level) in names.items():
        fresh = samples(programme, exercise, level)
        if list(differences(fresh, kept(folder, exercise, level))):
            (folder / name).write_text(written(fresh), "utf-8")
            changed += 1
    return changed


def check(folder: Path = FOLDER) -> list[str]:
    """Return a sentence for each difference."""
    programme = load()
    return [
        f"{exercise} {level}: {sentence}"
        for exercise, level in levels(programme)
        for sentence in differences(samples(programme, exercise, level), kept(folder, exercise, level))
    ]


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; exit 1 if anything differs."""
    parser = argparse.ArgumentParser(description="Golden curves: refresh or check them.")
    parser.add_argument("verb", choices=["refresh", "check"])
    if parser.parse_args(arguments).verb == "refresh":
        print(f"{refresh()} levels written")
        return 0
    found = check()
    print("\n".join([*found, f"{len(found)} differences"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
