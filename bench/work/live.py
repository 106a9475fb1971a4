"""What open pages cost: the question whether anything changed, a hundred times a second."""

import time
from collections.abc import Callable
from functools import partial
from itertools import cycle
from urllib.parse import quote

from bench.measure.client import Client
from bench.measure.processor import database_processes, processor_seconds
from bench.measure.repeat import repeat
from bench.measure.statements import Statement, bare_call
from bench.report.table import Table, ms
from bench.stage import Stage
from guichet.inbox.queries.changes import changed, changes_since
from guichet.inbox.queries.version import NOW, current_version

Ask = Callable[[Client], None]
A_SECOND = 100
AT_LEAST_SECONDS = 10.0
CLIENTS = 8
PAGES = 1_000
NOTE = (
    "`GET /live?since=…` answered with 204, with a session, from the network to the database and back. "
    f"Processor time at {A_SECOND} questions a second ({PAGES:,} pages that ask every 10 s) over {CLIENTS} "
    "connections: of the web process and of its database connections, less what they use at rest."
)
COLUMNS = ("work", "bare SQL p50", "query p50", "HTTP p50", "p95")


def polled(stage: Stage) -> Table:
    """Nothing new, for the whole account; and what the server takes to say anything at all."""
    table = Table("Live", NOTE, (*COLUMNS, "ms CPU web", "ms CPU database", "cores at 100/s"))
    since = current_version()
    asked = NOW.text + ", ARRAY(" + changed(stage.viewer, since).text + ")"
    statement = Statement(asked, changed(stage.viewer, since).params)
    bare = repeat(bare_call(stage.bare, [statement]), stage.options.seconds / 3)
    query = repeat(lambda: changes_since(stage.viewer, since), stage.options.seconds / 3)
    path = f"/live?since={quote(str(since))}"
    table.rows.append(["nothing new", ms(bare.p50), ms(query.p50), *_over_http(stage, partial(_poll, path))])
    table.rows.append(["`/health`, to compare", "-", "-", *_over_http(stage, _health)])
    return table


def _poll(path: str, client: Client) -> None:
    client.nothing(path)


def _health(client: Client) -> None:
    client.page("/health")


def _over_http(stage: Stage, ask: Ask) -> list[str]:
    clients = [Client(stage.web.port, {"Cookie": stage.cookie}) for _ in range(CLIENTS)]
    try:
        alone = repeat(lambda: ask(clients[0]), stage.options.seconds)
        web, database = _processor_of(stage, clients, ask)
    finally:
        for client in clients:
            client.close()
    cores = (web + database) * A_SECOND / 1_000
    return [ms(alone.p50), ms(alone.p95), ms(web), ms(database), f"{cores:.2f}"]


def _processor_of(stage: Stage, clients: list[Client], ask: Ask) -> tuple[float, float]:
    """Milliseconds a question, of the web process and of the database's connections."""
    web_before, database_before = _used(stage)
    asked = _ask_steadily(clients, ask, max(AT_LEAST_SECONDS, stage.options.seconds))
    web, database = _used(stage)
    return (web - web_before) * 1_000 / asked, (database - database_before) * 1_000 / asked


def _used(stage: Stage) -> tuple[float, float]:
    return processor_seconds(iter(stage.web.processes())), processor_seconds(database_processes())


def _ask_steadily(clients: list[Client], ask: Ask, seconds: float) -> int:
    """A_SECOND questions a second, whoever's turn it is; how many were asked."""
    asked, started = 0, time.perf_counter()
    for client in cycle(clients):
        due = started + asked / A_SECOND
        if due > started + seconds:
            break
        time.sleep(max(0.0, due - time.perf_counter()))
        ask(client)
        asked += 1
    return asked
