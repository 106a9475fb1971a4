"""The ids of all that match a filter, for a change of all of them."""

from uuid import UUID

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.conditions import conditions
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_order import NEWEST
from guichet.inbox.queries.discussion_scan import Scan
from guichet.inbox.queries.discussion_search import search
from guichet.inbox.queries.needles import needles
from guichet.inbox.queries.sql import fetch


def matching_ids(viewer: Viewer, wanted: DiscussionFilter, most: int) -> list[UUID]:
    """The visible discussions that match, the newest first, `most` of them at most."""
    narrowed = conditions(viewer, wanted)
    if narrowed is None:
        return []
    scan = Scan(tuple(narrowed), NEWEST)
    searched = needles(viewer.account_id, wanted)
    if searched:
        return [found.row_id for found in search([scan], searched, most)]
    return [row_id for _, row_id in fetch(scan.places(most))]
