"""What a channel's state is called, and how it is drawn."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guichet.accounts.models import Channel
from guichet.platforms.manifest import manifest_of, platforms
from guichet.platforms.words import Platform
from guichet.sync.health import State, health_of
from guichet.web.sentences import said


@dataclass(frozen=True, slots=True)
class HealthWords:
    """`level` is busy, warn, bad or nothing."""

    icon: str
    level: str
    words: str
    needs_person: bool = False


def health_words(channel: Channel) -> HealthWords:
    """The health of a channel as one drawing and one sentence."""
    health = health_of(channel)
    match health.state:
        case State.DISABLED:
            return HealthWords("pause", "", _("Switched off"))
        case State.WAITING:
            return HealthWords("sync", "busy", _("Waiting for the first synchronisation"))
        case State.DEGRADED:
            return HealthWords("alert", "warn", _why(channel) or _("Delayed"), needs_person=True)
        case State.BLOCKED:
            return HealthWords("fail", "bad", _why(channel) or _("Stopped"), needs_person=True)
        case _:
            return HealthWords("check", "", _("Healthy"))


def _why(channel: Channel) -> str:
    """What was stored in English, in the reader's language."""
    return said(health_of(channel).message or "")


def platform_name(platform: Platform) -> str:
    """What sellers call a protocol family."""
    return manifest_of(platform).name if platform in platforms() else platform.value.title()


def secret_labels(platform: Platform) -> str:
    """The secrets that a channel of this platform needs ("API key"), else how it is reached."""
    if platform not in platforms():
        return ""
    fields = manifest_of(platform).credential_fields
    needed = [said(field.label) for field in fields if field.is_secret and field.is_required]
    return ", ".join(needed) or _("E-mail relay")
