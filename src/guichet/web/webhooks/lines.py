"""Webhooks and events as the pages show them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext as _

from guichet.accounts.queries.stores import stores_of
from guichet.accounts.viewer import Viewer
from guichet.events.models import Webhook, WebhookDelivery
from guichet.events.queries.webhooks import waiting_of
from guichet.web.webhooks.words import KINDS, STATES


@dataclass(frozen=True, slots=True)
class HookLine:
    """A webhook in words. `level` is of the class `state--`."""

    row: Webhook
    host: str
    state: str
    icon: str
    level: str
    kinds: str
    stores: str
    waiting: int


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in words; `discussion_id` None where it is about none."""

    row: WebhookDelivery
    kind: str
    state: str
    icon: str
    level: str
    discussion_id: UUID | None


def hook_lines(viewer: Viewer, rows: Sequence[Webhook]) -> list[HookLine]:
    """With how many events wait for each."""
    waiting = waiting_of(viewer, [row.pk for row in rows])
    names = {store.pk: store.name for store in stores_of(viewer)}
    return [_hook(row, waiting.get(row.pk, 0), names) for row in rows]


def event_lines(rows: Sequence[WebhookDelivery]) -> list[EventLine]:
    """In the order given."""
    return [_event(row) for row in rows]


def _hook(row: Webhook, waiting: int, names: Mapping[UUID, str]) -> HookLine:
    if row.disabled_why:
        state, icon, level = _("Switched off by Guichet"), "fail", "bad"
    elif not row.is_enabled:
        state, icon, level = _("Off"), "pause", ""
    elif row.failing_since:
        state, icon, level = _("Takes nothing"), "alert", "warn"
    else:
        state, icon, level = _("On"), "check", ""
    return HookLine(
        row, urlsplit(row.url).hostname or "", state, icon, level,
        _listed([str(KINDS[kind]) for kind in row.kinds], _("Everything")),
        _listed([names.get(key, "") for key in row.store_ids or ()], _("All stores")), waiting,
    )  # fmt: skip


def _listed(names: Collection[str], everything: str) -> str:
    return ", ".join(names) if names else everything


def _event(row: WebhookDelivery) -> EventLine:
    state, icon, level = STATES[row.state]
    is_talk = row.kind not in ("channel.blocked", "webhook.test")
    return EventLine(row, str(KINDS[row.kind]), str(state), icon, level, row.subject if is_talk else None)
