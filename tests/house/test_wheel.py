import zipfile
from pathlib import Path

from tests.house.conftest import Installed, start
from tools.vendor import read_table

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "unpinch"


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def shipped_files() -> set[str]:
    """Each file of the package in the checkout, but what Python leaves behind when it runs."""
    paths = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(PACKAGE.parent).as_posix() for path in paths}


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    assert {name for name in names_in(wheel) if name.startswith("unpinch/")} == shipped_files()


def test_the_wheel_holds_every_front_end_file_byte_for_byte(wheel: Path) -> None:
    table = read_table(ROOT)
    with zipfile.ZipFile(wheel) as archive:
        for name in table.names():
            path = table.folder / name
            assert archive.read(path.relative_to(PACKAGE.parent).as_posix()) == path.read_bytes(), name


def test_the_wheel_holds_licence_and_notice(wheel: Path) -> None:
    licences = {name.rpartition("/")[2] for name in names_in(wheel) if "/licenses/" in name}
    assert licences == {"LICENSE", "NOTICE"}


def test_the_installed_package_is_not_the_checkout(installed: Installed) -> None:
    place = installed.python("import unpinch; print(unpinch.__file__)")
    assert Path(place.strip()).is_relative_to(installed.folder)


def test_a_plain_install_brings_no_heavy_part(installed: Installed) -> None:
    program = "import importlib.util as u; print([m for m in ('typst', 'ibis', 'allauth', 'duckdb') if u.find_spec(m)])"
    assert installed.python(program) == "[]\n"


def test_the_installed_program_says_what_it_can_do(installed: Installed) -> None:
    assert "serve" in start([str(installed.unpinch), "--help"], cwd=installed.folder)
