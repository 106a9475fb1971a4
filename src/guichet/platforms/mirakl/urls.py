"""Addresses: what a seller pastes, and where an order is found in the back office."""

import re
from urllib.parse import quote, urlsplit

from guichet.platforms.errors import NeedsOwner

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")


def base_url(pasted: str) -> str:
    """`https://host` of whatever page of the back office or API was pasted; no slash at the end.

    Everything after the host goes: many tools ask for an address ending in /api, which would be doubled.
    """
    text = pasted.strip()
    parts = _split(text if "://" in text else f"https://{text}")
    if parts is None:
        raise NeedsOwner(
            "This is no address of a marketplace. Copy it from your browser when you are signed in "
            "as a seller, such as https://marketplace-prod.mirakl.net."
        )
    scheme, host, port = parts
    return f"{scheme}://{host}" if port is None else f"{scheme}://{host}:{port}"


def _split(url: str) -> tuple[str, str, int | None] | None:
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError):
        return None
    usable = parts.scheme in ("http", "https") and parts.username is None and _HOST.fullmatch(host)
    return (parts.scheme, host, port) if usable else None


def order_page(base: str, order_id: str) -> str:
    """The order in the seller's back office (form seen in several public clients)."""
    return f"{base}/mmp/shop/order/{segment(order_id)}"


def segment(value: str) -> str:
    """A value as one segment of a path; an id with a slash must not reach another endpoint."""
    return quote(value, safe="").replace(".", "%2E") if set(value) <= {"."} else quote(value, safe="")
