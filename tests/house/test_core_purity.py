from pathlib import Path

import pytest

from tools.core_purity import check

SOURCE = Path(__file__).parents[2] / "src"


def planted(folder: Path, text: str) -> list[str]:
    path = folder / "src" / "unpinch" / "guidance" / "a.py"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return list(check(folder / "src"))


def test_the_shipped_core_is_pure() -> None:
    assert list(check(SOURCE)) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("from datetime import datetime\nx = datetime.now()", ".now()"),
        ("import datetime as d\nx = d.date.today()", ".today()"),
        ("import time\nx = time.time()", "time.time"),
        ("from time import time_ns", "time.time_ns"),
        ("import random\nx = random.choice([1])", "random.choice"),
        ("from random import shuffle", "random.shuffle"),
        ("import random\nx = random.Random()", "random.Random() without a seed"),
        ("import secrets", "secrets"),
        ("import uuid\nx = uuid.uuid4()", "uuid.uuid4"),
        ("from uuid import uuid4", "uuid.uuid4"),
        ("import os\nx = os.environ['A']", "os.environ"),
        ("from os import getenv", "os.getenv"),
        ("import subprocess", "subprocess"),
        ("from socket import create_connection", "socket"),
    ],
)
def test_what_a_pure_core_must_be_given_is_refused(tmp_path: Path, text: str, what: str) -> None:
    assert [line.partition(": ")[2] for line in planted(tmp_path, text)] == [
        f"{what} in the core: take it as an argument"
    ]


def test_a_seeded_walk_and_a_named_id_pass(tmp_path: Path) -> None:
    text = "import random, uuid\nx = random.Random(7)\ny = uuid.uuid5(uuid.NAMESPACE_URL, 'a')"
    assert planted(tmp_path, text) == []
