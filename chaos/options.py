"""What a run is asked for."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

# What an ordinary machine takes in beside all the blows.
MESSAGES_A_MINUTE = 1200


@dataclass(frozen=True, slots=True)
class Options:
    """The command line. `minutes` is how long load and blows last; the calm after them has its own end."""

    messages: int
    replies: int
    mails: int
    seed: int
    workers: int
    minutes: float
    is_short: bool = False

    @property
    def seconds(self) -> float:
        """How long the load lasts."""
        return self.minutes * 60


def read_options(arguments: Sequence[str] | None) -> Options:
    """The options of a command line."""
    parser = argparse.ArgumentParser(prog="python -m chaos", description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000, help="messages of customers (10000)")
    parser.add_argument("--replies", type=int, default=2_000, help="replies by the API (2000)")
    parser.add_argument("--mails", type=int, default=500, help="mails by SMTP (500)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same blows (1)")
    parser.add_argument("--workers", type=int, default=2, help="machines that run workers (2)")
    parser.add_argument("--minutes", type=float, help=f"how long (messages / {MESSAGES_A_MINUTE})")
    given = parser.parse_args(arguments)
    minutes = given.minutes or max(0.5, given.messages / MESSAGES_A_MINUTE)
    return Options(**(vars(given) | {"minutes": minutes}))
