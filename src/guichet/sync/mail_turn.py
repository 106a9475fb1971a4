"""One reader a channel: two would only wait for one another, each with a few mails in its hands."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

_TRY = "SELECT pg_try_advisory_lock(hashtextextended(%s, 2))"
_WAIT = "SELECT pg_advisory_lock(hashtextextended(%s, 2))"
_END = "SELECT pg_advisory_unlock(hashtextextended(%s, 2))"


@contextmanager
def turn(channel_id: UUID, *, waits: bool) -> Iterator[bool]:
    """Whether it is ours to read this channel's mails; freed by the database too where this session dies.

    Whoever had no turn may leave: who has it looks again after giving it back.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAIT if waits else _TRY, [str(channel_id)])
        (answer,) = cursor.fetchone()
    is_ours = waits or bool(answer)
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute(_END, [str(channel_id)])
