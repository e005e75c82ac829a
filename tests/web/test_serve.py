"""`unpinch serve` and `unpinch open`, in processes of their own."""

from __future__ import annotations

import signal
import socket
import sys
from pathlib import Path
from queue import Queue
from threading import Thread

import pytest

from tests.web.cast import Phone
from tests.web.running import Answer, Running, raw_answer
from unpinch.web import folder, holder
from unpinch.web.errors import Exit, StartError
from unpinch.web.folder import Folder
from unpinch.web.headers import ALWAYS
from unpinch.web.serve import open_again, serve
from unpinch.web.serving import HEADER_BYTES

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def fake_browser(tmp_path: Path) -> dict[str, str]:
    """Stand in for a browser: note the address it was given."""
    program = tmp_path / "browser.py"
    program.write_text(f"import sys\nopen({str(tmp_path / 'opened')!r}, 'w').write(sys.argv[1])\n")
    return {"BROWSER": f"{sys.executable} {program} %s"}


def opened(tmp_path: Path) -> str:
    return (tmp_path / "opened").read_text()


def test_it_prints_an_address_that_lets_one_browser_in(tmp_path: Path) -> None:
    with Running(tmp_path / "data") as server:
        server.ready().come_in()
        assert server.cookie.startswith("unpinch_")
        assert server.ask("GET", "/").status == 303
        assert server.ask("GET", server.address.removeprefix(server.origin), Cookie="").status == 403
        assert server.address.startswith(f"{server.origin}/door?code=")


@linux
def test_killing_the_process_ends_it(tmp_path: Path) -> None:
    with Running(tmp_path / "data") as server:
        pid = server.ready().process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        server.process.kill()
        server.process.wait()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", server.port))
    assert children == ""


def test_what_it_acknowledged_and_whom_it_let_in_outlives_a_kill(tmp_path: Path) -> None:
    phone = Phone()
    lines = phone.notes(3)
    with Running(tmp_path / "data") as first:
        first.ready().come_in()
        assert first.send(*lines).status == 200
        first.process.kill()
    with Running(tmp_path / "data", first.port, cookie=first.cookie) as second:
        answer = second.ready().ask("GET", second.journal)
        assert answer.body == b"".join(line + b"\n" for line in lines)


def test_it_ends_calmly_when_told_to(tmp_path: Path) -> None:
    with Running(tmp_path / "data") as server:
        server.ready().process.send_signal(signal.SIGTERM)
        assert server.ended() == 0
        assert server.err == ""
    assert not Folder(tmp_path / "data").holder.exists()


def test_a_second_start_opens_the_browser_on_the_running_one(tmp_path: Path) -> None:
    data, browser = tmp_path / "data", fake_browser(tmp_path)
    with Running(data) as first:
        first.ready()
        with Running(data, options=(), environment=browser) as second:
            assert second.ended() == 0
        assert "running already" in second.out
        assert opened(tmp_path) == second.address
        assert second.address.startswith(first.origin)
        assert first.ask("GET", second.address.removeprefix(first.origin)).status == 303


def test_of_two_starts_at_once_one_serves(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Running(data) as one, Running(data, one.port) as other:
        loser = first_to_end(one, other)
        winner = one if loser is other else other
        assert loser.process.returncode == 0
        assert "running already" in (loser.process.stdout.read() if loser.process.stdout else "")
        assert winner.ready().ask("GET", "/").status == 401


def first_to_end(*servers: Running) -> Running:
    """Wait for one of them to end."""
    ends: Queue[Running] = Queue()

    def wait(server: Running) -> None:
        server.process.wait()
        ends.put(server)

    for server in servers:
        Thread(target=wait, args=(server,), daemon=True).start()
    return ends.get()


def test_open_makes_a_new_address_for_the_running_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given: list[str] = []
    monkeypatch.setattr("webbrowser.open", given.append)
    with Running(tmp_path / "data") as server:
        server.ready()
        assert open_again(tmp_path / "data") == 0
        assert given[0] in capsys.readouterr().out
        assert server.ask("GET", given[0].removeprefix(server.origin)).status == 303


def test_open_says_when_nothing_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert open_again(tmp_path / "data") == Exit.BUSY
    assert "unpinch serve" in capsys.readouterr().err
    place = Folder(tmp_path / "data")
    folder.settle_in(place)
    with holder.hold(place):
        holder.note(place, holder.Holder(1, "http://127.0.0.1:1", "0"))
        place.holder.rename(tmp_path / "kept")
    (tmp_path / "kept").rename(place.holder)
    assert open_again(tmp_path / "data") == Exit.BUSY


def test_a_start_that_never_says_who_it_is_is_waited_for_and_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(holder, "NOTE_WAIT_S", 0.01)
    place = Folder(tmp_path / "data")
    folder.settle_in(place)
    with holder.hold(place):
        assert open_again(place.path) == Exit.BUSY
    assert "just starting" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "::", "example.org", "", "127.0.0.1.example"])  # noqa: S104
def test_it_serves_this_machine_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str], host: str) -> None:
    assert serve(host=host, data=tmp_path / "data") == Exit.ADDRESS
    assert "not an address of this machine alone" in capsys.readouterr().err
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("port", [0, 80, 70_000, -1])
def test_it_refuses_a_port_that_cannot_be(tmp_path: Path, capsys: pytest.CaptureFixture[str], port: int) -> None:
    assert serve(port=port, data=tmp_path / "data") == Exit.ADDRESS
    assert str(port) in capsys.readouterr().err


def test_a_port_in_use_is_told_of_and_never_dodged(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, Running(tmp_path / "data", other.getsockname()[1]) as server:
        assert server.ended() == Exit.PORT
        assert f"Another program uses port {server.port}" in server.err
        assert server.out == ""


def test_a_folder_that_cannot_be_used_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert serve(data=tmp_path / "file" / "data") == Exit.FOLDER
    assert "can't be used" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_into_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    place = Folder(tmp_path)
    monkeypatch.setattr(holder, "write_private", refused)
    with pytest.raises(StartError, match=r"can't be used \(Permission denied\)"):
        holder.note(place, holder.Holder(1, "http://127.0.0.1:1", "0"))
    monkeypatch.setattr(Path, "unlink", refused)
    with pytest.raises(StartError, match=r"can't be used \(Permission denied\)"), holder.hold(place):
        pass


def test_a_log_level_that_is_none_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNPINCH_LOG", "loud")
    assert serve(data=tmp_path / "data") == Exit.ADDRESS
    assert "'loud'" in capsys.readouterr().err


def test_all_it_writes_is_private(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(0o755)
    with Running(data) as server:
        server.ready().come_in().send(*Phone().notes(2))
        shared = [path for path in Folder(data).walk() if folder.open_to_others(path)]
        assert shared == []
        assert Folder(data).database.exists()
        assert "Now they can't" in server.out


def test_it_answers_broken_requests_with_its_headers_and_a_sentence(tmp_path: Path) -> None:
    with Running(tmp_path / "data") as server:
        server.ready()
        requests = {
            b"400": b"GET /canary HTTP/1.1\r\nHost: x\r\nContent-Length: canary\r\n\r\n",
            b"501": b"GET /canary HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: canary\r\n\r\n",
            b"431": b"GET / HTTP/1.1\r\nX-Long: ".ljust(HEADER_BYTES, b"x"),
            b"413": b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\n",
        }
        for status, request in requests.items():
            answer = raw_answer(server.port, request)
            assert status in answer.splitlines()[0]
            assert all(f"{text}".encode() in answer for text in ALWAYS.values())
            assert b"canary" not in answer


def test_two_browsers_posting_at_once_get_different_numbers(tmp_path: Path) -> None:
    with Running(tmp_path / "data") as server:
        server.ready().come_in()
        journal, answers = server.journal, list[Answer]()

        def post() -> None:
            answers.append(server.ask("POST", journal, Phone().note(), Content_Type="application/x-ndjson"))

        hands = [Thread(target=post) for _ in range(8)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        assert {answer.status for answer in answers} == {200}
        assert server.ask("GET", journal).headers["Unpinch-Cursor"] == "8"
