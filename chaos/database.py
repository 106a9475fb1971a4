"""What the database of the installation holds, read past Guichet."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

REACH_SECONDS = 180.0
ROWS = r"""
SELECT c.marketplace, m.delivery, coalesce(m.delivery_error, ''), marker[1]
FROM message m JOIN discussion d ON d.id = m.discussion_id JOIN channel c ON c.id = d.channel_id,
    regexp_matches(m.body, '\m[mer]-\d{6}\M', 'g') marker
"""
# What is still to be done: each is a number that becomes zero.
WAITING = {
    # Those behind a reply that is looked for wait for it.
    "replies on their way": """SELECT count(*) FROM message m WHERE delivery IN ('QUEUED', 'SENDING')
        AND NOT EXISTS (SELECT FROM message o WHERE o.discussion_id = m.discussion_id AND o.id < m.id
        AND o.delivery = 'CHECKING')""",
    "mails not read": "SELECT count(*) FROM raw_mail WHERE state = 'NEW'",
    "pages not taken in": "SELECT count(*) FROM raw_page",
    "files not fetched": "SELECT count(*) FROM attachment WHERE state = 'WAITING'",
    "jobs of dead workers": """SELECT count(*) FROM procrastinate_jobs j
        LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
        WHERE j.status = 'doing'
        AND (w.last_heartbeat IS NULL OR w.last_heartbeat < now() - interval '60 s')""",
    "jobs late": """SELECT count(*) FROM procrastinate_jobs
        WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at < now() - interval '60 s')
        AND id < (SELECT max(id) - 500 FROM procrastinate_jobs)""",
    "channels held": "SELECT count(*) FROM channel WHERE held_until < now() - interval '60 s'",
}
# Longer than any marketplace has to show a reply: the next check decides.
TIME_PASSES = """
UPDATE message SET attempted_at = attempted_at - interval '40 min',
    created_at = created_at - interval '40 min', leaves_at = leaves_at - interval '40 min',
    look_at = now() - interval '30 s' WHERE delivery = 'CHECKING'
"""
CHANNELS = "SELECT marketplace, health, health_message FROM channel WHERE health = 'BLOCKED'"
DIGESTS = "SELECT DISTINCT digest FROM attachment WHERE state IN ('STORED', 'QUARANTINED')"
FAILED = "SELECT id FROM message WHERE delivery = 'FAILED'"


@dataclass(slots=True)
class Rows:
    """How often each marker stands in the inbox, by marketplace, and how far each reply has come."""

    times: Counter[tuple[str, str]] = field(default_factory=Counter)
    deliveries: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    reasons: dict[str, str] = field(default_factory=dict)

    def checking(self) -> set[str]:
        """Replies whose answer was lost."""
        return {word for word, states in self.deliveries.items() if "CHECKING" in states}


class Database:
    """One connection, made anew where it was cut."""

    def __init__(self, url: str) -> None:
        self._url = url

    def rows(self) -> Rows:
        """Every marker that the inbox shows."""
        found = Rows()
        for marketplace, delivery, reason, word in self._ask(ROWS):
            found.times[marketplace, word] += 1
            if word.startswith("r"):
                found.deliveries[word].append(delivery)
                found.reasons[word] = reason
        return found

    def waiting(self) -> dict[str, int]:
        """What is left to do, by its name."""
        asked = {name: int(self._ask(query)[0][0]) for name, query in WAITING.items()}
        return {name: count for name, count in asked.items() if count}

    def digests(self) -> set[str]:
        """The contents that rows name."""
        return {digest for (digest,) in self._ask(DIGESTS)}

    def blocked(self) -> list[tuple[str, ...]]:
        """Channels that wait for a person."""
        return self._ask(CHANNELS)

    def failed(self) -> list[str]:
        """Ids of replies that a person may send again, as the API knows them."""
        return [f"msg_{key.hex}" for (key,) in self._ask(FAILED)]

    def let_time_pass(self) -> None:
        """Forty minutes go by for replies whose answer was lost."""
        with self._connected() as connection:
            connection.execute(TIME_PASSES)

    def _ask(self, query: str) -> list[tuple[Any, ...]]:
        with self._connected() as connection:
            return connection.execute(query.encode()).fetchall()

    @contextmanager
    def _connected(self) -> Iterator[psycopg.Connection[Any]]:
        deadline = time.monotonic() + REACH_SECONDS
        while True:
            try:
                connection = psycopg.connect(self._url, autocommit=True)
                break
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
        with connection:
            yield connection
