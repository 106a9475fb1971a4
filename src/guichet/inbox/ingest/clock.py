"""Since when an answer is awaited and until when: what the marketplace says, and what people said here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from guichet.inbox.ingest.known import Known
from guichet.platforms.port import Message, Thread
from guichet.platforms.words import ParticipantKind

Row = dict[str, Any]
# What is older and awaits nothing arrives read (docs/decisions/0008-import.md).
PAST = timedelta(days=30)
NEVER: dict[str, Any] = {"needs_reply_since": None, "answer_waived_at": None, "waived_since": None}


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of one discussion, as its row holds it; all None while nothing is awaited."""

    needs_reply_since: datetime | None = None
    reply_due_at: datetime | None = None
    marketplace_due_at: datetime | None = None
    answer_waived_at: datetime | None = None
    waived_since: datetime | None = None

    def columns(self) -> Row:
        """As JSON."""
        return {
            "needs_reply_since": _text(self.needs_reply_since),
            "reply_due_at": _text(self.reply_due_at),
            "marketplace_due_at": _text(self.marketplace_due_at),
            "answer_waived_at": _text(self.answer_waived_at),
            "waived_since": _text(self.waived_since),
        }


def clock_of(thread: Thread, before: Row | None, telling: Sequence[Message], known: Known) -> Clock:
    """The clock after a thread was read; `telling` are its messages that tell something new.

    What was asked up to the moment when a person said that no answer is needed stays waived, however often
    the marketplace repeats it; what came after it starts the clock.
    """
    since, was = thread.needs_reply_since, before or NEVER
    if since is None or _is_answered(since, before, known):
        return Clock()
    waived_at: datetime | None = was["answer_waived_at"]
    if waived_at is None or since > waived_at:
        return _running(thread, since, None, before, known)
    goes_on = None if was["waived_since"] else was["needs_reply_since"]
    since_then = goes_on or _first_asked(telling)
    if since_then is not None:
        return _running(thread, since_then, waived_at, before, known)
    told = thread.reply_due_at
    return Clock(None, None, told, waived_at, since if was["waived_since"] else None)


def is_past(last_said_at: datetime, clock: Clock) -> bool:
    """Whether a thread that is met for the first time is history: long silent, and nothing is awaited."""
    return clock.needs_reply_since is None and last_said_at < timezone.now() - PAST


def _is_answered(since: datetime, before: Row | None, known: Known) -> bool:
    """Whether a reply to this very moment was accepted that the marketplace does not show yet."""
    accepted = known.unmatched[before["id"]] if before else ()
    return any(
        reply.answers_since is not None
        and since <= reply.answers_since
        and not reply.is_taken
        and known.may_still_appear(reply)
        for reply in accepted
    )


def _running(
    thread: Thread, since: datetime, waived_at: datetime | None, before: Row | None, known: Known
) -> Clock:
    told = thread.reply_due_at
    answered_at = _first_answer(thread, before, known)
    is_running = answered_at is not None and answered_at < since
    due = known.terms.due_at(since, told=told, is_running=is_running)
    return Clock(since, due, told, waived_at)


def _first_asked(messages: Sequence[Message]) -> datetime | None:
    """When the first of them was written that asks for an answer."""
    asked = [m.sent_at for m in messages if m.asks and m.author.kind != ParticipantKind.MERCHANT]
    return min(asked, default=None)


def _first_answer(thread: Thread, before: Row | None, known: Known) -> datetime | None:
    """When the merchant first wrote, as far as the terms ask for it."""
    stored = known.answered.get(before["id"]) if before else None
    read = [m.sent_at for m in thread.messages if m.author.kind == ParticipantKind.MERCHANT]
    return min([*read, *([stored] if stored else [])], default=None)


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
