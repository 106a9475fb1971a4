"""A part beneath `guichet serve` waits for a database that is away.

Its parent had reached it, so the address is right. A part that ended instead would be started again and
again, until its parent takes it for one that cannot live, and ends with everything.
"""

import logging
import time

import psycopg

log = logging.getLogger("guichet.start")

EVERY_SECONDS = 0.5
CONNECT_SECONDS = 5


def wait_for_database(url: str) -> None:
    """Return once it answers."""
    is_told = False
    while not _answers(url):
        if not is_told:
            log.warning("the database does not answer; waiting for it")
        is_told = True
        time.sleep(EVERY_SECONDS)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=CONNECT_SECONDS).close()
    except psycopg.OperationalError:
        return False
    return True
