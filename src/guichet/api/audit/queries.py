"""audit."""

from typing import Annotated

import strawberry

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.queries.audit import audit_page, token_names
from guichet.api.audit.inputs import AuditFilter, wanted
from guichet.api.audit.types import AuditConnection, audit_entry
from guichet.api.context import Info
from guichet.api.field import resolved
from guichet.api.pages import PageInfo

AT_ONCE = 50
MOST = 100


@resolved(
    "Who did what, newest first, for owners who see all stores; `first` is 1 to 100. Others are refused."
)
def audit(
    info: Info,
    first: int | None = AT_ONCE,
    after: str | None = None,
    given: Annotated[AuditFilter | None, strawberry.argument(name="filter")] = None,
) -> AuditConnection:
    """By number, which is the cursor."""
    viewer, many = info.context.viewer, AT_ONCE if first is None else first
    if not 1 <= many <= MOST:
        raise refuse(
            ErrorCode.INVALID, f"`first` is 1 to {MOST}; ask for the next page with `after`.", "first"
        )
    page = audit_page(viewer, wanted(given), many, None if after is None else _number(after))
    tokens = token_names(viewer, page.entries)
    numbers = [str(entry.number) for entry in page.entries]
    ends = (numbers[0], numbers[-1]) if numbers else (None, None)
    return AuditConnection(
        nodes=[audit_entry(entry, tokens) for entry in page.entries],
        page_info=PageInfo(
            has_next_page=page.has_more,
            has_previous_page=after is not None,
            start_cursor=ends[0],
            end_cursor=ends[1],
        ),
    )


def _number(cursor: str) -> int:
    if not (cursor.isascii() and cursor.isdecimal() and len(cursor) < len(str(2**63))):
        raise refuse(ErrorCode.INVALID, "Give `endCursor` of the page before as `after`.", "after")
    return int(cursor)
