"""Sends a reply (messages_update): once, one a call, and honest about what became of it.

The service gives no id for what was written and knows no key that would let it recognise a second attempt.
"""

from collections.abc import Sequence

from guichet.platforms.errors import ConnectorError, Refused, Uncertain, Unsupported
from guichet.platforms.fnac_darty.client import FnacDartyClient
from guichet.platforms.fnac_darty.errors import quoted
from guichet.platforms.fnac_darty.matters import OFFER, ORDER, is_question
from guichet.platforms.fnac_darty.mend import legal
from guichet.platforms.fnac_darty.verdict import Verdict, verdict_of
from guichet.platforms.port import Outgoing, Participant, Sent
from guichet.platforms.words import ParticipantKind

_TO = {
    frozenset({ParticipantKind.CUSTOMER}): "CLIENT",
    frozenset({ParticipantKind.MARKETPLACE}): "CALLCENTER",
    frozenset({ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE}): "ALL",
}
# Subjects are a closed list on the way out; these are the neutral ones.
_SUBJECTS = {ORDER: "order_information", OFFER: "product_information"}
_LOST = "The marketplace answered in an unknown way. Whether the reply arrived is being checked."


def send(client: FnacDartyClient, reply: Outgoing) -> Sent:
    """Send one reply; Refused with the marketplace's reason, Uncertain where its answer was lost."""
    if reply.files:
        raise Unsupported("This marketplace takes no files with a reply.")
    action, target = _target(reply)
    verdict = client.update_message(action, target, _content(reply))
    error = _error(verdict, client)
    if error is not None:
        raise error
    return Sent()


def _target(reply: Outgoing) -> tuple[str, str]:
    """A reply quotes a message that was received; where none was, the order's conversation is begun."""
    if is_question(reply.thread_id):
        return "reply", reply.thread_id
    quoted_id = next((p.marketplace_id for p in reply.recipients if p.marketplace_id), None)
    return ("reply", quoted_id) if quoted_id else ("create", reply.thread_id)


def _content(reply: Outgoing) -> Sequence[tuple[str, str]]:
    kind = OFFER if is_question(reply.thread_id) else ORDER
    return (
        ("message_to", _recipient(reply.recipients, kind)),
        ("message_subject", _SUBJECTS[kind]),
        ("message_description", _sendable(reply.body)),
        ("message_type", kind),
    )


def _recipient(recipients: Sequence[Participant], kind: str) -> str:
    word = _TO.get(frozenset(participant.kind for participant in recipients))
    if word is None or (kind == OFFER and word != "CLIENT"):
        raise Unsupported("A reply goes to the customer, or about an order to the customer service too.")
    return word


def _sendable(body: str) -> str:
    """Plain text with line feeds and without what XML forbids; the document's writer escapes the rest."""
    text = legal(body.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not text:
        raise Refused("There is nothing in this reply that can be sent. Write some text.")
    return text


def _error(verdict: Verdict, client: FnacDartyClient) -> ConnectorError | None:
    """None where the request and its one message are both said to be done.

    Only a refusal of that message, or of the request without a word on its message, proves that nothing
    happened; where the service says that it broke off (FATAL), nothing is proven.
    """
    own = next((verdict_of(item) for item in verdict.root.children("message")), None)
    if own is not None and own.is_good and verdict.is_good:
        return None
    if own is not None and own.status in ("ERROR", "FATAL"):
        telling = own if own.codes else verdict
        return Refused(quoted("The marketplace refuses this reply", telling, client.mask))
    if own is None and verdict.status == "ERROR" and verdict.said:
        return Refused(quoted("The marketplace refuses this reply", verdict, client.mask))
    return Uncertain(_LOST)
