"""The rows of the accounts room."""

from guichet.accounts.models.account import Account
from guichet.accounts.models.api_answer import ApiAnswer
from guichet.accounts.models.api_spending import ApiSpending
from guichet.accounts.models.audit_entry import ActorKind, AuditEntry, AuditHead
from guichet.accounts.models.channel import Alerted, Channel, ChannelHealth
from guichet.accounts.models.channel_memory import ChannelMemory
from guichet.accounts.models.invitation import Invitation
from guichet.accounts.models.member import Member, Role
from guichet.accounts.models.person import Person
from guichet.accounts.models.store import Store
from guichet.accounts.models.token import ApiToken, TokenScope

__all__ = [
    "Account",
    "ActorKind",
    "Alerted",
    "ApiAnswer",
    "ApiSpending",
    "ApiToken",
    "AuditEntry",
    "AuditHead",
    "Channel",
    "ChannelHealth",
    "ChannelMemory",
    "Invitation",
    "Member",
    "Person",
    "Role",
    "Store",
    "TokenScope",
]
