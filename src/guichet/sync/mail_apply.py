"""What a mail that is believed changes; runs inside its transaction, under the channel's lock."""

from datetime import timedelta

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion, MailState, RawMail
from guichet.platforms.mail import Mail, MailKind, Reading
from guichet.sync.mail_failure import fail_newest, fail_reported
from guichet.sync.mail_find import discussion_of, discussions_with
from guichet.sync.mail_say import say
from guichet.sync.mail_stranger import as_stranger

# A copy may arrive before the question it answers; it waits this long for it.
COPY_WAITS = timedelta(days=1)
LOOK_AGAIN = timedelta(minutes=10)


def apply(channel: Channel, row: RawMail, reading: Reading) -> None:
    """Put a reading where it belongs; what became of it is written on the row, which the caller saves."""
    if row.is_accepted:
        reading = as_stranger(row, reading)
    row.kind, row.sent_at = reading.kind.value, reading.sent_at
    row.state, row.why = MailState.READ, ""
    if _is_known(channel, row, reading):
        row.state = MailState.DUPLICATE
        return
    match reading.kind:
        case MailKind.MESSAGE:
            say(channel, row, reading, discussion_of(channel, reading))
        case MailKind.NOTICE:
            _notice(channel, row, reading)
        case MailKind.COPY:
            _copy(channel, row, reading)
        case MailKind.FAILURE:
            _failure(channel, row, reading)
        case MailKind.IGNORED:
            _ignore(row, reading.why)


def apply_report(channel: Channel, row: RawMail, mail: Mail) -> None:
    """A delivery report does nothing but mark the one reply that it names, and is believed for no more."""
    row.kind, row.state, row.sent_at = MailKind.FAILURE.value, MailState.READ, mail.date
    row.discussion = fail_reported(channel, mail.reports)
    if row.discussion is None:
        _ignore(row, "A delivery report that names no failed reply of this channel.")


def _is_known(channel: Channel, row: RawMail, reading: Reading) -> bool:
    if not reading.message_key:
        return False
    known = RawMail.objects.filter(channel=channel, message_key=reading.message_key[:300])
    return known.exclude(id=row.pk).exists()


def _notice(channel: Channel, row: RawMail, reading: Reading) -> None:
    found = discussion_of(channel, reading)
    if found is None and not reading.home:
        _ignore(row, "A notice that belongs to no conversation here.")
        return
    say(channel, row, reading, found)


def _copy(channel: Channel, row: RawMail, reading: Reading) -> None:
    """A copy joins the one discussion it can only belong to, and never opens one."""
    at, name = reading.sent_at or row.received_at, reading.buyer_name
    by_name = discussions_with(channel, name, at) if name else []
    found = _named(channel, reading) or (by_name[0] if len(by_name) == 1 else None)
    if found is not None:
        say(channel, row, reading, found)
    elif len(by_name) > 1:
        _ignore(row, "A copy of an answer given elsewhere that may belong to several conversations.")
    elif timezone.now() < row.received_at + COPY_WAITS:
        row.state, row.look_at = MailState.NEW, timezone.now() + LOOK_AGAIN
        row.why = "A copy of an answer given elsewhere waits for the question it answers."
    else:
        _ignore(row, "A copy of an answer given elsewhere that belongs to no conversation here.")


def _named(channel: Channel, reading: Reading) -> Discussion | None:
    return discussion_of(channel, reading) if reading.references else None


def _failure(channel: Channel, row: RawMail, reading: Reading) -> None:
    row.discussion = fail_newest(channel, reading)
    if row.discussion is None:
        _ignore(row, "It speaks of a reply that did not arrive, and names none of ours.")
    row.message_key = reading.message_key[:300] or None


def _ignore(row: RawMail, why: str) -> None:
    row.state, row.why = MailState.IGNORED, why
