"""The wheel, installed elsewhere, started as a person would: every static file loads over HTTP, without a cookie."""

import http.client
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest

from tests.house.conftest import Installed

START_LIMIT_S = 60
URL = re.compile(r"http://127\.0\.0\.1:(\d+)/\S*")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def port_it_says(server: subprocess.Popen[str]) -> int:
    """Read what the program prints until it names its address; a program that never does is ended."""
    watch = Timer(START_LIMIT_S, server.kill)
    watch.start()
    assert server.stdout is not None
    lines = []
    for line in server.stdout:
        lines.append(line)
        if match := URL.search(line):
            watch.cancel()
            return int(match.group(1))
    watch.cancel()
    pytest.fail("unpinch serve never named its address:\n" + "".join(lines))


@pytest.fixture(scope="module")
def port(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    data = tmp_path_factory.mktemp("data")
    wanted = free_port()
    options = ["--host", "127.0.0.1", "--port", str(wanted), "--no-browser", "--data", str(data)]
    environ = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTHON", "UNPINCH_"))
    }
    server = subprocess.Popen(
        [str(installed.unpinch), "serve", *options],
        cwd=data,
        env=environ | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert port_it_says(server) == wanted
        yield wanted
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=START_LIMIT_S)


def get(port: int, path: str, *, packed: bool = False) -> tuple[int, bytes]:
    """Ask once a connection is made; one that is refused is tried again until the limit."""
    with connected(port) as connection:
        connection.request("GET", path, headers={"Accept-Encoding": "gzip"} if packed else {})
        answer = connection.getresponse()
        return answer.status, answer.read()


def connected(port: int) -> closing[http.client.HTTPConnection]:
    limit = time.monotonic() + START_LIMIT_S
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.connect()
        except ConnectionRefusedError:
            if time.monotonic() > limit:
                raise
        else:
            return closing(connection)


def static_folder(installed: Installed) -> Path:
    place = installed.python("import unpinch; print(unpinch.__file__)").strip()
    return Path(place).parent / "web" / "static"


def test_every_static_file_of_the_wheel_loads_without_a_cookie(installed: Installed, port: int) -> None:
    folder = static_folder(installed)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert {"vendor/htmx/htmx.min.js", "vendor/pose/full.task", "vendor/pyodide/pyodide.asm.wasm"} <= set(names)
    packed = {name for name in names if name.removesuffix(".gz") in names and name.endswith(".gz")}
    for name in sorted(set(names) - packed):
        status, body = get(port, f"/static/{name}")
        assert (status, body) == (200, (folder / name).read_bytes()), name
        if f"{name}.gz" in packed:
            assert get(port, f"/static/{name}", packed=True) == (200, (folder / f"{name}.gz").read_bytes()), name
