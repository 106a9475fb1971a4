"""The closed vocabularies of the contract."""

from enum import Enum

import strawberry

from guichet.accounts.errors import ErrorCode
from guichet.accounts.models import Role as MemberRole
from guichet.inbox.queries.discussion_order import DiscussionOrder
from guichet.invoicing.document import Language as InvoiceLanguage
from guichet.invoicing.document import VatCategory
from guichet.invoicing.models import BatchState as InvoiceBatchState
from guichet.invoicing.models import FetchState as InvoiceFetchState
from guichet.invoicing.models import FilingState as InvoiceFilingState
from guichet.invoicing.models import InvoiceKind
from guichet.invoicing.pricing import Rounding
from guichet.invoicing.settings.form import IssueFrom, Regime, Source
from guichet.platforms.words import DiscussionType, ParticipantKind, Platform

# Imported from here in this room, so that nobody meets them before they are described.
__all__ = [
    "ChannelHealth",
    "Delivery",
    "DiscussionOrder",
    "DiscussionStatus",
    "DiscussionType",
    "ErrorCode",
    "InvoiceBatchState",
    "InvoiceFetchState",
    "InvoiceFilingState",
    "InvoiceKind",
    "InvoiceLanguage",
    "IssueFrom",
    "MemberRole",
    "ParticipantKind",
    "Platform",
    "Regime",
    "Rounding",
    "Source",
    "VatCategory",
]

strawberry.enum(Platform, description="The protocol family behind a marketplace.")
strawberry.enum(ParticipantKind, description="Which side of the counter someone stands on.")
strawberry.enum(DiscussionType, description="What a discussion is about; found by the connector.")
strawberry.enum(
    MemberRole,
    name="MemberRole",
    description="What a member may do: OWNER everything, MANAGER marketplaces and settings, AGENT "
    "conversations and invoices, READER nothing but read.",
)
strawberry.enum(ErrorCode, description="What kind of thing the caller can put right.")
strawberry.enum(
    DiscussionOrder,
    description="By the time of the last message, or REPLY_DUE_ASC: the most urgent first; discussions "
    "without a deadline last, newest first.",
)


@strawberry.enum(description="Private to the merchant's team; never sent to a marketplace.")
class DiscussionStatus(Enum):
    """The stored statuses, and the old name of one of them on input."""

    OPEN = "OPEN"
    PENDING = "PENDING"
    SOLVED = "SOLVED"
    CLOSED = "CLOSED"
    NEW = strawberry.enum_value("NEW", deprecation_reason="Accepted as another name of OPEN; never returned.")


@strawberry.enum(description="How a channel fares.")
class ChannelHealth(Enum):
    """The states of `sync.health`."""

    WAITING = strawberry.enum_value("WAITING", description="Enabled, not synchronised yet.")
    HEALTHY = strawberry.enum_value("HEALTHY", description="Enabled, and its last synchronisation worked.")
    DEGRADED = strawberry.enum_value("DEGRADED", description="Failing for a reason that retries may cure.")
    BLOCKED = strawberry.enum_value(
        "BLOCKED", description="Failing until a person acts: refused credentials, a suspended account."
    )
    DISABLED = strawberry.enum_value("DISABLED", description="Switched off by a person.")


@strawberry.enum(description="What became of a message.")
class Delivery(Enum):
    """The stored deliveries but SENDING, which is shown as QUEUED."""

    RECEIVED = strawberry.enum_value("RECEIVED", description="Came from the marketplace.")
    QUEUED = strawberry.enum_value("QUEUED", description="Waiting to be sent.")
    CHECKING = strawberry.enum_value(
        "CHECKING",
        description="The marketplace's answer was lost: being found out, and not sent again until it is "
        "known.",
    )
    SENT = strawberry.enum_value("SENT", description="Accepted by the marketplace.")
    CONFIRMED = strawberry.enum_value(
        "CONFIRMED", description="Read back from the marketplace after sending."
    )
    FAILED = strawberry.enum_value(
        "FAILED", description="Refused, or given up; nothing is lost and it can be retried."
    )


strawberry.enum(
    InvoiceKind,
    description="INVOICE and CREDIT_NOTE were issued here, OWN is an invoice that was made elsewhere.",
)
strawberry.enum(InvoiceFetchState, name="InvoiceFetchState", description="How far a fetching is.")
strawberry.enum(
    InvoiceFilingState, name="InvoiceFilingState", description="How far a paper is on its way to its order."
)
strawberry.enum(InvoiceBatchState, name="InvoiceBatchState", description="Whether all orders had their turn.")
strawberry.enum(
    InvoiceLanguage, name="InvoiceLanguage", description="The languages that papers are written in."
)
strawberry.enum(
    VatCategory,
    description="UNTDID 5305: standard, zero, exempt, outside the scope, intra-EU, export, reverse charge.",
)
strawberry.enum(
    Rounding,
    name="InvoiceRounding",
    description="Whether VAT is rounded for each line, or once for each rate of the document.",
)
strawberry.enum(
    Regime, name="VatRegime", description="Whether the seller charges VAT, or is exempt as a small business."
)
strawberry.enum(
    Source, name="InvoiceSource", description="Whether invoices are made here, or kept from another system."
)
strawberry.enum(
    IssueFrom, name="InvoiceIssueFrom", description="From which step of an order its invoice may be made."
)
