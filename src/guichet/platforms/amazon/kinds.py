"""What a trusted mail is (`X-Space-Notification-Type`; shapes seen by several integrators)."""

from enum import StrEnum

from guichet.platforms.amazon.places import is_alias
from guichet.platforms.mail import Mail


class Kind(StrEnum):
    """The mails that Amazon sends to sellers."""

    BUYER = "BUYER"
    COPY = "COPY"
    OPTED_OUT = "OPTED_OUT"
    EVENT = "EVENT"
    UNKNOWN = "UNKNOWN"


_BY_TYPE = {
    "BBC_MESSAGE_CONFIRMATION_TO_MERCHANT": Kind.COPY,
    "BUYER_OPTED_OUT_BSM_MESSAGES": Kind.OPTED_OUT,
    "RETURN_REQUEST": Kind.EVENT,
    "REFUND_ISSUED": Kind.EVENT,
    "BRC_SELLER_NOTIFICATION": Kind.EVENT,
    "A_Z_CLAIM_RESPONDENT_NOTIFY": Kind.EVENT,
    "A_Z_CLAIM_RESPONDENT_CLOSE": Kind.EVENT,
}
# Claims come from an address of their own, whatever their header says.
_CLAIMS = "atoz-guarantee-no-reply"


def kind_of(mail: Mail) -> Kind:
    """The kind of a mail: the header where it is known, else who wrote."""
    named = _BY_TYPE.get(mail.header("x-space-notification-type").strip().upper())
    if named is not None:
        return named
    if is_alias(mail.sender.domain):
        return Kind.BUYER
    return Kind.EVENT if mail.sender.local == _CLAIMS else Kind.UNKNOWN
