"""CDON by mail, its orders by API, through the same engine."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Channel
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.models import Delivery, Discussion, Order
from guichet.platforms.deadlines import Calendar, Terms, later
from guichet.platforms.words import ParticipantKind
from guichet.sync.activate import activate_channel
from guichet.sync.deliver import deliver
from guichet.sync.mail_ingest import ingest_mails
from guichet.sync.orders import fetch_orders_of
from guichet.sync.receive import keep_mail
from sandbox.cdon import RehearsalApi, an_order, errand, forwarded, order_news, relayed, serve_api
from sandbox.mail import RunningPeer
from tests.cast import Company, Player

pytestmark = pytest.mark.django_db
RESULTS = b"Authentication-Results: mx.rehearsal.example; dmarc=pass header.from=cdon.com\r\n"


@pytest.fixture
def cdon(settings: LazySettings, alice: Player, lumen: Company, outgoing: RunningPeer) -> Iterator[Channel]:
    settings.GUICHET_MAIL_DOMAIN = "in.example.org"
    settings.GUICHET_MAIL_AUTHSERV_ID = "mx.rehearsal.example"
    api = RehearsalApi(orders=[an_order("242900117", "basket")])
    with serve_api(api) as server:
        credentials = {
            "senderEmail": "butik@lumen.example",
            "merchantId": api.merchant_id,
            "token": api.token,
            "baseUrl": f"{server.url}/api",
        }
        yield activate_channel(alice.viewer, lumen.store.pk, "cdon-se", credentials)


def arrive(channel: Channel, mail: bytes) -> None:
    keep_mail(channel, RESULTS + mail, "")
    ingest_mails(channel.pk)


def test_a_question_its_order_and_its_answer(cdon: Channel, alice: Player, outgoing: RunningPeer) -> None:
    to = cdon.inbound_address
    arrive(cdon, forwarded("När kommer mitt paket?", to=to, name="Åsa Lind", order="242900117", case=481516))
    fetch_orders_of(cdon.pk)
    discussion = Discussion.objects.get()
    assert (discussion.order_ref, Order.objects.get().customer_name) == ("242900117", "Åsa Lind")
    request = ReplyRequest(discussion.pk, "I dag.", [ParticipantKind.CUSTOMER])
    message = reply(alice.viewer, request)
    deliver(message.pk)
    message.refresh_from_db()
    assert message.delivery == Delivery.SENT
    (mail,) = outgoing.peer.received
    assert (mail.sender, mail.recipient) == (to, "case+481516@cdon.com")
    assert b"In-Reply-To: <481516.1@cdon.com>" in mail.content
    assert b"From: butik@lumen.example" in mail.content


def test_an_errand_joins_its_order_and_is_answered_in_reclaimit(cdon: Channel, alice: Player) -> None:
    to = cdon.inbound_address
    arrive(cdon, errand(to=to, kind="Complaint", errand_id=99881, order="242900117"))
    discussion = Discussion.objects.get()
    assert discussion.possible_recipients == []
    with pytest.raises(RefusalError):
        reply(alice.viewer, ReplyRequest(discussion.pk, "Hej", [ParticipantKind.CUSTOMER]))
    arrive(cdon, errand(to=to, kind="Complaint updated", errand_id=99881, order="242900117"))
    assert Discussion.objects.count() == 1


def test_a_thread_by_its_references_and_by_its_subject(cdon: Channel) -> None:
    to = cdon.inbound_address
    arrive(cdon, relayed("Ett", to=to, name="Åsa", subject="Min fråga", number=1))
    arrive(cdon, relayed("Två", to=to, name="Åsa", subject="Annat", number=2, references=("1.2@cdon.com",)))
    arrive(cdon, relayed("Tre", to=to, name="Åsa", subject="Sv: Min fråga", number=3))
    arrive(cdon, relayed("Fyra", to=to, name="Bo", subject="Något nytt", number=4))
    assert sorted(Discussion.objects.values_list("message_count", flat=True)) == [1, 3]


def test_an_errand_starts_the_clock_although_it_is_answered_in_reclaimit(cdon: Channel) -> None:
    arrive(cdon, order_news(to=cdon.inbound_address, order="242900117"))
    assert not Discussion.objects.filter(needs_reply_since__isnull=False).exists()
    arrive(cdon, errand(to=cdon.inbound_address, kind="Regret", errand_id=99882, order="242900117"))
    discussion = Discussion.objects.get()
    assert discussion.needs_reply_since is not None
    day = Terms.of("cdon-se", None).due_at(discussion.needs_reply_since)
    assert discussion.reply_due_at == day


def test_what_follows_an_answer_has_three_days(cdon: Channel, alice: Player) -> None:
    to = cdon.inbound_address
    arrive(cdon, forwarded("När kommer det?", to=to, name="Åsa Lind", order="242900117", case=481516))
    discussion = Discussion.objects.get()
    message = reply(alice.viewer, ReplyRequest(discussion.pk, "I dag.", [ParticipantKind.CUSTOMER]))
    deliver(message.pk)
    arrive(cdon, forwarded("Tack, och fakturan?", to=to, name="Åsa Lind", order="242900117", case=481517))
    discussion.refresh_from_db()
    since = discussion.needs_reply_since
    assert since is not None
    assert discussion.reply_due_at == later(since, timedelta(hours=72), Calendar.SWEDISH_WORKING_DAYS)
