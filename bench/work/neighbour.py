"""A small account beside the big one: it must not pay for what is not its own."""

from functools import partial

from bench.data.load import SMALL_ACCOUNTS
from bench.measure.repeat import repeat
from bench.report.table import Table, ms
from bench.stage import Stage
from bench.work.questions import OPEN, Question, searches
from guichet.accounts.models import Member
from guichet.accounts.queries.viewer import viewer_of_member
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_list import count_discussions, list_discussions
from guichet.inbox.queries.menu import numbers_of
from guichet.inbox.queries.tally import tally_of

SHARE = 0.3
NOTE = (
    "An account with one discussion for every two hundred of the big one, in the same tables: queries in "
    "this process, without HTTP and GraphQL."
)


def beside(stage: Stage) -> Table:
    """Its list, its counts, its searches."""
    table = Table("A small account beside the big one", NOTE, ("work", "list p50", "p95", "count p50", "p95"))
    member = Member.objects.select_related("person").get(account__name=SMALL_ACCOUNTS[0])
    viewer = viewer_of_member(member)
    for question in [Question("open", DiscussionFilter(statuses=OPEN)), *searches()]:
        print(f"  {question.name}", flush=True)
        listed = repeat(partial(list_discussions, viewer, question.wanted), stage.options.seconds * SHARE)
        counted = repeat(partial(count_discussions, viewer, question.wanted), stage.options.seconds * SHARE)
        figures = (listed.p50, listed.p95, counted.p50, counted.p95)
        table.rows.append([question.name, *map(ms, figures)])
    menu = repeat(lambda: numbers_of(viewer, tally_of(viewer), None), stage.options.seconds * SHARE)
    table.rows.append(["counts of the menu", "", "", ms(menu.p50), ms(menu.p95)])
    return table
