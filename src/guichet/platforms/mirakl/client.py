"""Mirakl's own words: one method per endpoint, answers as they came. Reference: Mirakl seller API (MMP)."""

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager

from guichet.platforms.errors import NeedsOwner
from guichet.platforms.http import Answer, Part, StreamedAnswer, WebClient
from guichet.platforms.mirakl.urls import base_url, segment

MAX_ANSWER_BYTES = 5_000_000
MAX_PAGE_BYTES = 64_000_000


class MiraklClient:
    """Calls one operator for one shop. The key goes raw into Authorization, without a scheme."""

    def __init__(self, web: WebClient, *, address: str, api_key: str, shop_id: str | None) -> None:
        self.web = web
        self.base = base_url(address)
        self._headers = {"Authorization": api_key.strip(), "Accept": "application/json"}
        self._shop = _shop(shop_id)

    @property
    def has_shop_id(self) -> bool:
        """Whether the seller named a shop."""
        return bool(self._shop)

    def account(self) -> Answer:
        """A01: the shop behind the key."""
        return self._get("/api/account")

    def reasons(self) -> Answer:
        """RE01: the labels of reason codes."""
        return self._get("/api/reasons")

    def threads(self, query: dict[str, str]) -> Answer:
        """M11: threads with their newest messages."""
        return self._get("/api/inbox/threads", query, max_bytes=MAX_PAGE_BYTES)

    def thread(self, thread_id: str) -> Answer:
        """M10: one thread with all its messages."""
        return self._get(f"/api/inbox/threads/{segment(thread_id)}", max_bytes=MAX_PAGE_BYTES)

    def orders(self, query: dict[str, str]) -> Answer:
        """OR11: orders by id."""
        return self._get("/api/orders", query, max_bytes=MAX_PAGE_BYTES)

    def attachment(self, attachment_id: str) -> AbstractContextManager[StreamedAnswer]:
        """M13: an attachment's bytes; its id stands where a thread's would."""
        url = f"{self.base}/api/inbox/threads/{segment(attachment_id)}/download"
        headers = self._headers | {"Accept": "*/*"}
        return self.web.stream(url, params=self._shop, headers=headers)

    def reply(self, thread_id: str, message_input: dict[str, object], files: Sequence[Part]) -> Answer:
        """M12: reply to a thread. The JSON travels as a part with a content type of its own."""
        url = f"{self.base}/api/inbox/threads/{segment(thread_id)}/message"
        message = Part("message_input", json.dumps(message_input).encode("utf-8"), "application/json")
        return self.web.send(url, params=self._shop, headers=self._headers, parts=[message, *files])

    def document_types(self) -> Answer:
        """DO01: the operator's types of documents."""
        return self._get("/api/documents")

    def documents(self, order_id: str) -> Answer:
        """OR72: the documents of an order."""
        return self._get("/api/orders/documents", {"order_ids": order_id})

    def put_documents(self, order_id: str, entries: dict[str, object], files: Sequence[Part]) -> Answer:
        """OR74: documents for an order."""
        url = f"{self.base}/api/orders/{segment(order_id)}/documents"
        return self._put(url, "order_documents", entries, files)

    def requests_for(self, order_id: str) -> Answer:
        """DR11: the accounting documents that an e-invoicing operator asks for."""
        query = {"entity_type": "PRODUCT_LOGISTIC_ORDER", "entity_id": order_id}
        return self._get("/api/document-request/requests", query)

    def put_requested(self, requests: dict[str, object], files: Sequence[Part]) -> Answer:
        """DR74: the answer to such requests."""
        url = f"{self.base}/api/document-request/documents/upload"
        return self._put(url, "documents_input", requests, files)

    def _put(self, url: str, name: str, data: dict[str, object], files: Sequence[Part]) -> Answer:
        part = Part(name, json.dumps(data).encode("utf-8"), "application/json")
        return self.web.send(url, params=self._shop, headers=self._headers, parts=[part, *files])

    def _get(
        self, path: str, query: dict[str, str] | None = None, *, max_bytes: int = MAX_ANSWER_BYTES
    ) -> Answer:
        params = {**(query or {}), **self._shop}
        return self.web.read(f"{self.base}{path}", params=params, headers=self._headers, max_bytes=max_bytes)


def _shop(shop_id: str | None) -> dict[str, str]:
    text = (shop_id or "").strip()
    if not text:
        return {}
    if not (text.isascii() and text.isdigit()):
        raise NeedsOwner("The shop id is a number. Leave it empty if your user has a single shop.")
    return {"shop_id": text}
