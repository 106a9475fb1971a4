"""Tries credentials with the to-do list, which marks nothing as read, and with today's sales."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from guichet.platforms.errors import NeedsOwner
from guichet.platforms.port import Verified
from guichet.platforms.rakuten_fr.client import RakutenClient
from guichet.platforms.rakuten_fr.document import Part
from guichet.platforms.rakuten_fr.errors import (
    NOT_RAKUTEN,
    Refusal,
    Unparsed,
    read_answer,
    refused_read,
)


def verify(
    client: RakutenClient, *, login: str, token: str, today: str, now: Callable[[], datetime]
) -> Verified:
    """The seller behind working credentials; NeedsOwner or MissingRight with a sentence otherwise."""
    root = _to_do_list(client, now)
    name = root.child("request").words("user") or login
    seller = root.child("response").text("sellerid") or name.casefold()
    missing = _orders(client, today, now)
    return Verified(
        shop_key=f"{urlsplit(client.base).netloc}:{seller}",
        shop_name=name,
        credentials={"login": login, "token": token, "baseUrl": client.base},
        missing=(missing,) if missing else (),
    )


def _to_do_list(client: RakutenClient, now: Callable[[], datetime]) -> Part:
    answer = client.to_do_list()
    try:
        root = read_answer(answer, "getitemtodolist", client.mask)
    except Unparsed as error:
        raise NeedsOwner(NOT_RAKUTEN) from error
    if isinstance(root, Refusal):
        raise refused_read(root, "messages", now())
    return root


def _orders(client: RakutenClient, today: str, now: Callable[[], datetime]) -> str | None:
    """A sentence where the sales may not be read; other trouble goes up."""
    root = read_answer(client.current_sales(today, ""), "getcurrentsales", client.mask)
    if not isinstance(root, Refusal):
        return None
    if root.is_right:
        return str(refused_read(root, "orders", now()))
    raise refused_read(root, "orders", now())
