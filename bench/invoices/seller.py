"""A seller with invoice settings, orders to invoice, and discussions about them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection

from bench.data.threads import threads
from guichet.accounts.actions.bootstrap import bootstrap
from guichet.accounts.models import Channel, Member
from guichet.accounts.queries.viewer import viewer_of_member
from guichet.accounts.viewer import Viewer
from guichet.cli.rehearsal.invoicing import invoice_settings
from guichet.inbox.ingest import ingest_threads
from guichet.inbox.ingest.orders import ingest_orders
from guichet.inbox.models import Delivery, Discussion, Message, Order
from guichet.invoicing.actions.save_settings import save_settings
from tests.invoicing.sales import line, order

PAGE = 100


class Seller:
    """The account of a run."""

    def __init__(self) -> None:
        made = bootstrap("Atelier Lumen", "Lumen FR", "alice@example.com", "correct horse battery staple")
        self.token, self.store_id = made.token, made.store_id
        member = Member.objects.select_related("person").get()
        self.viewer: Viewer = viewer_of_member(member)
        # Filing asks the marketplace once more for each paper, which is another measure.
        settings = {**invoice_settings("Lumen FR"), "filePapers": False}
        save_settings(self.viewer, self.store_id, settings)


def orders_of(channel: Channel, count: int) -> Sequence[UUID]:
    """Shipped orders of two lines each that have no invoice yet."""
    before = Order.objects.filter(channel=channel).count()
    made = order(line(1, "89.90"), line(2, "8.90", 2))
    names = [f"O-{number:05}" for number in range(before, before + count)]
    ingest_orders(channel, [replace(made, marketplace_id=name) for name in names])
    rows = Order.objects.filter(channel=channel, marketplace_order_id__in=names)
    return list(rows.values_list("id", flat=True))


def asked_for(channel: Channel, count: int) -> Sequence[UUID]:
    """Discussions, each about an order of its own."""
    orders = Order.objects.filter(pk__in=orders_of(channel, count)).values_list(
        "marketplace_order_id", flat=True
    )
    made = threads(count, 3, seed=11, until=datetime.now(UTC))
    known = [replace(one, order_id=name) for one, name in zip(made, orders, strict=True)]
    for start in range(0, count, PAGE):
        ingest_threads(channel, known[start : start + PAGE])
    found = Discussion.objects.filter(channel=channel, order_ref__in=list(orders))
    return list(found.values_list("id", flat=True))


def settle() -> None:
    """The answers count as sent: no marketplace knows their discussions."""
    Message.objects.filter(delivery=Delivery.QUEUED).update(delivery=Delivery.CONFIRMED, look_at=None)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
