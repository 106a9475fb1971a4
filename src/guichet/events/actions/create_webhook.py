"""Asks Guichet to tell an address."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.viewer import Viewer
from guichet.events.actions.checks import AT_MOST, checked_kinds, checked_stores, checked_url
from guichet.events.actions.noted import noted
from guichet.events.models import Webhook
from guichet.events.secrets import new_secret, set_secret


@transaction.atomic
def create_webhook(
    viewer: Viewer,
    url: str,
    kinds: Collection[str] = (),
    store_ids: Collection[UUID] | None = None,
    *,
    includes_text: bool = False,
) -> tuple[Webhook, str]:
    """The webhook and its secret, which is shown this once.

    RefusalError: FORBIDDEN, REQUIRED and INVALID for what is given, TOO_LARGE for more than twenty.
    """
    viewer.must_manage()
    webhook = Webhook(
        account_id=viewer.account_id,
        created_by_id=viewer.member_id,
        url=checked_url(url),
        kinds=checked_kinds(kinds),
        store_ids=checked_stores(viewer, store_ids),
        includes_text=includes_text,
    )
    if Webhook.objects.filter(account_id=viewer.account_id).count() >= AT_MOST:
        message = _("There are %(most)s webhooks already. Remove one that is no longer needed.")
        raise refuse(ErrorCode.TOO_LARGE, message % {"most": AT_MOST})
    secret = new_secret()
    set_secret(webhook, secret)
    webhook.save()
    record(viewer, "webhook.create", "webhook", webhook.pk, None, noted(webhook))
    return webhook, secret
