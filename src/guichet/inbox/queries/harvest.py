"""What the trigram indexes find for a needle that is not common, narrowed and put in order."""

from collections.abc import Sequence
from uuid import UUID

from guichet.inbox.queries.discussion_scan import Scan
from guichet.inbox.queries.needles import Needle, Place, holders_of
from guichet.inbox.queries.sql import Ask, Sql, fetch, joined, sql

SAMPLE = 500
# Where SEVERAL of the sample hold the rarer needle, and at most TIMES as many the other, both are looked up:
# a row that is asked for a needle costs 5 µs, one that the index gives 2.
SEVERAL, TIMES = 5, 2

# `found` is planned for all of its rows, so that the limit does not talk the planner into reading the table.
# The array is looked up in an index that holds all that is filtered and ordered by (discussion_facets).
FOUND = "WITH found AS MATERIALIZED ("
KEPT = """), kept AS MATERIALIZED (SELECT discussion_id FROM found LIMIT %s), counted AS MATERIALIZED (
SELECT count(*) AS n FROM kept) SELECT counted.n, page.number, page.id FROM counted LEFT JOIN ("""
AMONG_KEPT = "(SELECT n FROM counted) <= %s AND d.id = ANY(ARRAY(SELECT discussion_id FROM kept))"


def harvest(
    scans: Sequence[Scan], needles: Sequence[Needle], limit: int, most: int, ask: Ask
) -> list[tuple[int, UUID]] | None:
    """The first rows of the scans that hold all needles, with their stretches; None beyond `most`."""
    rarest = rarest_of(scans[0], needles)
    others = [needle for needle in needles if needle not in rarest]
    among = [sql(AMONG_KEPT, most), *(needle.held_by_row() for needle in others)]
    pages = joined(" UNION ALL ", [_page(scan.narrowed(*among), limit) for scan in scans])
    kept = sql(FOUND) + holders_of(rarest) + sql(KEPT, most + 1)
    found = ask(kept + pages + sql("LIMIT %s) page ON true", limit))
    if found[0][0] > most:
        return None
    return [(number, row_id) for _, number, row_id in found if row_id is not None]


def _page(scan: Scan, limit: int) -> Sql:
    ordered = sql("(SELECT %s::int AS number, d.id FROM (", scan.stretch.number) + scan.places(limit)
    return ordered + sql(") d") + scan.stretch.order + sql(")")


def rarest_of(scan: Scan, needles: Sequence[Needle]) -> list[Needle]:
    """What to look up: the needles that one lookup can answer together and that some hundred rows hold least.

    All where that is cheaper than to ask each row that one lookup gives for the needles that are left.
    """
    known = [needle for needle in needles if needle.is_indexable] or list(needles)
    together = [n for n in known if n.place is not Place.ANYWHERE]
    groups = [group for group in (together, [n for n in known if n.place is Place.ANYWHERE]) if group]
    if len(groups) == 1:
        return groups[0]
    counts = [sql("count(*) FILTER (WHERE") + n.held_by_row() + sql(")") for n in known]
    sample = sql("SELECT") + joined(", ", counts) + sql("FROM (") + scan.places(SAMPLE) + sql(") d")
    shares = dict(zip(known, fetch(sample)[0], strict=True))
    rarest, other = sorted(groups, key=lambda group: min((shares[n], -n.weight) for n in group))
    fewer, more = (min(shares[n] for n in group) for group in (rarest, other))
    is_costly = fewer >= SEVERAL and more <= TIMES * fewer and not any(n.is_pair for n in known)
    return [*rarest, *other] if is_costly else rarest
