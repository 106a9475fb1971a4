"""Tries the stored credentials of a channel at its marketplace, for the person who asks."""

from uuid import UUID

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Channel, ChannelHealth
from guichet.accounts.queries.channels import channel_of
from guichet.accounts.sealing import SealBrokenError, unseal
from guichet.accounts.viewer import Viewer
from guichet.platforms.catalogue import MarketplaceEntry
from guichet.platforms.catalogue import marketplace as entry_of
from guichet.platforms.manifest import manifest_of
from guichet.platforms.port import Verified
from guichet.sync.switch_on import switch_on
from guichet.sync.verify import verify


def try_channel(viewer: Viewer, channel_id: UUID) -> Channel:
    """The channel, once its stored credentials have worked; one that was stopped goes on then.

    RefusalError: CREDENTIALS_REFUSED and UNREACHABLE with the marketplace's reason, CONFLICT when they open
    another shop by now. A refusal changes nothing: the next synchronisation decides about the channel.
    """
    viewer.must_manage()
    channel = channel_of(viewer, channel_id)
    entry = entry_in_catalogue(channel)
    verified = verify(entry, _stored(channel))
    _must_be_same_shop(channel, verified)
    Channel.objects.filter(id=channel.pk).update(
        shop_name=(verified.shop_name or "")[:300], missing_rights=list(verified.missing)
    )
    if channel.is_enabled and channel.health == ChannelHealth.BLOCKED:
        switch_on(channel)
    return channel_of(viewer, channel_id)


def entry_in_catalogue(channel: Channel) -> MarketplaceEntry:
    """The catalogue's entry; RefusalError NOT_FOUND where it has gone."""
    entry = entry_of(channel.marketplace)
    if entry is None:
        raise refuse(ErrorCode.NOT_FOUND, _("This marketplace has left the catalogue."), "channelId")
    return entry


def _stored(channel: Channel) -> dict[str, str]:
    try:
        return unseal(bytes(channel.credentials))
    except SealBrokenError as error:
        raise refuse(ErrorCode.CREDENTIALS_REFUSED, str(error), "credentials") from error


def _must_be_same_shop(channel: Channel, verified: Verified) -> None:
    is_mail = manifest_of(entry_in_catalogue(channel).platform).sender_is_shop
    if verified.shop_key != channel.shop_key and not is_mail:
        message = _("These credentials open another shop by now; enter those of this one again.")
        raise refuse(ErrorCode.CONFLICT, message, "credentials")
