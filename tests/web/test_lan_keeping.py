"""The home network's door follows the network: addresses come and go, certificates end, computers sleep."""

from __future__ import annotations

import asyncio
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from tests.web.lan import ADDRESS, HOME, Said, free_ports
from tests.web.settings import MORNING
from unpinch.web.errors import Exit, StartError
from unpinch.web.folder import Folder, settle_in
from unpinch.web.home.authority import Authority, authority_of
from unpinch.web.home.front import Front
from unpinch.web.home.keeping import SLEPT_S, Keeper
from unpinch.web.home.naming import Announced
from unpinch.web.home.network import Home

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Sequence
    from pathlib import Path

    Kept = Callable[["Network"], Keeper]

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems have one loopback address")
DAY_S = 86_400
T = TypeVar("T")
FIRST, OTHER = "127.0.0.1", "127.0.0.2"


@dataclass
class Network:
    """A network that a test changes, and a clock that it turns."""

    addresses: tuple[str, ...] = (FIRST,)
    now_s: int = MORNING.epoch_s
    names: Said = field(default_factory=lambda: Said([]))


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Callable[[Network], Keeper]]:
    made: list[Keeper] = []

    def keep(network: Network) -> Keeper:
        folder = Folder(tmp_path / "data")
        settle_in(folder)
        authority, port = authority_of(folder, network.now_s), free_ports(3)
        home = Home(authority.name, port + 1, port + 2, authority.fingerprint)
        inner = (tmp_path / "pages", tmp_path / "guide")
        made.append(Keeper(home, authority, lambda: network.addresses, network.names, lambda: network.now_s, inner))
        return made[-1]

    yield keep
    for one in (each for keeper in made for each in keeper._open.values()):  # noqa: SLF001 - as a process's end does
        for listener in one.sockets:
            listener.close()


def finished(work: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread of its own: Playwright keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def listens(address: str, port: int) -> bool:
    """Tell whether somebody listens there, without a connection."""
    with socket.socket() as probe:
        try:
            probe.bind((address, port))
        except OSError:
            return True
        return False


def looked(keeper: Keeper) -> None:
    """Look once, as the running door does, and stop."""

    async def once() -> None:
        keeper.take((Front(keeper.inner[0], keeper.encrypted), Front(keeper.inner[1])))
        await keeper.look()
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    finished(once())


def certificate(authority: Authority) -> bytes:
    return authority.server.read_bytes()


def test_it_says_the_name_and_listens_on_what_it_found_and_on_nothing_else(kept: Kept) -> None:
    network = Network()
    keeper = kept(network)
    keeper.begin()
    assert keeper.home.addresses == (FIRST,)
    assert network.names.said == [(FIRST,)]
    assert [listens(FIRST, keeper.home.port + step) for step in (-1, 0, 1)] == [False, True, True]
    assert not listens(OTHER, keeper.home.port)
    keeper.end()
    assert network.names.said[-1] == ()


@linux
def test_it_follows_to_a_new_address_and_leaves_the_old(kept: Kept) -> None:
    network = Network()
    keeper = kept(network)
    keeper.begin()
    network.addresses = (OTHER,)

    async def moved() -> list[bool]:
        fronts = (Front(keeper.inner[0], keeper.encrypted), Front(keeper.inner[1]))
        keeper.take(fronts)
        await asyncio.sleep(0)
        await keeper.look()
        keeper.take(fronts)
        for _ in range(3):
            await asyncio.sleep(0)
        return [listens(one, keeper.home.port) for one in (FIRST, OTHER)]

    assert finished(moved()) == [False, True]
    assert keeper.home.hosts == {f"{keeper.home.name}:{keeper.home.port}", f"{OTHER}:{keeper.home.port}"}
    assert network.names.said == [(FIRST,), (OTHER,)]


def test_without_a_network_it_waits_for_one(kept: Kept) -> None:
    network = Network()
    keeper = kept(network)
    keeper.begin()
    network.addresses = ()
    looked(keeper)
    assert (keeper.home.addresses, keeper.home.guide) == ((), "")
    network.addresses = (FIRST,)
    finished(keeper.look())
    assert keeper.home.addresses == (FIRST,)


def test_it_renews_the_certificate_while_it_runs(kept: Kept) -> None:
    network = Network()
    keeper = kept(network)
    keeper.begin()
    before = certificate(keeper.authority)
    finished(keeper.look())
    assert certificate(keeper.authority) == before
    network.now_s += 380 * DAY_S
    finished(keeper.look())
    assert certificate(keeper.authority) != before


def test_it_says_the_name_again_after_sleep_and_not_without_need(kept: Kept) -> None:
    network = Network()
    keeper = kept(network)
    keeper.begin()
    for seconds in (20, 20, SLEPT_S, 20):
        network.now_s += seconds
        finished(keeper.look())
    assert network.names.said == [(FIRST,), (FIRST,)]


def test_what_fails_is_tried_again_and_said_once_without_names(kept: Kept, caplog: pytest.LogCaptureFixture) -> None:
    network = Network()
    keeper = kept(network)
    keeper.begin()
    network.now_s += SLEPT_S

    class Failing(Said):
        def say(self, addresses: Sequence[str]) -> None:
            raise StartError("taken", Exit.BUSY)

    keeper.names = Failing([])
    finished(keeper.look())
    finished(keeper.look())
    assert [record.getMessage() for record in caplog.records if record.name == "unpinch.home"] == [
        "the home network can't be served just now; it is tried again"
    ]
    keeper.names = network.names
    finished(keeper.look())
    assert network.names.said == [(FIRST,), (FIRST,)]


def test_no_network_at_the_start_is_a_sentence(kept: Kept) -> None:
    with pytest.raises(StartError, match="isn't in a home network") as found:
        kept(Network(addresses=())).begin()
    assert found.value.exit_code == Exit.PORT


def test_a_taken_port_is_a_sentence_and_leaves_nothing_open(kept: Kept) -> None:
    keeper = kept(Network())
    with socket.create_server((FIRST, keeper.home.guide_port)):
        with pytest.raises(StartError, match=f"port {keeper.home.guide_port} of this computer"):
            keeper.begin()
        assert not listens(FIRST, keeper.home.port)


def test_an_address_that_isnt_there_is_a_sentence(kept: Kept) -> None:
    with pytest.raises(StartError, match="can't be listened on") as found:
        kept(Network(addresses=("203.0.113.7",))).begin()
    assert found.value.exit_code == Exit.PORT


def speaker(error: Exception | None = None) -> type[Any]:
    """Stand in for the library's speaker; it reaches no network."""

    class Speaker:
        def __init__(self, interfaces: Sequence[str]) -> None:
            if isinstance(error, OSError):
                raise error

        def register_service(self, _: object, *, strict: bool) -> None:
            if error:
                raise error

        def close(self) -> None:
            """Close nothing."""

    return Speaker


def test_a_name_that_another_computer_has_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import zeroconf

    monkeypatch.setattr(zeroconf, "Zeroconf", speaker(zeroconf.NonUniqueNameException()))
    with pytest.raises(StartError, match=f"already called {HOME.name}.*remove the folder `home` in /data"):
        Announced(HOME.name, HOME.port, "/data").say([ADDRESS])


def test_a_network_that_takes_no_names_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import zeroconf

    monkeypatch.setattr(zeroconf, "Zeroconf", speaker(OSError(101, "Network is unreachable")))
    with pytest.raises(StartError, match="Network is unreachable"):
        Announced(HOME.name, HOME.port, "/data").say([ADDRESS])


def test_what_is_said_is_the_name_its_addresses_and_nothing_of_the_record() -> None:
    said = Announced(HOME.name, HOME.port, "/data").service([ADDRESS])
    assert (said.server, said.parsed_addresses(), said.port) == (f"{HOME.name}.", [ADDRESS], HOME.port)
    assert said.properties == {}
    assert said.name == "unpinch-test2._https._tcp.local."
