"""The rows of the inbox room."""

from guichet.inbox.models.attachment import Attachment, AttachmentState
from guichet.inbox.models.bulk_act import BulkAct, BulkChange, BulkKind, BulkState, Step
from guichet.inbox.models.discussion import Discussion, DiscussionStatus
from guichet.inbox.models.draft import Draft
from guichet.inbox.models.erasure_receipt import ErasureKind, ErasureReceipt, ErasureState
from guichet.inbox.models.file_link import FileLink
from guichet.inbox.models.mailbox import Mailbox
from guichet.inbox.models.message import Delivery, Message
from guichet.inbox.models.order import Order
from guichet.inbox.models.raw_mail import MailReference, MailState, MailWay, RawMail
from guichet.inbox.models.raw_page import RawPage
from guichet.inbox.models.reconciliation import Reconciliation
from guichet.inbox.models.retention_rule import RetentionRule
from guichet.inbox.models.search import DiscussionSearch, MessageSearch
from guichet.inbox.models.tally import DiscussionTally
from guichet.inbox.models.unreadable import Unreadable
from guichet.inbox.models.view import View
from guichet.inbox.models.visit import Visit

__all__ = [
    "Attachment",
    "AttachmentState",
    "BulkAct",
    "BulkChange",
    "BulkKind",
    "BulkState",
    "Delivery",
    "Discussion",
    "DiscussionSearch",
    "DiscussionStatus",
    "DiscussionTally",
    "Draft",
    "ErasureKind",
    "ErasureReceipt",
    "ErasureState",
    "FileLink",
    "MailReference",
    "MailState",
    "MailWay",
    "Mailbox",
    "Message",
    "MessageSearch",
    "Order",
    "RawMail",
    "RawPage",
    "Reconciliation",
    "RetentionRule",
    "Step",
    "Unreadable",
    "View",
    "Visit",
]
