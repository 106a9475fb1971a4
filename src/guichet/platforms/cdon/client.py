"""Merchants API v1: the two calls that an inbox needs (vendor's collection; HTTP Basic)."""

import re
from base64 import b64encode
from urllib.parse import quote, urlsplit

from guichet.platforms.errors import NeedsOwner
from guichet.platforms.http import Answer, WebClient

USUAL = "https://merchants-api.cdon.com/api"
_BASE = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[A-Za-z0-9._~/-]*)?")


class CdonClient:
    """Calls for one merchant."""

    def __init__(self, web: WebClient, *, address: str, merchant_id: str, token: str) -> None:
        self.web = web
        self.base = _base(address or USUAL)
        basic = b64encode(f"{merchant_id}:{token}".encode()).decode("ascii")
        self._headers = {"Authorization": f"Basic {basic}", "Accept": "application/json"}

    def orders(self, state: str, page: int, limit: int) -> Answer:
        """Orders in one state, page by page from 1."""
        query = {"state": state, "limit": str(limit), "page": str(page)}
        return self.web.read(f"{self.base}/v1/orders/", params=query, headers=self._headers)

    def order(self, order_id: str) -> Answer:
        """One order."""
        return self.web.read(f"{self.base}/v1/orders/{quote(order_id, safe='')}", headers=self._headers)


def _base(pasted: str) -> str:
    text = pasted.strip().rstrip("/")
    if not _BASE.fullmatch(text):
        raise NeedsOwner("This is no address of CDON's API; leave it empty for the usual one.")
    # The documentation writes addresses with and without /api and /v1.
    path = urlsplit(text).path.removesuffix("/v1").rstrip("/")
    root = text[: len(text) - len(urlsplit(text).path)]
    return f"{root}{path or '/api'}"
