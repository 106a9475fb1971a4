"""What changed since a page looked: nothing is missed, and nothing of others is told."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.actions.assign_merchant_id import assign_merchant_id
from guichet.inbox.actions.set_read import set_read
from guichet.inbox.actions.set_status import set_status
from guichet.inbox.models import Delivery, Discussion, DiscussionStatus, Message
from guichet.inbox.queries import changes
from guichet.inbox.queries.changes import Changes, changes_since
from guichet.inbox.queries.version import Version, current_version, read_version, version_of
from tests.cast import Player
from tests.inbox.queries.rows import NOON, attachment_in, discussion_in, failed_reply_in, message_in
from tests.second_session import second_session

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other_session(db: None) -> Iterator["psycopg.Connection"]:
    """Somebody else's connection, with a transaction of its own."""
    with second_session() as other:
        yield other


def told(viewer: Player, since: Version) -> set[UUID] | None:
    """The ids that the viewer is told."""
    found = changes_since(viewer.viewer, since).discussions
    return None if found is None else set(found)


def test_nothing_is_told_while_nothing_changes(auchan: Channel, alice: Player) -> None:
    discussion_in(auchan)
    found = changes_since(alice.viewer, current_version())
    assert found.is_nothing
    assert changes_since(alice.viewer, found.version).is_nothing


def test_every_change_that_a_page_can_show_is_told(auchan: Channel, alice: Player) -> None:
    one = discussion_in(auchan)
    reply = failed_reply_in(one)
    message = Message.objects.get(discussion=one, author_kind="CUSTOMER")
    file = attachment_in(one, message, "photo.png")
    discussion_in(auchan)
    deadline = {"needs_reply_since": NOON, "reply_due_at": NOON}
    deeds: list[Callable[[], object]] = [
        lambda: set_status(alice.viewer, [one.pk], DiscussionStatus.SOLVED),
        lambda: set_read(alice.viewer, [one.pk], is_read=True),
        lambda: assign_merchant_id(alice.viewer, one.pk, "T-1"),
        lambda: Discussion.objects.filter(id=one.pk).update(**deadline),
        lambda: Message.objects.filter(id=reply.pk).update(delivery=Delivery.SENT),
        lambda: message_in(one, "Encore une question"),
        lambda: type(file).objects.filter(id=file.pk).update(state="FAILED"),
        lambda: Message.objects.filter(id=reply.pk).delete(),
    ]
    for deed in deeds:
        since = current_version()
        deed()
        assert told(alice, since) == {one.pk}


def test_a_new_discussion_is_told(auchan: Channel, alice: Player) -> None:
    since = current_version()
    assert told(alice, since) == set()
    one = discussion_in(auchan)
    assert told(alice, since) == {one.pk}


def test_a_thread_that_was_only_read_again_is_no_change(auchan: Channel, alice: Player) -> None:
    one = discussion_in(auchan)
    since = current_version()
    Discussion.objects.filter(id=one.pk).update(last_sync_at=timezone.now(), updated_at=timezone.now())
    assert told(alice, since) == set()


def test_a_transaction_that_began_early_and_commits_late_is_told(
    auchan: Channel, alice: Player, other_session: "psycopg.Connection"
) -> None:
    early, late = discussion_in(auchan), discussion_in(auchan)
    other_session.execute("UPDATE discussion SET status = 'SOLVED' WHERE id = %s", [early.pk])
    since = current_version()
    set_status(alice.viewer, [late.pk], DiscussionStatus.PENDING)
    first = changes_since(alice.viewer, since)
    assert first.discussions == (late.pk,)
    assert changes_since(alice.viewer, first.version).is_nothing
    other_session.commit()
    assert changes_since(alice.viewer, first.version).discussions == (early.pk,)


def test_what_is_rolled_back_is_no_change(auchan: Channel, alice: Player) -> None:
    one, since = discussion_in(auchan), current_version()
    with transaction.atomic():
        set_status(alice.viewer, [one.pk], DiscussionStatus.SOLVED)
        transaction.set_rollback(True)
    assert told(alice, since) == set()


def test_nothing_crosses_an_account_or_a_store(
    auchan: Channel, boulanger: Channel, elsewhere: Channel, alice: Player, charlie: Player, bob: Player
) -> None:
    in_first, in_second, foreign = (discussion_in(c) for c in (auchan, boulanger, elsewhere))
    since = current_version()
    for one in (in_first, in_second, foreign):
        Discussion.objects.filter(id=one.pk).update(status="CLOSED")
    assert told(alice, since) == {in_first.pk, in_second.pk}
    assert told(charlie, since) == {in_second.pk}
    assert told(bob, since) == {foreign.pk}
    since = current_version()
    for one in (in_first, in_second, foreign):
        failed_reply_in(one)
    assert told(alice, since) == {in_first.pk, in_second.pk}
    assert told(charlie, since) == {in_second.pk}
    assert told(bob, since) == {foreign.pk}
    assert changes_since(charlie.viewer, since, in_first.pk).is_nothing
    assert changes_since(bob.viewer, since, in_first.pk).is_nothing


def test_one_discussion_alone(auchan: Channel, alice: Player) -> None:
    one, other = discussion_in(auchan), discussion_in(auchan)
    since = current_version()
    set_status(alice.viewer, [other.pk], DiscussionStatus.SOLVED)
    assert changes_since(alice.viewer, since, one.pk).is_nothing
    failed_reply_in(one)
    assert changes_since(alice.viewer, since, one.pk).discussions == (one.pk,)


def test_a_version_of_another_history_means_everything(auchan: Channel, alice: Player) -> None:
    elsewhere = replace(current_version(), history="00000000")
    assert changes_since(alice.viewer, elsewhere).discussions is None
    assert changes_since(alice.viewer, None).discussions is None


def test_more_than_a_page_can_take_means_everything(
    auchan: Channel, alice: Player, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST", 2)
    since = current_version()
    for _ in range(3):
        discussion_in(auchan)
    assert changes_since(alice.viewer, since).discussions is None


def test_numbers_that_a_backup_brought_along_are_no_change(auchan: Channel, alice: Player) -> None:
    one = discussion_in(auchan)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE discussion DISABLE TRIGGER discussion_note")
        cursor.execute("UPDATE discussion SET changed_in = 9000000000000000000")
        cursor.execute("ALTER TABLE discussion ENABLE TRIGGER discussion_note")
    since = current_version()
    assert changes_since(alice.viewer, since).is_nothing
    set_status(alice.viewer, [one.pk], DiscussionStatus.SOLVED)
    assert told(alice, since) == {one.pk}


@pytest.mark.parametrize(
    "text",
    ["", "x", "00000000-5:3:", "00000000-3:9:9", "00000000-3:9:5,4", "00000000-0:9:", "00000000-3:9:2", None,
     "00000000-3:9:4,", "00000000-99999999999999999999:1:", "0000000g-3:9:", "00000000-3:9:4,4"],
)  # fmt: skip
def test_a_version_that_guichet_never_gave_is_none(text: str | None) -> None:
    assert read_version(text) is None


def test_a_version_comes_back_as_it_went(db: None) -> None:
    now = current_version()
    assert read_version(str(now)) == now
    assert read_version("0123abcd-3:9:4,7") == Version("0123abcd", "3:9:4,7")
    crowded = version_of(f"3:900:{','.join(map(str, range(4, 100)))}", "any")
    assert crowded.snapshot == "3:3:"
    assert len(str(crowded)) < 200


def test_changes_are_plain_about_nothing() -> None:
    assert Changes(Version("", "1:1:"), ()).is_nothing
    assert not Changes(Version("", "1:1:"), None).is_nothing
