"""Adds a store to the account."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guichet.accounts.actions.names import checked_name
from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Store
from guichet.accounts.reach import must_own_all
from guichet.accounts.viewer import Viewer


@transaction.atomic
def add_store(viewer: Viewer, name: str) -> Store:
    """Owners who see all stores. RefusalError FORBIDDEN, CONFLICT for a name in use, and those of a name."""
    must_own_all(viewer)
    store = saved_store(Store(account_id=viewer.account_id, name=checked_name(name)))
    record(viewer, "store.add", "store", store.pk, None, {"name": store.name})
    return store


def saved_store(store: Store) -> Store:
    """Saved; RefusalError CONFLICT where the account has another one of this name."""
    try:
        with transaction.atomic():
            store.save()
    except IntegrityError:
        sentence = _("There is a store of this name already. Choose another name.")
        raise refuse(ErrorCode.CONFLICT, sentence, "name") from None
    return store
