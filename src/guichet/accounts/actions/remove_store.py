"""Removes a store that nothing ever happened in."""

from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, RefusalError, refuse
from guichet.accounts.keepers import take_turns
from guichet.accounts.models import Channel, Store
from guichet.accounts.queries.stores import store_of
from guichet.accounts.viewer import Viewer


@transaction.atomic
def remove_store(viewer: Viewer, store_id: UUID) -> None:
    """Owners. RefusalError FORBIDDEN, NOT_FOUND, CONFLICT for one that had a marketplace and for the last."""
    viewer.must_own()
    take_turns(viewer)
    store = store_of(viewer, store_id)
    if Channel.objects.filter(account_id=viewer.account_id, store=store).exists():
        raise _is_used()
    if not Store.objects.filter(account_id=viewer.account_id).exclude(id=store_id).exists():
        raise refuse(ErrorCode.CONFLICT, _("An account needs a store. Rename this one instead."), "storeId")
    _delete(store)
    record(viewer, "store.remove", "store", store_id, {"name": store.name})


def _delete(store: Store) -> None:
    try:
        with transaction.atomic():
            store.delete()
    except ProtectedError:
        raise _is_used() from None


def _is_used() -> RefusalError:
    sentence = _("This store has or had a marketplace, and its history stays. Rename it instead.")
    return refuse(ErrorCode.CONFLICT, sentence, "storeId")
