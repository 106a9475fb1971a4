"""Asks all who belong to the account for a second factor, or no longer."""

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Account
from guichet.accounts.queries.factors import factors_of
from guichet.accounts.reach import must_own_all
from guichet.accounts.viewer import Viewer


@transaction.atomic
def require_second_factor(viewer: Viewer, *, is_required: bool) -> Account:
    """Owners who see all stores. RefusalError FORBIDDEN, and INVALID for who has no second factor themselves.

    API tokens go on: they are second factors by their nature, and nobody types them.
    """
    must_own_all(viewer)
    if is_required and not factors_of(viewer).any:
        sentence = _("Set up a second step for your own sign-in first; then ask the others for theirs.")
        raise refuse(ErrorCode.INVALID, sentence, "required")
    account = Account.objects.select_for_update().get(id=viewer.account_id)
    if account.requires_second_factor is is_required:
        return account
    account.requires_second_factor = is_required
    account.save(update_fields=["requires_second_factor"])
    told = {"required": is_required}
    record(
        viewer, "account.require_second_factor", "account", account.pk, {"required": not is_required}, told
    )
    return account
