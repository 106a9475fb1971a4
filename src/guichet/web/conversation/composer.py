"""The answer zone: to whom, how long, with which files, and what went wrong."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from uuid import uuid4

from guichet.accounts.errors import Problem
from guichet.accounts.models import Channel
from guichet.accounts.viewer import Viewer
from guichet.inbox.file_way import WHY_NOT, FileWay, way_of
from guichet.inbox.link_lines import ENGLISH, line_of
from guichet.inbox.models import Attachment
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.platforms.manifest import Capabilities, manifest_of
from guichet.platforms.words import ParticipantKind, Platform
from guichet.web.money import size
from guichet.web.people import name_of_kind

BOTH = "BOTH"
AS_LINKS = "Files travel as links under the text, good for 90 days"
# What a usual link looks like, to say how much room one takes; the reply itself is counted exactly.
USUAL_NAME, USUAL_TOKEN = "document.pdf", "x" * 22
# Where the summary of errors leads for each field that an action names.
ANCHORS = {"body": "body", "recipients": "to", "attachmentIds": "files", "file": "files"}


@dataclass(frozen=True, slots=True)
class Draft:
    """What is in the composer: typed, refused or taken back. `to` is a ParticipantKind or BOTH."""

    body: str = ""
    to: str = ""
    files: Sequence[Attachment] = ()
    problems: Sequence[Problem] = ()
    key: str = field(default_factory=lambda: uuid4().hex)


@dataclass(frozen=True, slots=True)
class Choice:
    """A recipient, or both."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How long the text is, in the marketplace's own units; `level` is warn from 90 %, bad beyond."""

    length: int
    most: int
    level: str


@dataclass(frozen=True, slots=True)
class Composer:
    """The answer zone of one page; `obstacle` says why there is none."""

    draft: Draft
    choices: Sequence[Choice]
    limits: Capabilities | None
    obstacle: str
    problems: Sequence[tuple[str, str]]

    @property
    def count(self) -> Count | None:
        """The counter for the draft."""
        return count_of(self.draft.body, self.limits) if self.limits else None

    @property
    def counts_characters(self) -> bool:
        """Whether the script can count alone; otherwise it asks."""
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

    @property
    def link_hint(self) -> str:
        """That files leave as links under the text, and the room that they take; empty where they do not."""
        if self.limits is None or way_of(self.limits) is not FileWay.AS_LINKS:
            return ""
        if self.limits.max_body_length is None:
            return AS_LINKS
        room = self.limits.measure(line_of(USUAL_NAME, USUAL_TOKEN, ENGLISH)) + 1
        return f"{AS_LINKS}; each takes about {room} of the {self.limits.max_body_length} characters"

    @property
    def file_hint(self) -> str:
        """What the marketplace takes, in words; why there are no files where there are none."""
        if self.limits is None:
            return ""
        way = way_of(self.limits)
        if not way.is_open:
            return WHY_NOT[way]
        parts = []
        if self.limits.max_attachment_count:
            parts.append(f"up to {self.limits.max_attachment_count}")
        if self.limits.max_attachment_bytes:
            parts.append(f"{size(self.limits.max_attachment_bytes)} each")
        return f"Attach files ({', '.join(parts)})" if parts else "Attach files"


def composer_of(
    viewer: Viewer, row: DiscussionRow, channel: Channel, marketplace: str, draft: Draft
) -> Composer:
    """The answer zone that this viewer has here."""
    obstacle = _obstacle(viewer, row, channel, marketplace)
    return Composer(
        draft=draft,
        choices=_choices(row, marketplace, draft.to),
        limits=None if obstacle else limits_of(channel),
        obstacle=obstacle,
        problems=[(ANCHORS.get(p.field or "", "body"), p.message) for p in draft.problems],
    )


def limits_of(channel: Channel) -> Capabilities:
    """What a reply may carry there."""
    return manifest_of(Platform(channel.platform)).capabilities


def count_of(body: str, limits: Capabilities) -> Count | None:
    """The counter for a text as it would leave; None where the marketplace sets no limit."""
    most = limits.max_body_length
    if most is None:
        return None
    length = limits.measure(body.replace("\r\n", "\n").strip())
    return Count(length, most, "bad" if length > most else "warn" if length > most * 0.9 else "")


def recipients_of(to: str) -> list[ParticipantKind]:
    """The recipients that a choice stands for; none for anything else."""
    if to == BOTH:
        return [ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE]
    return [ParticipantKind(to)] if to in set(ParticipantKind) else []


def choice_of(recipients: Collection[str]) -> str:
    """The choice that stands for the recipients of a message."""
    return BOTH if len(recipients) > 1 else next(iter(recipients), "")


def _obstacle(viewer: Viewer, row: DiscussionRow, channel: Channel, marketplace: str) -> str:
    if not viewer.may_reply:
        return "Your role may only read. Ask an owner for the agent role to answer."
    if not channel.is_enabled:
        return f"{marketplace} is switched off for this store. Switch it on under Marketplaces to answer."
    if not row.recipient_kinds:
        return f"{marketplace} takes no answer in this discussion."
    return ""


def _choices(row: DiscussionRow, marketplace: str, to: str) -> list[Choice]:
    kinds = row.recipient_kinds
    customer = name_of_kind(row.participants, ParticipantKind.CUSTOMER) or "The customer"
    operator = name_of_kind(row.participants, ParticipantKind.MARKETPLACE) or marketplace
    found = []
    if ParticipantKind.CUSTOMER in kinds:
        found.append((ParticipantKind.CUSTOMER.value, customer))
    if len(kinds) > 1:
        found.append((BOTH, "Both"))
    if ParticipantKind.MARKETPLACE in kinds:
        found.append((ParticipantKind.MARKETPLACE.value, f"{operator} only" if len(kinds) > 1 else operator))
    chosen = to if to in dict(found) else next((value for value, _ in found), "")
    return [Choice(value, label, value == chosen) for value, label in found]
