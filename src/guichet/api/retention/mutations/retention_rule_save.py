"""saveRetentionRule."""

from typing import Annotated

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.retention.inputs import SaveRetentionRuleInput
from guichet.api.retention.types import RetentionRule, rule
from guichet.api.user_error import UserError, refusable
from guichet.inbox.retention import save_rule as action


@strawberry.type(description="What holds now.")
class RetentionRulesPayload:
    """The rules, or why not."""

    rules: list[RetentionRule] | None = strawberry.field(
        default=None, description="One a platform; null on errors."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@mutation("Says how long personal data of a platform stays, for owners who see all stores.")
@refusable(RetentionRulesPayload)
def save_retention_rule(
    info: Info, given: Annotated[SaveRetentionRuleInput, strawberry.argument(name="input")]
) -> RetentionRulesPayload:
    """By the action of the inbox room; the next night acts on it."""
    rules = action.save_retention_rule(
        info.context.viewer, given.platform, given.days, includes_open=given.includes_open
    )
    return RetentionRulesPayload(rules=[rule(one) for one in rules])
