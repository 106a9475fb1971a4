"""A message that the marketplace changes after it was read: its new words are shown, the old ones kept."""

import pytest

from guichet.accounts.models import Channel
from guichet.inbox.models import Message, MessageSearch
from guichet.inbox.queries.discussion_list import DiscussionFilter, count_discussions
from guichet.inbox.queries.earlier_words import earlier_words
from guichet.sync.pull import synchronise
from sandbox.mirakl import MiraklOperator, Post
from tests.cast import Player

pytestmark = pytest.mark.django_db


def test_new_words_are_shown_found_and_the_old_ones_kept(
    channel: Channel, operator: MiraklOperator, alice: Player
) -> None:
    thread = operator.add_thread("Appelez-moi au 06 00 00 00 00.")
    synchronise(channel.pk)
    operator.moderate(thread.id, "Appelez-moi au [masqué].")
    synchronise(channel.pk)
    message = Message.objects.get()
    assert message.body == "Appelez-moi au [masqué]."
    assert message.edited_at is not None
    assert [was["body"] for was in message.earlier] == ["Appelez-moi au 06 00 00 00 00."]
    assert "masque" in MessageSearch.objects.get().words
    assert count_discussions(alice.viewer, DiscussionFilter(text="[masqué]")) == 1
    assert count_discussions(alice.viewer, DiscussionFilter(text="06 00 00")) == 0


def test_the_same_words_again_are_no_edit(channel: Channel, operator: MiraklOperator) -> None:
    thread = operator.add_thread("Bonjour,<br />où est mon colis ?")
    synchronise(channel.pk)
    operator.moderate(thread.id, "Bonjour,<br/><br/>  où est mon colis ?")
    synchronise(channel.pk)
    message = Message.objects.get()
    assert message.edited_at is None
    assert message.earlier == []


def test_each_edit_is_kept_once(channel: Channel, operator: MiraklOperator) -> None:
    thread = operator.add_thread([Post("Un."), Post("Deux.")])
    synchronise(channel.pk)
    for words in ("Trois.", "Quatre."):
        operator.moderate(thread.id, words)
        synchronise(channel.pk)
        synchronise(channel.pk)
    message = Message.objects.exclude(edited_at=None).get()
    assert [was["body"] for was in message.earlier] == ["Deux.", "Trois."]
    assert Message.objects.count() == 2


def test_the_api_tells_what_was_said_before(
    channel: Channel, operator: MiraklOperator, alice: Player
) -> None:
    thread = operator.add_thread("Un.")
    synchronise(channel.pk)
    assert earlier_words(alice.viewer, [Message.objects.get().pk]) == {}
    operator.moderate(thread.id, "Deux.")
    synchronise(channel.pk)
    message = Message.objects.get()
    (words,) = earlier_words(alice.viewer, [message.pk])[message.pk]
    assert words.body == "Un."
    assert words.until == message.edited_at
