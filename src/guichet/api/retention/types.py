"""Rules of retention, what they would erase, and receipts."""

from datetime import date, datetime

import strawberry

from guichet.api.enums import Platform
from guichet.api.ids import Kind, global_id
from guichet.inbox.models import ErasureKind, ErasureState
from guichet.inbox.models import ErasureReceipt as ReceiptRow
from guichet.inbox.retention.preview import Preview as PreviewFound
from guichet.inbox.retention.receipts import KEPT
from guichet.inbox.retention.rules import Rule

strawberry.enum(
    ErasureKind, description="RULES: those of the account. CUSTOMER: of one, because somebody asked."
)
strawberry.enum(ErasureState, description="RUNNING until the last row and file are gone, then DONE.")


@strawberry.type(description="How long personal data of a platform stays.")
class RetentionRule:
    """What holds, whoever said it."""

    platform: Platform = strawberry.field(description="The platform.")
    days: int | None = strawberry.field(
        description="Days after the delivery of the order, or after the last message; null: it is kept."
    )
    includes_open: bool = strawberry.field(description="Whether discussions that are not solved go too.")
    is_default: bool = strawberry.field(description="Whether nobody of the account said so.")


@strawberry.type(description="What would go of a platform and a month.")
class RetentionMonth:
    """Counts."""

    platform: Platform = strawberry.field(description="The platform.")
    month: date = strawberry.field(description="Its first day; the month of the last messages, in UTC.")
    discussions: int = strawberry.field(description="Discussions.")
    messages: int = strawberry.field(description="Messages in them.")


@strawberry.type(description="One discussion that would go.")
class RetentionSample:
    """Enough to recognise it."""

    discussion_id: strawberry.ID = strawberry.field(description="Its id.")
    platform: Platform = strawberry.field(description="The platform.")
    subject: str = strawberry.field(description="Its subject.")
    age_days: int = strawberry.field(description="Days since its last message.")


@strawberry.type(description="What the rules would erase now, in the visible stores; nothing is changed.")
class RetentionPreview:
    """Counts and samples."""

    discussions: int = strawberry.field(description="All together.")
    months: list[RetentionMonth] = strawberry.field(description="By platform and month, the oldest first.")
    samples: list[RetentionSample] = strawberry.field(description="The 20 oldest.")


@strawberry.type(description="A backup that still holds what was erased.")
class ReceiptBackup:
    """Known to the installation."""

    name: str = strawberry.field(description="The name of its file.")
    made_at: str | None = strawberry.field(description="When it was made, ISO 8601.")
    gone_by: str | None = strawberry.field(description="When it will be deleted; null where nobody knows.")


@strawberry.type(description="What was erased and what still holds it; it never names the customer.")
class ErasureReceipt:
    """Final once it is DONE."""

    id: strawberry.ID = strawberry.field(description="Its id.")
    kind: ErasureKind = strawberry.field(description="Why.")
    state: ErasureState = strawberry.field(description="Whether it is through.")
    asked_by: str | None = strawberry.field(description="Who asked; null for Guichet, or who left.")
    asked_at: datetime = strawberry.field(description="When.")
    ended_at: datetime | None = strawberry.field(description="When the last of it was gone.")
    discussions: int = strawberry.field(description="Discussions without personal data now.")
    messages: int = strawberry.field(description="Messages.")
    files: int = strawberry.field(description="Files.")
    mails: int = strawberry.field(description="Mails.")
    orders: int = strawberry.field(description="Orders; their amounts are kept.")
    drafts: int = strawberry.field(description="Drafts.")
    payloads: int = strawberry.field(description="Answers of marketplaces that could not be read.")
    papers_kept: int = strawberry.field(description="Invoices and credit notes of these orders, kept by law.")
    kept: str = strawberry.field(description="What is kept, and why.")
    backups: list[ReceiptBackup] = strawberry.field(description="What still holds it; empty while it runs.")


def rule(found: Rule) -> RetentionRule:
    """A rule to give out."""
    return RetentionRule(
        platform=found.platform,
        days=found.days,
        includes_open=found.includes_open,
        is_default=found.is_default,
    )


def preview(found: PreviewFound) -> RetentionPreview:
    """A preview to give out."""
    return RetentionPreview(
        discussions=found.discussions,
        months=[
            RetentionMonth(
                platform=Platform(one.platform),
                month=one.month,
                discussions=one.discussions,
                messages=one.messages,
            )
            for one in found.months
        ],
        samples=[
            RetentionSample(
                discussion_id=global_id(Kind.DISCUSSION, one.discussion_id),
                platform=Platform(one.platform),
                subject=one.subject,
                age_days=one.age_days,
            )
            for one in found.samples
        ],
    )


def receipt(row: ReceiptRow, asked_by: str | None) -> ErasureReceipt:
    """A receipt to give out."""
    backups = [
        ReceiptBackup(name=one["name"], made_at=one["madeAt"], gone_by=one["goneBy"]) for one in row.backups
    ]
    return ErasureReceipt(
        id=global_id(Kind.RECEIPT, row.pk),
        kind=ErasureKind(row.kind),
        state=ErasureState(row.state),
        asked_by=asked_by,
        asked_at=row.asked_at,
        ended_at=row.ended_at,
        discussions=row.discussions,
        messages=row.messages,
        files=row.files,
        mails=row.mails,
        orders=row.orders,
        drafts=row.drafts,
        payloads=row.payloads,
        papers_kept=row.papers_kept,
        kept=KEPT,
        backups=backups,
    )
