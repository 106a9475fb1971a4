"""What a mail of CDON's is, by what is known of each kind (CDON help pages; few layouts are known)."""

import re
from enum import StrEnum

from guichet.platforms.mail import Mail


class Kind(StrEnum):
    """The mails that reach a merchant's contact address."""

    # A customer's words, relayed: an answer goes to the customer.
    RELAYED = "RELAYED"
    # A customer's words that CDON's staff passes on, below a mark.
    FORWARDED = "FORWARDED"
    # A notification of Reclaimit: to be answered there.
    ERRAND = "ERRAND"
    # New orders and the like.
    INFORMATION = "INFORMATION"
    # Written by nobody: a receipt, an absence.
    AUTOMATIC = "AUTOMATIC"


MARK = re.compile(
    r"^[ \t]*(?:Kunds meddelande|Kundens meddelande|Kundens besked|Asiakkaan viesti"
    r"|Customer's message)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_ERRAND = re.compile(
    r"\breclaimit\b|\b(?:missing shipment|complaint|regret)\b.{0,80}\berrand\b"
    r"|\berrand\b.{0,80}\b(?:opened|created|updated)",
    re.IGNORECASE | re.DOTALL,
)
_ORDER_NEWS = re.compile(
    r"^(?:new order|ny order|ny beställning|ny ordre|ny bestilling|uusi tilaus)\b", re.IGNORECASE
)
_NO_REPLY = re.compile(r"^(?:no-?reply|do-?not-?reply|noreply|ingen-?svar)", re.IGNORECASE)


def kind_of(mail: Mail, text: str) -> Kind:
    """The kind of a mail; an unknown layout counts as a customer's words, so that nobody is overlooked."""
    if MARK.search(text):
        return Kind.FORWARDED
    if _ORDER_NEWS.search(mail.subject):
        return Kind.INFORMATION
    if _ERRAND.search(f"{mail.subject}\n{text[:4000]}"):
        return Kind.ERRAND
    return Kind.AUTOMATIC if mail.is_automatic else Kind.RELAYED


def takes_no_answer(local_part: str) -> bool:
    """Whether an address says of itself that nobody reads it."""
    return _NO_REPLY.search(local_part) is not None
