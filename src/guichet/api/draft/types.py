"""Drafts."""

from datetime import datetime

import strawberry

from guichet.api.enums import ParticipantKind
from guichet.api.ids import Kind, global_id
from guichet.inbox import models


@strawberry.type(description="An answer in the making; only its own writer sees it.")
class Draft:
    """What a member has typed in a discussion and not sent."""

    body: str = strawberry.field(description="Plain text.")
    recipients: list[ParticipantKind] = strawberry.field(description="To whom it is meant to go.")
    attachment_ids: list[strawberry.ID] = strawberry.field(description="The files that are to go with it.")
    updated_at: datetime = strawberry.field(description="When it was kept last.")


def draft(kept: models.Draft) -> Draft:
    """From its row."""
    return Draft(
        body=kept.body,
        recipients=[ParticipantKind(kind) for kind in kept.recipients],
        attachment_ids=[global_id(Kind.ATTACHMENT, file_id) for file_id in kept.files],
        updated_at=kept.updated_at,
    )
