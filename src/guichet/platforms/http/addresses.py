"""Which network addresses a connector may call.

A marketplace's address is typed by a seller, so it must not lead into the network Guichet runs in.
Ranges: IANA special-purpose address registries (RFC 6890); transition mechanisms that carry another
address inside (RFC 4291 2.5.5.2 mapped, RFC 3056 6to4, RFC 4380 Teredo, RFC 6052 NAT64) are refused whole.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_SIX_TO_FOUR = IPv6Network("2002::/16")


def is_public(address: str) -> bool:
    """Whether an address in numbers belongs to the public internet; ValueError if it is not an address."""
    parsed = ip_address(address.partition("%")[0])
    return _is_public_v4(parsed) if isinstance(parsed, IPv4Address) else _is_public_v6(parsed)


def _is_public_v4(address: IPv4Address) -> bool:
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _is_public_v6(address: IPv6Address) -> bool:
    # is_global covers Teredo and the documentation ranges; the rest of 2000::/3 is what is routed today.
    return address in _GLOBAL_UNICAST and address.is_global and address not in _SIX_TO_FOUR
