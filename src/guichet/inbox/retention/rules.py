"""The rules of an account: what its owners said, and what holds where they said nothing."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from uuid import UUID

from guichet.inbox.models import RetentionRule
from guichet.platforms.words import Platform

# Amazon's Data Protection Policy (developer-docs.amazon.com/sp-api): gone 30 days after delivery.
DEFAULT_DAYS = MappingProxyType({Platform.AMAZON: 30})
# What the page suggests elsewhere: three years from the last word.
SUGGESTED_DAYS = 1095
LONGEST_DAYS = 3650


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for a platform; `days` None keeps. `is_default` where nobody of the account said it."""

    platform: Platform
    days: int | None
    includes_open: bool = False
    is_default: bool = False

    def told(self) -> dict[str, Any]:
        """As a receipt and the audit keep it."""
        return {"platform": self.platform.value, "days": self.days, "includesOpen": self.includes_open}


def rules_of(account_id: UUID) -> list[Rule]:
    """What holds for each platform, in their order."""
    said = {row.platform: row for row in RetentionRule.objects.filter(account_id=account_id)}
    return [_rule(platform, said.get(platform.value), said.get("")) for platform in Platform]


def erasing(rules: list[Rule]) -> list[Rule]:
    """Those that erase something."""
    return [rule for rule in rules if rule.days is not None]


def with_rule(
    rules: list[Rule], platform: Platform | None, days: int | None, *, includes_open: bool
) -> list[Rule]:
    """The rules as they would be; without a platform, for all that nobody spoke of."""
    return [
        Rule(rule.platform, days, includes_open)
        if rule.platform is platform or (platform is None and rule.is_default)
        else rule
        for rule in rules
    ]


def _rule(platform: Platform, own: RetentionRule | None, general: RetentionRule | None) -> Rule:
    """Its own, else the stricter one of the default and of what holds for all."""
    if own is not None:
        return Rule(platform, own.days, own.includes_open)
    default = DEFAULT_DAYS.get(platform)
    if general is None or general.days is None or (default is not None and default <= general.days):
        return Rule(platform, default, is_default=True)
    return Rule(platform, general.days, general.includes_open)
