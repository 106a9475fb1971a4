"""Activating, changing and stopping a marketplace for a store: the door of the faces to all of it.

Credentials are tried at the marketplace before anything is stored, so this verb stands in `sync`, where
connectors are known, and not in `accounts` (docs/decisions/0003-activation-in-sync.md).
"""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Channel, ChannelHealth, Store
from guichet.accounts.queries.channels import channel_of
from guichet.accounts.queries.stores import store_of
from guichet.accounts.sealing import SealBrokenError, seal, unseal
from guichet.accounts.viewer import Viewer
from guichet.inbox.outbox import wake_sync
from guichet.platforms.catalogue import MarketplaceEntry
from guichet.platforms.catalogue import marketplace as entry_of
from guichet.platforms.manifest import manifest_of
from guichet.platforms.port import Verified
from guichet.sync.ask_import import import_further_back, stop_import
from guichet.sync.credentials import checked_credentials
from guichet.sync.mail_address import must_receive, new_address
from guichet.sync.switch_on import switch_on
from guichet.sync.try_channel import entry_in_catalogue, try_channel
from guichet.sync.verify import verify

__all__ = [
    "activate_channel",
    "deactivate_channel",
    "import_further_back",
    "stop_import",
    "sync_channel",
    "try_channel",
    "update_channel",
]

# How far back the first import goes.
BACKFILL = timedelta(days=90)


def activate_channel(
    viewer: Viewer, store_id: UUID, marketplace: str, credentials: Mapping[str, str]
) -> Channel:
    """Activate a marketplace for a store once its credentials have worked.

    RefusalError: NOT_FOUND, REQUIRED and INVALID for the input, CREDENTIALS_REFUSED and UNREACHABLE from the
    marketplace, CONFLICT when this shop is active already. The same shop that was switched off in the same
    store comes back with all that was read.
    """
    viewer.must_manage()
    store = store_of(viewer, store_id)
    entry = entry_of(marketplace)
    if entry is None:
        message = _("There is no marketplace %(code)s in the catalogue; see `marketplaces` for their codes.")
        raise refuse(ErrorCode.NOT_FOUND, message % {"code": repr(marketplace)}, "marketplace")
    must_receive(entry.platform)
    verified = verify(entry, checked_credentials(entry, credentials))
    try:
        with transaction.atomic():
            channel = _store(store, entry, verified)
            said = {"marketplace": entry.code, "store": store.pk}
            record(viewer, "channel.activate", "channel", channel.pk, None, said)
            return channel
    except IntegrityError as error:
        raise _already_active() from error


def update_channel(
    viewer: Viewer, channel_id: UUID, is_enabled: bool | None, credentials: Mapping[str, str] | None
) -> Channel:
    """Switch a channel off or on, or give it other credentials; fields left out stay as they are.

    RefusalError as for `activate_channel`; CONFLICT also when the credentials are those of another shop.
    """
    viewer.must_manage()
    channel = channel_of(viewer, channel_id)
    verified = _verified(channel, credentials) if credentials else None
    with transaction.atomic():
        if verified is not None:
            _keep_credentials(channel, verified)
            fields = {"credentials": sorted(credentials or ())}
            record(viewer, "channel.change_credentials", "channel", channel.pk, None, fields)
        _switch(viewer, channel, is_enabled=is_enabled, is_proven=verified is not None)
    return channel_of(viewer, channel_id)


def deactivate_channel(viewer: Viewer, channel_id: UUID) -> Channel:
    """Stop synchronising; all that was read stays."""
    return update_channel(viewer, channel_id, is_enabled=False, credentials=None)


def sync_channel(viewer: Viewer, channel_id: UUID) -> Channel:
    """Ask for a synchronisation now; RefusalError CONFLICT while the channel is off or blocked."""
    viewer.must_reply()
    channel = channel_of(viewer, channel_id)
    if not channel.is_enabled:
        message = _("This marketplace is switched off; switch it on to synchronise.")
        raise refuse(ErrorCode.CONFLICT, message, "channelId")
    if channel.health == ChannelHealth.BLOCKED:
        raise refuse(ErrorCode.CONFLICT, channel.health_message, "channelId")
    with transaction.atomic():
        Channel.objects.filter(id=channel.pk).update(next_sync_at=timezone.now())
        wake_sync(channel.pk)
        record(viewer, "channel.sync", "channel", channel.pk)
    return channel_of(viewer, channel_id)


def _switch(viewer: Viewer, channel: Channel, *, is_enabled: bool | None, is_proven: bool) -> None:
    before = {"enabled": channel.is_enabled, "health": channel.health}
    if is_enabled is False:
        if Channel.objects.filter(id=channel.pk, is_enabled=True).update(is_enabled=False, next_sync_at=None):
            record(viewer, "channel.deactivate", "channel", channel.pk, before, {"enabled": False})
    elif is_enabled or (is_proven and channel.is_enabled):
        switch_on(channel)
        after = {"enabled": True, "health": channel.health}
        if after != before:
            record(viewer, "channel.enable", "channel", channel.pk, before, after)


def _store(store: Store, entry: MarketplaceEntry, verified: Verified) -> Channel:
    same = Channel.objects.select_for_update().filter(
        account_id=store.account_id, marketplace=entry.code, shop_key=verified.shop_key
    )
    existing = same.first()
    if existing is not None:
        if existing.is_enabled or existing.store_id != store.pk:
            raise _already_active()
        _keep_credentials(existing, verified)
        switch_on(existing)
        return existing
    now = timezone.now()
    reads_history = manifest_of(entry.platform).reads_history
    channel = Channel.objects.create(
        account_id=store.account_id,
        store=store,
        marketplace=entry.code,
        platform=entry.platform,
        shop_key=verified.shop_key,
        shop_name=(verified.shop_name or "")[:300],
        credentials=seal(verified.credentials),
        missing_rights=list(verified.missing),
        inbound_address=new_address(entry.platform),
        backfill_since=now - BACKFILL if reads_history else now,
        backfill_done_at=None if reads_history else now,
        next_sync_at=now,
    )
    wake_sync(channel.pk)
    return channel


def _verified(channel: Channel, changes: Mapping[str, str]) -> Verified:
    entry = entry_in_catalogue(channel)
    verified = verify(entry, checked_credentials(entry, _stored(channel) | dict(changes)))
    if manifest_of(entry.platform).sender_is_shop:
        _rename(channel, verified)
    elif verified.shop_key != channel.shop_key:
        message = _("These credentials belong to another shop; activate that shop instead.")
        raise refuse(ErrorCode.CONFLICT, message, "credentials")
    return verified


def _rename(channel: Channel, verified: Verified) -> None:
    """The same shop under another sender's address, unless that is another channel's."""
    try:
        with transaction.atomic():
            Channel.objects.filter(id=channel.pk).update(shop_key=verified.shop_key)
    except IntegrityError as error:
        raise _already_active() from error


def _stored(channel: Channel) -> dict[str, str]:
    try:
        return unseal(bytes(channel.credentials))
    except SealBrokenError:
        # They cannot be opened any more: all have to be given anew.
        return {}


def _keep_credentials(channel: Channel, verified: Verified) -> None:
    Channel.objects.filter(id=channel.pk).update(
        credentials=seal(verified.credentials),
        shop_name=(verified.shop_name or "")[:300],
        missing_rights=list(verified.missing),
    )


def _already_active() -> Exception:
    message = _(
        "This shop is already active for one of your stores; switch that one off or choose another shop."
    )
    return refuse(ErrorCode.CONFLICT, message)
