"""Rehearsal marketplaces as processes of their own, as real ones would be."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import httpx2

from guichet.cli.rehearsal.cast import Casting, Ready, Role, cast

END_SECONDS = 3.0
LIFE_SECONDS = "25"


class RehearsalError(Exception):
    """A rehearsal marketplace did not start."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A running one, where a person may look at it, and the marketplaces that it plays."""

    url: str
    roles: tuple[Role, ...]
    # Where it takes mail; empty for those that do not.
    smtp_url: str = ""

    def receive_at(self, addresses: Mapping[str, str]) -> None:
        """Tell it the inbound addresses, as a seller types them into the marketplaces' back offices."""
        mine = {role.marketplace: addresses[role.marketplace] for role in self.roles}
        told = httpx2.post(f"{self.url}/_sandbox/inbound", json=mine, timeout=10, trust_env=False)
        told.raise_for_status()


@contextmanager
def rehearsals(smtp: str) -> Iterator[list[Rehearsal]]:
    """Start all of them; they end with the block. Those that write mails bring them to `smtp`."""
    with ExitStack() as running:
        started = [(casting, running.enter_context(_process(casting))) for casting in cast(smtp)]
        yield [_rehearsal(casting, _ready(process)) for casting, process in started]


@contextmanager
def _process(casting: Casting) -> Iterator["subprocess.Popen[str]"]:
    options = ("--demo", "--port", "0", "--life", LIFE_SECONDS)
    command = [sys.executable, "-m", "sandbox", *casting.arguments, *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _ready(process: "subprocess.Popen[str]") -> Ready:
    line = process.stdout.readline() if process.stdout else ""
    if not line:
        raise RehearsalError("A rehearsal marketplace did not start; its own lines above say why.")
    ready: Ready = json.loads(line)
    return ready


def _rehearsal(casting: Casting, ready: Ready) -> Rehearsal:
    return Rehearsal(str(ready["url"]), tuple(casting.roles(ready)), ready.get("smtpUrl", ""))
