"""Finds the uploads that a reply names, and ties them to it."""

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, Problem
from guichet.accounts.models.keys import new_id
from guichet.accounts.viewer import Viewer
from guichet.inbox.access import attachments
from guichet.inbox.models import Attachment, AttachmentState, Message


def uploads_of(viewer: Viewer, ids: Sequence[UUID]) -> tuple[list[Attachment], list[Problem]]:
    """The named files in their order, and a problem for each that is not there or not ours to send."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return [], []
    found = {file.pk: file for file in attachments(viewer).filter(id__in=wanted)}
    problems = [
        Problem(ErrorCode.NOT_FOUND, _("One of the files is not there; upload it again."), "attachmentIds")
        for wanted_id in wanted
        if wanted_id not in found or found[wanted_id].state != AttachmentState.STORED
    ]
    return [found[wanted_id] for wanted_id in wanted if wanted_id in found], problems


def link_files(message: Message, files: Sequence[Attachment]) -> list[Attachment]:
    """Give the reply its own rows: one upload may go with several replies, its bytes are stored once."""
    return Attachment.objects.bulk_create(
        Attachment(
            id=new_id(),
            account_id=message.account_id,
            discussion_id=message.discussion_id,
            message=message,
            file_name=file.file_name,
            content_type=file.content_type,
            looks_like=file.looks_like,
            scanned_at=file.scanned_at,
            size_bytes=file.size_bytes,
            digest=file.digest,
            state=AttachmentState.STORED,
            uploaded_by_id=file.uploaded_by_id,
        )
        for file in files
    )
