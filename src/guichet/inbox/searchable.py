"""Puts one message where the search finds it."""

from collections.abc import Sequence

from guichet.accounts.queries.quick import quick_once
from guichet.inbox.models import Message

INSERT = """
INSERT INTO message_search (message_id, account_id, discussion_id, words)
VALUES (%s, %s, %s, guichet_fold(%s))
"""


def make_searchable(message: Message, words: Sequence[str]) -> None:
    """Fold and store the words of a message that was written here; ingest does it for those that are read."""
    quick_once(INSERT, [message.pk, message.account_id, message.discussion_id, "\n".join(words)])
