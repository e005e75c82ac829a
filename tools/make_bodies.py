"""Make the three skinned bodies that the figure shows. Run once; what it writes is committed.

python -m tools.make_bodies [tools/data/human.npz] [--only f,m,older]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.bodies.build import figure
from tools.bodies.pack import packed
from tools.bodies.source import NAMES, load

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "tools" / "data" / "human.npz"
OUT = ROOT / "src" / "unpinch" / "web" / "static" / "bodies"


def main(arguments: list[str] | None = None) -> int:
    """Write each body asked for and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, nargs="?", default=SOURCE)
    parser.add_argument("--only", default=",".join(NAMES))
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    for name in asked.only.split(","):
        made = figure(load(asked.source, name))
        data = packed(made, name)
        (asked.out / f"{name}.bin").write_bytes(data)
        print(
            f"{name}: {len(made.mesh.vertices)} vertices, {len(made.mesh.faces)} triangles, {len(data) / 1000:.0f} KB"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
