"""Channels that broke are told of."""

from django.conf import settings

from guichet.jobs.app import job
from guichet.sync.alerts import look_for_alerts

# Short intervals are for rehearsals and tests, as for channels.
LOOK = "* * * * *" if settings.GUICHET_SYNC_INTERVAL >= 60 else "* * * * * */5"


@job("alert.look", cron=LOOK, queueing_lock="alert.look", lock="alert.look")
def look(timestamp: int) -> None:
    """Tell what is new."""
    look_for_alerts()
