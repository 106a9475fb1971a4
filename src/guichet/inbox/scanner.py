"""Asks a ClamAV daemon about a file, where one is named (GUICHET_CLAMAV_URL).

The daemon's INSTREAM command (clamd's manual, "COMMANDS"): the bytes travel, so it needs no access to
our files.
Without a daemon nothing is asked and nothing is said to have been scanned.
"""

from typing import BinaryIO
from urllib.parse import urlsplit

from clamav_client.clamd import (
    BufferTooLongError,
    ClamdError,
    ClamdNetworkSocket,
    ClamdUnixSocket,
)
from django.conf import settings

TIMEOUT_SECONDS = 60
FOUND = "FOUND"


class ScannerDownError(Exception):
    """The daemon does not answer, or not as it should: nothing is known about the file."""


class TooLargeToScanError(Exception):
    """The file is longer than the daemon takes (its StreamMaxLength)."""


def is_configured() -> bool:
    """Whether files are scanned here."""
    return bool(settings.GUICHET_CLAMAV_URL)


def threat_in(stream: BinaryIO) -> str | None:
    """The name of what was found; None for a clean file. Raises ScannerDownError, TooLargeToScanError."""
    try:
        answers = _daemon().instream(stream)
    except BufferTooLongError as error:
        raise TooLargeToScanError from error
    except BrokenPipeError as error:
        # It hangs up in the middle of a stream that is too long.
        raise TooLargeToScanError from error
    except (ClamdError, OSError) as error:
        raise ScannerDownError from error
    verdicts = list(answers.values())
    if len(verdicts) != 1 or verdicts[0][0] not in {"OK", FOUND}:
        raise ScannerDownError
    state, name = verdicts[0]
    return str(name) if state == FOUND else None


def _daemon() -> ClamdNetworkSocket | ClamdUnixSocket:
    parts = urlsplit(settings.GUICHET_CLAMAV_URL or "")
    if parts.scheme == "unix":
        return ClamdUnixSocket(path=parts.path, timeout=TIMEOUT_SECONDS)
    return ClamdNetworkSocket(host=parts.hostname or "", port=parts.port or 3310, timeout=TIMEOUT_SECONDS)
