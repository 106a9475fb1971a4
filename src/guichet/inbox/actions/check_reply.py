"""Refuses before the wire what a marketplace cannot carry."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, Problem
from guichet.inbox.file_way import WHY_NOT, way_of
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
WORDS = {ParticipantKind.CUSTOMER: "the customer", ParticipantKind.MARKETPLACE: "the marketplace"}


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
        *_file_problems(files, capabilities),
        *_option_problems(request),
    ]


def _channel_problems(discussion: Discussion) -> Iterator[Problem]:
    if not discussion.channel.is_enabled:
        message = "This marketplace is switched off for the store; switch it on to answer."
        yield Problem(ErrorCode.CONFLICT, message, "discussionId")


def _body_problems(body: str, limits: Capabilities) -> Iterator[Problem]:
    if not body:
        yield Problem(ErrorCode.REQUIRED, "The answer is empty; write something.", "body")
        return
    if len(body) < limits.min_body_length:
        message = f"The answer is too short: this marketplace asks for {limits.min_body_length} characters."
        yield Problem(ErrorCode.INVALID, message, "body")
    if HTML_TAG.search(body):
        yield Problem(ErrorCode.INVALID, "The answer holds HTML; write plain text, without tags.", "body")
    if "\x00" in body:
        yield Problem(ErrorCode.INVALID, "The answer holds a character that text cannot have.", "body")
    if limits.unwritable and (strange := limits.unwritable(body)):
        message = _("This marketplace cannot carry some characters; write these in another way: %(marks)s")
        shown = " ".join(strange[:MAX_SHOWN])
        yield Problem(ErrorCode.INVALID, message % {"marks": shown}, "body")
    if limits.forbids_links and LINK.search(body):
        yield Problem(ErrorCode.INVALID, "This marketplace forbids links in answers; take it out.", "body")


def _length_problems(body: str, links: Sequence[str], limits: Capabilities) -> Iterator[Problem]:
    length, longest = limits.measure(with_lines(body, links)), limits.max_body_length
    if not body or longest is None or length <= longest:
        return
    beyond = length - longest
    message = (
        f"The answer counts {length} characters here and this marketplace takes {longest}; "
        f"shorten it by {beyond}."
    )
    if links:
        message = (
            f"The links to the files need room: with them the answer counts {length} characters and this "
            f"marketplace takes {longest}; shorten it by {beyond} or leave a file out."
        )
    yield Problem(ErrorCode.TOO_LONG, message, "body")


def _recipient_problems(discussion: Discussion, recipients: Sequence[ParticipantKind]) -> Iterator[Problem]:
    possible = set(discussion.recipient_kinds)
    if not recipients:
        yield Problem(ErrorCode.REQUIRED, "Say to whom the answer goes.", "recipients")
    if not possible:
        yield Problem(
            ErrorCode.UNSUPPORTED, "The marketplace takes no answer in this discussion.", "recipients"
        )
        return
    names = " or ".join(WORDS[ParticipantKind(kind)] for kind in sorted(possible))
    for kind in sorted(set(recipients) - possible):
        who = WORDS.get(kind, "yourself")
        message = f"This discussion takes no answer to {who}; address it to {names}."
        yield Problem(ErrorCode.INVALID, message, "recipients")


def _one_recipient_problems(recipients: Sequence[ParticipantKind], limits: Capabilities) -> Iterator[Problem]:
    if limits.one_recipient and len(set(recipients)) > 1:
        message = _(
            "This marketplace takes an answer to the customer or to the marketplace, not to both at once; "
            "write to each in an answer of its own."
        )
        yield Problem(ErrorCode.INVALID, message, "recipients")


def file_problems(files: Sequence[Attachment], limits: Capabilities) -> list[Problem]:
    """Why these files cannot go there, be they stored already or only named and measured."""
    return list(_file_problems(files, limits))


def _file_problems(files: Sequence[Attachment], limits: Capabilities) -> Iterator[Problem]:
    way = way_of(limits)
    if files and not way.is_open:
        yield Problem(ErrorCode.UNSUPPORTED, WHY_NOT[way], "attachmentIds")
        return
    if limits.max_attachment_count is not None and len(files) > limits.max_attachment_count:
        message = f"{len(files)} files are too many; this marketplace takes {limits.max_attachment_count}."
        yield Problem(ErrorCode.TOO_LARGE, message, "attachmentIds")
    total = sum(file.size_bytes for file in files)
    if limits.max_total_bytes is not None and total > limits.max_total_bytes:
        message = (
            f"The files have {_megabytes(total)} together; at most {_megabytes(limits.max_total_bytes)} go."
        )
        yield Problem(ErrorCode.TOO_LARGE, message, "attachmentIds")
    for file in files:
        yield from _one_file_problems(file, limits)


def _one_file_problems(file: Attachment, limits: Capabilities) -> Iterator[Problem]:
    if limits.max_attachment_bytes is not None and file.size_bytes > limits.max_attachment_bytes:
        message = (
            f"{file.file_name} has {_megabytes(file.size_bytes)}; "
            f"this marketplace takes {_megabytes(limits.max_attachment_bytes)} a file."
        )
        yield Problem(ErrorCode.TOO_LARGE, message, "attachmentIds")
    extension = file.file_name.rpartition(".")[2].lower() if "." in file.file_name else ""
    allowed = limits.attachment_extensions
    if allowed is not None and extension not in allowed:
        message = f"{file.file_name}: this marketplace takes only {', '.join(allowed)} files."
        yield Problem(ErrorCode.INVALID, message, "attachmentIds")


def _option_problems(request: "ReplyRequest") -> Iterator[Problem]:
    if request.attach_invoice:
        message = "This way of answering takes no invoice along; attach it as a file."
        yield Problem(ErrorCode.UNSUPPORTED, message, "attachInvoice")
    if not 0 <= request.hold_seconds <= MAX_HOLD_SECONDS:
        yield Problem(ErrorCode.INVALID, "An answer can be held back 0 to 3600 seconds.", "holdSeconds")
    if request.idempotency_key is not None and len(request.idempotency_key) > MAX_KEY_LENGTH:
        message = f"The idempotency key is longer than {MAX_KEY_LENGTH} characters; use a shorter one."
        yield Problem(ErrorCode.TOO_LONG, message, "idempotencyKey")


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
