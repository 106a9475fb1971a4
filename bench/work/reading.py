"""Lists, as clients ask for them."""

from bench.measure.statements import Statement, statements_of
from bench.report.table import Table, ms
from bench.stage import Compared, Stage
from bench.work.documents import FIFTEEN, SIX, count_request, list_request
from bench.work.questions import NEWEST, OPEN, Question, filters, searches
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_list import count_discussions, list_discussions

COLUMNS = (
    "work",
    "bare SQL p50",
    "query p50",
    "HTTP p50",
    "p95",
    "first",
    "× SQL",
    "p50 at 8",
    "p95 at 8",
    "a second at 8",
)
NOTE = (
    "By GraphQL with a token, 50 rows of six fields (id, subject, status, participants, order id, last "
    "message). Bare SQL: the statements that Guichet itself asks for this list, without Django and without "
    "the recognition of the token. Query: the same list from `guichet.inbox.queries`, without HTTP and "
    "GraphQL. First: the first request of its kind."
)
HEADLINE = (
    "By GraphQL with a token, and as a page, signed in, with its menu and counts. Bare SQL: one prepared "
    "statement by hand for the very columns asked for (15 for the page). Query: the list from "
    "`guichet.inbox.queries`, with all columns. First: the first request of its kind."
)
HAND_WRITTEN = """
SELECT {columns} FROM discussion d WHERE d.account_id = %s AND d.status = 'OPEN'
ORDER BY d.last_message_at DESC, d.id DESC LIMIT 50
"""
SIX_COLUMNS = "id, subject, status, participants, order_ref, last_message_at"
FIFTEEN_COLUMNS = (
    "id, marketplace_discussion_id, type, status, is_read, subject, participants, order_ref, last_message_at,"
    " needs_reply_since, reply_due_at, created_at, store_id, marketplace, recipient_kinds"
)


def line(name: str, found: Compared) -> list[str]:
    """A row of COLUMNS."""
    bare, alone, together = found.bare, found.alone, found.together
    return [
        name, ms(bare.p50), ms(found.query.p50), ms(alone.p50), ms(alone.p95), ms(alone.cold),
        f"{alone.p50 / bare.p50:.0f}", ms(together.p50), ms(together.p95), f"{together.per_second:.0f}",
    ]  # fmt: skip


def headline(stage: Stage) -> Table:
    """The first page of open discussions, beside hand-written SQL for exactly its columns."""
    table = Table("The first page of 50 open discussions", HEADLINE, COLUMNS)
    wanted = DiscussionFilter(statuses=OPEN)

    def query() -> object:
        return list_discussions(stage.viewer, wanted)

    six, fifteen = by_hand(stage, SIX_COLUMNS), by_hand(stage, FIFTEEN_COLUMNS)
    asked = list_request(wanted, NEWEST, fields_of_node=SIX)
    table.rows.append(line("GraphQL, 6 fields", stage.graphql(asked, query, [six])))
    asked = list_request(wanted, NEWEST, fields_of_node=FIFTEEN)
    table.rows.append(line("GraphQL, 15 fields", stage.graphql(asked, query, [fifteen])))
    page = stage.page("/?status=open&sort=last", query, [fifteen])
    table.rows.append(line("HTML page", page))
    return table


def by_hand(stage: Stage, columns: str) -> Statement:
    """The statement that somebody would write for this list alone."""
    return Statement(HAND_WRITTEN.format(columns=columns), (stage.viewer.account_id,), is_prepared=True)


def lists(stage: Stage) -> Table:
    """Every filter and the usual combinations, and the hundredth page."""
    table = Table("Lists by filter", NOTE, COLUMNS)
    for question in filters(stage.world):
        table.rows.append(_answered(stage, question))
    everything = Question("page 100 of everything")
    table.rows.append(_answered(stage, everything, after=_hundredth(stage, everything)))
    return table


def searched(stage: Stage) -> Table:
    """Needles of every kind."""
    table = Table("Searches", NOTE, COLUMNS)
    table.rows.extend(_answered(stage, question) for question in searches())
    return table


def counted(stage: Stage) -> Table:
    """`totalCount` alone."""
    table = Table("totalCount", "The number alone, exact to 10,000. " + NOTE, COLUMNS)
    for question in [*filters(stage.world), *searches()]:
        table.rows.append(_counted(stage, question))
    return table


def _answered(stage: Stage, question: Question, after: str | None = None) -> list[str]:
    def call() -> object:
        return list_discussions(stage.viewer, question.wanted, question.order, after=after)

    print(f"  {question.name}", flush=True)
    request = list_request(question.wanted, question.order, after)
    return line(question.name, stage.graphql(request, call, statements_of(call)))


def _counted(stage: Stage, question: Question) -> list[str]:
    def call() -> object:
        return count_discussions(stage.viewer, question.wanted)

    print(f"  count: {question.name}", flush=True)
    request = count_request(question.wanted)
    return line(question.name, stage.graphql(request, call, statements_of(call)))


def _hundredth(stage: Stage, question: Question) -> str | None:
    """The cursor at the end of page 99, or of the last page before it."""
    after: str | None = None
    for _ in range(99):
        page = list_discussions(stage.viewer, question.wanted, question.order, after=after)
        if not page.has_next:
            break
        after = page.cursors[-1]
    return after
