"""Tries credentials: A01 for the shop, M11 for the messages, OR11 for the orders."""

from hashlib import sha256
from urllib.parse import urlsplit

from guichet.platforms.errors import MissingRight, NeedsOwner, Unreadable
from guichet.platforms.fields import Fields
from guichet.platforms.http import Answer
from guichet.platforms.mirakl.client import MiraklClient
from guichet.platforms.mirakl.errors import (
    BAD_REQUEST,
    FORBIDDEN,
    KEY_REFUSED,
    NOT_MIRAKL,
    OK,
    UNAUTHORIZED,
    missing_right,
    refused_read,
    their_words,
)
from guichet.platforms.mirakl.parse import outline
from guichet.platforms.mirakl.settings import ACCOUNT, account_of
from guichet.platforms.port import Memory, Verified

_STATES = {
    "SUSPENDED": "The marketplace has suspended this shop: replies may be refused until that is lifted.",
    "TERMINATED": "The marketplace has closed this shop for good: replies may be refused.",
}


def verify(client: MiraklClient, memory: Memory, *, api_key: str, shop_id: str) -> Verified:
    """The shop behind working credentials; NeedsOwner or MissingRight with a sentence otherwise."""
    account = _account(client, memory)
    _check_messages(client)
    shop = account.text("shop_id") or shop_id
    missing = [
        sentence for sentence in (_STATES.get(account.text("shop_state") or ""), _orders(client)) if sentence
    ]
    return Verified(
        shop_key=_shop_key(client.base, shop, api_key),
        shop_name=account.words("shop_name"),
        # The shop is pinned: a user's default shop may change, and the channel would read another one.
        credentials={"baseUrl": client.base, "apiKey": api_key, **({"shopId": shop} if shop else {})},
        missing=tuple(missing),
    )


def _account(client: MiraklClient, memory: Memory) -> Fields:
    answer = client.account()
    if answer.status == FORBIDDEN:
        # A key may lack this right alone; the messages decide.
        return Fields({}, "account")
    if answer.status != OK:
        raise _refused_account(client, answer)
    try:
        kept = account_of(answer.body)
    except ValueError:
        raise NeedsOwner(NOT_MIRAKL) from None
    account = Fields.of(kept, "account")
    if account.text("shop_id") is None:
        raise NeedsOwner(NOT_MIRAKL)
    memory.remember(ACCOUNT, kept)
    return account


def _refused_account(client: MiraklClient, answer: Answer) -> Exception:
    if answer.status == UNAUTHORIZED:
        return NeedsOwner(KEY_REFUSED)
    said = their_words(answer, client.web.mask)
    if said and client.has_shop_id:
        return NeedsOwner(f"The marketplace does not accept this shop id: {said}.")
    if said and answer.status == BAD_REQUEST:
        return refused_read(answer, "account", client.web.mask)
    return NeedsOwner(NOT_MIRAKL)


def _check_messages(client: MiraklClient) -> None:
    answer = client.threads({"limit": "1"})
    if answer.status == FORBIDDEN:
        # A web page that refuses comes from something in front of, or other than, a Mirakl instance.
        is_page = answer.content_type == "text/html"
        raise NeedsOwner(NOT_MIRAKL) if is_page else missing_right("messages")
    if answer.status != OK:
        raise refused_read(answer, "messages", client.web.mask)
    try:
        outline(answer.body)
    except Unreadable:
        raise NeedsOwner(NOT_MIRAKL) from None


def _orders(client: MiraklClient) -> str | None:
    answer = client.orders({"max": "1"})
    if answer.status == OK:
        return None
    error = refused_read(answer, "orders", client.web.mask)
    if isinstance(error, NeedsOwner) and not isinstance(error, MissingRight):
        raise error
    # Messages can be read and answered without their orders.
    return str(error) if isinstance(error, MissingRight) else f"Orders cannot be read: {error}"


def _shop_key(base: str, shop: str, api_key: str) -> str:
    parts = urlsplit(base)
    return f"{parts.netloc}:{shop or sha256(f'{parts.netloc} {api_key}'.encode()).hexdigest()[:16]}"
