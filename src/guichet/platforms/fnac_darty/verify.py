"""Tries credentials: auth for the key, messages_query for the messages, orders_query for the orders."""

from datetime import datetime, timedelta

from guichet.platforms.errors import MissingRight, NeedsOwner
from guichet.platforms.fnac_darty.client import FnacDartyClient
from guichet.platforms.fnac_darty.errors import NOT_THE_API, NoAnswerError, RefusedQueryError
from guichet.platforms.fnac_darty.orders import refused_orders
from guichet.platforms.fnac_darty.urls import host_of
from guichet.platforms.fnac_darty.whole import messages_of
from guichet.platforms.port import Verified

_DAY = timedelta(days=1)


def verify(client: FnacDartyClient, now: datetime) -> Verified:
    """The shop behind working credentials; NeedsOwner with a sentence otherwise.

    The service tells no shop's name, and no brand or country either: that ids of another site were pasted
    cannot be seen here.
    """
    try:
        client.log_in()
        messages_of(client.changed_messages(now - _DAY, None, 1, 1), client)
    except RefusedQueryError as error:
        raise NeedsOwner(f"The credentials are right, but messages are not given. {error.why}") from error
    except NoAnswerError as error:
        if not error.raw.strip():
            # Empty answers are known to happen and mean nothing.
            raise
        raise NeedsOwner(NOT_THE_API) from error
    given = client.credentials
    return Verified(
        shop_key=f"{host_of(given.base)}:{given.shop_id.lower()}",
        shop_name=None,
        credentials={
            "baseUrl": given.base,
            "partnerId": given.partner_id,
            "shopId": given.shop_id,
            "key": given.key,
        },
        missing=_missing(client),
    )


def _missing(client: FnacDartyClient) -> tuple[str, ...]:
    verdict = client.orders((), 1, 1)
    if verdict.is_good or verdict.root.children("order"):
        return ()
    error = refused_orders(client, verdict)
    if isinstance(error, MissingRight):
        return (error.why,)
    raise error
