"""The client by which tests speak to a rehearsal server."""

import ssl
from collections.abc import Mapping

import httpx2

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Loading the usual certificates would take longer than most tests."""


def client_of(url: str, headers: Mapping[str, str] | None = None) -> httpx2.Client:
    """To be closed by its user; gives up after five seconds."""
    return httpx2.Client(base_url=url, headers=headers, timeout=5, verify=NO_TLS)
