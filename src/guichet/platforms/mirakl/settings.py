"""What is asked once a day and remembered: the labels of reasons (RE01) and the shop (A01).

Of A01 only what is needed is kept: the full answer holds bank details.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from guichet.platforms.errors import ConnectorError, MissingRight
from guichet.platforms.fields import Fields, load
from guichet.platforms.http import Answer
from guichet.platforms.mirakl.client import MiraklClient
from guichet.platforms.mirakl.errors import OK, refused_read
from guichet.platforms.mirakl.parse import Settings
from guichet.platforms.port import Memory

_log = logging.getLogger("guichet.mirakl")

DAY = timedelta(days=1)
# An old label is better than a bare code while the marketplace does not answer.
KEPT = timedelta(days=365)
REASONS = "mirakl.reasons"
ACCOUNT = "mirakl.account"


def refresh(client: MiraklClient, memory: Memory) -> None:
    """Ask for what is older than a day. A marketplace that refuses must not hold up the messages."""
    for key, feature, ask, keep in (
        (REASONS, "reasons", client.reasons, reasons_of),
        (ACCOUNT, "account", client.account, account_of),
    ):
        if memory.recall(key, DAY) is None:
            _ask_and_keep(client, memory, key, feature, ask, keep)


def _ask_and_keep(
    client: MiraklClient,
    memory: Memory,
    key: str,
    feature: str,
    ask: Callable[[], Answer],
    keep: Callable[[bytes], object],
) -> None:
    try:
        answer = ask()
        if answer.status != OK:
            raise refused_read(answer, feature, client.web.mask)
        memory.remember(key, keep(answer.body))
    except MissingRight:
        # Asking again before tomorrow would get the same answer.
        memory.remember(key, memory.recall(key, KEPT) or {})
    except (ConnectorError, ValueError) as error:
        _log.warning("%s could not be refreshed: %s", key, type(error).__name__)


def are_needed(body: bytes) -> bool:
    """Whether a page names a reason by its code; an idle poll looks nothing up."""
    return b"REASON_CODE" in body


def recall(memory: Memory, body: bytes) -> Settings:
    """What is remembered for reading a page, without asking anybody."""
    if not are_needed(body):
        return Settings()
    labels = _fields(memory, REASONS).children("reasons")
    return Settings(
        reasons={
            (r.text("type") or "", code): label
            for r in labels
            if (code := r.text("code")) and (label := r.words("label"))
        },
    )


def reasons_of(body: bytes) -> object:
    """RE01 cut down to type, code and label; ValueError where it is not readable."""
    reasons = Fields.of(load(body), "reasons").children("reasons")
    return {"reasons": [{name: r.text(name) for name in ("type", "code", "label")} for r in reasons]}


def account_of(body: bytes) -> object:
    """A01 cut down to the shop's identity; ValueError where it is not readable."""
    account = Fields.of(load(body), "account")
    return {
        "shop_id": account.text("shop_id"),
        "shop_name": account.words("shop_name"),
        "shop_state": account.text("shop_state"),
    }


def _fields(memory: Memory, key: str) -> Fields:
    value = memory.recall(key, KEPT)
    return Fields(value if isinstance(value, dict) else {}, key)
