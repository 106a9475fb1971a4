"""Waiting for a condition, never for a time."""

import smtplib
import socket
import time
from collections.abc import Callable


class NotYetError(Exception):
    """A condition did not come true in its time."""


def until(ask: Callable[[], object], seconds: float, every: float = 0.1) -> None:
    """Ask until it is so; NotYetError beyond the time."""
    deadline = time.monotonic() + seconds
    while not ask():
        if time.monotonic() > deadline:
            raise NotYetError(f"{getattr(ask, '__name__', ask)} did not come true in {seconds} s")
        time.sleep(every)


def free_port() -> int:
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def listens(port: int) -> bool:
    """Whether a mail server answers."""
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=5) as session:
            return session.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False
