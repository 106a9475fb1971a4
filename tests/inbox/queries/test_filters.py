"""Each filter, and any of them together, gives what reading every row would give."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import Discussion, DiscussionStatus, Message
from guichet.inbox.queries.discussion_list import (
    DiscussionFilter,
    DiscussionOrder,
    count_discussions,
    list_discussions,
)
from guichet.platforms.words import DiscussionType
from tests.cast import Company, Player
from tests.inbox.queries.rows import HOUR, NOON, channel_in, discussion_in, failed_reply_in

WORDS = ["lampe", "colis", "retour", "facture", "livraison"]


@pytest.fixture
def many(auchan: Channel, boulanger: Channel, elsewhere: Channel) -> list[Discussion]:
    """Eighty discussions of every kind, some of Bob's among them."""
    chance = random.Random(7)
    rows = [_made(chance, chance.choice([auchan, boulanger]), number) for number in range(80)]
    for number in range(8):
        _made(chance, elsewhere, number)
    return rows


def _made(chance: random.Random, channel: Channel, number: int) -> Discussion:
    waits = chance.random() < 0.4
    name = chance.choice(["Élodie", "Jürgen", "Noé"])
    row = discussion_in(
        channel,
        said=[chance.choice(WORDS) for _ in range(chance.randint(0, 3))],
        subject=f"{chance.choice(WORDS)} {number}",
        participants=[{"kind": "CUSTOMER", "name": name, "email": f"c{number}@example.com"}],
        type=chance.choice(list(DiscussionType)),
        status=chance.choice(DiscussionStatus.values),
        is_read=chance.random() < 0.5,
        order_ref=chance.choice([None, "ORD-1", "ORD-2"]),
        needs_reply_since=NOON if waits else None,
        reply_due_at=_due(number) if waits and chance.random() < 0.8 else None,
        # Many at the same moment, so that the id has to decide.
        last_message_at=NOON + timedelta(hours=chance.randint(0, 20)),
    )
    if chance.random() < 0.1:
        failed_reply_in(row)
    return row


def _due(number: int) -> datetime:
    """Some over, some soon, some later; none so near to a border that it passes it during a test."""
    return timezone.now() + timedelta(minutes=15 * (number - 40) + 7)


def _left(row: Discussion) -> timedelta | None:
    is_due = row.needs_reply_since is not None and row.reply_due_at is not None
    return row.reply_due_at - timezone.now() if is_due and row.reply_due_at else None


def _is_overdue(row: Discussion) -> bool:
    left = _left(row)
    return left is not None and left < timedelta(0)


def _is_due_soon(row: Discussion) -> bool:
    left = _left(row)
    return left is not None and timedelta(0) <= left <= timedelta(hours=2)


def _text_of(row: Discussion) -> str:
    said = Message.objects.filter(discussion=row).values_list("body", flat=True)
    people = [p["name"] + "\n" + p["email"] for p in row.participants]
    return "\n".join([row.subject, *people, *said]).lower()


def _choices(company: Company) -> dict[str, tuple[list[Any], Callable[[Discussion, Any], bool]]]:
    """For each filter: values to try, and whether a row satisfies one."""
    stores = [(company.store.pk,), (company.other_store.pk,), (company.store.pk, company.other_store.pk), ()]
    return {
        "store_ids": (stores, lambda d, v: d.store_id in v),
        "marketplaces": ([("mirakl-auchan",), ("nowhere",)], lambda d, v: d.marketplace in v),
        "types": ([(DiscussionType.ORDER,), tuple(DiscussionType)], lambda d, v: d.type in v),
        "statuses": (
            [(DiscussionStatus.OPEN,), (DiscussionStatus.SOLVED, DiscussionStatus.CLOSED)],
            lambda d, v: d.status in v,
        ),
        "is_read": ([True, False], lambda d, v: d.is_read == v),
        "needs_reply": ([True, False], lambda d, v: (d.needs_reply_since is not None) == v),
        "order_id": (["ORD-1", " ORD-2 ", "ORD"], lambda d, v: d.order_ref == v.strip()),
        "participant": (["elod", "JURG", "c1", "@"], lambda d, v: _folds_into(_people(d), v)),
        "subject": (["lampe", "LAM", "1", "zz"], lambda d, v: v.lower() in d.subject.lower()),
        "text": (["retour", "noe", "e", "example.com", "qq"], lambda d, v: _folds_into(_text_of(d), v)),
        "last_message_after": ([NOON + 5 * HOUR], lambda d, v: d.last_message_at > v),
        "last_message_before": ([NOON + 15 * HOUR], lambda d, v: d.last_message_at < v),
        "has_failed": (
            [True, False],
            lambda d, v: Message.objects.filter(discussion=d, delivery="FAILED").exists() == v,
        ),
        "is_overdue": ([True, False], lambda d, v: _is_overdue(d) == v),
        "is_due_soon": ([True, False], lambda d, v: _is_due_soon(d) == v),
    }


def _people(row: Discussion) -> str:
    return "\n".join(f"{p['name']}\n{p['email']}" for p in row.participants)


def _folds_into(text: str, needle: str) -> bool:
    plain = text.lower().replace("é", "e").replace("ü", "u")
    return needle.lower() in plain


def _listed(who: Player, wanted: DiscussionFilter, order: DiscussionOrder, first: int) -> list[str]:
    """Every page of a list, one after another."""
    found: list[str] = []
    after = None
    while True:
        page = list_discussions(who.viewer, wanted, order, first, after)
        assert len(page.rows) == len(page.cursors) <= first
        assert page.has_previous == (after is not None)
        found += [str(row.id) for row in page.rows]
        if not page.has_next:
            return found
        after = page.cursors[-1]


def _expected(rows: list[Discussion], order: DiscussionOrder) -> list[str]:
    newest = sorted(rows, key=lambda d: (d.last_message_at, str(d.pk)), reverse=True)
    if order is DiscussionOrder.LAST_MESSAGE_ASC:
        newest.reverse()
    if order is DiscussionOrder.REPLY_DUE_ASC:
        urgent = sorted((d for d in newest if d.reply_due_at), key=lambda d: (d.reply_due_at, str(d.pk)))
        newest = urgent + [d for d in newest if d.reply_due_at is None]
    return [str(d.pk) for d in newest]


def test_each_filter_alone(many: list[Discussion], alice: Player, lumen: Company) -> None:
    for name, (values, holds) in _choices(lumen).items():
        for value in values:
            wanted = DiscussionFilter(**{name: value})
            expected = [d for d in many if holds(d, value)]
            order = DiscussionOrder.LAST_MESSAGE_DESC
            assert _listed(alice, wanted, order, 7) == _expected(expected, order), wanted
            assert count_discussions(alice.viewer, wanted) == len(expected), wanted


@pytest.mark.parametrize("order", list(DiscussionOrder))
def test_filters_combined_in_every_order(
    order: DiscussionOrder, many: list[Discussion], alice: Player, lumen: Company
) -> None:
    chance = random.Random(order)
    choices = _choices(lumen)
    answered = 0
    for _ in range(60):
        picked = {name: chance.choice(choices[name][0]) for name in chance.sample(sorted(choices), 2)}
        expected = [d for d in many if all(choices[name][1](d, value) for name, value in picked.items())]
        wanted = DiscussionFilter(**picked)
        assert _listed(alice, wanted, order, chance.randint(1, 9)) == _expected(expected, order), wanted
        assert count_discussions(alice.viewer, wanted) == len(expected), wanted
        answered += len(expected)
    assert answered > 300


def test_each_deadline_filter_finds_some(many: list[Discussion], alice: Player) -> None:
    for wanted in (DiscussionFilter(is_overdue=True), DiscussionFilter(is_due_soon=True)):
        assert 0 < count_discussions(alice.viewer, wanted) < len(many)
    neither = DiscussionFilter(needs_reply=True, is_overdue=False, is_due_soon=False)
    assert count_discussions(alice.viewer, neither) > 0


def test_what_no_longer_waits_is_neither_overdue_nor_due_soon(auchan: Channel, alice: Player) -> None:
    for minutes in (-30, 30):
        discussion_in(auchan, reply_due_at=timezone.now() + timedelta(minutes=minutes))
    for wanted in (DiscussionFilter(is_overdue=True), DiscussionFilter(is_due_soon=True)):
        assert count_discussions(alice.viewer, wanted) == 0
        assert list_discussions(alice.viewer, wanted).rows == []


def test_charlie_gets_his_store_whatever_he_asks_for(
    many: list[Discussion], charlie: Player, lumen: Company
) -> None:
    his = {str(d.pk) for d in many if d.store_id == lumen.other_store.pk}
    everything = DiscussionFilter()
    assert set(_listed(charlie, everything, DiscussionOrder.REPLY_DUE_ASC, 10)) == his
    assert count_discussions(charlie.viewer, everything) == len(his)
    hers = DiscussionFilter(store_ids=(lumen.store.pk,))
    assert _listed(charlie, hers, DiscussionOrder.LAST_MESSAGE_DESC, 10) == []
    assert count_discussions(charlie.viewer, hers) == 0


def test_bob_gets_nothing_of_the_others(many: list[Discussion], bob: Player, lumen: Company) -> None:
    ids = set(_listed(bob, DiscussionFilter(), DiscussionOrder.LAST_MESSAGE_DESC, 50))
    assert len(ids) == 8
    assert not ids & {str(d.pk) for d in many}
    assert count_discussions(bob.viewer, DiscussionFilter(text="lampe")) < 9


def test_characters_that_no_row_can_hold_match_nothing(many: list[Discussion], alice: Player) -> None:
    for wanted in (DiscussionFilter(order_id="a\0b"), DiscussionFilter(marketplaces=("\0",))):
        assert list_discussions(alice.viewer, wanted).rows == []


def test_blank_needles_ask_for_nothing(many: list[Discussion], alice: Player) -> None:
    wanted = DiscussionFilter(text="  ", subject="", participant="\t")
    assert count_discussions(alice.viewer, wanted) == len(many)


def test_channels_of_the_same_marketplace_are_one_for_the_filter(alice: Player, lumen: Company) -> None:
    for shop, store in (("8", lumen.store), ("9", lumen.other_store)):
        discussion_in(channel_in(store, "mirakl-auchan", shop))
    assert count_discussions(alice.viewer, DiscussionFilter(marketplaces=("mirakl-auchan",))) == 2
