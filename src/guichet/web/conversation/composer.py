"""The answer zone: to whom, how long, with which files, and what went wrong."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext as _

from guichet.accounts.errors import Problem
from guichet.accounts.models import Channel
from guichet.accounts.viewer import Viewer
from guichet.inbox.file_way import WHY_NOT, FileWay, way_of
from guichet.inbox.models import Attachment
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.platforms.manifest import Capabilities, manifest_of
from guichet.platforms.words import ParticipantKind, Platform
from guichet.web.conversation.counting import Count, count_of, room_of_link, warnings_of
from guichet.web.conversation.invoice import Offer
from guichet.web.money import size
from guichet.web.people import name_of_kind
from guichet.web.sentences import said

BOTH = "BOTH"
# Where the summary of errors leads for each field that an action names.
ANCHORS = {
    "body": "body",
    "recipients": "to",
    "attachmentIds": "files",
    "file": "files",
    "lastSeenMessageId": "thread",
    "attachInvoice": "with-invoice",
}
_writers = Signer(salt="guichet.writer")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is in the composer: typed, refused or taken back. `to` is a ParticipantKind or BOTH.

    `key` becomes the reply's idempotency key; `kept_at` says when it was kept last, if it was.
    """

    body: str = ""
    to: str = ""
    files: Sequence[Attachment] = ()
    problems: Sequence[Problem] = ()
    key: str = field(default_factory=lambda: uuid4().hex)
    kept_at: datetime | None = None
    with_invoice: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A recipient, or both."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Composer:
    """The answer zone of one page; `obstacle` says why there is none.

    `seen_id` is the newest message on the page, `writer` says who had the page, should the sign-in end.
    """

    draft: Draft
    choices: Sequence[Choice]
    limits: Capabilities | None
    obstacle: str
    problems: Sequence[tuple[str, str]]
    count: Count | None
    warnings: Sequence[str]
    standing_warning: str
    file_hint: str
    link_hint: str
    seen_id: UUID | None
    writer: str
    invoice: Offer | None = None

    @property
    def counts_characters(self) -> bool:
        """Whether the script can count while one types; otherwise the server tells a moment later."""
        return self.limits is not None and self.limits.measure is len

    @property
    def accept(self) -> str:
        """The `accept` of the file field."""
        extensions = self.limits.attachment_extensions if self.limits else None
        return ",".join(f".{e}" for e in extensions) if extensions else ""

    @property
    def takes_files(self) -> bool:
        """Whether files can be chosen at all."""
        return self.limits is not None and way_of(self.limits).is_open


def composer_of(
    viewer: Viewer,
    row: DiscussionRow,
    channel: Channel,
    marketplace: str,
    draft: Draft,
    seen_id: UUID | None = None,
    invoice: Offer | None = None,
) -> Composer:
    """The answer zone that this viewer has here."""
    obstacle = _obstacle(viewer, row, channel, marketplace)
    limits = None if obstacle else limits_of(channel)
    return Composer(
        draft=draft,
        choices=_choices(row, marketplace, draft.to, limits),
        limits=limits,
        obstacle=obstacle,
        problems=[(ANCHORS.get(p.field or "", "body"), p.message) for p in draft.problems],
        count=count_of(draft.body, limits, row, draft.files) if limits else None,
        warnings=warnings_of(draft.body, limits) if limits else [],
        standing_warning=said(manifest_of(Platform(channel.platform)).warning) if limits else "",
        file_hint=_file_hint(limits) if limits else "",
        link_hint=_link_hint(limits, row) if limits else "",
        seen_id=seen_id,
        writer=_writers.sign(viewer.member_id.hex),
        invoice=invoice if limits and way_of(limits).is_open else None,
    )


def limits_of(channel: Channel) -> Capabilities:
    """What a reply may carry there."""
    return manifest_of(Platform(channel.platform)).capabilities


def writer_of(signed: str) -> UUID | None:
    """Whose composer it was; None when the word is not ours."""
    try:
        return UUID(_writers.unsign(signed))
    except (BadSignature, ValueError):
        return None


def recipients_of(to: str) -> list[ParticipantKind]:
    """The recipients that a choice stands for; none for anything else."""
    if to == BOTH:
        return [ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE]
    return [ParticipantKind(to)] if to in set(ParticipantKind) else []


def choice_of(recipients: Collection[str]) -> str:
    """The choice that stands for the recipients of a message."""
    return BOTH if len(recipients) > 1 else next(iter(recipients), "")


def _link_hint(limits: Capabilities, row: DiscussionRow) -> str:
    """That files leave as links under the text, and the room that they take; empty where they do not."""
    if way_of(limits) is not FileWay.AS_LINKS:
        return ""
    if limits.max_body_length is None:
        return _("Files travel as links under the text, good for 90 days")
    hint = _(
        "Files travel as links under the text, good for 90 days; "
        "each takes about %(room)s of the %(most)s characters"
    )
    return hint % {"room": room_of_link(limits, row), "most": limits.max_body_length}


def _file_hint(limits: Capabilities) -> str:
    """What the marketplace takes, in words; why there are no files where there are none."""
    way = way_of(limits)
    if not way.is_open:
        return str(WHY_NOT[way])
    parts = []
    if limits.max_attachment_count:
        parts.append(_("up to %(count)s") % {"count": limits.max_attachment_count})
    if limits.max_attachment_bytes:
        parts.append(_("%(size)s each") % {"size": size(limits.max_attachment_bytes)})
    return _("Attach files (%(limits)s)") % {"limits": ", ".join(parts)} if parts else _("Attach files")


def _obstacle(viewer: Viewer, row: DiscussionRow, channel: Channel, marketplace: str) -> str:
    if not viewer.may_reply:
        return _("Your role may only read. Ask an owner for the agent role to answer.")
    if not channel.is_enabled:
        sentence = _(
            "%(marketplace)s is switched off for this store. Switch it on under Marketplaces to answer."
        )
        return sentence % {"marketplace": marketplace}
    if not row.recipient_kinds:
        return _("%(marketplace)s takes no answer in this discussion.") % {"marketplace": marketplace}
    return ""


def _choices(row: DiscussionRow, marketplace: str, to: str, limits: Capabilities | None) -> list[Choice]:
    kinds = row.recipient_kinds
    customer = name_of_kind(row.participants, ParticipantKind.CUSTOMER) or _("The customer")
    operator = name_of_kind(row.participants, ParticipantKind.MARKETPLACE) or marketplace
    found = []
    if ParticipantKind.CUSTOMER in kinds:
        found.append((ParticipantKind.CUSTOMER.value, customer))
    if len(kinds) > 1 and not (limits and limits.one_recipient):
        found.append((BOTH, _("Both")))
    if ParticipantKind.MARKETPLACE in kinds:
        only = _("%(name)s only") % {"name": operator}
        found.append((ParticipantKind.MARKETPLACE.value, only if len(kinds) > 1 else operator))
    chosen = to if to in dict(found) else next((value for value, _label in found), "")
    return [Choice(value, label, value == chosen) for value, label in found]
