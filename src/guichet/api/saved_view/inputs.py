"""What is asked of views."""

import strawberry

from guichet.api.discussion.inputs import DiscussionFilter
from guichet.api.enums import DiscussionOrder


@strawberry.input(description="A list to keep.")
class SaveViewInput:
    """What a new view is."""

    name: str = strawberry.field(description="At most 80 characters; unlike the viewer's other views.")
    filter: DiscussionFilter | None = strawberry.field(
        default=None, description="What it narrows to: one store at most, and no `false` but for `isRead`."
    )
    order_by: DiscussionOrder = strawberry.field(
        default=DiscussionOrder.LAST_MESSAGE_DESC, description="The order of its list."
    )
    is_shared: bool = strawberry.field(default=False, description="Whether the team sees it.")


@strawberry.input(description="What to change about a view; null leaves it as it is.")
class UpdateViewInput:
    """What of a view changes."""

    view_id: strawberry.ID = strawberry.field(description="Which.")
    name: str | None = strawberry.field(default=None, description="Its new name.")
    is_shared: bool | None = strawberry.field(default=None, description="Whether the team sees it.")
    filter: DiscussionFilter | None = strawberry.field(
        default=None, description="What it narrows to from now on, as a whole."
    )
    order_by: DiscussionOrder | None = strawberry.field(default=None, description="The order of its list.")
