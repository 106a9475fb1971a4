"""How the outside reaches the web part."""

import os

from django.conf import settings

# Set by `guichet web` for its own processes.
PORT = "GUICHET_WEB_PORT"


def own_address() -> str | None:
    """GUICHET_BASE_URL; None where nobody said it.

    Its default, http://localhost:PORT, leads customers nowhere. It counts in rehearsals alone
    (GUICHET_ALLOW_PRIVATE_HOSTS), where marketplaces and customers are on this machine.
    """
    if settings.GUICHET_BASE_URL:
        return str(settings.GUICHET_BASE_URL)
    port = os.environ.get(PORT)
    return f"http://localhost:{port}" if port and settings.GUICHET_ALLOW_PRIVATE_HOSTS else None
