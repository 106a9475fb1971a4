"""All jobs, imported so that procrastinate knows them."""

from guichet.jobs import attachment, bulk, channel, invoice, mail, message, order, queue, sweep, thread

__all__ = ["attachment", "bulk", "channel", "invoice", "mail", "message", "order", "queue", "sweep", "thread"]
