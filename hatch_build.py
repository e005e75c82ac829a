"""The build hook: a wheel and an editable install hold the front-end files; a git checkout holds none of them."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def load_vendor(root: Path) -> ModuleType:
    """Load tools/vendor.py by path: a build doesn't have the checkout on its import path."""
    spec = importlib.util.spec_from_file_location("unpinch_build_vendor", root / "tools" / "vendor.py")
    if spec is None or spec.loader is None:
        raise RuntimeError("tools/vendor.py is missing: build Unpinch from a whole checkout or a source archive.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


class VendorHook(BuildHookInterface):  # type: ignore[type-arg]
    """Bring the files of `[tool.unpinch.vendor]` into the package before it is built."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for node and npm from PyPI only where the machine has none and the files aren't there already."""
        root = Path(self.root)
        vendor = load_vendor(root)
        return [] if vendor.has_node() or vendor.is_current(root) else [vendor.NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatch's own signature
        root = Path(self.root)
        vendor = load_vendor(root)
        vendor.bring(root)
        table = vendor.read_table(root)
        package_folder = table.folder.relative_to(root / "src").as_posix()
        build_data["force_include"].update(
            {str(table.folder / name): f"{package_folder}/{name}" for name in table.names()}
        )
