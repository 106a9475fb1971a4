"""What all connections share."""

from collections.abc import Sequence
from typing import Protocol

import strawberry


class Page(Protocol):
    """A page of any list of the inbox's queries."""

    @property
    def cursors(self) -> Sequence[str]:
        """One a row."""

    @property
    def has_next(self) -> bool:
        """Whether rows follow."""

    @property
    def has_previous(self) -> bool:
        """Whether rows come before."""


@strawberry.type(description="Where a page of a list begins and ends (Relay cursor connections).")
class PageInfo:
    """The contract's PageInfo."""

    has_next_page: bool = strawberry.field(description="Whether there is more after this page.")
    has_previous_page: bool = strawberry.field(description="Whether there is something before this page.")
    start_cursor: str | None = strawberry.field(description="The cursor of the first row; null without rows.")
    end_cursor: str | None = strawberry.field(
        description="The cursor of the last row, to be given as `after` for the next page; null without rows."
    )


def page_info(page: Page) -> PageInfo:
    """The PageInfo of a page."""
    return PageInfo(
        has_next_page=page.has_next,
        has_previous_page=page.has_previous,
        start_cursor=page.cursors[0] if page.cursors else None,
        end_cursor=page.cursors[-1] if page.cursors else None,
    )
