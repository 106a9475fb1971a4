"""Asks the database for its figures, at most every ten seconds: scraping cannot hurt."""

import logging
from collections.abc import Iterator
from importlib.metadata import version
from threading import Lock
from time import monotonic, perf_counter

from django.db import DatabaseError
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from guichet.accounts.scope import everywhere
from guichet.config.metrics.families import families

log = logging.getLogger("guichet.metrics")

KEPT_SECONDS = 10.0


class Installation(Collector):
    """What one process knows of the whole installation; several processes say the same: take the maximum."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._until = 0.0
        self._kept: list[GaugeMetricFamily] = []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The figures, those of the last ten seconds where there are some."""
        with self._turn:
            if monotonic() >= self._until:
                self._kept = _asked()
                self._until = monotonic() + KEPT_SECONDS
            yield from self._kept


def _asked() -> list[GaugeMetricFamily]:
    started = perf_counter()
    try:
        with everywhere("figures of the whole installation, none of them an account's"):
            found = families()
    except DatabaseError:
        log.warning("the database does not answer the figures' questions")
        found = []
    answers = GaugeMetricFamily("guichet_database_up", "1 while the database answers.")
    answers.add_metric([], 1.0 if found else 0.0)
    took = GaugeMetricFamily("guichet_figures_seconds", "Time that the database's figures took.")
    took.add_metric([], perf_counter() - started)
    build = GaugeMetricFamily("guichet_build", "1, with the version.", labels=["version"])
    build.add_metric([version("guichet")], 1.0)
    return [*found, answers, took, build]
