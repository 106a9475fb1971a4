"""Which network addresses a connector may call.

A marketplace's address is typed by a seller, so it must not lead into the network Guichet runs in.
Ranges: IANA special-purpose address registries (RFC 6890); transition mechanisms that carry another
address inside (RFC 4291 2.5.5.2 mapped, RFC 3056 6to4, RFC 4380 Teredo, RFC 6052 NAT64) are refused whole.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_GLOBAL_UNICAST = IPv6Network("2000::/3")
# Special ranges inside it, and those of version 4 that is_global does not know in every Python.
_SPECIAL_V6 = tuple(IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_SPECIAL_V4 = tuple(IPv4Network(n) for n in ("192.0.0.0/24", "192.88.99.0/24"))


def is_public(address: str) -> bool:
    """Whether an address in numbers belongs to the public internet; ValueError if it is not an address."""
    parsed = ip_address(address.partition("%")[0])
    return _is_public_v4(parsed) if isinstance(parsed, IPv4Address) else _is_public_v6(parsed)


def _is_public_v4(address: IPv4Address) -> bool:
    special = address.is_multicast or address.is_reserved or any(address in net for net in _SPECIAL_V4)
    return address.is_global and not special


def _is_public_v6(address: IPv6Address) -> bool:
    special = any(address in net for net in _SPECIAL_V6)
    return address in _GLOBAL_UNICAST and address.is_global and not special
