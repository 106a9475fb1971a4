"""The channels a viewer may see."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Channel, Store
from guichet.accounts.queries.quick_models import quick_pairs
from guichet.accounts.viewer import Viewer


def visible_channels(viewer: Viewer) -> QuerySet[Channel]:
    """The door to channels."""
    channels = Channel.objects.filter(account_id=viewer.account_id).select_related("store")
    return channels if viewer.store_ids is None else channels.filter(store_id__in=viewer.store_ids)


def channels_of(viewer: Viewer, store_ids: Collection[UUID] | None = None) -> list[Channel]:
    """The activated marketplaces, by store and marketplace; of some stores only where these are given."""
    channels = visible_channels(viewer).order_by("store__name", "marketplace", "created_at")
    return list(channels if store_ids is None else channels.filter(store_id__in=store_ids))


def channel_of(viewer: Viewer, channel_id: UUID) -> Channel:
    """One of them; RefusalError NOT_FOUND otherwise."""
    own = "t.id = %s AND t.account_id = %s AND o.id = t.store_id"
    for channel, store in quick_pairs(Channel, Store, own, [channel_id, viewer.account_id]):
        if viewer.store_ids is None or store.pk in viewer.store_ids:
            channel.store = store
            return channel
    raise refuse(ErrorCode.NOT_FOUND, _("There is no such channel, or you may not see it."), "channelId")
