"""The health page."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guichet.accounts.models import Channel
from guichet.accounts.viewer import Viewer
from guichet.checks.account_health import AccountHealth, account_health
from guichet.checks.finding import Finding, Level
from guichet.sync.health import State
from guichet.web.channels.words import HealthWords, health_words
from guichet.web.gate import members_only
from guichet.web.marketplaces import name_of, tile_of
from guichet.web.shell.shell import shell_of

DRAWN = {Level.FINE: ("check", ""), Level.ADVICE: ("alert", "warn"), Level.MEND: ("fail", "bad")}


@dataclass(frozen=True, slots=True)
class Line:
    """A channel that is late or stopped."""

    channel: Channel
    name: str
    tile: str
    health: HealthWords


@dataclass(frozen=True, slots=True)
class Said:
    """A finding as it is drawn."""

    icon: str
    level: str
    sentence: str


@require_safe
@members_only
def health_page(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """Marketplaces, queue, mail, backups, and what the doctor says."""
    health = account_health(viewer)
    context = {
        "shell": shell_of(request, viewer, "health"),
        "health": health,
        "states": _states(health),
        "lines": [
            Line(c, name_of(c.marketplace), tile_of(c.marketplace), health_words(c)) for c in health.unwell
        ],
        "findings": [_said(one) for one in health.findings],
        "oldest": round(health.queue.age),
    }
    return render(request, "guichet/health/page.html", context)


def _said(finding: Finding) -> Said:
    return Said(*DRAWN[finding.level], finding.sentence)


def _states(health: AccountHealth) -> list[tuple[str, int]]:
    names = {
        State.HEALTHY: _("Healthy"),
        State.WAITING: _("Waiting for the first synchronisation"),
        State.DEGRADED: _("Delayed"),
        State.BLOCKED: _("Stopped"),
        State.DISABLED: _("Switched off"),
    }
    return [(names[state], many) for state, many in health.states.items()]
