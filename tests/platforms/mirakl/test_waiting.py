"""Whether an answer is awaited is the operator's own word, never what the messages look like."""

from datetime import timedelta

from sandbox.mirakl import MiraklOperator, Post, serve
from tests.connectors.asking import answer_to, read
from tests.platforms.mirakl.conftest import Scripted


def test_a_click_on_no_reply_needed_ends_the_wait_without_a_word(connector_at: Scripted) -> None:
    operator = MiraklOperator(seed=3)
    thread = operator.add_thread("Merci beaucoup")
    with serve(operator) as server:
        connector = connector_at(server.url, apiKey=operator.api_key)
        assert read(connector, thread.id).needs_reply_since is not None
        operator.click_no_reply_needed(thread.id)
        assert read(connector, thread.id).needs_reply_since is None


def test_the_operators_moment_counts_not_the_messages(connector_at: Scripted) -> None:
    operator = MiraklOperator(seed=3)
    now = operator.now()
    first = now - timedelta(hours=3)
    thread = operator.add_thread([Post("Un", at=first), Post("Deux", at=now - timedelta(hours=1))])
    with serve(operator) as server:
        connector = connector_at(server.url, apiKey=operator.api_key)
        assert (
            read(connector, thread.id).needs_reply_since == operator.thread(thread.id).shop_reply_needed_since
        )
        connector.send(answer_to(read(connector, thread.id), "Voilà."))
        assert read(connector, thread.id).needs_reply_since is None
        operator.add_message(thread.id, "Et encore ?")
        assert read(connector, thread.id).needs_reply_since is not None
