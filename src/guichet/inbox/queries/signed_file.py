"""A file by its signed link."""

from guichet.accounts.scope import everywhere
from guichet.inbox.links import attachment_id_of
from guichet.inbox.models import Attachment


def signed_file(signed: str) -> Attachment | None:
    """The attachment that a link of ours names, whoever holds it; None when the link is not good (any more).

    The one door without a viewer: the signature is what was given, for 90 days, when a viewer asked.
    """
    attachment_id = attachment_id_of(signed)
    if attachment_id is None:
        return None
    with everywhere("The signature itself says which file it opens."):
        return Attachment.objects.filter(id=attachment_id).first()
