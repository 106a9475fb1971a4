"""The marketplaces page."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guichet.accounts.models import Channel, Store
from guichet.accounts.queries.stores import store_of
from guichet.accounts.viewer import Viewer
from guichet.platforms.catalogue import marketplace, marketplaces
from guichet.platforms.manifest import platforms
from guichet.platforms.words import Platform
from guichet.web.channels.find import find
from guichet.web.channels.lines import channel_lines, offer_lines, troubled
from guichet.web.channels.menus import STATES, is_in, menus_of
from guichet.web.gate import members_only
from guichet.web.money import length
from guichet.web.shell.shell import shell_of

UNLISTED = "mirakl-other"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; empty tuples ask for everything."""

    text: str
    states: tuple[str, ...]
    platforms: tuple[Platform, ...]
    store: Store | None


@require_safe
@members_only
def marketplaces_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The activated marketplaces first, then those that could be."""
    asked = _asked(request.GET, viewer)
    shell = shell_of(request, viewer, "marketplaces", asked.store)
    here = [c for c in shell.channels if asked.store is None or c.store_id == asked.store.pk]
    active = {c.marketplace for c in here if c.is_enabled}
    lines = channel_lines(viewer, [c for c in here if _matches(c, asked)])
    return render(
        request,
        "guichet/channels/page.html",
        {
            "shell": shell,
            "asked": asked,
            "menus": menus_of(asked.states, asked.platforms, here),
            "lines": lines,
            "troubled": troubled(lines),
            "offers": _offers(asked, {c.marketplace for c in here}),
            "active_count": len(active),
            "known_count": sum(e.platform in platforms() for e in marketplaces()),
            "interval": length(settings.GUICHET_SYNC_INTERVAL),
            "unlisted": UNLISTED if marketplace(UNLISTED) else "",
            "has_none": not shell.channels,
            "here_link": request.get_full_path(),
        },
    )


def _asked(query: QueryDict, viewer: Viewer) -> Asked:
    return Asked(
        text=query.get("q", "").replace("\x00", "").strip()[:200],
        states=tuple(state for state in STATES if state in query.getlist("state")),
        platforms=tuple(p for p in platforms() if p.value.lower() in query.getlist("via")),
        store=_store(query.get("store"), viewer),
    )


def _store(given: str | None, viewer: Viewer) -> Store | None:
    try:
        return store_of(viewer, UUID(given)) if given else None
    except ValueError:
        return None


def _matches(channel: Channel, asked: Asked) -> bool:
    if asked.platforms and channel.platform not in asked.platforms:
        return False
    if asked.text and channel.marketplace not in {e.code for e in find(asked.text)}:
        return False
    return not asked.states or any(is_in(state, channel) for state in asked.states)


def _offers(asked: Asked, activated: set[str]) -> list[Any]:
    if asked.states and "off" not in asked.states:
        return []
    found = [e for e in find(asked.text) if e.code not in activated and e.code != UNLISTED]
    return offer_lines(e for e in found if not asked.platforms or e.platform in asked.platforms)
