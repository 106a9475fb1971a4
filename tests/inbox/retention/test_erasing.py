"""What the rules erase is gone from every table and file, stays gone, and figures stay."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from guichet.accounts.models import ApiAnswer
from guichet.inbox.actions.retry_message import retry_message
from guichet.inbox.files import store
from guichet.inbox.ingest import ingest_threads
from guichet.inbox.ingest.orders import ingest_orders
from guichet.inbox.invariants import broken_of
from guichet.inbox.models import (
    Attachment,
    Discussion,
    ErasureReceipt,
    FileLink,
    Message,
    Order,
    RetentionRule,
)
from guichet.inbox.retention.run import run_erasure
from guichet.inbox.retention.start import start_due
from guichet.platforms import port
from guichet.platforms.mail import MailKind, Reading
from guichet.platforms.words import DiscussionType, ParticipantKind
from guichet.sync.mail_thread import thread_with
from tests.audited import entries
from tests.cast import Company, Player
from tests.inbox.queries.rows import attachment_in, discussion_in, message_in
from tests.inbox.retention.planted import (
    EMAIL,
    NAME,
    WORD,
    Planted,
    age_files,
    channel_of,
    finished,
    kept_files,
    places,
    planted,
)  # fmt: skip

pytestmark = pytest.mark.django_db
KEPT = {"invoice.data", "files"}


def test_nothing_of_the_customer_is_left_but_the_invoice(lumen: Company, alice: Player) -> None:
    one = planted(lumen, alice)
    assert len(places()) > 20  # the search finds what is there
    assert start_due() == 1
    receipt = finished(ErasureReceipt.objects.get())
    assert places() == KEPT
    assert [WORD.encode() in path.read_bytes() for path in kept_files()] == [True]
    assert kept_files()[0].name == one.paper.digest
    assert (receipt.state, receipt.discussions, receipt.messages, receipt.files) == ("DONE", 1, 1, 2)
    assert (receipt.mails, receipt.orders, receipt.drafts, receipt.papers_kept) == (3, 1, 1, 1)
    assert receipt.payloads == 1
    assert receipt.backups[0]["name"] == "b"
    assert ApiAnswer.objects.get().body is None
    assert [entry.act for entry in entries(lumen.account.pk)] == ["retention.erase"]


def test_figures_ids_and_the_shape_of_the_inbox_stay(lumen: Company, alice: Player) -> None:
    one = planted(lumen, alice)
    start_due()
    finished(ErasureReceipt.objects.get())
    talk, order = Discussion.objects.get(), Order.objects.get()
    assert (talk.message_count, talk.status, talk.last_message_at) == (1, "SOLVED", one.said_at)
    assert (talk.order_ref, talk.erased_until, talk.erased_unseen) == ("O-1", one.said_at, 2)
    assert (str(order.total), order.data["billing_address"]["country_code"]) == ("12.0000", "FR")
    assert Message.objects.get().marketplace_message_id == "m1"
    assert FileLink.objects.get().revoked_at is not None
    assert {one.name for one in broken_of()} == {"channel.due"}  # the test's own channel was never on


@pytest.mark.parametrize("values", [
    {"days": 29}, {"status": "OPEN"}, {"is_read": False, "days": 20}, {"needs_reply_since": timezone.now()},
], ids=["young", "open", "unread", "waiting"])  # fmt: skip
def test_what_the_rule_does_not_name_stays(lumen: Company, alice: Player, values: dict[str, object]) -> None:
    days = int(str(values.pop("days", 31)))
    one = planted(lumen, alice, days=days, **values)
    if "is_read" in values or "needs_reply_since" in values:
        data = one.order.data | {"delivered_at": (timezone.now() - timedelta(days=50)).isoformat()}
        Order.objects.update(data=data)
        Discussion.objects.update(last_message_at=timezone.now() - timedelta(days=20))
    start_due()
    run_erasure(ErasureReceipt.objects.get().pk, lambda moment: [])
    assert "message.body" in places()


def test_a_reply_on_its_way_is_waited_for(lumen: Company, alice: Player) -> None:
    one = planted(lumen, alice)
    reply = message_in(one.talk, "Dear", author_kind="MERCHANT", delivery="QUEUED", sent_at=one.said_at)
    start_due()
    run_erasure(ErasureReceipt.objects.get().pk, lambda moment: [])
    assert Discussion.objects.get().erased_at is None
    Message.objects.filter(id=reply.pk).update(delivery="FAILED", delivery_error=f"{NAME} is unknown")
    start_due()
    finished(ErasureReceipt.objects.get(state="RUNNING"))
    assert places() == KEPT
    with pytest.raises(Exception, match="was erased"):
        retry_message(alice.viewer, reply.pk)


def test_other_platforms_are_kept_until_somebody_says_so(lumen: Company, alice: Player) -> None:
    one = planted(lumen, alice, days=400)
    one.channel.platform = "MIRAKL"
    one.channel.save()
    assert start_due() == 0
    RetentionRule.objects.create(account=lumen.account, platform="", days=365)
    assert start_due() == 1
    finished(ErasureReceipt.objects.get())
    assert places() == KEPT


def test_a_file_of_somebody_else_keeps_its_bytes(lumen: Company, alice: Player, bob: Player) -> None:
    one = planted(lumen, alice)
    digest = Attachment.objects.get(id=one.file.pk).digest
    twin = attachment_in(None, None, "twin.jpg", account_id=bob.member.account_id)
    Attachment.objects.filter(id=twin.pk).update(digest=digest)
    start_due()
    finished(ErasureReceipt.objects.get())
    assert {path.name for path in kept_files()} == {digest, one.paper.digest}


def test_a_content_that_just_came_waits(lumen: Company, alice: Player) -> None:
    one = planted(lumen, alice)
    store([b"a picture of " + WORD.encode()], 10_000)  # somebody takes the same in at this moment
    start_due()
    receipt = finished(ErasureReceipt.objects.get())
    assert receipt.state == "RUNNING"
    assert len(receipt.digests) == 1
    age_files()
    assert finished(receipt).state == "DONE"
    assert {path.name for path in kept_files()} == {one.paper.digest}


def test_what_was_erased_does_not_come_back_and_a_new_message_does(lumen: Company, alice: Player) -> None:
    one = planted(lumen, alice)
    RetentionRule.objects.create(account=lumen.account, platform="", days=30)
    one.channel.platform = "MIRAKL"
    one.channel.save()
    start_due()
    finished(ErasureReceipt.objects.get())
    before = Discussion.objects.values().get()
    ingest_threads(one.channel, [_thread(one)])
    ingest_orders(one.channel, [port.Order("O-1", "CLOSED", (), customer_name=NAME)])
    changed = {"updated_at", "last_sync_at"}
    after = Discussion.objects.values().get()
    assert {k: v for k, v in after.items() if k not in changed} == {
        k: v for k, v in before.items() if k not in changed
    }
    assert (places(), Message.objects.count()) == (KEPT, 1)
    assert Order.objects.get().fetch_after is None
    ingest_threads(one.channel, [_thread(one, _message("m4", "Hello again", timezone.now()))])
    talk = Discussion.objects.get()
    assert (talk.subject, talk.is_read, talk.message_count) == (f"From {NAME}", False, 2)
    assert talk.marketplace_message_count == 2
    assert list(Message.objects.order_by("sent_at").values_list("body", flat=True)) == ["", "Hello again"]
    assert Order.objects.get().fetch_after is not None


def test_batches_are_resumed_and_counted_once(lumen: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = channel_of(lumen)
    old = timezone.now() - timedelta(days=90)
    for _ in range(5):
        talk = discussion_in(channel, ["Bonjour"], status="CLOSED", is_read=True, last_message_at=old)
    monkeypatch.setattr("guichet.inbox.retention.next_ones.BATCH", 2)
    start_due()
    receipt = ErasureReceipt.objects.get()
    run_erasure(receipt.pk, lambda moment: [], within=0.0)
    receipt.refresh_from_db()
    assert (receipt.discussions, receipt.state) == (2, "RUNNING")
    assert start_due() == 0
    with monkeypatch.context() as patch:
        patch.setattr("guichet.inbox.retention.statements.DISCUSSIONS", "SELECT 1/0")
        with pytest.raises(Exception, match="zero"), transaction.atomic():
            run_erasure(receipt.pk, lambda moment: [])
    assert Message.objects.filter(erased_at=None).count() == 3
    finished(receipt)
    finished(receipt)
    assert (receipt.discussions, receipt.messages, receipt.state) == (5, 5, "DONE")
    assert Discussion.objects.get(id=talk.pk).erased_at is not None


def test_a_receipt_is_final(lumen: Company, alice: Player) -> None:
    planted(lumen, alice)
    start_due()
    receipt = finished(ErasureReceipt.objects.get())
    for statement in ("UPDATE erasure_receipt SET messages = 0", "DELETE FROM erasure_receipt"):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            connection.cursor().execute(statement)
    assert ErasureReceipt.objects.get().messages == receipt.messages


def _thread(one: Planted, *more: port.Message) -> port.Thread:
    """As the marketplace shows it still: two older messages that never came here, and the one that did."""
    zora = port.Participant(ParticipantKind.CUSTOMER, NAME, f"id-{WORD}", EMAIL)
    old = [_message(f"m{n}", f"{WORD} {n}", one.said_at - timedelta(hours=n)) for n in (3, 2)]
    first = _message("m1", f"I am {NAME}, edited", one.said_at)
    messages = (*old, first, *more)
    return port.Thread(
        marketplace_id=one.talk.marketplace_discussion_id, type=DiscussionType.ORDER,
        subject=f"From {NAME}", participants=(zora,), possible_recipients=(zora,), created_at=one.said_at,
        updated_at=timezone.now(), message_count=len(messages), messages=messages, order_id="O-1",
        needs_reply_since=messages[-1].sent_at,
    )  # fmt: skip


def _message(key: str, body: str, at: object) -> port.Message:
    zora = port.Participant(ParticipantKind.CUSTOMER, NAME, f"id-{WORD}", EMAIL)
    return port.Message(key, zora, (ParticipantKind.MERCHANT,), body, at)  # type: ignore[arg-type]


def test_a_mail_comes_once_so_that_a_late_one_is_new(lumen: Company, alice: Player) -> None:
    one = planted(lumen, alice)
    start_due()
    finished(ErasureReceipt.objects.get())
    late = _message("m9", "Written before, delivered today", one.said_at - timedelta(hours=5))
    ingest_threads(one.channel, [replace(_thread(one), messages=(late,), message_count=2)])
    assert Message.objects.get(marketplace_message_id="m9").body == late.body
    assert Message.objects.get(marketplace_message_id="m1").body == ""
    row = Discussion.objects.get()
    row.participants = [{"kind": "CUSTOMER", "name": "", "marketplace_id": None, "email": None}]
    row.subject = ""
    zora = late.author
    reading = Reading(MailKind.MESSAGE, "m10", subject="Again", author=zora)
    thread = thread_with(row, reading, late, [])
    assert (thread.subject, thread.participants) == ("Again", (zora,))
