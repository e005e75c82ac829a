import socket

import pytest


def test_a_test_can_not_reach_another_host() -> None:
    with socket.socket() as caller, pytest.raises(AssertionError, match="nothing of Unpinch calls another host"):
        caller.connect(("192.0.2.1", 80))


def test_a_test_can_not_reach_another_host_quietly() -> None:
    with socket.socket() as caller, pytest.raises(AssertionError, match="nothing of Unpinch calls another host"):
        caller.connect_ex(("unpinch.invalid", 80))


def test_a_test_can_reach_this_machine() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as caller:
        assert caller.getpeername() == server.getsockname()
