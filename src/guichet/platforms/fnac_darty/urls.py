"""Addresses: what a seller pastes, and where an order is found in the seller's pages."""

import re
from urllib.parse import quote, urlsplit

from guichet.platforms.errors import NeedsOwner

ENTRANCE = "/api.php"
PRODUCTION = "https://vendeur.fnac.com/api.php"
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")


def base_url(pasted: str) -> str:
    """The address in front of a service's name, ending in /api.php; NeedsOwner where there is no host.

    What stands before /api.php stays, since a proxy may need it; what stands behind goes.
    """
    text = pasted.strip() or PRODUCTION
    parts = _split(text if "://" in text else f"https://{text}")
    if parts is None:
        raise NeedsOwner(f"This is no web address. Leave it empty or write {PRODUCTION}.")
    origin, path = parts
    before, found, _ = path.partition(ENTRANCE)
    return f"{origin}{before if found and _PATH.fullmatch(before) else ''}{ENTRANCE}"


def _split(url: str) -> tuple[str, str] | None:
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in ("http", "https") or parts.username is not None or not _HOST.fullmatch(host):
        return None
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}", parts.path


def host_of(base: str) -> str:
    """Host and port of a base address."""
    return urlsplit(base).netloc


def order_page(base: str, order_id: str) -> str | None:
    """The order in the seller's pages (form seen in a public client for both brands); None off production."""
    if base != PRODUCTION:
        return None
    return f"https://mp.fnacdarty.com/compte/vendeur/commande/{quote(order_id, safe='')}"
