"""The doors of this room: webhooks are settings of the account, so owners and managers alone see them."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.events.models import Webhook, WebhookDelivery


def webhooks(viewer: Viewer) -> QuerySet[Webhook]:
    """Those that tell of nothing the viewer may not see; RefusalError FORBIDDEN to agents and readers."""
    viewer.must_manage()
    rows = Webhook.objects.filter(account_id=viewer.account_id)
    return rows if viewer.store_ids is None else rows.filter(store_ids__contained_by=list(viewer.store_ids))


def deliveries(viewer: Viewer) -> QuerySet[WebhookDelivery]:
    """What was and is to be told to these webhooks."""
    rows = WebhookDelivery.objects.filter(account_id=viewer.account_id)
    return rows.filter(webhook__in=webhooks(viewer))


def one_webhook(viewer: Viewer, webhook_id: UUID, *, to_change: bool = False) -> Webhook:
    """One of them, locked where it is to be changed; RefusalError NOT_FOUND otherwise."""
    rows = webhooks(viewer).filter(id=webhook_id)
    found = (rows.select_for_update() if to_change else rows).first()
    if found is None:
        message = _("There is no such webhook, or you may not see it.")
        raise refuse(ErrorCode.NOT_FOUND, message, "webhookId")
    return found
