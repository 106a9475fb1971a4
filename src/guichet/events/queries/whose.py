"""What jobs look up over all accounts before they work for one."""

from uuid import UUID

from guichet.events.models import Webhook


def account_of(webhook_id: UUID) -> UUID | None:
    """Whose webhook it is; None once it is removed."""
    return Webhook.objects.filter(id=webhook_id).values_list("account_id", flat=True).first()


def dead_and_untold() -> list[UUID]:
    """Webhooks that Guichet switched off and whose owners were not told yet."""
    untold = Webhook.objects.filter(is_enabled=False, disabled_at__isnull=False, owners_told_at=None)
    return list(untold.exclude(disabled_why="").values_list("id", flat=True))
