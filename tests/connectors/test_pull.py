import pytest

from guichet.platforms.errors import Busy, NeedsOwner, Unreachable
from guichet.platforms.words import DiscussionType, ParticipantKind
from tests.connectors.asking import LONG_AGO, Pulled, bodies, pull, read
from tests.connectors.rehearsal import Rehearsal


def test_a_first_pull_brings_everything_once(rehearsal: Rehearsal) -> None:
    ids = rehearsal.fill(230, messages_each=2)
    pulled = pull(rehearsal.connector())
    assert set(pulled.threads) == set(ids)
    assert len(pulled.messages) == 460
    assert pulled.pages > 1
    assert pulled.is_complete


def test_an_empty_marketplace_closes_its_pass(rehearsal: Rehearsal) -> None:
    pulled = pull(rehearsal.connector())
    assert (pulled.threads, pulled.pages, pulled.is_complete) == ({}, 1, True)


def test_a_discussion_is_understood(rehearsal: Rehearsal) -> None:
    thread_id = rehearsal.write("Où est ma lampe ?", files=[("photo.jpg", b"jpeg")])
    thread = pull(rehearsal.connector()).threads[thread_id]
    (message,) = thread.messages
    assert thread.type is DiscussionType.ORDER
    assert thread.order_id == rehearsal.order_of(thread_id)
    assert thread.subject
    assert thread.message_count == 1
    assert thread.needs_reply_since == message.sent_at
    assert message.body == "Où est ma lampe ?"
    assert message.author.kind is ParticipantKind.CUSTOMER
    assert message.author in thread.participants
    assert message.recipients == (ParticipantKind.MERCHANT,)
    assert [(a.file_name, a.size_bytes) for a in message.attachments] == [("photo.jpg", 4)]
    assert ParticipantKind.CUSTOMER in {p.kind for p in thread.possible_recipients}


def test_the_next_pull_asks_for_little_and_misses_nothing(rehearsal: Rehearsal) -> None:
    rehearsal.fill(150)
    pulled = pull(rehearsal.connector())
    calls, pages = rehearsal.calls(), pulled.pages
    new = rehearsal.write("Encore moi")
    pulled.pull(rehearsal.connector())
    assert new in pulled.threads
    assert pulled.pages == pages + 1
    assert rehearsal.calls() == calls + 1


def test_a_new_message_in_an_old_discussion_comes(rehearsal: Rehearsal) -> None:
    thread_id = rehearsal.fill(1)[0]
    pulled = pull(rehearsal.connector())
    rehearsal.write("Toujours rien ?", thread=thread_id)
    pulled.pull(rehearsal.connector())
    assert bodies(pulled.threads[thread_id].messages, ParticipantKind.CUSTOMER)[-1] == "Toujours rien ?"


def test_a_pull_goes_on_where_it_died(rehearsal: Rehearsal) -> None:
    ids = rehearsal.fill(230)
    pulled = Pulled().pull(rehearsal.connector(), most_pages=1)
    assert not pulled.is_complete
    seen = len(pulled.threads)
    pulled.pull(rehearsal.connector())
    assert seen < len(ids)
    assert set(pulled.threads) == set(ids)


def test_what_changes_while_a_pass_sleeps_is_not_lost(rehearsal: Rehearsal) -> None:
    ids = rehearsal.fill(230)
    pulled = Pulled().pull(rehearsal.connector(), most_pages=1)
    rehearsal.write("Et maintenant ?", thread=ids[0])
    new = rehearsal.write("Je suis nouvelle")
    pulled.pull(rehearsal.connector()).pull(rehearsal.connector())
    assert set(pulled.threads) == {*ids, new}
    assert pulled.threads[ids[0]].messages[-1].body == "Et maintenant ?"


def test_a_pass_begins_again_when_its_pages_are_forgotten(rehearsal: Rehearsal) -> None:
    ids = rehearsal.fill(230)
    pulled = Pulled().pull(rehearsal.connector(), most_pages=1)
    rehearsal.forget_pages()
    pulled.pull(rehearsal.connector())
    assert pulled.is_complete
    assert set(pulled.threads) == set(ids)


def test_a_long_discussion_tells_its_length_and_comes_whole_on_demand(rehearsal: Rehearsal) -> None:
    thread_id = rehearsal.fill(1, messages_each=150)[0]
    connector = rehearsal.connector()
    listed = pull(connector).threads[thread_id]
    assert listed.message_count == 150
    whole = read(connector, thread_id)
    assert len(whole.messages) == 150
    assert list(whole.messages) == sorted(whole.messages, key=lambda m: m.sent_at)


def test_an_entry_that_comes_twice_does_no_harm(rehearsal: Rehearsal) -> None:
    ids = rehearsal.fill(3)
    rehearsal.break_off("list", "duplicate")
    assert set(pull(rehearsal.connector()).threads) == set(ids)


@pytest.mark.parametrize(
    "kind", ["timeout", "reset", "server_error", "bad_gateway", "login_page", "truncated", "throttle"]
)
def test_trouble_is_busy_and_the_cursor_still_works(rehearsal: Rehearsal, kind: str) -> None:
    ids = rehearsal.fill(230)
    pulled = Pulled().pull(rehearsal.connector(), most_pages=1)
    rehearsal.break_off("list", kind)
    with pytest.raises(Busy) as caught:
        pulled.pull(rehearsal.connector())
    assert not isinstance(caught.value, Unreachable)
    pulled.pull(rehearsal.connector())
    assert set(pulled.threads) == set(ids)


def test_a_replaced_key_asks_the_owner(rehearsal: Rehearsal) -> None:
    rehearsal.replace_secret()
    with pytest.raises(NeedsOwner, match="key"):
        list(rehearsal.connector().pages(None, LONG_AGO))


def test_pages_are_asked_for_one_at_a_time(rehearsal: Rehearsal) -> None:
    rehearsal.fill(230)
    pages = rehearsal.connector().pages(None, LONG_AGO)
    next(pages)
    calls = rehearsal.calls()
    next(pages)
    assert rehearsal.calls() == calls + 1


def test_parsing_asks_nobody(rehearsal: Rehearsal) -> None:
    rehearsal.fill(5)
    (page,) = rehearsal.connector().pages(None, LONG_AGO)
    calls = rehearsal.calls()
    assert len(rehearsal.connector().parse(page.body).threads) == 5
    assert rehearsal.calls() == calls
