"""A system that was down loses nothing, however transactions come and go meanwhile."""

import random
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from uuid import UUID

import pytest
from django.db import connection

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Channel
from guichet.accounts.models.keys import new_id
from guichet.accounts.viewer import Viewer
from guichet.events.queries.feed import changes_after
from guichet.events.queries.feed_cursor import FeedCursor, read_feed_cursor
from guichet.inbox.models import Discussion, Message
from guichet.inbox.queries.version import current_version
from tests.cast import Player
from tests.inbox.queries.rows import channel_in, discussion_in, message_in
from tests.second_session import second_session

pytestmark = pytest.mark.django_db
with_commits = pytest.mark.django_db(transaction=True)

SAYS = """
INSERT INTO message (id, account_id, discussion_id, author_kind, author_name, recipients, body, sent_at,
    created_at, delivery, checks)
SELECT %s, account_id, id, 'CUSTOMER', '', '{}', 'x', now(), now(), 'RECEIVED', 0
FROM discussion WHERE id = %s
"""


@dataclass
class Mirror:
    """Somebody outside who reads page by page, and what they hold by that."""

    viewer: Viewer
    cursor: str | None = None
    subjects: dict[UUID, str] = field(default_factory=dict)
    messages: set[UUID] = field(default_factory=set)

    def read(self, first: int = 3, *, from_start: bool = False) -> bool:
        """One page; whether there is more."""
        page = changes_after(self.viewer, self.cursor, first, from_start=from_start)
        self.cursor = str(page.cursor)
        ids = [change.discussion_id for change in page.changes]
        self.subjects |= dict(Discussion.objects.filter(id__in=ids).values_list("id", "subject"))
        self.messages |= {message for change in page.changes for message in change.message_ids}
        assert sum(len(c.message_ids) or 1 for c in page.changes) <= first
        return page.has_more

    def catch_up(self, first: int = 3) -> "Mirror":
        """All that is there now."""
        while self.read(first):
            pass
        return self

    def holds_all(self) -> bool:
        """Whether it is what the database holds."""
        ids = set(Message.objects.values_list("id", flat=True))
        return self.subjects == dict(Discussion.objects.values_list("id", "subject")) and ids <= self.messages


@with_commits
def test_a_thousand_random_interleavings_lose_nothing(auchan: Channel, alice: Player) -> None:
    chance = random.Random(6)
    discussions = [discussion_in(auchan).pk for _ in range(12)]
    mirror = Mirror(alice.viewer)
    mirror.read(from_start=True)
    with ExitStack() as stack:
        writers = [stack.enter_context(second_session()) for _ in range(3)]
        # Each has discussions of its own, so that nobody waits for a lock.
        own = {writer: discussions[number::3] for number, writer in enumerate(writers)}
        for step in range(1000):
            writer = chance.choice(writers)
            match chance.randrange(10):
                case 0 | 1 | 2 | 3:
                    subject, which = f"step {step}", chance.choice(own[writer])
                    writer.execute("UPDATE discussion SET subject = %s WHERE id = %s", [subject, which])
                case 4:
                    writer.execute(SAYS, [new_id(), chance.choice(own[writer])])
                case 5 | 6:
                    writer.commit()
                case 7:
                    writer.rollback()
                case _:
                    mirror.read(chance.randint(1, 4))
            if step % 100 == 99:
                assert mirror.catch_up().holds_all(), step
        for writer in writers:
            writer.commit()
    assert mirror.catch_up().holds_all()


@with_commits
def test_a_transaction_that_commits_late_is_in_a_later_page(auchan: Channel, alice: Player) -> None:
    early, late = discussion_in(auchan), discussion_in(auchan)
    mirror = Mirror(alice.viewer)
    assert mirror.read() is False
    assert mirror.subjects == {}
    with second_session() as other:
        other.execute("UPDATE discussion SET subject = 'early' WHERE id = %s", [early.pk])
        Discussion.objects.filter(id=late.pk).update(subject="late")
        assert mirror.catch_up().subjects == {late.pk: "late"}
        mirror.subjects.clear()
        assert mirror.catch_up().subjects == {}
        other.commit()
    assert mirror.catch_up().subjects == {early.pk: "early"}


def test_nothing_crosses_an_account_or_a_store(
    auchan: Channel, alice: Player, charlie: Player, bob: Player
) -> None:
    boulanger = channel_in(charlie.member.stores.get(), "mirakl-boulanger", "2")
    elsewhere = channel_in(bob.member.account.stores.earliest("name"), shop="3")
    first, second, foreign = (discussion_in(channel) for channel in (auchan, boulanger, elsewhere))
    seen = {}
    for who in (alice, charlie, bob):
        mirror = Mirror(who.viewer)
        mirror.read(100, from_start=True)
        seen[who] = set(mirror.subjects)
        assert mirror.messages == set(
            Message.objects.filter(discussion__in=seen[who]).values_list("id", flat=True)
        )
    assert seen == {alice: {first.pk, second.pk}, charlie: {second.pk}, bob: {foreign.pk}}


@with_commits
def test_what_a_restored_backup_brought_is_told_from_the_start(auchan: Channel, alice: Player) -> None:
    one = discussion_in(auchan)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE discussion DISABLE TRIGGER discussion_note")
        cursor.execute("UPDATE discussion SET changed_in = 9000000000000000000")
        cursor.execute("ALTER TABLE discussion ENABLE TRIGGER discussion_note")
    mirror = Mirror(alice.viewer)
    mirror.read(1, from_start=True)
    message_in(one, "Encore")
    Discussion.objects.update(subject="moved back among the others")
    assert mirror.catch_up(1).holds_all()


def test_a_cursor_of_another_database_begins_anew(auchan: Channel, alice: Player) -> None:
    discussion_in(auchan)
    foreign = str(FeedCursor(replace(current_version(), history="00000000")))
    page = changes_after(alice.viewer, foreign, 100)
    assert page.begins_anew
    assert len(page.changes) == 1


@pytest.mark.parametrize("text", ["", "x", "é", "c3RhcnR8eA", "a" * 700, "c3RhcnR8eHw1fDU"])
def test_a_cursor_that_guichet_never_gave_is_refused(text: str) -> None:
    with pytest.raises(RefusalError) as refused:
        read_feed_cursor(text)
    assert refused.value.problems[0].field == "after"


def test_a_cursor_comes_back_as_it_went(auchan: Channel) -> None:
    now = current_version()
    for cursor in (FeedCursor(None), FeedCursor(now), FeedCursor(None, now, (5, auchan.pk))):
        assert read_feed_cursor(str(cursor)) == cursor
