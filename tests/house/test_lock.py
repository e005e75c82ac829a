from pathlib import Path

from tools import lock

ROOT = Path(__file__).parents[2]


def test_the_extras_are_locked_with_the_rest() -> None:
    wanted = lock.requirements(ROOT)
    assert any(line.startswith("Django") for line in wanted)
    assert any(line.startswith("typst") for line in wanted)
    assert any(line.startswith("pytest") for line in wanted)


def test_the_front_end_lock_keeps_checksums_and_loses_addresses() -> None:
    package: dict[str, object] = {"version": "1", "integrity": "sha512-x", "resolved": "x", "funding": {"url": "x"}}
    cleaned = lock.without_addresses({"packages": {"node_modules/a": package}})
    assert cleaned == {"packages": {"node_modules/a": {"version": "1", "integrity": "sha512-x"}}}
