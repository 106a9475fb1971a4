"""A rehearsal CDON: orders over HTTP, and the mails that are known of it."""

from sandbox.cdon.api import RehearsalApi, an_order, serve_api
from sandbox.cdon.cdon import Question, RehearsalCdon
from sandbox.cdon.mails import errand, forwarded, order_news, relayed

__all__ = [
    "Question",
    "RehearsalApi",
    "RehearsalCdon",
    "an_order",
    "errand",
    "forwarded",
    "order_news",
    "relayed",
    "serve_api",
]
