"""All jobs, imported so that procrastinate knows them."""

from guichet.jobs import (
    alert,
    asked,
    attachment,
    backup,
    bulk,
    channel,
    event,
    invariant,
    invoice,
    mail,
    message,
    order,
    person,
    queue,
    sweep,
    thread,
)

__all__ = [
    "alert",
    "asked",
    "attachment",
    "backup",
    "bulk",
    "channel",
    "event",
    "invariant",
    "invoice",
    "mail",
    "message",
    "order",
    "person",
    "queue",
    "sweep",
    "thread",
]
