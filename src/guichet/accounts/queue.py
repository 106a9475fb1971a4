"""Where jobs are written down: in Django's own transaction, in a worker too.

procrastinate swaps the connector of its app while a worker runs. Jobs that jobs wake would then go past the
transaction that made them true, by the queue's own connections; and from a thread that is not the worker's,
in an event loop of their own, where a pool of another loop may never answer.
"""

from procrastinate import App
from procrastinate.contrib.django.django_connector import DjangoConnector

queue = App(connector=DjangoConnector())
