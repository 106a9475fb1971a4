"""All jobs, imported so that procrastinate knows them."""

from guichet.jobs import (
    alert,
    attachment,
    backup,
    bulk,
    channel,
    event,
    invoice,
    mail,
    message,
    order,
    person,
    queue,
    sweep,
    thread,
)

__all__ = ["alert", "attachment", "backup", "bulk", "channel", "event", "invoice", "mail", "message", "order", "person", "queue", "sweep", "thread"]
