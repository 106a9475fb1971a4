"""Asking about retention."""

from typing import Annotated

import strawberry

from guichet.accounts.errors import ErrorCode, refuse
from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.retention.inputs import SaveRetentionRuleInput
from guichet.api.retention.types import (
    ErasureReceipt,
    RetentionPreview,
    RetentionRule,
    preview,
    receipt,
    rule,
)
from guichet.inbox.retention.preview import preview as preview_of
from guichet.inbox.retention.receipts import names_of, receipts_of
from guichet.inbox.retention.rules import rules_of, with_rule

MOST = 100


@resolved("How long personal data of each platform stays, for owners and managers.")
def retention_rules(info: Info) -> list[RetentionRule]:
    """One a platform."""
    viewer = info.context.viewer
    viewer.must_manage()
    return [rule(found) for found in rules_of(viewer.account_id)]


@resolved("What the rules would erase now, or would if a rule were another one; nothing is changed.")
def retention_preview(
    info: Info,
    given: Annotated[SaveRetentionRuleInput | None, strawberry.argument(name="rule")] = None,
) -> RetentionPreview:
    """For owners and managers, in the stores that they see."""
    viewer = info.context.viewer
    viewer.must_manage()
    rules = rules_of(viewer.account_id)
    if given is not None:
        rules = with_rule(rules, given.platform, given.days, includes_open=given.includes_open)
    return preview(preview_of(viewer, rules))


@resolved("Receipts of erasures, the newest first, for owners and managers; `first` is 1 to 100.")
def erasure_receipts(info: Info, first: int = 50) -> list[ErasureReceipt]:
    """Of the whole account."""
    viewer = info.context.viewer
    if not 1 <= first <= MOST:
        raise refuse(ErrorCode.INVALID, f"`first` is 1 to {MOST}.", "first")
    rows = receipts_of(viewer, first)
    names = names_of(viewer, rows)
    return [receipt(row, names.get(row.asked_by) if row.asked_by else None) for row in rows]
