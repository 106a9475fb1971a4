"""Mirakl's refusals in words, and as the errors the engine understands.

Bodies of errors are not specified; two shapes are known (`message`; `errors[].message` with `field`), and
anything else, HTML of a proxy included, must do no harm.
"""

from guichet.platforms.errors import Busy, ConnectorError, MissingRight, NeedsOwner
from guichet.platforms.fields import Fields, load
from guichet.platforms.http import Answer
from guichet.platforms.http.masking import Mask
from guichet.platforms.text import one_line, plain

OK = 200
CREATED = 201
BAD_REQUEST = 400
UNAUTHORIZED = 401
FORBIDDEN = 403
NOT_FOUND = 404

_LONGEST = 400

KEY_REFUSED = (
    "The marketplace refuses the API key. Copy it again from your user menu in the back office, "
    "under API key: a key generated anew replaces the old one."
)
NOT_MIRAKL = (
    "This address does not answer like a Mirakl marketplace. "
    "Copy the address of the back office from your browser when you are signed in as a seller."
)

_FEATURES = {
    "messages": "The user behind this API key may not read messages. Ask for the right in the back office.",
    "orders": "The user behind this API key may not read orders. Ask for the right in the back office.",
    "account": "The user behind this API key may not read the shop's settings.",
    "reasons": "The user behind this API key may not read the marketplace's reasons.",
    "documents": "The user behind this API key may not file documents. Ask for the right in the back office.",
    "attachments": "The user behind this API key may not download attachments.",
}


def missing_right(feature: str) -> MissingRight:
    """The error for a 403 on a feature."""
    return MissingRight(_FEATURES[feature], feature)


def refused_read(answer: Answer, feature: str, mask: Mask) -> ConnectorError:
    """What an answer other than 200 to a read means; 404 and 400 that have a meaning are handled before."""
    if answer.status == UNAUTHORIZED:
        return NeedsOwner(KEY_REFUSED)
    if answer.status == FORBIDDEN:
        return missing_right(feature)
    said = their_words(answer, mask)
    return Busy(f"The marketplace answered with error {answer.status}{said and f': {said}'}.")


def their_words(answer: Answer, mask: Mask) -> str:
    """The marketplace's own explanation on one line, without the final stop; empty where there is none."""
    try:
        told = Fields.of(load(answer.body), "error")
    except ValueError:
        return ""
    words = told.words("message") or "; ".join(
        _entry(e) for e in told.children("errors") if e.words("message")
    )
    return mask(one_line(plain(words)))[:_LONGEST].rstrip(". ")


def _entry(error: Fields) -> str:
    field = error.words("field")
    return f"{error.words('message')} ({field})" if field else f"{error.words('message')}"


def is_mirakl_error(answer: Answer, mask: Mask) -> bool:
    """Whether an error answer has one of the known shapes, so that a Mirakl instance has surely spoken."""
    return bool(their_words(answer, mask))
