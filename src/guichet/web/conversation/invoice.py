"""The order's invoice beside an answer: made when the answer goes, or why it cannot be made yet."""

from dataclasses import dataclass

from guichet.web.conversation.papers import Papers


@dataclass(frozen=True, slots=True)
class Offer:
    """`number` of the invoice that is there already; `why_not` is a sentence where none can be made."""

    number: str = ""
    why_not: str = ""


def offer_of(papers: Papers | None, no_order: str = "") -> Offer | None:
    """What can be attached; `no_order` says why the order is not there, and without it nothing is said."""
    if papers is None:
        return Offer(why_not=no_order) if no_order else None
    return Offer(number=papers.number, why_not=papers.why_not)
