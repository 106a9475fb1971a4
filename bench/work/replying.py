"""Accepting an answer: queued with its job in one transaction, not sent."""

from datetime import UTC, datetime
from uuid import UUID

from django.db import connection

from bench.data.threads import threads
from bench.measure.client import Client, prepared
from bench.measure.repeat import repeat
from bench.report.table import Table, ms
from bench.stage import Stage
from bench.work.guests import guest_channel
from guichet.api.ids import Kind, global_id
from guichet.inbox.ingest import ingest_threads
from guichet.inbox.models import Discussion

REPLY = """mutation Reply($input: ReplyInput!) {
  reply(input: $input) { message { id delivery } errors { message } }
}"""
NOTE = (
    "By GraphQL with a token, plain text to the customer, one client: the message is queued and its job "
    "deferred, committed. Nothing is sent to a marketplace."
)


def replied(stage: Stage) -> Table:
    """One reply after another in a discussion of five messages."""
    table = Table("Accepting a reply", NOTE, ("work", "p50", "p95", "first"))
    with guest_channel(stage) as channel:
        ingest_threads(channel, list(threads(1, 5, seed=7, until=datetime.now(UTC))))
        request = _request(Discussion.objects.get(channel=channel).pk)
        client = Client(stage.web.port, {"Authorization": f"Bearer {stage.world.token}"})
        try:
            sample = repeat(lambda: client.graphql(request), stage.options.seconds)
        finally:
            client.close()
            _forget_jobs()
    table.rows.append(["reply", ms(sample.p50), ms(sample.p95), ms(sample.cold)])
    return table


def _request(discussion: UUID) -> bytes:
    body = "Bonjour, votre colis part aujourd'hui."
    given = {"discussionId": global_id(Kind.DISCUSSION, discussion), "body": body, "recipients": ["CUSTOMER"]}
    return prepared(REPLY, {"input": given})


def _forget_jobs() -> None:
    """Nobody works here who could do them."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
