"""Opening a conversation, and the pages that people see."""

from collections.abc import Callable
from uuid import UUID

from bench.data.landmarks import LONG_LENGTH, RARE_NAME, SHORT_LENGTH
from bench.measure.repeat import in_turns
from bench.measure.sample import Sample
from bench.measure.statements import bare_call, statements_of
from bench.report.table import Table
from bench.stage import Stage
from bench.work.documents import one_request
from bench.work.questions import NEWEST, OPEN
from bench.work.reading import COLUMNS, line
from guichet.inbox.queries.conversation import conversation_of
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_list import list_discussions
from guichet.inbox.queries.menu import numbers_of
from guichet.inbox.queries.messages import list_messages
from guichet.inbox.queries.tally import tally_of

NOTE = (
    "By GraphQL the first hundred messages with author, body, time, delivery and files, and the order; as"
    " a page all messages, the order and the menu with its counts. Bare SQL: the statements of the query "
    "that gives the content, without token or session, menu and counts."
)


def opened(stage: Stage) -> Table:
    """A short and a long conversation."""
    table = Table("Opening a conversation", NOTE, COLUMNS)
    lengths = {SHORT_LENGTH: stage.world.short_id, LONG_LENGTH: stage.world.long_id}
    for length, key in lengths.items():
        table.rows.append(_by_graphql(stage, f"{length:,} messages, GraphQL", UUID(key)))
    for length, key in lengths.items():
        table.rows.append(
            _as_page(stage, f"{length:,} messages, page", f"/d/{UUID(key)}", _whole(stage, key))
        )
    return table


def shown(stage: Stage) -> Table:
    """The list as pages."""
    note = "Signed in. Bare SQL: the statements of the list alone, without session, menu and counts."
    table = Table("The list as a page", note, COLUMNS)
    addresses = {
        "open, newest first": ("/?status=open&sort=last", DiscussionFilter(statuses=OPEN)),
        "everything": ("/?status=all&sort=last", DiscussionFilter()),
        "participant, rare": (
            f"/?status=all&sort=last&participant={RARE_NAME}", DiscussionFilter(participant=RARE_NAME),
        ),
        "participant, common": (
            "/?status=all&sort=last&participant=marie", DiscussionFilter(participant="marie"),
        ),
        "text, common": ("/?status=all&sort=last&q=bonjour", DiscussionFilter(text="bonjour")),
    }  # fmt: skip
    for name, (path, wanted) in addresses.items():
        table.rows.append(_as_page(stage, name, path, _listed(stage, wanted)))
    call = _listed(stage, DiscussionFilter(statuses=OPEN))
    part = stage.part("/?status=open&sort=last", call, statements_of(call))
    table.rows.append(line("open, as its filters ask for it", part))
    counts, query = _counts(stage)
    table.note += f" The counts of the menu alone: {counts.p50:.2f} ms bare, {query.p50:.2f} ms as a query."
    return table


def _counts(stage: Stage) -> tuple[Sample, Sample]:
    def call() -> object:
        return numbers_of(stage.viewer, tally_of(stage.viewer), None)

    bare = bare_call(stage.bare, statements_of(call))
    first, second = in_turns([bare, call], stage.options.seconds)
    return first, second


def _by_graphql(stage: Stage, name: str, key: UUID) -> list[str]:
    def call() -> object:
        return list_messages(stage.viewer, key)

    print(f"  {name}", flush=True)
    return line(name, stage.graphql(one_request(key.hex), call, statements_of(call)))


def _as_page(stage: Stage, name: str, path: str, call: Callable[[], object]) -> list[str]:
    print(f"  page: {name}", flush=True)
    return line(name, stage.page(path, call, statements_of(call)))


def _whole(stage: Stage, key: str) -> Callable[[], object]:
    return lambda: conversation_of(stage.viewer, UUID(key))


def _listed(stage: Stage, wanted: DiscussionFilter) -> Callable[[], object]:
    return lambda: list_discussions(stage.viewer, wanted, NEWEST)
