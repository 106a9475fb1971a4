"""Counts a download."""

from django.db.models import F
from django.utils import timezone

from guichet.inbox.models import FileLink


def count_download(link: FileLink) -> bool:
    """One more, in one statement, so that two at once are two; False when the link was just withdrawn."""
    now = timezone.now()
    good = FileLink.objects.filter(id=link.pk, revoked_at=None, expires_at__gt=now)
    return bool(good.update(downloads=F("downloads") + 1, last_download_at=now))
