"""How many discussions match, exactly to 10,000 and capped there; only counted when somebody asks.

A search is counted in one of two ways, and either is endless where the other is quick. Reading the
discussions one after another reaches the cap soon where many hold the needle; the trigram index gives all
where few do. So the first ones are read, and their share decides; where there are few to read beside those
that the index would give, they all are. They are read by id, in which they were stored: neighbours lie on the
same pages.

Measured with 1,000,000 discussions and 5,100,000 messages: one that is read costs 1 to 2 µs (4 for the text
of messages), one that the index finds 3 to 5 µs, or 1 where nothing else is asked of it; a word of every
second discussion is counted in 0.1 s instead of 1.8 s, two letters that all of them hold in 0.03 s instead of
8.7 s.
"""

from collections.abc import Sequence

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.conditions import conditions
from guichet.inbox.queries.discussion_filter import DiscussionFilter
from guichet.inbox.queries.discussion_order import NEWEST
from guichet.inbox.queries.discussion_scan import Scan
from guichet.inbox.queries.harvest import rarest_of
from guichet.inbox.queries.needles import Needle, Place, holders_of, needles
from guichet.inbox.queries.patience import with_patience
from guichet.inbox.queries.sql import Sql, every, fetch, sql
from guichet.inbox.queries.tally import is_kept, tally_of

CAP = 10_000
SAMPLE = 1_000
# Where one in so many holds it, the cap is reached before the index would have given all.
OFTEN = 8
# So many more are read than the sample promises to hold the cap, since it is a sample.
MARGIN = 1.25
# For each of the sample that holds it, the index may give as many: so many are read in less time.
FEW, FEW_TEXTS = 1_600, 1_000
# What the index gives is looked up in parts, since the first one may reach the cap.
PART = 10 * CAP

READ = "SELECT count(*), count(*) FILTER (WHERE"
FIRST = "WITH d AS MATERIALIZED (SELECT id FROM (SELECT d.id FROM discussion d WHERE"
BY_ID = (
    "LIMIT %s) d ORDER BY id) SELECT (SELECT count(*) FROM d), (SELECT count(*) FROM (SELECT 1 FROM d WHERE"
)
# Its rows are made as they are asked for: all of them only where the first part leaves the number open.
FOUND = "WITH found AS MATERIALIZED ("
OF_PART = "), part AS MATERIALIZED (SELECT"
IS_ENOUGH = """AS n, (SELECT count(*) FROM (SELECT FROM found LIMIT %s) f) AS found)
SELECT CASE WHEN part.n > %s OR part.found < %s THEN part.n ELSE"""
# A discussion has one row of subject and participants.
ONCE = ") SELECT count(*) FROM (SELECT FROM found LIMIT %s) f"
AMONG = "discussion d WHERE d.id = ANY(ARRAY(SELECT discussion_id FROM found LIMIT %s)) AND"
THEMSELVES = """(
SELECT DISTINCT discussion_id AS id FROM (SELECT discussion_id FROM found LIMIT %s) f ORDER BY 1) d WHERE"""


def count_discussions(viewer: Viewer, wanted: DiscussionFilter, cap: int | None = None) -> int:
    """The number of visible discussions that match; the cap, CAP unless told otherwise, stands for more too.

    RefusalError INVALID for a single letter that takes too long to look for.
    """
    cap = CAP if cap is None else cap
    if is_kept(wanted):
        return min(tally_of(viewer).number(wanted), cap)
    narrowed = conditions(viewer, wanted)
    if narrowed is None:
        return 0
    searched = needles(viewer.account_id, wanted)
    if not searched:
        return count_rows(every(narrowed), cap)
    with with_patience(searched):
        return _searched(narrowed, searched, cap)


def count_rows(where: Sql, cap: int) -> int:
    """The number of rows of `discussion d`, capped."""
    return min(int(fetch(sql("SELECT") + _capped(sql("discussion d WHERE") + where, cap))[0][0]), cap)


def _searched(narrowed: list[Sql], searched: Sequence[Needle], cap: int) -> int:
    """The number of those that hold every needle; the heaviest needle comes first."""
    held = every([needle.held_by_row() for needle in searched])
    read, holding = _sampled(narrowed, held)
    if read < SAMPLE:
        return min(holding, cap)
    if holding * OFTEN >= read:
        return _walked(narrowed, held, cap, int(cap * read / holding * MARGIN))
    few = holding * (FEW_TEXTS if any(n.place is Place.ANYWHERE for n in searched) else FEW)
    if not searched[0].is_indexable:
        return count_rows(every([*narrowed, held]), cap)
    if len(narrowed) > 1 and few > SAMPLE and count_rows(every(narrowed), few) < few:
        return _walked(narrowed, held, cap, few)
    return _harvested(narrowed, searched, cap)


def _sampled(narrowed: list[Sql], held: Sql) -> tuple[int, int]:
    """How many of the newest were read, and how many of these hold it."""
    newest = Scan(tuple(narrowed), NEWEST).places(SAMPLE)
    read, holding = fetch(sql(READ) + held + sql(") FROM (") + newest + sql(") d"))[0]
    return int(read), int(holding)


def _walked(narrowed: list[Sql], held: Sql, cap: int, most: int) -> int:
    """By reading `most` of them, which is taken for enough, and all one after another where it was not."""
    rows = sql(FIRST) + every(narrowed) + sql(BY_ID, most) + held + sql("LIMIT %s) counted)", cap + 1)
    read, holding = fetch(rows)[0]
    if holding > cap or read < most:
        return min(int(holding), cap)
    return count_rows(every([*narrowed, held]), cap)


def _harvested(narrowed: list[Sql], searched: Sequence[Needle], cap: int) -> int:
    looked_up = rarest_of(Scan(tuple(narrowed), NEWEST), searched)
    others = [needle.held_by_row() for needle in searched if needle not in looked_up]
    found = sql(FOUND) + holders_of(looked_up)
    if len(narrowed) == 1 and not others and all(n.place is not Place.ANYWHERE for n in looked_up):
        return min(int(fetch(found + sql(ONCE, cap + 1))[0][0]), cap)
    # All that the account has is asked for nothing but the other needles.
    source = AMONG if len(narrowed) > 1 else THEMSELVES
    asked = every([*(narrowed if len(narrowed) > 1 else [sql("true")]), *others])
    part, whole = (_capped(sql(source, most) + asked, cap) for most in (PART, None))
    counted = found + sql(OF_PART) + part + sql(IS_ENOUGH, PART, cap, PART) + whole + sql("END FROM part")
    return min(int(fetch(counted)[0][0]), cap)


def _capped(source: Sql, cap: int) -> Sql:
    """A number of rows, counted until just over the cap."""
    return sql("(SELECT count(*) FROM (SELECT 1 FROM") + source + sql("LIMIT %s) counted)", cap + 1)
