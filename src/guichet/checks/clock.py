"""Whether this machine and the database agree on the time: leases and due times are compared across both."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.checks.finding import Finding, fine, mend

# Leases live for minutes; a worker is taken for dead after 20 seconds.
AT_MOST = timedelta(seconds=5)


def check_clock() -> Iterator[Finding]:
    """The database is asked in between two looks at our own clock."""
    before = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (theirs,) = cursor.fetchone()
    after = timezone.now()
    ahead = before - theirs if theirs < before else after - theirs if theirs > after else timedelta()
    if abs(ahead) > AT_MOST:
        seconds = {"seconds": round(abs(ahead.total_seconds()))}
        says = _(
            "This machine's clock is %(seconds)s s behind the database's: "
            "switch on time synchronisation (NTP)."
        )
        if ahead > timedelta():
            says = _(
                "This machine's clock is %(seconds)s s ahead of the database's: "
                "switch on time synchronisation (NTP)."
            )
        yield mend("clock", says % seconds)
    else:
        yield fine("clock", _("The clocks of this machine and of the database agree."))
