"""Who is really at the other end, where a proxy of ours stands in between."""

import ipaddress
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from guichet.accounts.origin import origin

NOBODY = "127.0.0.1"
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Next = Callable[[HttpRequest], HttpResponse]


class ClientMiddleware:
    """Puts the browser's own address and scheme in place of those of the proxies of GUICHET_TRUSTED_PROXIES.

    X-Forwarded-For is read from its end, as far as one's own proxies have written it; what comes from anybody
    else is not believed, nor is the header where no proxy is named. The audit notes the same address.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, to the one who asked."""
        peer = _address(request.META.get("REMOTE_ADDR", "")) or NOBODY
        trusted = _networks(tuple(settings.GUICHET_TRUSTED_PROXIES))
        if _is_in(peer, trusted):
            if request.META.get("HTTP_X_FORWARDED_PROTO", "").strip().lower() == "https":
                request.META["wsgi.url_scheme"] = "https"
            peer = _behind(peer, request.META.get("HTTP_X_FORWARDED_FOR", ""), trusted)
        request.META["REMOTE_ADDR"] = peer
        with origin(peer):
            return self.get_response(request)


def _behind(peer: str, forwarded: str, trusted: tuple[Network, ...]) -> str:
    """The last address that no proxy of ours has; a proxy's own where it said nothing that can be read."""
    for said in reversed(forwarded.split(",")):
        address = _address(said)
        if address is None:
            return peer
        peer = address
        if not _is_in(address, trusted):
            return peer
    return peer


def _address(said: str) -> str | None:
    try:
        return str(ipaddress.ip_address(said.strip()))
    except ValueError:
        return None


def _is_in(address: str, networks: tuple[Network, ...]) -> bool:
    return any(ipaddress.ip_address(address) in network for network in networks)


@lru_cache
def _networks(named: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(name, strict=False) for name in named)
