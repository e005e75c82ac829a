import gzip
import json
from pathlib import Path

import pytest

from tools import vendor

ROOT = Path(__file__).parents[2]

LARGE_BYTES = 2_000_000

PYPROJECT = """
[tool.unpinch.vendor]
folder = "src/unpinch/web/static/vendor"
[tool.unpinch.vendor.files]
"one/a.js" = "one/dist/a.js"
"one/LICENSE" = "one/LICENSE"
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    (tmp_path / "package.json").write_text("{}", "utf-8")
    (tmp_path / "package-lock.json").write_text('{"lockfileVersion": 3}', "utf-8")
    return tmp_path


@pytest.fixture
def npm(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Stands for npm: lays two files where npm would, and remembers how it was asked."""
    asked: list[tuple[str, ...]] = []

    def stand_in(folder: Path, *extra: str) -> None:
        asked.append(extra)
        (folder / "node_modules/one/dist").mkdir(parents=True)
        (folder / "node_modules/one/dist/a.js").write_text("a", "utf-8")
        (folder / "node_modules/one/LICENSE").write_text("free", "utf-8")

    monkeypatch.setattr(vendor, "npm_ci", stand_in)
    return asked


def served(tree: Path) -> dict[str, str]:
    folder = vendor.read_table(tree).folder
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*") if path.is_file()
    }


def test_it_copies_the_files_of_the_table_and_nothing_else(tree: Path, npm: list[tuple[str, ...]]) -> None:
    assert vendor.bring(tree)
    assert served(tree) == {"one/a.js": "a", "one/LICENSE": "free"}


def test_it_asks_npm_for_what_is_served_only(tree: Path, npm: list[tuple[str, ...]]) -> None:
    vendor.bring(tree)
    assert npm == [("--omit=dev",)]


def test_it_leaves_npm_alone_when_nothing_changed(tree: Path, npm: list[tuple[str, ...]]) -> None:
    vendor.bring(tree)
    assert not vendor.bring(tree)
    assert len(npm) == 1


@pytest.mark.parametrize("change", ["lock", "table", "lost file", "altered file"])
def test_it_starts_anew_when_something_changed(tree: Path, npm: list[tuple[str, ...]], change: str) -> None:
    vendor.bring(tree)
    folder = vendor.read_table(tree).folder
    if change == "lock":
        (tree / "package-lock.json").write_text('{"lockfileVersion": 4}', "utf-8")
    elif change == "table":
        (tree / "pyproject.toml").write_text(PYPROJECT + '"one/b.js" = "one/dist/a.js"\n', "utf-8")
    elif change == "lost file":
        (folder / "one/a.js").unlink()
    else:
        (folder / "one/a.js").write_text("altered", "utf-8")
    assert vendor.bring(tree)
    assert served(tree)["one/a.js"] == "a"


def test_a_file_that_left_the_table_leaves_the_package(tree: Path, npm: list[tuple[str, ...]]) -> None:
    vendor.bring(tree)
    (tree / "pyproject.toml").write_text(PYPROJECT.replace('"one/a.js" = "one/dist/a.js"\n', ""), "utf-8")
    vendor.bring(tree)
    assert list(served(tree)) == ["one/LICENSE"]


def test_a_file_that_its_package_lacks_is_named(tree: Path, npm: list[tuple[str, ...]]) -> None:
    (tree / "pyproject.toml").write_text(PYPROJECT + '"one/c.js" = "one/dist/c.js"\n', "utf-8")
    with pytest.raises(vendor.VendorError, match=r"names 'one/dist/c.js', which its package doesn't hold"):
        vendor.bring(tree)


KEPT = PYPROJECT.replace("[tool.unpinch.vendor.files]", 'kept = ["one"]\n[tool.unpinch.vendor.files]')


def test_a_kept_folder_gets_an_address_by_its_content_and_packed_files(tree: Path, npm: list[tuple[str, ...]]) -> None:
    (tree / "pyproject.toml").write_text(KEPT, "utf-8")
    vendor.bring(tree)
    folder = vendor.read_table(tree).folder
    first = json.loads((folder / "kept.json").read_text("utf-8"))
    assert gzip.decompress((folder / "one/a.js.gz").read_bytes()) == b"a"
    assert vendor.is_current(tree)
    (folder / "one/a.js").write_text("b", "utf-8")
    assert vendor.content_hash(folder, ["one/LICENSE", "one/a.js"])[:12] != first["one"]


def test_a_kept_address_stays_when_another_package_changes(tree: Path, npm: list[tuple[str, ...]]) -> None:
    (tree / "pyproject.toml").write_text(KEPT, "utf-8")
    vendor.bring(tree)
    first = (vendor.read_table(tree).folder / "kept.json").read_text("utf-8")
    (tree / "pyproject.toml").write_text(KEPT + '"two/b.js" = "one/dist/a.js"\n', "utf-8")
    assert vendor.bring(tree)
    assert (vendor.read_table(tree).folder / "kept.json").read_text("utf-8") == first


def test_a_bundle_is_made_and_made_anew_when_its_maker_changes(
    tree: Path, npm: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    maker = tmp_path / "maker"
    maker.mkdir()
    monkeypatch.setattr(vendor, "_HERE", maker)
    (tree / "pyproject.toml").write_text(f'{PYPROJECT}[tool.unpinch.vendor.made]\n"two/b" = ["one/LICENSE"]\n', "utf-8")
    for word in (b"new", b"newer"):
        (maker / "pose_model.py").write_text(f"def bundle(models):\n    return {word!r} + models[0]\n", "utf-8")
        assert vendor.bring(tree)
        assert served(tree)["two/b"] == f"{word.decode()}free"
    assert not vendor.bring(tree)


def test_a_licence_comes_from_the_checkout_where_the_package_has_none(tree: Path, npm: list[tuple[str, ...]]) -> None:
    (tree / "MPL.txt").write_text("ours", "utf-8")
    (tree / "pyproject.toml").write_text(PYPROJECT + '"two/LICENSE" = "./MPL.txt"\n', "utf-8")
    vendor.bring(tree)
    assert served(tree)["two/LICENSE"] == "ours"


@pytest.mark.parametrize("name", ["../../escaped.js", "/escaped.js"])
def test_the_table_names_nothing_outside_its_folder(tree: Path, name: str) -> None:
    (tree / "pyproject.toml").write_text(PYPROJECT + f'"{name}" = "one/dist/a.js"\n', "utf-8")
    with pytest.raises(vendor.VendorError, match="give a path below the folder"):
        vendor.bring(tree)


def test_without_node_anywhere_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(vendor, "find_spec", lambda name: None)
    with pytest.raises(vendor.VendorError, match="need node and npm"):
        vendor.npm_command()


def test_a_failing_npm_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vendor, "npm_command", lambda: ["/bin/sh", "-c", "echo no such package; exit 1"])
    with pytest.raises(vendor.VendorError, match="no such package"):
        vendor.npm_ci(tmp_path)


def test_what_is_served_is_what_the_lock_installs() -> None:
    table = vendor.read_table(ROOT)
    for target, source in table.files.items():
        place = vendor.place_of(source, ROOT, ROOT / "node_modules")
        assert (table.folder / target).read_bytes() == place.read_bytes(), target


def test_each_served_package_brings_its_licence() -> None:
    table = vendor.read_table(ROOT)
    folders = {target.split("/")[0] for target in [*table.files, *table.made]}
    assert {f"{folder}/LICENSE" for folder in folders} <= set(table.files)


def test_every_large_folder_is_kept_so_that_no_start_reads_it() -> None:
    table = vendor.read_table(ROOT)
    large = {name.split("/")[0] for name in table.names() if (table.folder / name).stat().st_size > LARGE_BYTES}
    assert large <= set(table.kept)


def test_the_pose_package_is_the_last_one_that_tells_nobody() -> None:
    package = json.loads((ROOT / "package.json").read_text("utf-8"))
    assert package["dependencies"]["@mediapipe/tasks-vision"] == "0.10.35"
