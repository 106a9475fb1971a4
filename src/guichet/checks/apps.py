"""The Django application of this room."""

from django.apps import AppConfig


class ChecksConfig(AppConfig):
    """Named for its tables."""

    name = "guichet.checks"
    label = "checks"
    default_auto_field = "django.db.models.BigAutoField"
