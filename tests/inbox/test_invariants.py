"""What must always hold does, after all that happens in a day; and each breach is found."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.checks.finding import Level
from guichet.checks.invariants import ALL, check_invariants, look
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.invariants import broken_of
from guichet.inbox.models import Attachment, Delivery, Discussion, Message, MessageSearch, RawPage
from guichet.platforms.words import ParticipantKind
from guichet.sync.deliver import deliver
from guichet.sync.pull import synchronise
from sandbox.mirakl import File, MiraklOperator, Post
from tests.cast import Company, Player

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(hours=1)


@pytest.fixture
def day(alice: Player, channel: Channel, operator: MiraklOperator) -> Discussion:
    """A conversation with a file, an order and an answer that was read back; another one waits."""
    operator.add_thread([Post("Bonjour", files=(File("photo.png", b"PNG"),))])
    operator.fill(2, 3)
    synchronise(channel.pk)
    discussion = Discussion.objects.filter(attachments__isnull=False).get()
    for body in ("Elle part ce soir.", "Elle est partie."):
        deliver(reply(alice.viewer, ReplyRequest(discussion.pk, body, [ParticipantKind.CUSTOMER])).pk)
        synchronise(channel.pk)
    reply(alice.viewer, ReplyRequest(discussion.pk, "Bonne journée.", [ParticipantKind.CUSTOMER]))
    return discussion


def test_all_of_them_hold(day: Discussion) -> None:
    assert Message.objects.filter(delivery=Delivery.CONFIRMED).count() == 2
    assert broken_of(ALL) == []
    assert look().broken == []
    assert [finding.level for finding in check_invariants()] == [Level.FINE]


def _other_account(day: Discussion) -> str:
    _past_constraints("UPDATE discussion SET account_id = gen_random_uuid() WHERE id = %s", day.pk)
    return "message.account"


def _file_elsewhere(day: Discussion) -> str:
    other = Discussion.objects.exclude(pk=day.pk).values("pk")[:1]
    Attachment.objects.filter(discussion=day).update(discussion=other)
    return "attachment.account"


def _unfindable(day: Discussion) -> str:
    MessageSearch.objects.filter(discussion=day).delete()
    return "search.complete"


def _miscounted(day: Discussion) -> str:
    Discussion.objects.filter(pk=day.pk).update(message_count=77)
    return "discussion.count"


def _forgotten_reply(day: Discussion) -> str:
    Message.objects.filter(delivery=Delivery.QUEUED).update(look_at=LONG_AGO)
    return "reply.looked_at"


def _page_left(day: Discussion) -> str:
    RawPage.objects.create(account_id=day.account_id, channel_id=day.channel_id, body=b"{}")
    RawPage.objects.update(received_at=LONG_AGO)
    return "page.taken"


def _file_forgotten(day: Discussion) -> str:
    Attachment.objects.update(next_try_at=None)
    return "file.kept"


def _never_due(day: Discussion) -> str:
    Channel.objects.update(next_sync_at=None)
    return "channel.due"


@pytest.mark.parametrize(
    "breach",
    [_other_account, _file_elsewhere, _unfindable, _miscounted, _forgotten_reply, _page_left,
     _file_forgotten, _never_due],
)  # fmt: skip
def test_each_breach_is_found_and_said(
    day: Discussion, lumen: Company, breach: Callable[[Discussion], str]
) -> None:
    name = breach(day)
    assert name in [one.name for one in broken_of()]
    assert name in [one["name"] for one in look().broken]
    found = [finding for finding in check_invariants() if name in finding.sentence]
    assert [finding.level for finding in found] == [Level.MEND]


def _past_constraints(statement: str, *params: UUID) -> None:
    """As a fault of ours would have written it, were there no foreign keys."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, params)
        cursor.execute("SET LOCAL session_replication_role = origin")
