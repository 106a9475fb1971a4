"""How long a search may take that no index knows: a single letter or sign that may be nowhere."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from guichet.accounts.errors import ErrorCode, refuse
from guichet.inbox.queries.needles import Needle

# Of one statement. A letter that is common is found within milliseconds; one that is nowhere would be looked
# for in every row (1 s for a million participants, 6 s and more for five million texts).
SECONDS = 2


@contextmanager
def with_patience(needles: Sequence[Needle]) -> Iterator[None]:
    """RefusalError INVALID where it would take longer. The heaviest needle comes first."""
    if not needles or needles[0].is_indexable:
        yield
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = '{SECONDS}s'")
            yield
            cursor.execute("SET LOCAL statement_timeout TO DEFAULT")
    except OperationalError as error:
        if not isinstance(error.__cause__, QueryCanceled):
            raise
        message = _("This search takes too long: type more letters.")
        raise refuse(ErrorCode.INVALID, message, needles[0].place.value) from error
