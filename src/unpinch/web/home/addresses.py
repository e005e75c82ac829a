"""The addresses under which other devices of the home network reach this computer: private ones, of IPv4 (RFC 1918)."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network

Find = Callable[[], tuple[str, ...]]

PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
"""The networks that the internet doesn't carry. No other address is ever listened on."""
_NOT_HOME = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "tun", "tap", "utun", "wg", "tailscale", "zt")
"""How adapters of virtual machines and tunnels are called: no phone of the house is there."""


def is_private(address: str) -> bool:
    """Tell whether an address is of a private network."""
    return any(IPv4Address(address) in network for network in PRIVATE)


def find() -> tuple[str, ...]:
    """Return this computer's private addresses, in a fixed order."""
    import ifaddr

    found = {
        one.ip
        for adapter in ifaddr.get_adapters()
        if not str(adapter.nice_name).startswith(_NOT_HOME)
        for one in adapter.ips
        if isinstance(one.ip, str) and is_private(one.ip)
    }
    return tuple(sorted(found, key=IPv4Address))
