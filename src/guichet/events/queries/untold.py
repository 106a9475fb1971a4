"""Whose owners are still to be told."""

from uuid import UUID

from guichet.events.models import Webhook


def dead_and_untold() -> list[UUID]:
    """Webhooks that Guichet switched off and whose owners were not told yet."""
    untold = Webhook.objects.filter(is_enabled=False, owners_told_at=None)
    return list(untold.exclude(disabled_why="").values_list("id", flat=True))
