"""Rehearsal marketplaces as processes of their own, as real ones would be."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

END_SECONDS = 3.0
LIFE_SECONDS = "25"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A running one, and what to type to activate it."""

    marketplace: str
    store: str
    credentials: dict[str, str]
    url: str


@dataclass(frozen=True, slots=True)
class Casting:
    """Which rehearsal plays which marketplace for which store."""

    marketplace: str
    store: str
    arguments: Sequence[str]
    # Our credential field, and its name in the line that the rehearsal prints.
    fields: Sequence[tuple[str, str]]


MIRAKL = (("baseUrl", "url"), ("apiKey", "apiKey"), ("shopId", "shopId"))
CAST = (Casting("mirakl-leroymerlin", "Lumen FR", ("mirakl", "--seed", "7", "--demo"), MIRAKL),)


@contextmanager
def rehearsals() -> Iterator[list[Rehearsal]]:
    """Start all of them; they end with the block."""
    with ExitStack() as running:
        yield [running.enter_context(_rehearsal(casting)) for casting in CAST]


@contextmanager
def _rehearsal(casting: Casting) -> Iterator[Rehearsal]:
    command = [sys.executable, "-m", "sandbox", *casting.arguments, "--port", "0", "--life", LIFE_SECONDS]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        ready: dict[str, Any] = json.loads(process.stdout.readline() if process.stdout else "")
        credentials = {ours: str(ready[theirs]) for ours, theirs in casting.fields}
        yield Rehearsal(casting.marketplace, casting.store, credentials, str(ready["url"]))
    finally:
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
