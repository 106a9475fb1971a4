"""What the audit notes of a webhook: of its address the host alone, since a path may be a key."""

from typing import Any
from urllib.parse import urlsplit

from guichet.events.models import Webhook


def noted(webhook: Webhook) -> dict[str, Any]:
    """Its settings as they are."""
    return {
        "host": urlsplit(webhook.url).hostname,
        "kinds": webhook.kinds,
        "stores": None if webhook.store_ids is None else [str(key) for key in webhook.store_ids],
        "includesText": webhook.includes_text,
        "isEnabled": webhook.is_enabled,
    }
