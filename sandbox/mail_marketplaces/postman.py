"""Brings mails as a sending server does: the same mail again until it is taken, refused, or too old."""

import smtplib
import threading
from time import monotonic

from sandbox.mail import hand_over

PATIENCE_SECONDS = 90.0
PAUSE_SECONDS = 0.5


class UndeliveredError(Exception):
    """A mail that was not taken; the message says why."""


class Postman:
    """Called as `hand_over` is. `stop` ends its patience at once."""

    def __init__(self, stop: threading.Event, patience: float = PATIENCE_SECONDS) -> None:
        self._stop = stop
        self._patience = patience

    def __call__(self, host: str, port: int, sender: str, recipient: str, mail: bytes) -> None:
        """UndeliveredError when the server says no for good, or is not heard for `patience` seconds."""
        deadline = monotonic() + self._patience
        while True:
            try:
                return hand_over(host, port, sender, recipient, mail)
            except (OSError, smtplib.SMTPException) as error:
                if _is_final(error):
                    raise UndeliveredError(f"The mail to {recipient} was refused: {error}") from error
                why = error
            if monotonic() > deadline or self._stop.wait(PAUSE_SECONDS):
                raise UndeliveredError(f"The mail to {recipient} was not taken in time: {why}") from why


def _is_final(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500
