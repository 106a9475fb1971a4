"""Where the time of the hot work goes."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from itertools import cycle
from uuid import UUID

from django.core.wsgi import get_wsgi_application

from bench.data.threads import threads
from bench.measure.profile import by_package, profiled
from bench.report.table import Table
from bench.stage import Stage
from bench.work.documents import FIFTEEN, list_request
from bench.work.guests import guest_channel
from bench.work.questions import NEWEST, OPEN
from guichet.inbox.ingest import ingest_threads
from guichet.inbox.queries.discussion_filter import DiscussionFilter

TIMES, PAGES = 200, 20
NOTE = (
    "By cProfile in this process, through the WSGI application (no granian, no socket): percent of the "
    "time that each package spends itself, waiting for the database among psycopg's. Profiling makes many"
    " small calls look dearer than they are. The functions are printed by the run."
)


def profile(stage: Stage) -> Table:
    """The list by GraphQL and as a page, a conversation, and the ingest."""
    table = Table("Where the time goes", NOTE, ("work", "ms a call", "packages, percent"))
    wanted = DiscussionFilter(statuses=OPEN)
    table.rows.append(_row("list, 6 fields", _posted(stage, list_request(wanted, NEWEST)), TIMES))
    wide = list_request(wanted, NEWEST, fields_of_node=FIFTEEN)
    table.rows.append(_row("list, 15 fields", _posted(stage, wide), TIMES))
    table.rows.append(_row("list as a page", _page(stage, "/", "status=open&sort=last"), TIMES))
    opened = f"/d/{UUID(stage.world.short_id)}"
    table.rows.append(_row("20 messages as a page", _page(stage, opened, "status=open"), TIMES))
    table.rows.append(_ingest(stage))
    return table


def _row(name: str, call: Callable[[], object], times: int) -> list[str]:
    stats = profiled(call, times)
    print(f"\n  {name}")
    stats.sort_stats("tottime").print_stats(18)
    stats.sort_stats("cumulative").print_stats(r"guichet|strawberry|graphql", 30)
    spent = by_package(stats)
    total = sum(spent.values())
    shares = [
        f"{package} {seconds / total:.0%}" for package, seconds in spent.items() if seconds / total > 0.02
    ]
    return [name, f"{total / times * 1_000:.1f}", ", ".join(shares)]


def _posted(stage: Stage, body: bytes) -> Callable[[], object]:
    token = f"Bearer {stage.world.token}"
    return _called({
        "REQUEST_METHOD": "POST", "PATH_INFO": "/graphql", "CONTENT_TYPE": "application/json",
        "HTTP_AUTHORIZATION": token, "CONTENT_LENGTH": str(len(body)),
    }, body)  # fmt: skip


def _page(stage: Stage, path: str, query: str) -> Callable[[], object]:
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_COOKIE": stage.cookie}
    return _called(asked, b"")


def _called(given: dict[str, str], body: bytes) -> Callable[[], object]:
    application = get_wsgi_application()
    base = {
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "wsgi.url_scheme": "http",
    }

    def start(status: str, headers: object, *_: object) -> Callable[[bytes], object]:
        assert status.startswith("200"), status
        return lambda _: None

    def call() -> object:
        answer = application({**base, **given, "wsgi.input": BytesIO(body)}, start)
        return b"".join(answer)

    return call


def _ingest(stage: Stage) -> list[str]:
    made = list(threads((PAGES + 1) * 100, 5, 99, datetime.now(UTC)))
    pages = cycle([made[start : start + 100] for start in range(0, len(made), 100)])
    with guest_channel(stage) as channel:
        return _row("ingest of 100 new threads of 5", lambda: ingest_threads(channel, next(pages)), PAGES)
