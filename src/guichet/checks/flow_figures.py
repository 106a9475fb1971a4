"""What is on its way in and out, of the whole installation; call inside `everywhere`.

Each query reads a partial index that holds only what is under way.
"""

from dataclasses import dataclass

from django.db import connection

REPLIES = """
SELECT delivery, count(*), EXTRACT(EPOCH FROM now() - min(COALESCE(leaves_at, created_at)))
FROM message WHERE delivery IN ('QUEUED', 'SENDING', 'CHECKING') GROUP BY delivery ORDER BY delivery
"""
MAILS = """
SELECT count(*), COALESCE(EXTRACT(EPOCH FROM now() - min(received_at)), 0) FROM raw_mail WHERE state = 'NEW'
"""
FILES = "SELECT count(*) FROM attachment WHERE state = 'WAITING'"


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """How many, and the seconds that the oldest has been so."""

    count: int
    age: float


@dataclass(frozen=True, slots=True)
class Flow:
    """Replies by delivery, mails that wait to be read, files that wait to be fetched."""

    replies: dict[str, OnTheWay]
    mails: OnTheWay
    files: int


def flow_now() -> Flow:
    """The counts of one moment."""
    with connection.cursor() as cursor:
        cursor.execute(REPLIES)
        replies = {name: _way(many, age) for name, many, age in cursor.fetchall()}
        cursor.execute(MAILS)
        mails = _way(*cursor.fetchone())
        cursor.execute(FILES)
        (files,) = cursor.fetchone()
    return Flow(replies, mails, files)


def _way(many: int, age: object) -> OnTheWay:
    return OnTheWay(many, max(0.0, float(str(age))))
