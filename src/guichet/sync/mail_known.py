"""What the database holds that bears on a handful of mails: a fixed number of queries for any number."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.ingest.tidy import participant_json
from guichet.inbox.models import Discussion, MailReference, MailState, Message, RawMail
from guichet.platforms.mail import MailKind, Reading
from guichet.platforms.port import Thread
from guichet.sync.mail_ids import reply_id_of

# A buyer's alias alone joins a discussion that was spoken in not longer ago than this.
SAME_BUYER = timedelta(days=30)


class Known:
    """The discussions that readings may belong to, kept in step while their messages are added."""

    def __init__(self, channel: Channel, readings: Sequence[Reading]) -> None:
        self._channel = channel
        self.keys = _keys(channel, readings)
        self._by_reference: dict[str, list[Discussion]] = defaultdict(list)
        self._by_home: dict[str, Discussion] = {}
        references = {reference for reading in readings for reference in reading.references}
        self._add_orders(_values(references, "order"))
        self._add_replies(_values(references, "mail"))
        self._add_mails(_values(references, "mail"))
        self._add_remembered(references)
        self._add_homes({reading.home for reading in readings if reading.home})
        self._said = _said(self._all())

    def by(self, reference: str) -> Discussion | None:
        """The discussion that a reference names."""
        return next(iter(self._by_reference.get(reference, ())), None)

    def by_home(self, home: str) -> Discussion | None:
        """The discussion of this name."""
        return self._by_home.get(home)

    def said(self, discussion: Discussion | None) -> list[datetime]:
        """When the mails that can be answered were written, the oldest first."""
        if discussion is None:
            return []
        if discussion.pk not in self._said:
            # Found by a name, which no reference leads to.
            self._said |= _said([discussion])
        return self._said[discussion.pk]

    def note(self, thread: Thread, reading: Reading, header_id: str) -> None:
        """A message was added: the mails after it in this handful must see it."""
        discussion = self._by_home.get(thread.marketplace_id) or Discussion(
            channel=self._channel, marketplace_discussion_id=thread.marketplace_id
        )
        _update(discussion, thread)
        self._by_home[thread.marketplace_id] = discussion
        remembered = [*reading.references, f"mail:{header_id}"]
        remembered += [f"order:{thread.order_id}"] if thread.order_id else []
        for reference in remembered:
            known = [d for d in self._by_reference[reference] if d is not discussion]
            self._by_reference[reference] = [discussion, *known]
        said = self._said.setdefault(discussion.pk, [])
        if reading.kind == MailKind.MESSAGE and reading.sent_at is not None:
            insort(said, reading.sent_at)

    def _all(self) -> list[Discussion]:
        return list(self._by_home.values())

    def _add(self, reference: str, discussion: Discussion) -> None:
        """One object a discussion, however many references lead to it."""
        same = self._by_home.setdefault(discussion.marketplace_discussion_id, discussion)
        self._by_reference[reference].append(same)

    def _add_orders(self, orders: Iterable[str]) -> None:
        rows = Discussion.objects.filter(channel=self._channel, order_ref__in=list(orders))
        for row in rows.order_by("-last_message_at"):
            self._add(f"order:{row.order_ref}", row)

    def _add_replies(self, header_ids: Iterable[str]) -> None:
        ours = {reply: header for header in header_ids if (reply := reply_id_of(header)) is not None}
        rows = Message.objects.filter(id__in=list(ours), discussion__channel=self._channel)
        for row in rows.select_related("discussion"):
            self._add(f"mail:{ours[row.pk]}", row.discussion)

    def _add_mails(self, header_ids: Iterable[str]) -> None:
        rows = RawMail.objects.filter(
            channel=self._channel,
            header_id__in=[header[:300] for header in header_ids],
            state=MailState.READ,
            discussion__isnull=False,
        )
        for row in rows.defer("body").select_related("discussion"):
            if row.discussion is not None:
                self._add(f"mail:{row.header_id}", row.discussion)

    def _add_remembered(self, references: Iterable[str]) -> None:
        asked = [ref[:300] for ref in references if not ref.startswith(("order:", "mail:"))]
        rows = MailReference.objects.filter(channel=self._channel, reference__in=asked)
        lately = timezone.now() - SAME_BUYER
        for row in rows.select_related("discussion").order_by("-seen_at"):
            if not row.reference.startswith("alias:") or row.seen_at >= lately:
                self._add(row.reference, row.discussion)

    def _add_homes(self, homes: Iterable[str]) -> None:
        missing = [home for home in homes if home not in self._by_home]
        rows = Discussion.objects.filter(channel=self._channel, marketplace_discussion_id__in=missing)
        for row in rows:
            self._by_home.setdefault(row.marketplace_discussion_id, row)


def _values(references: Iterable[str], kind: str) -> list[str]:
    prefix = f"{kind}:"
    return [reference.removeprefix(prefix) for reference in references if reference.startswith(prefix)]


def _keys(channel: Channel, readings: Sequence[Reading]) -> set[str]:
    asked = [reading.message_key[:300] for reading in readings if reading.message_key]
    rows = RawMail.objects.filter(channel=channel, message_key__in=asked)
    return {key for key in rows.values_list("message_key", flat=True) if key}


def _said(discussions: Sequence[Discussion]) -> dict[UUID, list[datetime]]:
    mails = RawMail.objects.filter(
        discussion__in=[d.pk for d in discussions],
        kind=MailKind.MESSAGE.value,
        is_accepted=False,
        sent_at__isnull=False,
    )
    found: dict[UUID, list[datetime]] = {d.pk: [] for d in discussions}
    for discussion_id, sent_at in mails.order_by("sent_at").values_list("discussion_id", "sent_at"):
        if discussion_id in found and sent_at:
            found[discussion_id].append(sent_at)
    return found


def _update(discussion: Discussion, thread: Thread) -> None:
    discussion.type, discussion.subject = thread.type.value, thread.subject
    discussion.participants = [participant_json(person) for person in thread.participants]
    discussion.possible_recipients = [participant_json(person) for person in thread.possible_recipients]
    discussion.order_ref = thread.order_id
    discussion.product = asdict(thread.product) if thread.product else None
    discussion.message_count = thread.message_count
    discussion.needs_reply_since = thread.needs_reply_since
    discussion.created_at = thread.created_at
