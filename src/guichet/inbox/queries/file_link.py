"""A file by the link that a customer was sent."""

from guichet.inbox.models import FileLink


def file_link(token: str) -> FileLink | None:
    """The link of a token with its attachment, good or not any more; None for a token that was never given.

    A door without a viewer, like `signed_file`: the token is what was given when a viewer answered.
    """
    return FileLink.objects.select_related("attachment").filter(token=token).first()
