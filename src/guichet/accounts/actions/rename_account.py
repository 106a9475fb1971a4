"""Gives the company another name."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guichet.accounts.actions.names import checked_name
from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Account
from guichet.accounts.reach import must_own_all
from guichet.accounts.viewer import Viewer


@transaction.atomic
def rename_account(viewer: Viewer, name: str) -> Account:
    """Owners who see all stores. RefusalError FORBIDDEN, CONFLICT for a name in use, and those of a name."""
    must_own_all(viewer)
    account = Account.objects.get(id=viewer.account_id)
    before, account.name = account.name, checked_name(name)
    try:
        with transaction.atomic():
            account.save(update_fields=["name"])
    except IntegrityError:
        sentence = _("This name cannot be used in this installation. Choose another name.")
        raise refuse(ErrorCode.CONFLICT, sentence, "name") from None
    record(viewer, "account.rename", "account", account.pk, {"name": before}, {"name": account.name})
    return account
