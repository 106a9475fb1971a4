"""Alice sees her company, Charlie one store of it, Bob nothing of it."""

from uuid import uuid4

import pytest

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.inbox import access
from guichet.inbox.models import Discussion
from tests.cast import Player
from tests.inbox.queries.rows import attachment_in, discussion_in, message_in, order_in


@pytest.fixture
def told(auchan: Channel) -> Discussion:
    """A discussion with a file and an order, in the first store."""
    row = discussion_in(auchan, order_ref="ORD-1")
    message_in(row, "Voici", "photo.jpg")
    order_in(auchan, "ORD-1")
    return row


def test_alice_sees_all_of_a_discussion(told: Discussion, alice: Player) -> None:
    assert access.one_discussion(alice.viewer, told.pk) == told
    assert access.messages(alice.viewer).count() == 2
    assert access.attachments(alice.viewer).count() == 1
    assert access.orders(alice.viewer).count() == 1


@pytest.mark.parametrize("name", ["bob", "charlie"])
def test_others_see_nothing_of_it(told: Discussion, name: str, request: pytest.FixtureRequest) -> None:
    viewer = request.getfixturevalue(name).viewer
    for door in (access.discussions, access.messages, access.attachments, access.orders):
        assert not door(viewer).exists()
    with pytest.raises(RefusalError) as refusal:
        access.one_discussion(viewer, told.pk)
    assert refusal.value.problems[0].code is ErrorCode.NOT_FOUND


def test_what_is_hidden_and_what_is_not_there_are_told_alike(told: Discussion, bob: Player) -> None:
    said = []
    for key in (told.pk, uuid4()):
        with pytest.raises(RefusalError) as refusal:
            access.one_discussion(bob.viewer, key)
        said.append(refusal.value.problems)
    assert said[0] == said[1]


def test_an_upload_without_a_discussion_is_seen_by_who_sees_all_and_by_who_made_it(
    alice: Player, charlie: Player, bob: Player
) -> None:
    account = alice.member.account_id
    of_alice = attachment_in(None, None, "a.pdf", account_id=account, uploaded_by=alice.member)
    of_charlie = attachment_in(None, None, "c.pdf", account_id=account, uploaded_by=charlie.member)
    assert set(access.attachments(alice.viewer)) == {of_alice, of_charlie}
    assert set(access.attachments(charlie.viewer)) == {of_charlie}
    assert not access.attachments(bob.viewer).exists()


def test_a_member_without_any_store_sees_nothing(told: Discussion, charlie: Player) -> None:
    charlie.member.stores.clear()
    assert charlie.viewer.store_ids == frozenset()
    assert not access.discussions(charlie.viewer).exists()
