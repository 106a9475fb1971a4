"""The service's address, from whatever was pasted."""

import re
from urllib.parse import urlsplit

from guichet.platforms.errors import NeedsOwner

_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")


def base_url(pasted: str) -> str:
    """`https://host` without the path that documentation adds; NeedsOwner where it is no address."""
    text = pasted.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError):
        raise _no_address() from None
    if parts.scheme not in ("http", "https") or parts.username is not None or not _HOST.fullmatch(host):
        raise _no_address()
    return f"{parts.scheme}://{host}" if port is None else f"{parts.scheme}://{host}:{port}"


def _no_address() -> NeedsOwner:
    return NeedsOwner(
        "This is no address of Rakuten's web service. Usually it is https://ws.fr.shopping.rakuten.com."
    )
