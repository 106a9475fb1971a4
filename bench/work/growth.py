"""Whether a web process grows with the requests that it answers."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from time import perf_counter
from uuid import UUID

from bench.measure.client import Client
from bench.report.table import Table
from bench.stage import TOGETHER, Stage
from bench.work.documents import FIFTEEN, list_request, one_request
from bench.work.questions import filters

NOTE = (
    "The web process after so many requests of 8 clients at once, in MB of 10^6 bytes resident, the largest "
    "where there are several. Of twenty requests sixteen are lists by GraphQL, by all filters in turn, two "
    "open a conversation by GraphQL, one is the list as a page and one a conversation as a page. A second: "
    "since the row above."
)
MARKS = (0.01, 0.1, 0.25, 0.5, 1.0)

Ask = Callable[[Client, Client], bytes]


def grown(stage: Stage) -> Table:
    """A row at each mark."""
    table = Table("Memory over many requests", NOTE, ("requests", "resident", "a second"))
    table.rows.append(["0", _resident(stage), ""])
    done = 0
    for mark in (int(stage.options.requests * share) for share in MARKS):
        started = perf_counter()
        _ask(stage, mark - done)
        speed = (mark - done) / (perf_counter() - started)
        done = mark
        table.rows.append([f"{done:,}", _resident(stage), f"{speed:.0f}"])
    return table


def _resident(stage: Stage) -> str:
    return f"{max(found.resident for found in stage.web.memory()):.0f}"


def _asks(stage: Stage) -> Iterator[Ask]:
    """Without end, in the same order each time."""
    lists = cycle([list_request(q.wanted, q.order, fields_of_node=FIFTEEN) for q in filters(stage.world)])
    opened, page = one_request(stage.world.short_id), f"/d/{UUID(stage.world.short_id)}"
    while True:
        for request in [*islice(lists, 16), opened, opened]:
            yield partial(_by_graphql, request)
        yield partial(_as_page, "/?status=open&sort=last")
        yield partial(_as_page, page)


def _by_graphql(request: bytes, api: Client, _: Client) -> bytes:
    return api.graphql(request)


def _as_page(path: str, _: Client, pages: Client) -> bytes:
    return pages.page(path)


def _ask(stage: Stage, count: int) -> None:
    """So many, by 8 clients together; the first error of any of them is raised."""
    errors: list[Exception] = []

    def work(number: int) -> None:
        api = Client(stage.web.port, {"Authorization": f"Bearer {stage.world.token}"})
        pages = Client(stage.web.port, {"Cookie": stage.cookie})
        try:
            for ask in islice(_asks(stage), number):
                ask(api, pages)
        except Exception as error:
            errors.append(error)
        finally:
            api.close()
            pages.close()

    threads = [threading.Thread(target=work, args=(count // TOGETHER,)) for _ in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
