"""What the database already holds of a page's threads: a few queries, whatever their number."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.deadlines import current_terms, first_answers
from guichet.inbox.models import Delivery, Discussion, Message
from guichet.platforms.deadlines import Terms
from guichet.platforms.manifest import manifest_of
from guichet.platforms.port import Thread
from guichet.platforms.words import Platform

# States in which one of our replies may still turn up at the marketplace under an id that we do not know.
UNMATCHED = (Delivery.SENDING, Delivery.CHECKING, Delivery.SENT, Delivery.FAILED)
COLUMNS = (
    "id", "marketplace_discussion_id", "message_count", "last_message_at", "is_read", "snippet",
    "initiator", "subject", "participants", "marketplace_message_count", "needs_reply_since",
    "answer_waived_at", "waived_since", "possible_recipients", "recipient_kinds", "product",
    "erased_until", "erased_unseen",
)  # fmt: skip


@dataclass(slots=True)
class Known:
    """Discussions by their marketplace id, and per discussion the messages that bear on this page."""

    discussions: dict[str, dict[str, Any]] = field(default_factory=dict)
    message_ids: dict[UUID, set[str]] = field(default_factory=lambda: defaultdict(set))
    unmatched: dict[UUID, list["OwnReply"]] = field(default_factory=lambda: defaultdict(list))
    unconfirmed_ids: set[str] = field(default_factory=set)
    terms: Terms = field(default_factory=Terms)
    # When the merchant first answered, where the terms ask for it.
    answered: dict[UUID, datetime] = field(default_factory=dict)
    # Replies that left before this and are not shown yet have not arrived.
    settled_before: datetime | None = None
    # Whether what was read once is shown again; a mail comes once, so that one after an erasure is new.
    shows_again: bool = True

    def may_still_appear(self, reply: "OwnReply") -> bool:
        """Whether the marketplace may take its time to show a reply."""
        return self.settled_before is None or reply.attempted_at > self.settled_before


@dataclass(slots=True)
class OwnReply:
    """A reply of ours that touched the wire and whose marketplace id we never learnt."""

    id: UUID
    body: str
    attempted_at: datetime
    recipients: frozenset[str] = frozenset()
    # The clock that it stopped when it was accepted.
    answers_since: datetime | None = None
    is_taken: bool = False


def known_of(channel: Channel, threads: Sequence[Thread]) -> Known:
    """Look all of them up; the rows are locked until the transaction ends."""
    manifest = manifest_of(Platform(channel.platform))
    known = Known(terms=current_terms(channel), settled_before=timezone.now() - manifest.settles_within)
    known.shows_again = manifest.reads_history
    ids = [t.marketplace_id for t in threads]
    rows = Discussion.objects.select_for_update().filter(channel=channel, marketplace_discussion_id__in=ids)
    for row in rows.order_by("id").values(*COLUMNS):
        known.discussions[row["marketplace_discussion_id"]] = row
    if known.discussions:
        _add_messages(known, threads)
    if known.discussions and known.terms.differs_when_running:
        known.answered = first_answers([row["id"] for row in known.discussions.values()])
    return known


def _add_messages(known: Known, threads: Sequence[Thread]) -> None:
    ours = [row["id"] for row in known.discussions.values()]
    asked = [m.marketplace_id for t in threads for m in t.messages]
    here = Message.objects.filter(discussion_id__in=ours)
    stored = here.filter(marketplace_message_id__in=asked)
    for discussion, message_id, delivery in stored.values_list(
        "discussion_id", "marketplace_message_id", "delivery"
    ):
        known.message_ids[discussion].add(message_id or "")
        if delivery in UNMATCHED:
            known.unconfirmed_ids.add(message_id or "")
    lost = here.filter(Q(delivery__in=UNMATCHED), marketplace_message_id=None).order_by("attempted_at")
    for discussion, reply, body, attempted_at, recipients, since in lost.values_list(
        "discussion_id", "id", "body", "attempted_at", "recipients", "answers_since"
    ):
        if attempted_at is not None:
            mine = OwnReply(reply, body, attempted_at, frozenset(recipients), since)
            known.unmatched[discussion].append(mine)
