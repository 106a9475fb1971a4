"""Webhooks as an owner would have made them."""

from datetime import timedelta
from typing import Any

from guichet.accounts.models import Channel
from guichet.accounts.sealing import seal
from guichet.events.models import Webhook
from guichet.events.secrets import new_secret
from tests.cast import Player
from tests.inbox.queries.rows import NOON

YEARS_AGO = NOON - timedelta(days=400)


def webhook_of(who: Player, url: str = "http://127.0.0.1:9/", **values: Any) -> Webhook:
    """Asks for everything unless said otherwise; made long ago, as are all channels, or else now."""
    made_at = values.pop("created_at", YEARS_AGO)
    hook = Webhook.objects.create(
        account_id=who.member.account_id,
        url=url,
        secrets=seal({"secret": new_secret()}),
        created_by=who.member,
        **values,
    )
    if made_at is not None:
        Webhook.objects.filter(id=hook.pk).update(created_at=made_at)
        Channel.objects.update(created_at=made_at)
        hook.refresh_from_db()
    return hook
