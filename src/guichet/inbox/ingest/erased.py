"""Keeps what was erased from coming back with the next synchronisation (docs/decisions/0022-retention.md)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from guichet.inbox.ingest.known import Known
from guichet.platforms.port import Message, Participant, Product, Thread
from guichet.platforms.words import ParticipantKind

Row = dict[str, Any]


def was_erased(before: Row | None) -> bool:
    """Whether nothing has come since the discussion was erased."""
    until = before["erased_until"] if before else None
    return until is not None and before is not None and before["last_message_at"] <= until


def without_erased(thread: Thread, before: Row | None, known: Known) -> Thread:
    """The thread as far as it may be taken in: without the messages up to the erasure.

    While there are none after it, subject and people stay erased too; with the first one all is as ever.
    What was never read here before the erasure is not missed: the count of the thread is that much smaller.
    """
    if before is None or before["erased_until"] is None or not known.shows_again:
        return thread
    here = known.message_ids[before["id"]]
    messages = _kept(thread.messages, before, here)
    count = max(0, thread.message_count - before["erased_unseen"])
    thread = replace(thread, messages=messages, message_count=count)
    is_silent = all(m.marketplace_id in here for m in messages)
    return _still_erased(thread, before) if is_silent and was_erased(before) else thread


def _kept(messages: Sequence[Message], before: Row, here: set[str]) -> tuple[Message, ...]:
    until = before["erased_until"]
    return tuple(m for m in messages if m.marketplace_id in here or m.sent_at > until)


def _still_erased(thread: Thread, before: Row) -> Thread:
    product = Product(**before["product"]) if before["product"] else thread.product
    return replace(
        thread,
        subject=before["subject"],
        participants=_people(before["participants"]),
        possible_recipients=(),
        product=product,
        messages=(),
        needs_reply_since=None,
    )


def _people(kept: Sequence[Row]) -> tuple[Participant, ...]:
    return tuple(Participant(**{**person, "kind": ParticipantKind(person["kind"])}) for person in kept)
