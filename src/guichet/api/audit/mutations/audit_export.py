"""exportAudit."""

from typing import Annotated

import strawberry

from guichet.api.audit.export import signed_audit
from guichet.api.audit.inputs import AuditFilter, wanted
from guichet.api.context import Info
from guichet.api.field import mutation
from guichet.api.user_error import UserError, refusable


@strawberry.type(description="Where the audit can be downloaded.")
class AuditExportPayload:
    """An additive payload."""

    url: str | None = strawberry.field(
        default=None, description="JSON lines, oldest first; good for an hour."
    )
    errors: list[UserError] = strawberry.field(default_factory=list, description="Empty when all went well.")


@mutation("Gives the address of the entries of the audit that match, for owners who see all stores.")
@refusable(AuditExportPayload)
def export_audit(
    info: Info, given: Annotated[AuditFilter | None, strawberry.argument(name="filter")] = None
) -> AuditExportPayload:
    """The link is signed; what it gives is read when it is followed."""
    path = signed_audit(info.context.viewer, wanted(given))
    return AuditExportPayload(url=info.context.base_url + path)
