"""Numbers without a gap and without a double: under forty threads, after rollbacks, after kill -9."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import pytest
from django.db import connection, transaction

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.files import open_file
from guichet.inbox.models import Order
from guichet.invoicing import issue
from guichet.invoicing.actions.generate_invoice import generate_invoice
from guichet.invoicing.models import Invoice, InvoiceSeries
from tests.cast import Company, Player
from tests.invoicing.rows import configured, many, stored
from tests.invoicing.sales import line, order

THREADS = 40
# Takes a number, and stops where the test says, until it is killed.
VICTIM = """
import sys, time, django
django.setup()
from uuid import UUID
from guichet.accounts.models import Member
from guichet.accounts.queries.viewer import viewer_of_member
from guichet.invoicing import issue
from guichet.invoicing.actions.generate_invoice import generate_invoice

def stop(*args, **kwargs):
    print("here", flush=True)
    time.sleep(600)

member, order, place = sys.argv[1:]
if place == "drawing":
    issue.drawn_paper = stop
else:
    issue.Invoice.objects.create = stop
viewer = viewer_of_member(Member.objects.select_related("person").get(id=member))
generate_invoice(viewer, UUID(order))
"""


def in_threads(work: Callable[[UUID], str], order_ids: list[UUID]) -> list[str]:
    def run(order_id: UUID) -> str:
        try:
            return work(order_id)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(run, order_ids))


def test_the_number_is_one_more_than_the_last(alice: Player, shop: Company, auchan: Channel) -> None:
    numbers = [generate_invoice(alice.viewer, row.pk).number for row in many(auchan, 3)]
    year = Invoice.objects.values_list("issued_on__year", flat=True)[0]
    assert numbers == [f"LU-{year}-0000{i}" for i in (1, 2, 3)]


@pytest.mark.django_db(transaction=True)
def test_forty_threads_leave_no_gap_and_no_double(alice: Player, shop: Company, auchan: Channel) -> None:
    orders = many(auchan, THREADS)
    numbers = in_threads(lambda key: generate_invoice(alice.viewer, key).number, [row.pk for row in orders])
    assert len(set(numbers)) == THREADS
    sequences = Invoice.objects.order_by("sequence").values_list("sequence", flat=True)
    assert list(sequences) == list(range(1, THREADS + 1))
    in_time = Invoice.objects.order_by("issued_at").values_list("sequence", flat=True)
    assert list(in_time) == list(sequences)


@pytest.mark.django_db(transaction=True)
def test_forty_threads_that_want_one_order_get_one_invoice(alice: Player, shop: Company, lamp: Order) -> None:
    numbers = in_threads(lambda key: generate_invoice(alice.viewer, key).number, [lamp.pk] * THREADS)
    assert len(set(numbers)) == 1
    assert Invoice.objects.count() == 1


def test_a_rollback_gives_the_number_back(alice: Player, shop: Company, auchan: Channel) -> None:
    first, second = many(auchan, 2)

    def give_up() -> None:
        with transaction.atomic():
            generate_invoice(alice.viewer, first.pk)
            raise RuntimeError("the caller gives up")

    with pytest.raises(RuntimeError):
        give_up()
    assert generate_invoice(alice.viewer, second.pk).sequence == 1


def test_a_failing_disk_takes_no_number(
    alice: Player, shop: Company, lamp: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(issue, "store", full)
        with pytest.raises(OSError, match="no space"), transaction.atomic():
            generate_invoice(alice.viewer, lamp.pk)
    assert not InvoiceSeries.objects.exists()
    assert generate_invoice(alice.viewer, lamp.pk).sequence == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", ["drawing", "storing the row"])
def test_kill_9_in_the_middle(alice: Player, shop: Company, auchan: Channel, place: str) -> None:
    before, struck, after = many(auchan, 3)
    generate_invoice(alice.viewer, before.pk)
    victim = subprocess.Popen(
        [sys.executable, "-c", VICTIM, str(alice.member.pk), str(struck.pk), place],
        env={**os.environ, "GUICHET_DATABASE_URL": _test_database()},
        stdout=subprocess.PIPE,
    )
    try:
        assert victim.stdout is not None
        assert victim.stdout.readline() == b"here\n"
    finally:
        victim.kill()
        victim.communicate()
    assert Invoice.objects.count() == 1
    assert generate_invoice(alice.viewer, after.pk).sequence == 2
    assert generate_invoice(alice.viewer, struck.pk).sequence == 3
    for invoice in Invoice.objects.select_related("file"):
        with open_file(invoice.file) as stream:
            assert stream.read(5) == b"%PDF-"


def _test_database() -> str:
    """The server of the run, with the database of this test."""
    parts = urlsplit(os.environ["GUICHET_TEST_SERVER"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))


def test_a_new_prefix_begins_anew(alice: Player, shop: Company, auchan: Channel) -> None:
    first, second = many(auchan, 2)
    generate_invoice(alice.viewer, first.pk)
    configured(alice, shop.store, invoices={"prefix": "NEU-", "start": 500})
    assert generate_invoice(alice.viewer, second.pk).number == "NEU-00500"


def test_a_clock_set_back_keeps_the_series_in_time(
    alice: Player, shop: Company, auchan: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = many(auchan, 2)
    issued = generate_invoice(alice.viewer, first.pk).issued_on
    earlier = issued.replace(day=issued.day - 1) if issued.day > 1 else issued
    monkeypatch.setattr("guichet.invoicing.actions.generate_invoice.today_of", lambda _: earlier)
    assert generate_invoice(alice.viewer, second.pk).issued_on == issued


def test_stores_of_one_account_never_share_a_number(alice: Player, shop: Company, auchan: Channel) -> None:
    with pytest.raises(RefusalError) as refused:
        configured(alice, shop.other_store)
    fields = [problem.field for problem in refused.value.problems]
    assert fields == ["invoices.prefix", "creditNotes.prefix"]
    row = stored(auchan, replace(order(line(1, "3.00")), marketplace_id="X"))
    assert generate_invoice(alice.viewer, row.pk).sequence == 1
