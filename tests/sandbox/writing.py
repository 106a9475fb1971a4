"""Multipart calls as a well-behaved connector makes them, and as a clumsy one does."""

import json
from typing import Any

import httpx2

Part = tuple[str, tuple[str | None, bytes, str]]
CUSTOMER = {"type": "CUSTOMER", "id": "cust-88120"}


def json_part(name: str, data: Any) -> Part:
    return (name, (None, json.dumps(data).encode(), "application/json"))


def file_part(name: str, content: bytes = b"%PDF-1.4", kind: str = "application/pdf") -> Part:
    return ("files", (name, content, kind))


def reply(
    client: httpx2.Client, thread_id: str, body: str = "Bonjour, le colis part ce soir.", **more: Any
) -> httpx2.Response:
    """M12 with `to` the customer, unless `to`, `files` or `topic` say otherwise."""
    files = more.pop("files", [])
    data = {"body": body, "to": [CUSTOMER]} | more
    return client.post(
        f"/api/inbox/threads/{thread_id}/message", files=[json_part("message_input", data), *files]
    )


def open_on_order(client: httpx2.Client, order_id: str, **more: Any) -> httpx2.Response:
    """OR43."""
    files = more.pop("files", [])
    topic = {"type": "REASON_CODE", "value": "26"}
    data = {"body": "Bonjour, votre colis part demain.", "to": ["CUSTOMER"], "topic": topic} | more
    return client.post(f"/api/orders/{order_id}/threads", files=[json_part("thread_input", data), *files])


def upload(client: httpx2.Client, order_id: str, entries: Any, *files: Part) -> httpx2.Response:
    """OR74."""
    return client.post(
        f"/api/orders/{order_id}/documents", files=[json_part("order_documents", entries), *files]
    )


def error_codes(response: httpx2.Response) -> list[str]:
    """Of the `errors` shape."""
    return [error["code"] for error in response.json()["errors"]]
