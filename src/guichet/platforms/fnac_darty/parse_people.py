"""Who takes part in a discussion.

The role is an attribute; the text beside it is only a name. The roles are an open list: one that nobody knows
yet counts as the marketplace's side, since it is neither the buyer nor the seller.
"""

from collections.abc import Sequence

from guichet.platforms.fnac_darty.node import Node
from guichet.platforms.port import Participant
from guichet.platforms.text import one_line
from guichet.platforms.words import ParticipantKind

CLIENT = "CLIENT"
CALL_CENTER = "CALLCENTER"
SELLER = "SELLER"
SYSTEM = "SYSTEM"

_KINDS = {CLIENT: ParticipantKind.CUSTOMER, SELLER: ParticipantKind.MERCHANT}
_OPENERS = {"client": CLIENT, "seller": SELLER}


def role_of(message: Node) -> str:
    """Who wrote, in the service's word. The schema lets it be absent: then somebody wrote to the seller."""
    return (message.child("message_from").fields.text("@type") or CLIENT).upper()


def author_of(message: Node, brand: str) -> Participant:
    """Who wrote a message."""
    return participant(role_of(message), message.child("message_from").words, brand)


def opener_of(claim_header: Node, brand: str) -> Participant:
    """Who opened a claim; there the words are in lower case."""
    role = _OPENERS.get((claim_header.fields.text("opened_by") or "").lower(), CALL_CENTER)
    return participant(role, "", brand)


def participant(role: str, name: str, brand: str) -> Participant:
    """Someone by role; the marketplace's side without a name is called by its brand."""
    kind = _KINDS.get(role, ParticipantKind.MARKETPLACE)
    known = one_line(name)
    return Participant(kind, known or (brand if kind is ParticipantKind.MARKETPLACE else ""))


def everyone(authors: Sequence[Participant]) -> tuple[Participant, ...]:
    """One for each side, under the last name it used; the customer first."""
    last = {author.kind: author for author in authors if author.name}
    for author in authors:
        last.setdefault(author.kind, author)
    return tuple(last[kind] for kind in ParticipantKind if kind in last)
