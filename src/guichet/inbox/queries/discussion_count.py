"""How many discussions match, exactly to 10,000 and capped there; only counted when somebody asks."""

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.conditions import conditions
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.needles import Needle, needles
from guichet.inbox.queries.sql import Sql, every, fetch, sql

CAP = 10_000


def count_discussions(viewer: Viewer, wanted: DiscussionFilter) -> int:
    """The number of visible discussions that match; CAP stands for CAP or more."""
    narrowed = conditions(viewer, wanted)
    if narrowed is None:
        return 0
    return count_rows(every([*narrowed, *map(_held, needles(viewer.account_id, wanted))]))


def count_rows(where: Sql) -> int:
    """The number of rows of `discussion d`, capped."""
    inner = sql("SELECT count(*) FROM (SELECT 1 FROM discussion d WHERE") + where
    return min(int(fetch(inner + sql("LIMIT %s) counted", CAP + 1))[0][0]), CAP)


def _held(needle: Needle) -> Sql:
    if not needle.is_indexable:
        return needle.held_by_row()
    return sql("d.id = ANY(ARRAY(") + needle.holders() + sql("))")
