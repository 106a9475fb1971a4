"""The filter menus of the marketplaces page, each choice with how many it holds."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from guichet.accounts.models import Channel
from guichet.platforms.catalogue import marketplaces
from guichet.platforms.manifest import platforms
from guichet.platforms.words import Platform
from guichet.web.channels.words import health_words, platform_name
from guichet.web.inbox.choices import Choice, Menu

STATES = {"on": _lazy("Active"), "attention": _lazy("Needs attention"), "off": _lazy("Off")}


def menus_of(
    states: Collection[str], chosen: Collection[Platform], here: Sequence[Channel]
) -> tuple[Menu, ...]:
    """State and connection; `here` are the channels of the store in view, or of all stores."""
    by_state = (
        Choice(value, str(name), value in states, _in_state(value, here)) for value, name in STATES.items()
    )
    by_platform = (
        Choice(p.value.lower(), platform_name(p), p in chosen, sum(e.platform == p for e in marketplaces()))
        for p in platforms()
    )
    return Menu("state", _("State"), tuple(by_state)), Menu("via", _("Connection"), tuple(by_platform))


def is_in(state: str, channel: Channel) -> bool:
    """Whether a channel is active, is off, or needs a person."""
    if state == "attention":
        return health_words(channel).needs_person
    return channel.is_enabled == (state == "on")


def _in_state(state: str, here: Sequence[Channel]) -> int:
    """Off are those that were switched off, and those that never were on."""
    count = sum(is_in(state, channel) for channel in here)
    if state != "off":
        return count
    activated = {channel.marketplace for channel in here}
    return count + sum(e.code not in activated and not e.code.endswith("-other") for e in marketplaces())
