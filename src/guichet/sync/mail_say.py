"""Adds messages to their discussions, through the one way in that all connectors share."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from guichet.accounts.models import Channel
from guichet.inbox.ingest import ingest_threads
from guichet.inbox.models import Discussion, Message, RawMail
from guichet.platforms.mail import MailFile, Reading
from guichet.platforms.port import AttachmentRef, Thread
from guichet.platforms.port import Message as ReadMessage
from guichet.platforms.words import ParticipantKind
from guichet.sync.mail_files import keep_files
from guichet.sync.mail_known import Known
from guichet.sync.mail_remember import remember
from guichet.sync.mail_thread import thread_with


class Speech:
    """Messages that are said together: threads grow one message at a time and are ingested once."""

    def __init__(self, channel: Channel, known: Known) -> None:
        self._channel, self._known = channel, known
        self._threads: dict[str, Thread] = {}
        self._said: list[tuple[RawMail, Reading, str]] = []

    def add(self, row: RawMail, reading: Reading, discussion: Discussion | None) -> None:
        """One message more; `discussion` is None where it opens one."""
        message = _message(row, reading)
        thread = thread_with(discussion, reading, message, self._known.said(discussion))
        before = self._threads.get(thread.marketplace_id)
        if before is not None:
            thread = replace(
                thread,
                messages=(*before.messages, message),
                updated_at=max(before.updated_at, thread.updated_at),
            )
        self._threads[thread.marketplace_id] = thread
        self._said.append((row, reading, thread.marketplace_id))
        self._known.keys.add(message.marketplace_id)
        self._known.note(thread, reading, row.header_id)

    def say(self) -> None:
        """Ingest them all; every row learns where its words went. The caller saves the rows."""
        if not self._said:
            return
        ingest_threads(self._channel, list(self._threads.values()))
        places = self._places()
        messages = self._messages(places)
        for row, reading, home in self._said:
            row.discussion_id = places[home]
            row.message_key = reading.message_key[:300]
            row.message_id = messages.get((row.discussion_id, row.message_key))
        keep_files([(row, reading.files) for row, reading, _ in self._said if reading.files])
        remember(self._channel, [(places[home], reading) for _, reading, home in self._said])

    def _places(self) -> dict[str, UUID]:
        rows = Discussion.objects.filter(
            channel=self._channel, marketplace_discussion_id__in=list(self._threads)
        )
        return dict(rows.values_list("marketplace_discussion_id", "id"))

    def _messages(self, places: dict[str, UUID]) -> dict[tuple[UUID, str | None], UUID]:
        rows = Message.objects.filter(
            discussion__in=list(places.values()),
            marketplace_message_id__in=[reading.message_key[:300] for _, reading, _ in self._said],
        )
        found = rows.values_list("discussion_id", "marketplace_message_id", "id")
        return {(discussion_id, key): message_id for discussion_id, key, message_id in found}


def say(channel: Channel, known: Known, said: Sequence[tuple[RawMail, Reading, Discussion | None]]) -> None:
    """Say what belongs to discussions that are known already."""
    speech = Speech(channel, known)
    for row, reading, discussion in said:
        speech.add(row, reading, discussion)
    speech.say()


def _message(row: RawMail, reading: Reading) -> ReadMessage:
    """The port's message; a reading without an author cannot be said."""
    if reading.author is None:
        raise ValueError("a message without an author")
    return ReadMessage(
        marketplace_id=reading.message_key[:300],
        author=reading.author,
        recipients=_recipients(reading),
        body=reading.body,
        sent_at=reading.sent_at or row.received_at,
        original=reading.original if reading.original != reading.body else None,
        attachments=tuple(_ref(row, number, file) for number, file in enumerate(reading.files)),
        asks=reading.asks,
    )


def _recipients(reading: Reading) -> tuple[ParticipantKind, ...]:
    is_ours = reading.author is not None and reading.author.kind == ParticipantKind.MERCHANT
    return (ParticipantKind.CUSTOMER,) if is_ours else (ParticipantKind.MERCHANT,)


def _ref(row: RawMail, number: int, file: MailFile) -> AttachmentRef:
    return AttachmentRef(f"{row.pk}:{number}", file.file_name, len(file.content), file.content_type)
