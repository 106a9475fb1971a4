"""Refusals in words, and as the errors the engine understands.

Which HTTP status goes with an error is unknown, so the document is read first, whatever the status.
"""

from guichet.platforms.errors import Busy, ConnectorError, NeedsOwner, Refused, Uncertain
from guichet.platforms.fnac_darty.verdict import Verdict
from guichet.platforms.http.masking import Mask

KEY_REFUSED = (
    "The marketplace refuses these credentials: partner id, shop id or key is wrong, or they do not belong "
    "together. Copy all three again, for this brand and country."
)
NOT_THE_API = (
    "This address does not answer like the API of Fnac Darty. Leave the address empty to use the usual one."
)
TOKEN_REFUSED = "The marketplace refuses the token that it has just given."  # noqa: S105 - a sentence
CUT_SHORT = "The marketplace's answer was cut short or is not what was asked for."


class NoAnswerError(Busy):
    """What came back is no answer of the service. `is_whole`: asking for the same again will not help."""

    def __init__(self, why: str, status: int, raw: bytes, *, is_whole: bool) -> None:
        super().__init__(why)
        self.status = status
        self.raw = raw
        self.is_whole = is_whole


class RefusedQueryError(Busy):
    """This very question is refused, which need not hold for others."""

    def __init__(self, why: str, codes: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.codes = codes


def unanswered_read(status: int, raw: bytes, *, is_whole: bool) -> NoAnswerError:
    """What an answer without a readable document means to a read."""
    why = CUT_SHORT if status < 400 else f"The marketplace answered with error {status}."
    return NoAnswerError(why, status, raw, is_whole=is_whole)


def unanswered_send(status: int) -> ConnectorError:
    """The same to a send: only a refusal on the way in proves that nothing was done."""
    if 400 <= status < 500:
        return Refused(f"The marketplace did not let this reply in (error {status}).")
    return Uncertain(
        "The marketplace answered in an unknown way. Whether the reply arrived is being checked."
    )


def refused_login(verdict: Verdict, mask: Mask) -> ConnectorError:
    """What it means that `auth` gave no token."""
    if verdict.is_login_refused or verdict.is_not_valid:
        return NeedsOwner(KEY_REFUSED)
    return Busy(quoted("The marketplace gave no token", verdict, mask))


def refused_read(verdict: Verdict, mask: Mask) -> Busy:
    """What it means that a query was not answered, once the token is known to be good."""
    why = quoted("The marketplace did not answer", verdict, mask)
    return Busy(why) if verdict.status == "FATAL" else RefusedQueryError(why, verdict.codes)


def quoted(sentence: str, verdict: Verdict, mask: Mask) -> str:
    """A sentence with the service's own explanation behind it."""
    said = verdict.words(mask)
    return f"{sentence}: {said}." if said else f"{sentence}."
