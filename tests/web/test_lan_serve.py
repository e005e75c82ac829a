"""`unpinch serve --lan` as a phone meets it: encrypted, by its name, and by its guide."""

from __future__ import annotations

import signal
import socket
import ssl
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.cast import Phone
from tests.web.lan import AtHome, ask, free_ports
from tests.web.running import Running, raw_answer
from unpinch.web import assets
from unpinch.web.errors import Exit
from unpinch.web.headers import ALWAYS
from unpinch.web.home.front import MOST_CONNECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = Path(assets.__file__).parent / "static" / "vendor" / "three" / "three.module.js"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AtHome]:
    with AtHome(tmp_path_factory.mktemp("lan") / "data", free_ports(3)) as running:
        yield running.ready().come_in()


def from_guide(server: AtHome, path: str, method: str = "GET") -> tuple[int, bytes]:
    try:
        request = urllib.request.Request(f"{server.guide}{path}", method=method)  # noqa: S310 - this machine
        with urllib.request.urlopen(request) as answer:  # noqa: S310 - this machine
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_a_phone_that_trusts_its_authority_alone_is_served_and_can_be_paired(server: AtHome) -> None:
    assert server.from_phone("GET", "/").status == 401
    cookie = server.pair()
    answer = server.from_phone("GET", "/", cookie=cookie)
    assert answer.status == 303
    page = server.from_phone("GET", answer.headers["Location"] or "", cookie=cookie)
    assert page.status in {200, 303}
    assert {name: page.headers[name] for name in ALWAYS} == dict(ALWAYS)


def test_what_a_phone_sends_is_in_the_record(server: AtHome) -> None:
    cookie, lines = server.pair(), Phone().notes(3)
    home = server.from_phone("GET", "/", cookie=cookie).headers["Location"]
    sent = server.from_phone(
        "POST", f"/api{home}journal", b"\n".join(lines), cookie, **{"Content-Type": "application/x-ndjson"}
    )
    assert sent.status == 200
    assert all(line in server.ask("GET", server.journal).body for line in lines)


def test_a_removed_phone_is_shut_out_on_the_connection_it_has(server: AtHome) -> None:
    headers = {"Cookie": server.pair()}
    with closing(server.line()) as line:
        assert ask(line, "GET", "/", None, headers).status == 303
        for path in (server.data / "phones").iterdir():
            path.unlink()
        assert ask(line, "GET", "/", None, headers).status == 401


def test_a_large_file_comes_whole(server: AtHome) -> None:
    page = server.from_phone("GET", "/pair").body.decode()
    static = page.partition('href="')[2].partition("/img/")[0]
    found = server.from_phone("GET", f"{static}/vendor/three/three.module.js")
    assert found.body == SCRIPT.read_bytes()


def test_nobody_is_answered_without_encryption(server: AtHome) -> None:
    request = f"GET / HTTP/1.1\r\nHost: {server.name}:{server.port + 1}\r\n\r\n".encode()
    assert b"HTTP/" not in raw_answer(server.port + 1, request)


def test_old_encryption_is_refused(server: AtHome) -> None:
    old = ssl.create_default_context(cafile=server.data / "home" / "authority.crt")
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", server.port + 1)) as wire, pytest.raises((ssl.SSLError, OSError)):
        old.wrap_socket(wire, server_hostname=server.name)


def test_silent_connections_keep_neither_phones_nor_the_computer_waiting(server: AtHome) -> None:
    silent = [socket.create_connection(("127.0.0.1", server.port + 1)) for _ in range(MOST_CONNECTIONS // 2)]
    assert server.from_phone("GET", "/pair").status == 200
    assert server.ask("GET", "/").status == 303
    for wire in silent:
        wire.close()


def test_the_guide_is_all_that_comes_unencrypted(server: AtHome) -> None:
    status, page = from_guide(server, "/")
    assert (status, server.secure in page.decode()) == (200, True)
    home = server.ask("GET", "/").headers["Location"] or "-"
    for path in ("/pair", "/sw.js", "/door", "/people", "/static/x", home, f"/api{home}journal", "/../identity.json"):
        assert from_guide(server, path)[0] == 404, path
    assert from_guide(server, "/", "POST")[0] == 405


def test_the_guide_needs_nothing_that_it_doesnt_give(server: AtHome) -> None:
    page = from_guide(server, "/")[1].decode()
    sheets = [part.partition('"')[0] for part in page.split('rel="stylesheet" href="')[1:]]
    assert len(sheets) == 4
    assert {from_guide(server, sheet)[0] for sheet in sheets} == {200}


def test_the_certificate_that_the_guide_gives_is_the_authoritys(server: AtHome) -> None:
    status, der = from_guide(server, "/unpinch.crt")
    assert status == 200
    assert ssl.DER_cert_to_PEM_cert(der).split() == (server.data / "home" / "authority.crt").read_text().split()


def test_the_fingerprint_is_told_and_no_code_goes_to_a_file(server: AtHome) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    root = x509.load_pem_x509_certificate((server.data / "home" / "authority.crt").read_bytes())
    assert root.fingerprint(hashes.SHA256()).hex(" ").upper() in server.out
    assert server.guide in server.out
    assert "/pair?code=" not in server.out
    assert "Phones and other devices" in server.out


def test_nothing_was_complained_of(server: AtHome) -> None:
    server.from_phone("GET", "/pair")
    assert server.err == ""


def test_it_ends_calmly_and_a_later_start_keeps_name_and_phones(tmp_path: Path) -> None:
    port = free_ports(3)
    with AtHome(tmp_path / "data", port) as first:
        cookie = first.ready().pair()
        first.process.send_signal(signal.SIGTERM)
        assert (first.ended(), first.err) == (0, "")
    with AtHome(tmp_path / "data", port) as second:
        assert second.ready().from_phone("GET", "/", cookie=cookie).status == 303
        assert second.name == first.name


def test_a_second_start_finds_the_first(tmp_path: Path) -> None:
    port = free_ports(3)
    with AtHome(tmp_path / "data", port) as first:
        first.ready()
        with AtHome(tmp_path / "data", port) as second:
            assert second.ended() == 0
            assert "running already" in second.out
            assert "Phones and other devices" in second.out


def test_where_it_runs_for_this_computer_alone_a_start_with_lan_says_so(tmp_path: Path) -> None:
    port = free_ports(3)
    with Running(tmp_path / "data", port) as alone:
        alone.ready()
        with AtHome(tmp_path / "data", port) as second:
            assert second.ended() == Exit.BUSY
            assert "for this computer alone" in second.err


@pytest.mark.parametrize("step", [1, 2])
def test_a_port_that_is_taken_is_a_sentence(tmp_path: Path, step: int) -> None:
    port = free_ports(3)
    with socket.create_server(("127.0.0.1", port + step)), AtHome(tmp_path / "data", port) as server:
        assert server.ended() == Exit.PORT
        assert f"Another program uses port {port + step} " in server.err
        assert "Traceback" not in server.err


def test_no_home_network_is_a_sentence(tmp_path: Path) -> None:
    with AtHome(tmp_path / "data", free_ports(3), addresses=()) as server:
        assert server.ended() == Exit.PORT
        assert "isn't in a home network now" in server.err
