"""Whether the outside reaches the pages."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from guichet.checks.finding import Finding, advise, fine, mend
from guichet.platforms.errors import Busy, ConnectorError
from guichet.platforms.http import web_client

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
WITHIN_SECONDS = 10.0


def check_base_url() -> Iterator[Finding]:
    """The address that links carry; asked for its /health from here."""
    url = settings.GUICHET_BASE_URL
    if not url:
        yield advise(
            "base_url",
            "GUICHET_BASE_URL is not set: links in mails and in replies need the outside's address.",
        )
        return
    parts = urlsplit(url)
    if parts.path or parts.query or not parts.hostname:
        yield mend(
            "base_url", f"GUICHET_BASE_URL={url} must be scheme and host alone: https://desk.example.com."
        )
        return
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        yield advise(
            "base_url", "GUICHET_BASE_URL is http: passwords cross the network in clear. Put TLS before it."
        )
    yield from _asked(url)


def _asked(url: str) -> Iterator[Finding]:
    try:
        answer = web_client(allow_private=True).read(f"{url}/health", within=WITHIN_SECONDS)
    except Busy as error:
        # A machine may well not reach its own outside address (NAT), and Guichet may not be running.
        yield advise("base_url", f"GUICHET_BASE_URL cannot be checked from this machine: {error.why}")
        return
    except ConnectorError as error:
        yield mend("base_url", f"GUICHET_BASE_URL cannot be called: {error.why}")
        return
    if _is_ours(answer.body):
        yield fine("base_url", f"Guichet answers at {url}.")
    else:
        yield mend(
            "base_url",
            f"Something else than Guichet answers at GUICHET_BASE_URL={url} (status {answer.status}): "
            "correct the address, or the proxy before it.",
        )


def _is_ours(body: bytes) -> bool:
    try:
        said = json.loads(body)
    except ValueError:
        return False
    return isinstance(said, dict) and "status" in said
