"""A file by the link that a customer was sent."""

import re

from guichet.accounts.scope import everywhere
from guichet.inbox.models import FileLink

# What the database could not hold is no token.
TOKEN = re.compile(r"[A-Za-z0-9_-]{1,40}")


def file_link(token: str) -> FileLink | None:
    """The link of a token with its attachment, good or not any more; None for a token that was never given.

    A door without a viewer, like `signed_file`: the token is what was given when a viewer answered.
    """
    if not TOKEN.fullmatch(token):
        return None
    with everywhere("The token itself says which file it opens."):
        return FileLink.objects.select_related("attachment").filter(token=token).first()
