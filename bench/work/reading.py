"""Lists, as clients ask for them."""

from bench.measure.sample import Sample
from bench.measure.statements import Statement, statements_of
from bench.report.table import Table, ms
from bench.stage import Asked, Stage
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
    "message). Bare SQL: the statements that Guichet itself asks for this list, prepared, without Django "
    "and without the recognition of the token. Query: the same list from `guichet.inbox.queries`, without"
    " HTTP and GraphQL. First: the first request of this kind, documents and pages of the database not "
    "yet at hand."
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


def line(name: str, bare: Sample, query: Sample | None, asked: Asked) -> list[str]:
    """A row of COLUMNS."""
    alone, together = asked.alone, asked.together
    return [
        name, ms(bare.p50), ms(query.p50) if query else "", ms(alone.p50), ms(alone.p95), ms(alone.cold),
        f"{alone.p50 / bare.p50:.0f}", ms(together.p50), ms(together.p95), f"{together.per_second:.0f}",
    ]  # fmt: skip


def headline(stage: Stage) -> Table:
    """The first page of open discussions, beside hand-written SQL for exactly its columns."""
    note = "Bare SQL here is one statement by hand for the very columns asked for. " + NOTE
    table = Table("The first page of 50 open discussions", note, COLUMNS)
    wanted = DiscussionFilter(statuses=OPEN)
    query = stage.inside(lambda: list_discussions(stage.viewer, wanted))
    for name, columns, asked_fields in (
        ("GraphQL, 6 fields", SIX_COLUMNS, SIX),
        ("GraphQL, 15 fields", FIFTEEN_COLUMNS, FIFTEEN),
    ):
        bare = stage.bare_sql([by_hand(stage, columns)])
        asked = stage.graphql(list_request(wanted, NEWEST, fields_of_node=asked_fields))
        table.rows.append(line(name, bare, query, asked))
    page = stage.page("/?status=open&sort=last")
    table.rows.append(line("HTML page", stage.bare_sql([by_hand(stage, FIFTEEN_COLUMNS)]), query, page))
    return table


def by_hand(stage: Stage, columns: str) -> Statement:
    """The statement that somebody would write for this list alone."""
    return Statement(HAND_WRITTEN.format(columns=columns), (stage.viewer.account_id,))


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
    bare = stage.bare_sql(statements_of(call))
    asked = stage.graphql(list_request(question.wanted, question.order, after))
    return line(question.name, bare, stage.inside(call), asked)


def _counted(stage: Stage, question: Question) -> list[str]:
    def call() -> object:
        return count_discussions(stage.viewer, question.wanted)

    print(f"  count: {question.name}", flush=True)
    bare = stage.bare_sql(statements_of(call))
    return line(question.name, bare, stage.inside(call), stage.graphql(count_request(question.wanted)))


def _hundredth(stage: Stage, question: Question) -> str | None:
    """The cursor at the end of page 99, or of the last page before it."""
    after: str | None = None
    for _ in range(99):
        page = list_discussions(stage.viewer, question.wanted, question.order, after=after)
        if not page.has_next:
            break
        after = page.cursors[-1]
    return after
