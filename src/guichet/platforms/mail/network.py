"""Connections to mail servers whose address a seller typed: never into the network that Guichet runs in."""

import socket
import ssl

from guichet.platforms.errors import Unreachable
from guichet.platforms.http.addresses import is_public
from guichet.platforms.http.network import NameUnknown, resolve

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def connected(host: str, port: int, timeout: float | None, *, allow_private: bool) -> socket.socket:
    """A connection to the very address that was checked; Unreachable where none may be called or answers.

    Checking a name and connecting by name would resolve it twice (see `guichet.platforms.http.network`).
    """
    try:
        found = list(dict.fromkeys(resolve(host, port)))
    except NameUnknown as error:
        raise Unreachable(f"The name {host} is not known; check the address of the mail server.") from error
    allowed = found if allow_private else [address for address in found if is_public(address)]
    if not allowed:
        raise Unreachable(f"{host} is an address inside a private network, and may not be called from here.")
    for address in allowed[:-1]:
        try:
            return socket.create_connection((address, port), timeout)
        except OSError:
            continue
    return socket.create_connection((allowed[-1], port), timeout)


def tls_context(host: str) -> ssl.SSLContext:
    """Certificates are checked, except on this machine: nobody stands between, and they name other hosts."""
    context = ssl.create_default_context()
    if host in LOOPBACK:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
