"""Logs that can leave the machine: for people, or as JSON for a collector (GUICHET_LOG_FORMAT)."""

import logging
import traceback
from types import TracebackType
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from guichet.telemetry.correlation import correlation_id

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

HUMAN, JSON = "human", "json"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
HUMAN_LINE = "%(asctime)s %(levelname)s %(name)s [%(correlation)s] %(message)s"
JSON_LINE = "%(asctime)s %(levelname)s %(name)s %(correlation)s %(process)d %(message)s"
# As collectors know them; whatever else a library hangs on a record (a request, a job's row) stays here.
JSON_NAMES = {"asctime": "time", "levelname": "level", "name": "logger", "process": "pid"}
JSON_FIELDS = frozenset({"time", "level", "logger", "correlation", "pid", "message", "exc_info"})


class DiscreetFormatter(logging.Formatter):
    """Shows where an error happened and of which kind it is, not its words.

    The message of a ValueError or of a database error may quote a customer or a secret; a place cannot.
    """

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802 - the name is logging's
        """The frames, innermost last, and the name of each error of the chain.

        A chain may be a ring: an error that is raised again while another that it caused is dealt with.
        """
        lines: list[str] = []
        seen: set[int] = set()
        error = ei[1]
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


class JsonDiscreetFormatter(DiscreetFormatter, JsonFormatter):
    """The same, one JSON object a line."""

    def __init__(self, format: str) -> None:  # noqa: A002 - the name is logging's
        JsonFormatter.__init__(self, format, rename_fields=JSON_NAMES)

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Only the fields that we know."""
        return {name: value for name, value in log_data.items() if name in JSON_FIELDS}


class Correlated(logging.Filter):
    """Gives every record the id of the request or job that it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops one."""
        record.correlation = correlation_id()
        return True


def logging_settings(form: str, level: str, *, says_calls: bool) -> dict[str, Any]:
    """Django's LOGGING; with `says_calls`, one line for each request and for each call to a marketplace."""
    is_json = form == JSON
    formatter = "JsonDiscreetFormatter" if is_json else "DiscreetFormatter"
    calls = {"level": "INFO" if says_calls else "WARNING"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"correlated": {"()": "guichet.config.logs.Correlated"}},
        "formatters": {
            "line": {
                "()": f"guichet.config.logs.{formatter}",
                "format": JSON_LINE if is_json else HUMAN_LINE,
            }
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["correlated"]}
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "procrastinate": {"level": "WARNING"},
            "httpx2": {"level": "WARNING"},
            # What a server says to us at DEBUG holds keys, addresses and words of customers.
            "botocore": {"level": "WARNING"},
            "boto3": {"level": "WARNING"},
            "s3transfer": {"level": "WARNING"},
            "imapclient": {"level": "WARNING"},
            "django.db.backends": {"level": "WARNING"},
            "django.template": {"level": "WARNING"},
            "factur-x": {"level": "WARNING"},
            "django.server": {"level": "WARNING"},
            # Every 4xx with its path, which may be a signed one; our own line says the route.
            "django.request": {"level": "ERROR"},
            # aiosmtpd writes every address down.
            "mail.log": {"level": "ERROR"},
            "guichet.http": calls,
            "guichet.requests": calls,
        },
    }
