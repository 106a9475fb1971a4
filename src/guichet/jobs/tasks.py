"""All jobs, imported so that procrastinate knows them."""

from guichet.jobs import attachment, channel, mail, message, order, queue, sweep, thread

__all__ = ["attachment", "channel", "mail", "message", "order", "queue", "sweep", "thread"]
