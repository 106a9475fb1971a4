"""The text of `/metrics`."""

import os

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from guichet.config.metrics.installation import Installation
from guichet.telemetry.counters import REGISTRY

# prometheus-client's own name: where it is set before anything is counted, counts go to files of this folder.
SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

_installation = Installation()


def own_figures() -> bytes:
    """What this process counted; of all processes of this machine that share a folder."""
    if SHARED_FOLDER not in os.environ:
        return generate_latest(REGISTRY)
    shared = CollectorRegistry()
    MultiProcessCollector(shared)  # type: ignore[no-untyped-call]
    return generate_latest(shared)


def all_figures() -> bytes:
    """That, and what the database knows."""
    whole = CollectorRegistry()
    whole.register(_installation)
    return own_figures() + generate_latest(whole)
