"""Turns a PostgreSQL URL into Django's words."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

_DJANGO_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def django_database(url: str) -> dict[str, Any]:
    """The `DATABASES` entry of a URL; what libpq knows beyond Django's names goes to OPTIONS."""
    parts = conninfo_to_dict(url)
    entry: dict[str, Any] = {name: str(parts.pop(key, "")) for key, name in _DJANGO_NAMES.items()}
    return entry | {
        "ENGINE": "guichet.config.postgres",
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        # The database that `guichet` made has a Unicode-aware collation; tests copy it.
        "TEST": {"TEMPLATE": entry["NAME"]},
        "OPTIONS": dict(parts) | {"application_name": "guichet"},
    }
