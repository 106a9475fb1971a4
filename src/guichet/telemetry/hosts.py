"""The host of a call as a label: few, whatever sellers type."""

from threading import Lock

# Marketplaces have some dozens of hosts; a seller may name one of their own for Mirakl, mail or files.
MOST_HOSTS = 200
OTHER = "other"

_known: set[str] = set()
_turn = Lock()


def host_label(host: str) -> str:
    """The host itself for the first 200 that this process calls, "other" for those that come after."""
    if host in _known:
        return host
    with _turn:
        if len(_known) >= MOST_HOSTS:
            return OTHER
        _known.add(host)
    return host
