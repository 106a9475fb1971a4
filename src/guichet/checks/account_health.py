"""What owners and managers see of the health of the installation and of their own work in it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings

from guichet.accounts.models import Channel
from guichet.accounts.queries.channels import channels_of
from guichet.accounts.viewer import Viewer
from guichet.checks.backups import BackupState, backup_state
from guichet.checks.finding import Finding, Level
from guichet.checks.queue_figures import Queue, queue_now
from guichet.checks.run import quick
from guichet.inbox.access import mails, messages
from guichet.inbox.models import Delivery, MailState
from guichet.sync.health import State, health_of

UNDER_WAY = (Delivery.QUEUED, Delivery.SENDING, Delivery.CHECKING)


@dataclass(frozen=True)
class AccountHealth:
    """Read when it is shown. Queue, checks and backups are the installation's, all else the viewer's."""

    viewer: Viewer

    @cached_property
    def findings(self) -> list[Finding]:
        """What the doctor says that can be asked at once."""
        return quick()

    @cached_property
    def queue(self) -> Queue:
        """Of all accounts."""
        return queue_now()

    @cached_property
    def backups(self) -> BackupState:
        """Of the installation."""
        return backup_state()

    @cached_property
    def channels(self) -> list[Channel]:
        """Those that the viewer may see."""
        return channels_of(self.viewer)

    @cached_property
    def states(self) -> dict[State, int]:
        """How many of them are in each state that occurs, in the contract's order."""
        found = Counter(health_of(channel).state for channel in self.channels)
        return {state: found[state] for state in State if found[state]}

    @cached_property
    def unwell(self) -> list[Channel]:
        """Those that are late or stopped."""
        return [c for c in self.channels if health_of(c).state in (State.DEGRADED, State.BLOCKED)]

    @cached_property
    def replies_under_way(self) -> int:
        """Of the visible stores."""
        return messages(self.viewer).filter(delivery__in=UNDER_WAY).count()

    @cached_property
    def mails_waiting(self) -> int:
        """Mails that came for the visible stores and are not read yet."""
        return mails(self.viewer).filter(state=MailState.NEW).count()

    @property
    def can_send_mail(self) -> bool:
        """Whether alerts, invitations and new passwords can leave."""
        return bool(settings.GUICHET_SMTP_URL)

    @property
    def is_well(self) -> bool:
        """Whether nothing is to be mended."""
        return not self.unwell and all(one.level is not Level.MEND for one in self.findings)

    @property
    def last_drill(self) -> datetime | None:
        """When a backup was last restored on trial and found complete."""
        return self.backups.last_drilled


def account_health(viewer: Viewer) -> AccountHealth:
    """RefusalError FORBIDDEN for those who do not manage."""
    viewer.must_manage()
    return AccountHealth(viewer)
