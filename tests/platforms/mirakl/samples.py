"""Threads as Mirakl sends them, with what a test wants different."""

import json
from typing import Any

from guichet.platforms.mirakl.parse import Settings, parse_page
from guichet.platforms.port import Page, Thread

CUSTOMER = {"type": "CUSTOMER", "id": "cust-88120", "display_name": "Lina Moreau"}
SHOP = {"type": "SHOP", "id": "2417", "display_name": "Atelier Exemple"}
OPERATOR = {"type": "OPERATOR", "display_name": "Marché Démo"}


def message(number: int = 1, **changed: Any) -> dict[str, Any]:
    """A message of the customer to the shop."""
    return {
        "id": f"m{number}",
        "body": "Bonjour",
        "date_created": f"2026-11-20T08:{number:02}:00Z",
        "from": {"type": "CUSTOMER_USER", "display_name": "Lina Moreau"},
        "to": [SHOP],
    } | changed


def thread(**changed: Any) -> dict[str, Any]:
    """A thread about an order, with one message that waits for an answer."""
    return {
        "id": "t1",
        "topic": {"type": "FREE_TEXT", "value": "Ma commande"},
        "entities": [{"type": "MMP_ORDER", "id": "C7741902-A", "label": "C7741902-A"}],
        "authorized_participants": [CUSTOMER, SHOP, OPERATOR],
        "current_participants": [CUSTOMER, SHOP],
        "date_created": "2026-11-20T08:00:00Z",
        "date_updated": "2026-11-20T08:01:00.412Z",
        "metadata": {
            "total_count": 1,
            "last_message_date": "2026-11-20T08:01:00.412Z",
            "last_sender": {"type": "CUSTOMER_USER", "display_name": "Lina Moreau"},
            "shop_reply_needed_since": "2026-11-20T08:01:00.412Z",
        },
        "messages": [message()],
    } | changed


def page(*threads: object, **changed: Any) -> bytes:
    """An answer of M11."""
    return json.dumps({"data": list(threads)} | changed).encode()


def parsed(entry: object, settings: Settings | None = None) -> Thread:
    """The single thread of a page."""
    (one,) = parsed_page(entry, settings=settings).threads
    return one


def parsed_page(*entries: object, settings: Settings | None = None) -> Page:
    """A parsed page."""
    return parse_page(page(*entries), settings or Settings())
