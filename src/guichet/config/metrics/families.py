"""What the database knows, as families of figures."""

import shutil
from collections.abc import Iterator, Sequence

from django.conf import settings
from prometheus_client.core import GaugeMetricFamily

from guichet.checks.channel_figures import QUANTILES, channel_ages, channel_states, sync_delays
from guichet.checks.database_figures import database_now
from guichet.checks.flow_figures import flow_now
from guichet.checks.queue_figures import queue_now

Rows = Sequence[tuple[Sequence[str], float]]


def families() -> list[GaugeMetricFamily]:
    """All of them; a dozen queries, each over what is under way or over the channels."""
    return [*_queue(), *_channels(), *_flow(), *_database(), _disk()]


def _queue() -> Iterator[GaugeMetricFamily]:
    queue = queue_now()
    depth = [((one.job,), float(one.count)) for one in queue.waiting]
    yield _family("guichet_queue_jobs", "Jobs that could run now and wait.", ["job"], depth)
    ages = [((one.job,), one.age) for one in queue.waiting]
    yield _family("guichet_queue_age_seconds", "How long the oldest of them has waited.", ["job"], ages)
    yield _family("guichet_queue_running", "Jobs that run.", [], [((), queue.running)])
    yield _family("guichet_workers", "Workers that gave a sign of life lately.", [], [((), queue.workers)])


def _channels() -> Iterator[GaugeMetricFamily]:
    states = [((platform, state), float(many)) for platform, state, many in channel_states()]
    yield _family("guichet_channels", "Channels by health.", ["platform", "health"], states)
    delays, labels = sync_delays(), ["platform", "quantile"]
    late = [((d.platform, q), at) for d in delays for q, at in zip(QUANTILES, d.overdue, strict=True)]
    yield _family("guichet_sync_overdue_seconds", "How late synchronisations are.", labels, late)
    age = [((d.platform, q), at) for d in delays for q, at in zip(QUANTILES, d.age, strict=True)]
    yield _family("guichet_sync_age_seconds", "How long ago channels were synchronised.", labels, age)
    each = channel_ages(settings.GUICHET_METRICS_CHANNELS)
    yield _family(
        "guichet_channel_sync_age_seconds",
        "The same of each channel, where there are at most GUICHET_METRICS_CHANNELS.",
        ["channel", "platform", "marketplace"],
        [((one.channel, one.platform, one.marketplace), one.age) for one in each],
    )


def _flow() -> Iterator[GaugeMetricFamily]:
    flow = flow_now()
    replies = flow.replies.items()
    many = [((name,), float(one.count)) for name, one in replies]
    yield _family("guichet_replies_under_way", "Replies by delivery.", ["delivery"], many)
    ages = [((name,), one.age) for name, one in replies]
    yield _family("guichet_replies_age_seconds", "The oldest of them.", ["delivery"], ages)
    yield _family("guichet_mails_waiting", "Mails to be read.", [], [((), flow.mails.count)])
    yield _family("guichet_mails_age_seconds", "The oldest of them.", [], [((), flow.mails.age)])
    yield _family("guichet_files_waiting", "Attachments to be fetched.", [], [((), flow.files)])


def _database() -> Iterator[GaugeMetricFamily]:
    now = database_now()
    states = [((state,), float(many)) for state, many in now.connections.items()]
    yield _family("guichet_database_connections", "Connections of the server.", ["state"], states)
    most = [((), now.most_connections)]
    yield _family("guichet_database_connections_most", "How many it takes.", [], most)
    yield _family("guichet_database_bytes", "Size of the database.", [], [((), now.size)])


def _disk() -> GaugeMetricFamily:
    free = shutil.disk_usage(settings.GUICHET_DATA_DIR).free
    return _family("guichet_disk_free_bytes", "Free in the data folder.", [], [((), free)])


def _family(name: str, says: str, labels: Sequence[str], rows: Rows) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, says, labels=labels)
    for values, figure in rows:
        family.add_metric(values, figure)
    return family
