"""Health as the page shows it."""

from datetime import datetime
from enum import Enum

import strawberry

from guichet.api.field import resolved
from guichet.checks.account_health import AccountHealth


@strawberry.enum(description="How grave a finding is.")
class HealthLevel(Enum):
    """As the doctor marks it."""

    FINE = strawberry.enum_value("fine", description="In order.")
    ADVICE = strawberry.enum_value("advice", description="Works, and could be better.")
    MEND = strawberry.enum_value("mend", description="Somebody has to act.")


@strawberry.type(description="What one check of the installation found.")
class HealthFinding:
    """One line of the doctor."""

    check: str = strawberry.field(description="The matter, in a word: disk, queue …")
    level: HealthLevel = strawberry.field(description="How grave it is.")
    sentence: str = strawberry.field(description="What was found, and what to do about it.")


@strawberry.type(description="The jobs of the whole installation.")
class QueueHealth:
    """Counts of one moment."""

    waiting: int = strawberry.field(description="Jobs that could run now and wait.")
    oldest_seconds: int = strawberry.field(description="How long the oldest has waited.")
    running: int = strawberry.field(description="Jobs that run.")
    workers: int = strawberry.field(description="Workers that gave a sign of life lately.")


@strawberry.type(description="How the installation fares, and the viewer's work in it.")
class Health:
    """Each field is asked when it is wanted."""

    health: strawberry.Private[AccountHealth]

    @resolved("Whether nothing is to be mended, marketplaces included.")
    def is_well(self) -> bool:
        """From findings and channels."""
        return self.health.is_well

    @resolved("What the checks found that can be asked at once.")
    def findings(self) -> list[HealthFinding]:
        """As on the health page."""
        return [
            HealthFinding(check=one.check, level=HealthLevel(one.level.value), sentence=one.sentence)
            for one in self.health.findings
        ]

    @resolved("The queue.")
    def queue(self) -> QueueHealth:
        """One moment of it."""
        now = self.health.queue
        return QueueHealth(
            waiting=now.depth, oldest_seconds=round(now.age), running=now.running, workers=now.workers
        )

    @resolved("Replies of the visible stores that are on their way.")
    def replies_under_way(self) -> int:
        """Queued, sending or checking."""
        return self.health.replies_under_way

    @resolved("Mails for the visible stores that wait to be read.")
    def mails_waiting(self) -> int:
        """Not those set aside for a person."""
        return self.health.mails_waiting

    @resolved("Whether alerts, invitations and new passwords can leave by mail.")
    def can_send_mail(self) -> bool:
        """GUICHET_SMTP_URL is set."""
        return self.health.can_send_mail

    @resolved("When the last good backup was made; null where there is none.")
    def last_backup_at(self) -> datetime | None:
        """Of the installation."""
        return self.health.backups.last_backup

    @resolved("When a backup was last restored on trial and found complete.")
    def last_drill_at(self) -> datetime | None:
        """Of the installation."""
        return self.health.last_drill
