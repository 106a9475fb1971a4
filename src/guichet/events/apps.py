"""The Django app of the events room."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Webhooks and what waits to be told to them."""

    name = "guichet.events"
    label = "events"
