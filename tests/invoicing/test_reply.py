"""An answer with the invoice, in one act."""

from typing import Any

import pytest

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Channel, Role
from guichet.inbox.actions.reply import ReplyRequest
from guichet.inbox.models import Discussion, Message, Order
from guichet.invoicing.actions.generate_invoice import generate_invoice
from guichet.invoicing.actions.reply_with_invoice import reply_with_invoice
from guichet.invoicing.models import Invoice, InvoiceSeries
from guichet.platforms.words import ParticipantKind
from tests.cast import Company, Player, player
from tests.inbox.queries.rows import discussion_in


@pytest.fixture
def asked(auchan: Channel, lamp: Order) -> Discussion:
    """A customer asks for the invoice of the lamp."""
    return discussion_in(auchan, order_ref=lamp.marketplace_order_id, recipient_kinds=["CUSTOMER"])


def answer(asked: Discussion, **values: Any) -> ReplyRequest:
    defaults: dict[str, Any] = {
        "discussion_id": asked.pk,
        "body": "Voici votre facture.",
        "recipients": [ParticipantKind.CUSTOMER],
        "attach_invoice": True,
    }
    return ReplyRequest(**defaults | values)


def test_the_invoice_goes_with_the_answer(alice: Player, shop: Company, asked: Discussion) -> None:
    message = reply_with_invoice(alice.viewer, answer(asked))
    invoice = Invoice.objects.get()
    assert [(file.file_name, file.digest) for file in message.attachments.all()] == [
        (f"{invoice.number}.pdf", invoice.digest)
    ]


def test_a_refused_answer_numbers_nothing(alice: Player, shop: Company, asked: Discussion) -> None:
    with pytest.raises(RefusalError, match="empty"):
        reply_with_invoice(alice.viewer, answer(asked, body=" "))
    assert not Invoice.objects.exists()
    assert not InvoiceSeries.objects.exists()


def test_every_reason_at_once(alice: Player, lumen: Company, asked: Discussion) -> None:
    with pytest.raises(RefusalError) as refused:
        reply_with_invoice(alice.viewer, answer(asked, body="", recipients=[]))
    assert [problem.field for problem in refused.value.problems] == ["attachInvoice", "body", "recipients"]
    assert not Message.objects.exclude(delivery="RECEIVED").exists()


def test_the_same_key_is_one_answer_with_one_invoice(alice: Player, shop: Company, asked: Discussion) -> None:
    first, second = (reply_with_invoice(alice.viewer, answer(asked, idempotency_key="k")) for _ in range(2))
    assert first.pk == second.pk
    assert first.attachments.count() == 1
    assert Invoice.objects.count() == 1


def test_an_agent_of_one_store_sends_the_invoice_that_another_made(
    alice: Player, shop: Company, asked: Discussion, lamp: Order
) -> None:
    invoice = generate_invoice(alice.viewer, lamp.pk)
    dana = player(shop, "Dana", Role.AGENT, only=shop.store)
    message = reply_with_invoice(dana.viewer, answer(asked))
    assert message.attachments.get().digest == invoice.digest
    assert Invoice.objects.count() == 1


def test_a_conversation_without_order(alice: Player, shop: Company, auchan: Channel) -> None:
    row = discussion_in(auchan, recipient_kinds=["CUSTOMER"])
    with pytest.raises(RefusalError, match="names no order"):
        reply_with_invoice(alice.viewer, answer(row))
