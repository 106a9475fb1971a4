"""From the click to the answer that is queued with its invoice."""

from collections.abc import Sequence
from time import perf_counter
from uuid import UUID

from bench.measure.client import Client, prepared
from bench.measure.processor import processor_seconds
from bench.report.table import Table, ms
from bench.web import Web
from guichet.api.ids import Kind, global_id

REPLY = """mutation Reply($input: ReplyInput!) {
  reply(input: $input) { message { id attachments { fileName } } errors { message } }
}"""
WARM = 10
NOTE = (
    "One answer after another by GraphQL with a token and `attachInvoice`, each about another order: "
    "the invoice is numbered, drawn, stored on the disk and attached, and the answer queued, all "
    "committed. One web process, one client. CPU: of the web process, a click. The aim is a p95 under 300 ms."
)


def clicked(web: Web, token: str, discussions: Sequence[UUID]) -> Table:
    """The durations of all but the first ones."""
    client = Client(web.port, {"Authorization": f"Bearer {token}"})
    durations = []
    try:
        for number, discussion in enumerate(discussions):
            if number == WARM:
                before = processor_seconds(iter(web.processes()))
            started = perf_counter()
            answer = client.graphql(_request(discussion))
            durations.append((perf_counter() - started) * 1_000)
            if b".pdf" not in answer:
                raise SystemExit(f"no invoice came with the answer: {answer[:400]!r}")
        spent = (processor_seconds(iter(web.processes())) - before) * 1_000
    finally:
        client.close()
    warm = sorted(durations[WARM:])
    table = Table("From click to attached", NOTE, ("work", "clicks", "p50", "p95", "slowest", "CPU"))
    figures = (warm[len(warm) // 2], warm[int(len(warm) * 0.95)], warm[-1], spent / len(warm))
    table.rows.append(["answer with its invoice", str(len(warm)), *(ms(figure) for figure in figures)])
    return table


def _request(discussion: UUID) -> bytes:
    given = {
        "discussionId": global_id(Kind.DISCUSSION, discussion),
        "body": "Bonjour, voici votre facture.",
        "recipients": ["CUSTOMER"],
        "attachInvoice": True,
    }
    return prepared(REPLY, {"input": given})
