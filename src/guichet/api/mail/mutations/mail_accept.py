"""acceptMail."""

import strawberry

from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.ids import Kind, global_id, required_key
from guichet.api.mail.types import AcceptMailPayload
from guichet.api.user_error import refusable
from guichet.inbox.actions import accept_mail as accepting


@mutation("Lets in a mail whose sender could not be proven: it joins its discussion.")
@refusable(AcceptMailPayload)
def accept_mail(info: Info, mail_id: strawberry.ID) -> AcceptMailPayload:
    """By `inbox.actions.accept_mail`."""
    row = accepting.accept_mail(info.context.viewer, required_key(Kind.MAIL, mail_id, "mailId"))
    return AcceptMailPayload(accepted_id=global_id(Kind.MAIL, row.pk))
