"""The numbers that are kept are those that are there, whoever writes and how."""

import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.invariants import broken_of
from guichet.inbox.models import (
    Discussion,
    DiscussionSearch,
    DiscussionStatus,
    DiscussionTally,
    Message,
    MessageSearch,
)
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.tally import is_kept, tally_of
from tests.cast import Player
from tests.inbox.queries.rows import discussion_in
from tests.second_session import second_session

STATUSES = tuple(DiscussionStatus)
CHOSEN = (None, (), STATUSES[:1], STATUSES[1:3])


def is_broken() -> bool:
    return "discussion.tally" in {one.name for one in broken_of()}


def shuffle(dice: random.Random) -> None:
    """Change something of some discussions, by one statement."""
    ids = list(Discussion.objects.values_list("id", flat=True))
    some = Discussion.objects.filter(id__in=dice.sample(ids, min(len(ids), 5)))
    match dice.randrange(5):
        case 0:
            some.update(status=dice.choice(STATUSES))
        case 1:
            some.update(is_read=dice.random() < 0.5, snippet="other words")
        case 2:
            some.update(needs_reply_since=dice.choice([None, timezone.now()]))
        case 3:
            some.update(snippet="the same kind")
        case _:
            with connection.cursor() as cursor:
                cursor.execute("UPDATE discussion SET is_read = NOT is_read, status = 'CLOSED'")


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_written_is_counted(
    seed: int, auchan: Channel, boulanger: Channel, alice: Player
) -> None:
    dice = random.Random(seed)
    for _ in range(30):
        if dice.random() < 0.4:
            discussion_in(dice.choice([auchan, boulanger]), status=dice.choice(STATUSES))
        shuffle(dice)
        assert not is_broken()
    assert tally_of(alice.viewer).number(DiscussionFilter()) == Discussion.objects.count()
    for holding in (MessageSearch, DiscussionSearch, Message):
        holding.objects.all().delete()
    Discussion.objects.exclude(status="CLOSED").delete()
    assert not is_broken()
    Discussion.objects.all().delete()
    assert tally_of(alice.viewer).number(DiscussionFilter()) == 0


def test_every_kept_filter_is_answered(auchan: Channel, boulanger: Channel, alice: Player) -> None:
    for number in range(24):
        channel = (auchan, boulanger)[number % 2]
        waits = timezone.now() if number % 3 else None
        discussion_in(channel, status=STATUSES[number % 4], is_read=number % 5 == 0, needs_reply_since=waits)
    tally, rows = tally_of(alice.viewer), list(Discussion.objects.all())
    for stores in (None, (), (auchan.store_id,), (auchan.store_id, boulanger.store_id)):
        for statuses in CHOSEN:
            for is_read in (None, True, False):
                for waits_too in (None, True, False):
                    wanted = DiscussionFilter(
                        store_ids=stores, statuses=statuses, is_read=is_read, needs_reply=waits_too
                    )
                    assert is_kept(wanted)
                    assert tally.number(wanted) == sum(
                        (stores is None or row.store_id in stores)
                        and (statuses is None or row.status in statuses)
                        and is_read in (None, row.is_read)
                        and waits_too in (None, row.needs_reply_since is not None)
                        for row in rows
                    ), wanted
    unread = Counter(row.store_id for row in rows if not row.is_read)
    assert tally.unread_by_store() == unread
    for other in (DiscussionFilter(text="x"), DiscussionFilter(types=()), DiscussionFilter(is_overdue=False)):
        assert not is_kept(other)


@pytest.mark.django_db(transaction=True)
def test_many_hands_at_once_keep_it_right(auchan: Channel, boulanger: Channel) -> None:
    ids = [discussion_in((auchan, boulanger)[number % 2]).pk for number in range(40)]

    def work(seed: int) -> None:
        dice = random.Random(seed)
        try:
            for _ in range(25):
                one = Discussion.objects.filter(id=dice.choice(ids))
                with transaction.atomic():
                    one.update(status=dice.choice(STATUSES), is_read=dice.random() < 0.5)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as hands:
        list(hands.map(work, range(6)))
    assert not is_broken()
    # Two stores, four statuses, read or not, and six hands.
    assert DiscussionTally.objects.count() <= 2 * 4 * 2 * 6


@pytest.fixture
def colleague(db: None) -> Iterator["psycopg.Connection"]:
    """A connection that can hold a number."""
    with second_session() as other:
        yield other


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_a_number_that_another_holds(
    auchan: Channel, colleague: "psycopg.Connection"
) -> None:
    ours, theirs = discussion_in(auchan), discussion_in(auchan)
    colleague.execute("UPDATE discussion SET is_read = NOT is_read WHERE id = %s", [theirs.pk])
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '5s'")
        cursor.execute("UPDATE discussion SET is_read = NOT is_read WHERE id = %s", [ours.pk])
        cursor.execute("SET lock_timeout TO DEFAULT")
    assert not is_broken()
    colleague.commit()
    assert not is_broken()


def test_a_wrong_number_is_found_and_counted_again(auchan: Channel) -> None:
    discussion_in(auchan)
    DiscussionTally.objects.update(count=7)
    assert is_broken()
    with connection.cursor() as cursor:
        cursor.execute("SELECT guichet_count_discussions()")
    assert not is_broken()
