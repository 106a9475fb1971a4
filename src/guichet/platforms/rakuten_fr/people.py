"""Who wrote, from display names: all that messages carry (reference section 7)."""

from dataclasses import dataclass

from guichet.platforms.port import Participant
from guichet.platforms.rakuten_fr.document import Part
from guichet.platforms.words import ParticipantKind

# Compared without case: it varies inside one answer.
_OPERATORS = frozenset({"rakuten", "rakuten france", "priceminister"})
_TO_BUYER = frozenset({"contactuseraboutitem"})
_TO_OPERATOR = frozenset({"contactusaboutitem", "contactpriceministeraboutitem"})
_OPERATOR_NAME = "Rakuten"
_NAMELESS = "Acheteur"
_TITLES = ("ecrire à ", "écrire à ", "ecrire a ")


@dataclass(frozen=True, slots=True)
class People:
    """The three sides of one item. `ours` are the seller's names, case-folded."""

    merchant: Participant
    customer: Participant
    operator: Participant
    ours: frozenset[str]

    def of_message(self, message: Part) -> Participant:
        """Who wrote a message."""
        if _is_ours(message, self.ours):
            return self.merchant
        return self.operator if _sender(message) in _OPERATORS else self.customer

    def of_mail(self, mail: Part) -> Participant:
        """Who wrote a mail: the seller or customer service, whatever name it is signed with."""
        return self.merchant if _is_ours(mail, self.ours) else self.operator


def people_of(root: Part, item: Part, login: str) -> People:
    """The participants of an item; the echo of the request names the seller."""
    merchant = root.child("request").words("user") or login
    ours = frozenset({merchant.casefold(), login.casefold()})
    return People(
        merchant=Participant(ParticipantKind.MERCHANT, merchant),
        customer=Participant(ParticipantKind.CUSTOMER, _buyer(item, ours) or _titled(item) or _NAMELESS),
        operator=Participant(ParticipantKind.MARKETPLACE, _OPERATOR_NAME, _newest_mail(item, ours)),
        ours=ours,
    )


def possible_recipients(item: Part, people: People) -> tuple[Participant, ...]:
    """To whom the service offers to write now; both where an answer does not speak of it at all."""
    actions = item.child("availableactions")
    if not actions.exists:
        return (people.customer, people.operator)
    codes = {action.text("actioncode") for action in actions.children("action")}
    offered = ((people.customer, _TO_BUYER), (people.operator, _TO_OPERATOR))
    return tuple(participant for participant, words in offered if codes & words)


def _buyer(item: Part, ours: frozenset[str]) -> str | None:
    """The first name in a message that is neither ours nor Rakuten's."""
    names = [m.words(side) for m in item.children("message") for side in ("sender", "recipient")]
    return next((name for name in names if name and name.casefold() not in ours | _OPERATORS), None)


def _titled(item: Part) -> str | None:
    """The name in the title of the action that writes to the buyer."""
    for action in item.child("availableactions").children("action"):
        title = action.words("title") or ""
        prefix = next((p for p in _TITLES if title.casefold().startswith(p)), None)
        if action.text("actioncode") in _TO_BUYER and prefix:
            return title[len(prefix) :].strip() or None
    return None


def _newest_mail(item: Part, ours: frozenset[str]) -> str | None:
    """The mail that an answer to customer service quotes; ids grow with time."""
    theirs = [mail.text("mailid") for mail in item.children("mail") if not _is_ours(mail, ours)]
    return max((i for i in theirs if i and i.isascii() and i.isdigit()), key=int, default=None)


def _is_ours(part: Part, ours: frozenset[str]) -> bool:
    """Only what this account sent is SENT."""
    return part.text("status") == "SENT" or _sender(part) in ours


def _sender(part: Part) -> str:
    return (part.words("sender") or "").casefold()
