"""Sends a reply: to the buyer or to Rakuten's customer service, once, and honest about what became of it.

The two are different calls. A reply to both is refused before the wire: should one call succeed and the
other fail or get lost, neither "sent" nor "failed" would be true, and sending again would write twice to one
of the two. Nothing over there makes a call idempotent.
"""

from collections.abc import Callable
from datetime import datetime

from guichet.platforms.errors import (
    ConnectorError,
    NeedsOwner,
    Refused,
    Uncertain,
    Unreadable,
    Unsupported,
)
from guichet.platforms.http import Answer
from guichet.platforms.port import Memory, Outgoing, Participant, Sent
from guichet.platforms.rakuten_fr import questions, typed
from guichet.platforms.rakuten_fr.client import RakutenClient
from guichet.platforms.rakuten_fr.document import document
from guichet.platforms.rakuten_fr.errors import LOGIN_REFUSED, Refusal, quota, refusal_of
from guichet.platforms.rakuten_fr.latin import carried, unwritable
from guichet.platforms.rakuten_fr.settings import Settings
from guichet.platforms.words import ParticipantKind

_SENT = "SENT"
_CHECKING = "Whether the reply arrived is being checked."


class Replies:
    """Sends for one channel."""

    def __init__(
        self, client: RakutenClient, memory: Memory, now: Callable[[], datetime], settings: Settings
    ) -> None:
        self._client = client
        self._memory = memory
        self._now = now
        self._settings = settings

    def send(self, reply: Outgoing) -> Sent:
        """Send one reply; Refused with the reason, Uncertain where the answer was lost or is not known."""
        recipient = only_recipient(reply)
        body = checked_body(reply.body, self._settings.max_bytes)
        if recipient.kind is ParticipantKind.CUSTOMER:
            questions.check(self._memory, reply.thread_id)
        typed.remember(self._memory, reply.thread_id, reply.body, body)
        answer = self._call(reply.thread_id, body, recipient)
        self._check(answer)
        if recipient.kind is ParticipantKind.CUSTOMER:
            questions.answered(self._memory, reply.thread_id)
        return Sent()

    def _call(self, item_id: str, body: str, recipient: Participant) -> Answer:
        if recipient.kind is ParticipantKind.CUSTOMER:
            return self._client.contact_user(item_id, body)
        return self._client.contact_us(item_id, body, recipient.marketplace_id)

    def _check(self, answer: Answer) -> None:
        """Nothing where the service says SENT, whatever else it adds."""
        try:
            root = document(answer.body)
        except Unreadable as error:
            raise _no_answer(answer.status) from error
        refusal = refusal_of(root, self._client.mask)
        if refusal is not None:
            raise self._refusal(refusal)
        if root.child("response").text("status") != _SENT:
            raise Uncertain(f"Rakuten answered in an unknown way. {_CHECKING}")

    def _refusal(self, refusal: Refusal) -> ConnectorError:
        if refusal.is_login:
            return NeedsOwner(LOGIN_REFUSED)
        if refusal.is_quota:
            return quota(self._now())
        if refusal.is_right:
            return Refused(f"Rakuten does not allow this reply: {refusal.said}.")
        if refusal.is_surely_nothing_done:
            return Refused(f"Rakuten refuses this reply: {refusal.said or refusal.code}.")
        # They failed, and do not say before or after the message was taken.
        return Uncertain(f"Rakuten met an error of its own. {_CHECKING}")


def only_recipient(reply: Outgoing) -> Participant:
    """To whom it goes. Unsupported for files and other recipients, Refused for two at once."""
    if reply.files:
        raise Unsupported("Rakuten takes no files. Put a link in the text instead.")
    kinds = {recipient.kind for recipient in reply.recipients}
    if not kinds or not kinds <= {ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE}:
        raise Unsupported("A reply goes to the buyer or to Rakuten.")
    if len(kinds) > 1:
        raise Refused(
            "Rakuten cannot carry one reply to the buyer and to its customer service at once. "
            "Nothing was sent: write to each of them in a reply of its own."
        )
    return reply.recipients[0]


def checked_body(text: str, max_bytes: int) -> str:
    """The text as it leaves; Refused where it is too long, empty, or holds what cannot be written there."""
    strange = unwritable(text)
    if strange:
        shown = " ".join(strange[:10])
        raise Refused(f"Rakuten knows only western European letters. Write these in another way: {shown}")
    body = carried(text)
    if not body:
        raise Refused("Nothing of this text can be written at Rakuten. Use words.")
    beyond = len(body) - max_bytes
    if beyond > 0:
        raise Refused(
            f"The text is {beyond} characters too long for Rakuten, which takes {max_bytes}. "
            "Shorten it or send it in two replies."
        )
    return body


def _no_answer(status: int) -> ConnectorError:
    if 400 <= status < 500:
        return Refused(f"Rakuten does not take this reply (error {status}).")
    return Uncertain(f"Rakuten answered in an unknown way. {_CHECKING}")
