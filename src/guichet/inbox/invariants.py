"""What must always hold of the inbox. Each is a question to the database that must find nothing.

They are asked once a day over everything (`guichet.checks.invariants`) and after each run of the chaos suite:
what a test did not think of shows here.
"""

from dataclasses import dataclass

from django.db import connection

SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Invariant:
    """`holds` is the sentence that must be true; `broken` selects the ids of rows that belie it."""

    name: str
    holds: str
    broken: str


@dataclass(frozen=True, slots=True)
class Broken:
    """An invariant that does not hold: how many rows, and the ids of some; never what they say."""

    name: str
    holds: str
    count: int
    sample: tuple[str, ...]


INVARIANTS = (
    Invariant(
        "message.account",
        "A message, its discussion, its channel and its store are of one account.",
        """SELECT m.id FROM message m JOIN discussion d ON d.id = m.discussion_id
        JOIN channel c ON c.id = d.channel_id JOIN store s ON s.id = c.store_id
        WHERE m.account_id <> d.account_id OR d.account_id <> c.account_id OR c.account_id <> s.account_id
            OR d.store_id <> c.store_id""",
    ),
    Invariant(
        "attachment.account",
        "A file is of the account of its discussion, and of a message of that discussion.",
        """SELECT a.id FROM attachment a LEFT JOIN discussion d ON d.id = a.discussion_id
        LEFT JOIN message m ON m.id = a.message_id
        WHERE a.account_id <> d.account_id OR m.discussion_id <> a.discussion_id""",
    ),
    Invariant(
        "order.account",
        "An order is of the account of its channel.",
        """SELECT o.id FROM marketplace_order o JOIN channel c ON c.id = o.channel_id
        WHERE o.account_id <> c.account_id""",
    ),
    Invariant(
        "search.complete",
        "Every message can be found by its words.",
        """SELECT m.id FROM message m LEFT JOIN message_search s ON s.message_id = m.id
        WHERE s.message_id IS NULL OR s.account_id <> m.account_id OR s.discussion_id <> m.discussion_id""",
    ),
    Invariant(
        "discussion.count",
        "A discussion counts the messages that are there.",
        """SELECT d.id FROM discussion d
        LEFT JOIN (SELECT discussion_id, count(*) AS found FROM message
            WHERE delivery IN ('RECEIVED', 'CONFIRMED') GROUP BY 1) m ON m.discussion_id = d.id
        WHERE d.message_count <> coalesce(m.found, 0)""",
    ),
    Invariant(
        "discussion.tally",
        "The numbers of discussions that are kept are those that are there.",
        """SELECT DISTINCT store_id FROM (
            SELECT account_id, store_id, status, is_read, waits, sum(count) AS n
            FROM discussion_tally GROUP BY 1, 2, 3, 4, 5
        ) kept FULL JOIN (
            SELECT account_id, store_id, status, is_read, needs_reply_since IS NOT NULL AS waits,
                count(*) AS n
            FROM discussion GROUP BY 1, 2, 3, 4, 5
        ) d USING (account_id, store_id, status, is_read, waits)
        WHERE coalesce(kept.n, 0) <> coalesce(d.n, 0)""",
    ),
    Invariant(
        "reply.looked_at",
        "A reply that is on its way is looked at again, and its time has not long passed.",
        """SELECT id FROM message WHERE delivery IN ('QUEUED', 'SENDING', 'CHECKING')
        AND (look_at IS NULL OR look_at < now() - interval '15 minutes')""",
    ),
    Invariant(
        "page.taken",
        "What a marketplace answered is taken in.",
        "SELECT id FROM raw_page WHERE received_at < now() - interval '15 minutes'",
    ),
    Invariant(
        "mail.read",
        "A mail that came is read, or says what it waits for.",
        """SELECT id FROM raw_mail WHERE state = 'NEW' AND why = ''
        AND (look_at IS NULL OR look_at < now() - interval '15 minutes')""",
    ),
    Invariant(
        "file.kept",
        "A file that can be downloaded has bytes, one that waits has a time to be fetched.",
        """SELECT id FROM attachment WHERE (state IN ('STORED', 'QUARANTINED') AND digest = '')
        OR (state = 'WAITING' AND discussion_id IS NOT NULL AND next_try_at IS NULL)""",
    ),
    Invariant(
        "channel.due",
        "A channel that is on has a time to be synchronised.",
        """SELECT id FROM channel
        WHERE is_enabled AND health <> 'BLOCKED' AND next_sync_at IS NULL AND held_by IS NULL""",
    ),
)


def broken_of(invariants: tuple[Invariant, ...] = INVARIANTS) -> list[Broken]:
    """Those that do not hold; one statement each, a look over whole tables."""
    asked = [(one, _found(one)) for one in invariants]
    return [Broken(one.name, one.holds, count, sample) for one, (count, sample) in asked if count]


def _found(invariant: Invariant) -> tuple[int, tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), (array_agg(id::text))[1:{SAMPLE}] FROM ({invariant.broken}) AS found(id)"  # noqa: S608
        )
        count, sample = cursor.fetchone()
    return count, tuple(sample or ())
