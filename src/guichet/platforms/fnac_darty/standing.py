"""How a message stands with the seller: settled, open to an answer."""

from guichet.platforms.fnac_darty.node import Node

_NO = frozenset({"FALSE", "0", "NO"})


def is_settled(message: Node) -> bool:
    """Whether the seller has put a message away at the marketplace, answered or not."""
    return (message.fields.text("@archived") or "").upper() == "TRUE"


def can_answer(message: Node) -> bool:
    """Whether a message takes an answer. Newer answers are said to tell; silence means yes."""
    fields = message.fields
    told = fields.text("can_answer") or fields.text("@can_answer") or ""
    return told.upper() not in _NO
