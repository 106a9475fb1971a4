"""The order's invoice beside an answer."""

import pytest
from django.test import Client

from guichet.accounts.models import Channel
from guichet.inbox.models import Delivery, Discussion, Order
from guichet.invoicing.models import Invoice
from tests.cast import Company
from tests.inbox.queries.rows import discussion_in
from tests.invoicing.conftest import auchan, lamp, shop
from tests.web.browsing import attributes, text_of

__all__ = ["auchan", "lamp", "shop"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(auchan: Channel, lamp: Order) -> Discussion:
    """A customer asks for the invoice of the lamp."""
    return discussion_in(auchan, order_ref=lamp.marketplace_order_id, recipient_kinds=["CUSTOMER"])


def test_it_is_made_and_sent_with_the_answer(
    inside: Client,
    asked: Discussion,
    shop: Company,
) -> None:
    page = inside.get(f"/d/{asked.pk}")
    assert attributes(page, "value", 'id="with-invoice"') == ["1"]
    form = {"body": "Voici.", "to": "CUSTOMER", "key": "k", "invoice": "1"}
    assert inside.post(f"/d/{asked.pk}/reply", form).status_code == 303
    invoice = Invoice.objects.get()
    reply = asked.messages.get(delivery=Delivery.QUEUED)
    assert [file.digest for file in reply.attachments.all()] == [invoice.digest]
    assert f"Invoice {invoice.number}" in text_of(inside.get(f"/d/{asked.pk}"))


def test_why_it_cannot_be_made_yet_is_said(inside: Client, asked: Discussion) -> None:
    page = inside.get(f"/d/{asked.pk}")
    assert "No invoice yet:" in text_of(page)
    assert attributes(page, "name", "with-invoice") == []
    form = {"body": "Voici.", "to": "CUSTOMER", "key": "k", "invoice": "1"}
    answer = inside.post(f"/d/{asked.pk}/reply", form)
    assert answer.status_code == 422
    assert attributes(answer, "href", "#with-invoice") == ["#with-invoice"]
    assert not asked.messages.filter(delivery=Delivery.QUEUED).exists()


def test_a_discussion_without_an_order_offers_none(inside: Client, leroy: Channel) -> None:
    talk = discussion_in(leroy, recipient_kinds=["CUSTOMER"])
    page = inside.get(f"/d/{talk.pk}").content.decode()
    assert "with-invoice" not in page
