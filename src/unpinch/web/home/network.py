"""Under which name and addresses the home network reaches Unpinch. It knows no certificate library: pages read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from unpinch.web.settings import Installation

FROM_HOME = "unpinch.home"
"""In a request's environment: it came through the home network's door. No header can put it there."""


@dataclass(slots=True)
class Home:
    """The home network's door. `addresses` are this computer's private ones as they are now; the keeper sets them."""

    name: str
    port: int
    guide_port: int
    fingerprint: str
    addresses: tuple[str, ...] = field(default=())

    @property
    def origin(self) -> str:
        """The one address that stays the same."""
        return f"https://{self.name}:{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """What a request may call this computer; anything else may be another site's trick."""
        return frozenset(f"{one}:{self.port}" for one in (self.name, *self.addresses))

    @property
    def guide(self) -> str:
        """Where a phone finds the guide: by number, as some phones know no `.local` names. Empty without a network."""
        return f"http://{self.addresses[0]}:{self.guide_port}" if self.addresses else ""


def came_from_home(request: HttpRequest) -> bool:
    """Tell whether a request came from the home network, and not from this computer."""
    return bool(request.META.get(FROM_HOME))


def is_served(request: HttpRequest, here: Installation, host: str) -> bool:
    """Tell whether the host that was asked for is one that this door answers for."""
    if came_from_home(request):
        return here.home is not None and host in here.home.hosts
    return host == here.address


def origin_of(request: HttpRequest, here: Installation) -> str:
    """Return the origin of our own pages as this browser knows it. The host was checked before."""
    return f"https://{request.META.get('HTTP_HOST', '').lower()}" if came_from_home(request) else here.origin
