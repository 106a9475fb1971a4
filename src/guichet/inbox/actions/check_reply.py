"""Refuses before the wire what a marketplace cannot carry."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guichet.accounts.errors import ErrorCode, Problem
from guichet.inbox.actions.check_files import file_problems
from guichet.inbox.link_lines import with_lines
from guichet.inbox.models import Attachment, Discussion
from guichet.platforms.manifest import Capabilities, manifest_of
from guichet.platforms.words import ParticipantKind, Platform

if TYPE_CHECKING:
    from guichet.inbox.actions.reply import ReplyRequest

MAX_HOLD_SECONDS = 3600
MAX_KEY_LENGTH = 200
MAX_SHOWN = 10
# A tag with a letter right behind "<", as in "<b>", "</p>", "<br/>"; "a < b" and "<3" are text.
HTML_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>|<!--")
LINK = re.compile(r"\b(https?://|www\.)\S", re.IGNORECASE)
WORDS = {
    ParticipantKind.CUSTOMER: gettext_lazy("the customer"),
    ParticipantKind.MARKETPLACE: gettext_lazy("the marketplace"),
}


def problems_of(
    discussion: Discussion, request: "ReplyRequest", files: Sequence[Attachment], links: Sequence[str] = ()
) -> list[Problem]:
    """Every reason why this reply cannot go, each with what to do about it; `links` go under its text."""
    capabilities = manifest_of(Platform(discussion.channel.platform)).capabilities
    return [
        *_channel_problems(discussion),
        *_body_problems(request.body.strip(), capabilities),
        *_length_problems(request.body.strip(), links, capabilities),
        *_recipient_problems(discussion, request.recipients),
        *_one_recipient_problems(request.recipients, capabilities),
        *file_problems(files, capabilities),
        *_option_problems(request),
    ]


def _channel_problems(discussion: Discussion) -> Iterator[Problem]:
    if not discussion.channel.is_enabled:
        message = _("This marketplace is switched off for the store; switch it on to answer.")
        yield Problem(ErrorCode.CONFLICT, message, "discussionId")


def _body_problems(body: str, limits: Capabilities) -> Iterator[Problem]:
    if not body:
        yield Problem(ErrorCode.REQUIRED, _("The answer is empty; write something."), "body")
        return
    if len(body) < limits.min_body_length:
        message = _("The answer is too short: this marketplace asks for %(least)s characters.")
        yield Problem(ErrorCode.INVALID, message % {"least": limits.min_body_length}, "body")
    if HTML_TAG.search(body):
        yield Problem(ErrorCode.INVALID, _("The answer holds HTML; write plain text, without tags."), "body")
    if "\x00" in body:
        yield Problem(ErrorCode.INVALID, _("The answer holds a character that text cannot have."), "body")
    if limits.unwritable and (strange := limits.unwritable(body)):
        message = _("This marketplace cannot carry some characters; write these in another way: %(marks)s")
        shown = " ".join(strange[:MAX_SHOWN])
        yield Problem(ErrorCode.INVALID, message % {"marks": shown}, "body")
    if limits.forbids_links and LINK.search(body):
        yield Problem(ErrorCode.INVALID, _("This marketplace forbids links in answers; take it out."), "body")


def _length_problems(body: str, links: Sequence[str], limits: Capabilities) -> Iterator[Problem]:
    length, longest = limits.measure(with_lines(body, links)), limits.max_body_length
    if not body or longest is None or length <= longest:
        return
    beyond = length - longest
    message = _(
        "The answer counts %(length)s characters here and this marketplace takes %(longest)s; "
        "shorten it by %(beyond)s."
    )
    if links:
        message = _(
            "The links to the files need room: with them the answer counts %(length)s characters and this "
            "marketplace takes %(longest)s; shorten it by %(beyond)s or leave a file out."
        )
    said = message % {"length": length, "longest": longest, "beyond": beyond}
    yield Problem(ErrorCode.TOO_LONG, said, "body")


def _recipient_problems(discussion: Discussion, recipients: Sequence[ParticipantKind]) -> Iterator[Problem]:
    possible = set(discussion.recipient_kinds)
    if not recipients:
        yield Problem(ErrorCode.REQUIRED, _("Say to whom the answer goes."), "recipients")
    if not possible:
        message = _("The marketplace takes no answer in this discussion.")
        yield Problem(ErrorCode.UNSUPPORTED, message, "recipients")
        return
    names = _(" or ").join(str(WORDS[ParticipantKind(kind)]) for kind in sorted(possible))
    for kind in sorted(set(recipients) - possible):
        who = WORDS.get(kind, _("yourself"))
        message = _("This discussion takes no answer to %(who)s; address it to %(names)s.")
        yield Problem(ErrorCode.INVALID, message % {"who": who, "names": names}, "recipients")


def _one_recipient_problems(recipients: Sequence[ParticipantKind], limits: Capabilities) -> Iterator[Problem]:
    if limits.one_recipient and len(set(recipients)) > 1:
        message = _(
            "This marketplace takes an answer to the customer or to the marketplace, not to both at once; "
            "write to each in an answer of its own."
        )
        yield Problem(ErrorCode.INVALID, message, "recipients")


def _option_problems(request: "ReplyRequest") -> Iterator[Problem]:
    if request.attach_invoice:
        message = _("This way of answering takes no invoice along; attach it as a file.")
        yield Problem(ErrorCode.UNSUPPORTED, message, "attachInvoice")
    if not 0 <= request.hold_seconds <= MAX_HOLD_SECONDS:
        message = _("An answer can be held back 0 to 3600 seconds.")
        yield Problem(ErrorCode.INVALID, message, "holdSeconds")
    if request.idempotency_key is not None and len(request.idempotency_key) > MAX_KEY_LENGTH:
        message = _("The idempotency key is longer than %(most)s characters; use a shorter one.")
        yield Problem(ErrorCode.TOO_LONG, message % {"most": MAX_KEY_LENGTH}, "idempotencyKey")
