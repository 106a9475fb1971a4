"""What marketplaces send, made fit to be kept."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from guichet.inbox.ingest.known import OwnReply
from guichet.inbox.ingest.match import match_replies, same_words
from guichet.inbox.ingest.tidy import cleaned, merged
from guichet.platforms.port import Message, Participant, Thread
from guichet.platforms.words import DiscussionType, ParticipantKind

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
SHOP = Participant(ParticipantKind.MERCHANT, "Atelier Lumen")


def message(key: str, body: str, at: datetime = NOON, author: Participant = SHOP) -> Message:
    """A message as read."""
    return Message(key, author, (ParticipantKind.CUSTOMER,), body, at)


def thread(updated: datetime, *messages: Message) -> Thread:
    """A thread as read."""
    return Thread("t1", DiscussionType.ORDER, "Sujet", (SHOP,), (), NOON, updated, len(messages), messages)


def test_what_text_cannot_hold_is_left_out_at_any_depth() -> None:
    given = {"a": "x\x00y", "b": ["\ud800z", {"c": "fine \\u0000"}], "d": 1, "e": None}
    assert cleaned(given) == {"a": "xy", "b": ["z", {"c": "fine \\u0000"}], "d": 1, "e": None}


def test_a_thread_that_a_page_shows_twice_is_one_with_all_its_messages() -> None:
    older = thread(NOON, message("m1", "un"))
    newer = thread(NOON + timedelta(minutes=1), message("m1", "un"), message("m2", "deux"))
    (one,) = merged([newer, older])
    assert one.updated_at == newer.updated_at
    assert [m.marketplace_id for m in one.messages] == ["m1", "m2"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Bonjour,\n\nmerci", "Bonjour, merci"),
        ("Prix : 5\u00a0€", "Prix : 5 €"),
        ("A\r\nB", "A\nB"),
        ("zéro\u200blargeur", "zérolargeur"),
        ("e\u0301té", "été"),
    ],
)
def test_the_same_words_are_recognised_however_they_travelled(ours: str, theirs: str) -> None:
    assert same_words(ours) == same_words(theirs)


def test_each_reply_is_matched_once_and_only_by_what_the_shop_wrote_since() -> None:
    replies = [OwnReply(uuid4(), "Merci", NOON), OwnReply(uuid4(), "Merci", NOON)]
    customer = Participant(ParticipantKind.CUSTOMER, "Lina")
    read = [
        message("theirs", "Merci", author=customer),
        message("before", "Merci", NOON - timedelta(hours=1)),
        message("first", "Merci", NOON + timedelta(seconds=1)),
        message("second", "Merci", NOON + timedelta(seconds=2)),
        message("third", "Merci", NOON + timedelta(seconds=3)),
    ]
    matches = match_replies(replies, read)
    assert matches == {"first": replies[0].id, "second": replies[1].id}


def test_the_same_words_to_another_side_are_another_reply() -> None:
    to_customer = OwnReply(uuid4(), "Merci", NOON, frozenset({"CUSTOMER"}))
    to_marketplace = OwnReply(uuid4(), "Merci", NOON, frozenset({"MARKETPLACE"}))
    assert match_replies([to_marketplace], [message("m1", "Merci")]) == {}
    assert match_replies([to_marketplace, to_customer], [message("m1", "Merci")]) == {"m1": to_customer.id}
