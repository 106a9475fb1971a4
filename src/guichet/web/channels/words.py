"""What a channel's state is called, and how it is drawn."""

from dataclasses import dataclass

from guichet.accounts.models import Channel
from guichet.platforms.manifest import manifest_of, platforms
from guichet.platforms.words import Platform
from guichet.sync.health import State, health_of


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
            return HealthWords("pause", "", "Switched off")
        case State.WAITING:
            return HealthWords("sync", "busy", "Waiting for the first synchronisation")
        case State.DEGRADED:
            return HealthWords("alert", "warn", health.message or "Delayed", needs_person=True)
        case State.BLOCKED:
            return HealthWords("fail", "bad", health.message or "Stopped", needs_person=True)
        case _:
            return HealthWords("check", "", "Healthy")


def platform_name(platform: Platform) -> str:
    """What sellers call a protocol family."""
    return manifest_of(platform).name if platform in platforms() else platform.value.title()


def secret_labels(platform: Platform) -> str:
    """The secrets that a channel of this platform keeps: "API key"."""
    if platform not in platforms():
        return ""
    return ", ".join(field.label for field in manifest_of(platform).credential_fields if field.is_secret)
