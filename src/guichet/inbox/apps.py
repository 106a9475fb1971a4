"""The Django app of the inbox room."""

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Discussions, messages, attachments and orders."""

    name = "guichet.inbox"
    label = "inbox"
