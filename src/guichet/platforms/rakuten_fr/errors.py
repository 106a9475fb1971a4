"""Rakuten's refusals in words, and as the errors the engine understands.

Which HTTP status goes with an `errorresponse` is not known: the body decides, whatever the status.
"""

from dataclasses import dataclass
from datetime import datetime

from guichet.platforms.errors import Busy, ConnectorError, MissingRight, NeedsOwner, Unreadable
from guichet.platforms.http import Answer
from guichet.platforms.http.masking import Mask
from guichet.platforms.rakuten_fr.document import Part, document
from guichet.platforms.rakuten_fr.moments import next_full_hour
from guichet.platforms.text import one_line

LOGIN_REFUSED = (
    "Rakuten refuses the login or the token. The login is your seller name, not your e-mail address; "
    "the token is a key made in your Rakuten account, under settings, Tokens."
)
NOT_RAKUTEN = "This address does not answer like Rakuten's web service. Check it."
CUT_SHORT = "Rakuten's answer was cut short or is not what was asked for."
_RIGHTS = {
    "messages": "This Rakuten account may not read messages through the web service. Ask Rakuten for it.",
    "orders": "This Rakuten account may not read its orders through the web service. Ask Rakuten for it.",
}
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Refusal:
    """An `errorresponse`. `said` is their message with its details, on one line."""

    kind: str
    code: str
    said: str

    @property
    def is_login(self) -> bool:
        """Login and token do not belong together."""
        return self.code == "InvalidUserConnection"

    @property
    def is_quota(self) -> bool:
        """The hour's calls are used up."""
        return self.code == "InvalidUserRights" and "quota" in self.said.casefold()

    @property
    def is_right(self) -> bool:
        """The account may not make this call."""
        return self.code == "InvalidUserRights" and not self.is_quota

    @property
    def is_about_parameters(self) -> bool:
        """Something in the call is wrong, an unknown item among it."""
        return self.code == "ParameterError"

    @property
    def is_about_item(self) -> bool:
        """The item is not known, or not ours."""
        return self.is_about_parameters and "itemid" in self.said

    @property
    def is_surely_nothing_done(self) -> bool:
        """Whether they refused us, rather than failed themselves."""
        return self.kind == "Sender" or self.is_login or self.code == "InvalidUserRights"


def refusal_of(root: Part, mask: Mask) -> Refusal | None:
    """The refusal in an answer; None where it is none."""
    if root.name != "errorresponse":
        return None
    error = root.child("error")
    details = [one_line(detail.content) for detail in error.child("details").children("detail")]
    parts = [part.rstrip(". ") for part in (error.words("message") or "", *details) if part.strip(". ")]
    said = ": ".join(part for part in (*parts[:1], "; ".join(parts[1:])) if part)
    return Refusal(error.words("type") or "", error.words("code") or "", mask(said)[:_LONGEST])


def is_rakutens(answer: Answer, action: str, mask: Mask) -> bool:
    """Whether Rakuten itself speaks, and gives what was asked for or refuses us for certain."""
    try:
        root = document(answer.body)
    except Unreadable:
        return False
    refusal = refusal_of(root, mask)
    if refusal is not None:
        return refusal.is_surely_nothing_done
    return root.name == f"{action}result" and root.child("response").exists


class Unparsed(Busy):
    """An answer came that is not what was asked for; asking again may help."""


def read_answer(answer: Answer, action: str, mask: Mask) -> Part | Refusal:
    """The root of an answer to a read, or the refusal in it; Unparsed where it is neither."""
    try:
        root = document(answer.body)
    except Unreadable as error:
        raise _no_answer(answer) from error
    refusal = refusal_of(root, mask)
    if refusal is not None:
        return refusal
    if root.name != f"{action}result" or not root.child("response").exists:
        raise _no_answer(answer)
    return root


def _no_answer(answer: Answer) -> Unparsed:
    return Unparsed(CUT_SHORT if answer.status < 400 else f"Rakuten answered with error {answer.status}.")


def refused_read(refusal: Refusal, feature: str, now: datetime) -> ConnectorError:
    """What a refusal of a read means to the engine."""
    if refusal.is_login:
        return NeedsOwner(LOGIN_REFUSED)
    if refusal.is_quota:
        return quota(now)
    if refusal.is_right:
        return MissingRight(_RIGHTS[feature], feature)
    return Busy(f"Rakuten answered with an error: {refusal.said or refusal.code}.")


def quota(now: datetime) -> Busy:
    """Calls are counted by the hour, so the next one brings new ones."""
    return Busy("Rakuten takes no more calls in this hour.", next_full_hour(now))
