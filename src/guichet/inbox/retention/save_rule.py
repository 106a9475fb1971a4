"""Changes how long personal data of a platform stays."""

from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.reach import must_own_all
from guichet.accounts.viewer import Viewer
from guichet.inbox.models import RetentionRule
from guichet.inbox.retention.rules import LONGEST_DAYS, Rule, rules_of
from guichet.platforms.words import Platform


@transaction.atomic
def save_retention_rule(
    viewer: Viewer, platform: Platform | None, days: int | None, *, includes_open: bool = False
) -> list[Rule]:
    """What holds from now on for a platform, or (None) for all without a rule of their own; None days keep.

    Owners who see all stores. RefusalError FORBIDDEN, INVALID unless there are 1 to 3650 days.
    """
    must_own_all(viewer)
    if days is not None and not 1 <= days <= LONGEST_DAYS:
        sentence = _("Give a number of days from 1 to %(most)s, or none to keep everything.")
        raise refuse(ErrorCode.INVALID, sentence % {"most": LONGEST_DAYS}, "days")
    name = platform.value if platform else ""
    found = RetentionRule.objects.select_for_update().filter(account_id=viewer.account_id, platform=name)
    before = found.values("platform", "days", "includes_open").first()
    after = {"platform": name, "days": days, "includes_open": includes_open}
    if before != after:
        row, _made = RetentionRule.objects.update_or_create(
            account_id=viewer.account_id, platform=name, defaults=after
        )
        record(viewer, "retention.change", "retention", row.pk, before, after)
    return rules_of(viewer.account_id)
