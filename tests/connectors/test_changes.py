"""What the marketplace changes or takes away afterwards."""

from collections.abc import Callable
from io import BytesIO

import pytest

from guichet.platforms.errors import NeedsOwner, Refused, Unsupported
from guichet.platforms.manifest import manifest_of
from guichet.platforms.port import OutgoingFile
from tests.connectors.asking import LONG_AGO, answer_to, pull, read
from tests.connectors.rehearsal import Rehearsal


def test_a_message_that_was_edited_is_the_same_message_with_other_words(rehearsal: Rehearsal) -> None:
    thread_id = rehearsal.write("Mon numéro est le 06 00 00 00 00")
    pulled = pull(rehearsal.connector())
    (before,) = pulled.threads[thread_id].messages
    rehearsal.edit(thread_id, "Mon numéro est le [masqué]")
    pulled.pull(rehearsal.connector())
    (after,) = pulled.threads[thread_id].messages
    assert (after.marketplace_id, after.sent_at) == (before.marketplace_id, before.sent_at)
    assert after.body == "Mon numéro est le [masqué]"


def test_an_order_that_is_gone_is_left_out_and_its_discussion_stays(rehearsal: Rehearsal) -> None:
    thread_id = rehearsal.write("Bonjour")
    order_id = rehearsal.order_of(thread_id)
    assert [order.marketplace_id for order in rehearsal.connector().orders([order_id])] == [order_id]
    rehearsal.lose_order(order_id)
    rehearsal.memory.kept.clear()
    assert list(rehearsal.connector().orders([order_id])) == []
    assert read(rehearsal.connector(), thread_id).messages[-1].body == "Bonjour"


def test_a_forbidden_file_goes_nowhere(rehearsal: Rehearsal) -> None:
    thread = read(rehearsal.connector(), rehearsal.write("Bonjour"))
    file = OutgoingFile("virus.exe", "application/octet-stream", 2, lambda: BytesIO(b"MZ"))
    takes_files = manifest_of(rehearsal.platform).capabilities.sends_attachments
    with pytest.raises(Refused if takes_files else Unsupported):
        rehearsal.connector().send(answer_to(thread, "Voilà.", file))
    assert rehearsal.replies(thread.marketplace_id) == []


@pytest.mark.parametrize("question", ["list", "thread", "orders"])
def test_credentials_that_expire_stop_every_question(rehearsal: Rehearsal, question: str) -> None:
    thread_id = rehearsal.write("Bonjour")
    order_id = rehearsal.order_of(thread_id)
    rehearsal.replace_secret()
    connector = rehearsal.connector()
    ask: dict[str, Callable[[], object]] = {
        "list": lambda: list(connector.pages(None, LONG_AGO)),
        "thread": lambda: connector.thread(thread_id),
        "orders": lambda: connector.orders([order_id]),
    }
    with pytest.raises(NeedsOwner):
        ask[question]()
