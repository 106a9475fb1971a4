"""What mails that are believed change; runs inside a transaction, under the channel's lock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import MailState, RawMail
from guichet.platforms.mail import Mail, MailKind, Reading
from guichet.sync.mail_failure import fail_newest, fail_reported
from guichet.sync.mail_find import discussion_of, discussions_with
from guichet.sync.mail_known import Known
from guichet.sync.mail_say import Speech, say

# A copy may arrive before the question it answers; it waits this long for it.
COPY_WAITS = timedelta(days=1)
LOOK_AGAIN = timedelta(minutes=10)
_SAID_TOGETHER = (MailKind.MESSAGE, MailKind.NOTICE)


@dataclass(frozen=True, slots=True)
class Heard:
    """A mail that was understood and believed; `reading` is None for a delivery report."""

    row: RawMail
    mail: Mail
    reading: Reading | None


def apply_all(channel: Channel, heard: Sequence[Heard]) -> None:
    """Put mails where they belong, in their order; what became of each is written on its row, unsaved.

    Messages that follow one another are said together; everything else needs to see what came before it.
    """
    for are_said, run in groupby(heard, key=_is_said):
        if are_said:
            _say_together(channel, [(one.row, one.reading) for one in run if one.reading is not None])
        else:
            for one in run:
                _apply(channel, one)


def _is_said(one: Heard) -> bool:
    return one.reading is not None and one.reading.kind in _SAID_TOGETHER


def _say_together(channel: Channel, pairs: Sequence[tuple[RawMail, Reading]]) -> None:
    known = Known(channel, [reading for _, reading in pairs])
    speech = Speech(channel, known)
    for row, reading in pairs:
        _note(row, reading)
        if reading.message_key[:300] in known.keys:
            row.state = MailState.DUPLICATE
            continue
        found = discussion_of(known, reading)
        if found is None and not reading.home:
            _ignore(row, "A notice that belongs to no conversation here.")
        else:
            speech.add(row, reading, found)
    speech.say()


def _apply(channel: Channel, one: Heard) -> None:
    if one.reading is None:
        _report(channel, one.row, one.mail)
        return
    _note(one.row, one.reading)
    known = Known(channel, [one.reading])
    if one.reading.message_key[:300] in known.keys:
        one.row.state = MailState.DUPLICATE
    elif one.reading.kind == MailKind.COPY:
        _copy(channel, known, one.row, one.reading)
    elif one.reading.kind == MailKind.FAILURE:
        _failure(channel, one.row, one.reading)
    else:
        _ignore(one.row, one.reading.why)


def _note(row: RawMail, reading: Reading) -> None:
    row.kind, row.sent_at = reading.kind.value, reading.sent_at
    row.state, row.why = MailState.READ, ""


def _report(channel: Channel, row: RawMail, mail: Mail) -> None:
    """A delivery report does nothing but mark the one reply that it names, and is believed for no more."""
    row.kind, row.state, row.sent_at = MailKind.FAILURE.value, MailState.READ, mail.date
    row.discussion = fail_reported(channel, mail.reports)
    if row.discussion is None:
        _ignore(row, "A delivery report that names no failed reply of this channel.")


def _copy(channel: Channel, known: Known, row: RawMail, reading: Reading) -> None:
    """A copy joins the one discussion it can only belong to, and never opens one."""
    at, name = reading.sent_at or row.received_at, reading.buyer_name
    by_name = discussions_with(channel, name, at) if name else []
    named = discussion_of(known, reading) if reading.references else None
    found = named or (by_name[0] if len(by_name) == 1 else None)
    if found is not None:
        say(channel, known, [(row, reading, found)])
    elif len(by_name) > 1:
        _ignore(row, "A copy of an answer given elsewhere that may belong to several conversations.")
    elif timezone.now() < row.received_at + COPY_WAITS:
        row.state, row.look_at = MailState.NEW, timezone.now() + LOOK_AGAIN
        row.why = "A copy of an answer given elsewhere waits for the question it answers."
    else:
        _ignore(row, "A copy of an answer given elsewhere that belongs to no conversation here.")


def _failure(channel: Channel, row: RawMail, reading: Reading) -> None:
    row.discussion = fail_newest(channel, reading)
    if row.discussion is None:
        _ignore(row, "It speaks of a reply that did not arrive, and names none of ours.")
    row.message_key = reading.message_key[:300] or None


def _ignore(row: RawMail, why: str) -> None:
    row.state, row.why = MailState.IGNORED, why
