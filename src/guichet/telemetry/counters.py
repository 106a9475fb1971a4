"""What a process counts of its own work (prometheus-client).

Labels hold names of ours alone: a platform, a job, a route, a host that is called. Nothing of a customer, and
nothing that grows with accounts, so that the number of series is that of a small installation.
What the database knows (queues, channels, mails) is asked there when somebody looks: `config.metrics`.
"""

from prometheus_client import CollectorRegistry, Counter, Histogram

# Of our own: the library's global one would also hold what other libraries count.
REGISTRY = CollectorRegistry()

# Seconds. A page takes tens of milliseconds, a marketplace seconds, a whole run of a channel minutes.
PAGE_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
CALL_SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0)
JOB_SECONDS = (0.05, 0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0)

REQUESTS = Counter(
    "guichet_web_requests", "Requests to the web part.", ["method", "route", "status"], registry=REGISTRY
)
REQUEST_SECONDS = Histogram(
    "guichet_web_request_seconds", "Time to answer a request.", ["route"],
    buckets=PAGE_SECONDS, registry=REGISTRY,
)  # fmt: skip
CALLS = Counter(
    "guichet_http_calls",
    "Calls to marketplaces; status 0 where no answer came.",
    ["host", "status"],
    registry=REGISTRY,
)
CALL_TIME = Histogram(
    "guichet_http_call_seconds", "Time of a call to a marketplace.", ["host"],
    buckets=CALL_SECONDS, registry=REGISTRY,
)  # fmt: skip
JOBS = Counter("guichet_jobs_run", "Jobs that ended.", ["job", "outcome"], registry=REGISTRY)
JOB_TIME = Histogram("guichet_job_seconds", "Time of a job.", ["job"], buckets=JOB_SECONDS, registry=REGISTRY)
DELIVERIES = Counter(
    "guichet_deliveries",
    "Attempts to deliver a reply, by what became of it: sent, waiting, checking, failed.",
    ["platform", "outcome"],
    registry=REGISTRY,
)
MAILS_IN = Counter(
    "guichet_mails_received",
    "Mails at the door of the mail part: stored, later (not stored, the sender tries again), nobody.",
    ["outcome"],
    registry=REGISTRY,
)
ALERTS = Counter(
    "guichet_alerts", "Mails about channels: sent, or why not.", ["kind", "outcome"], registry=REGISTRY
)
