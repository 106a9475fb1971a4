"""One run: load and blows, then calm, then the judgement."""

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from random import Random

from chaos.database import Database, Rows
from chaos.hands import Hands, let_go_of_disk, small_disk
from chaos.house import Client, House, house
from chaos.judge import judge_in, judge_out, strangers
from chaos.ledger import Ledger
from chaos.load import Load
from chaos.mail import CODE, SENDER, Post
from chaos.markets import Market, markets
from chaos.options import Options
from chaos.plan import blows
from chaos.report import Report
from chaos.waiting import NotYetError, free_port, listens, until
from sandbox.mail import listen

ACTIVATE = """
mutation ($input: ActivateChannelInput!) { activateChannel(input: $input) {
  channel { inboundAddress } errors { message } } }
"""
RETRY = "mutation ($id: ID!) { retryMessage(messageId: $id) { errors { message } } }"
STORM_SECONDS = 8.0
START_SECONDS = 60.0


class Run:
    """Everything of one run in one hand."""

    def __init__(self, options: Options, house: House, places: list[Market], post: Post) -> None:
        self.options, self.house, self.places, self.post = options, house, places, post
        self.ledger, self.report = Ledger(), Report(options)
        self.database = Database(house.database_url)
        self._over = threading.Event()

    def activate(self) -> None:
        """The seller activates all marketplaces."""
        client = Client(self.house)
        for place in self.places:
            self._activate(client, place.code, place.credentials())
        self.post.amazon.inbound = self._activate(client, CODE, {"senderEmail": SENDER})
        until(lambda: listens(self.post.port), START_SECONDS)

    def _activate(self, client: Client, code: str, credentials: dict[str, str]) -> str:
        typed = [{"name": name, "value": value} for name, value in credentials.items()]
        given = {"storeId": self.house.store_id, "marketplace": code, "credentials": typed}
        payload = client.ask(ACTIVATE, input=given)["activateChannel"]
        if payload["errors"]:
            raise RuntimeError(f"{code}: {payload['errors'][0]['message']}")
        return payload["channel"]["inboundAddress"] or ""

    def strike(self, *, may_fill: bool) -> None:
        """Load, blows and storms at once, until the load is done and its time is over."""
        started = time.monotonic()
        load = Load(self.options, self.house, self.places, self.post, self.ledger)
        hands = Hands(self.house, self._over.wait)
        striking = threading.Thread(target=self._blows, args=(hands, may_fill), daemon=True)
        storming = threading.Thread(target=self._storms, daemon=True)
        for thread in (load, striking, storming):
            thread.start()
        # Blows go on only for the planned time: who is late by then is let catch up.
        self._over.wait(self.options.seconds)
        self._over.set()
        striking.join()
        storming.join()
        until(load.is_done, self.options.seconds * 4 + 120)
        self.report.load_seconds = time.monotonic() - started
        self.report.struck = hands.struck

    def _blows(self, hands: Hands, may_fill: bool) -> None:
        try:
            for blow in blows(self.options, may_fill=may_fill):
                if self._over.wait(blow.after):
                    return
                print(f"{time.strftime('%H:%M:%S')} {blow.kind}", file=sys.stderr, flush=True)
                hands.strike(blow)
        except Exception as error:
            self.ledger.note_error(error)

    def _storms(self) -> None:
        dice = Random(f"storms:{self.options.seed}")
        every = min(STORM_SECONDS, self.options.seconds / 4)
        while not self._over.wait(every):
            for place in self.places:
                place.storm(dice)
            self.post.storm(dice)
        for place in self.places:
            place.calm()
        self.post.calm()

    def calm(self, seconds: float) -> None:
        """Wait until nothing is left to do; what is left after the time is told."""
        started = time.monotonic()
        try:
            until(self._is_quiet, seconds, every=1.0)
        except NotYetError:
            self.report.wrong.append(f"not quiet after {seconds:.0f} s: {self._left()}")
        self.report.quiet_seconds += time.monotonic() - started

    def settle(self) -> None:
        """Time passes for replies that are looked for; then a person sends again what failed."""
        self.database.let_time_pass()
        self.calm(240)
        failed = self.database.failed()
        self.report.notes.append(f"FAILED, and sent again by a person: {len(failed)}.")
        client = Client(self.house)
        for message_id in failed:
            client.ask(RETRY, id=message_id)
        self.calm(240)
        self.database.let_time_pass()
        self.calm(240)

    def judge(self) -> None:
        """Compare, end the house, and ask it what it says of itself."""
        self.report.faults = sum((place.struck() for place in self.places), Counter())
        rows = self.database.rows()
        stands = {place.code: place.stands() for place in self.places} | {CODE: self.post.stands()}
        for place in self.places:
            self.report.customers[place.code] = judge_in(place.written, place.code, rows)
        self.report.customers[f"{CODE} (mails with 250)"] = judge_in(sorted(self.ledger.mails), CODE, rows)
        for code, found in stands.items():
            self.report.replies[code] = judge_out(self.ledger, code, found, rows)
        self._note(stands, rows)

    def end(self) -> None:
        """Nobody is left over, no file is, no sentence of Guichet is broken."""
        report, digests = self.report, self.database.digests()
        codes = [code for machine in reversed(self.house.machines) for code in machine.end()]
        if any(codes):
            report.wrong.append(f"parts did not end cleanly: {codes}")
        for machine in self.house.machines:
            if left := machine.left_over():
                report.wrong.append(f"{len(left)} processes of {machine.folder.name} are left over")
        kept: set[str] = set()
        for machine in self.house.machines[:1]:
            found = _facts(machine.environment)
            kept |= set(found["kept"])
            report.wrong += found["broken"]
        for machine in self.house.others:
            kept |= {path.name for path in (machine.folder / "files").rglob("*") if path.is_file()}
        if missing := digests - kept:
            report.wrong.append(f"{len(missing)} rows have no bytes")
        orphans = {name for name in kept - digests if name != ".lock"}
        if orphans:
            report.wrong.append(f"{len(orphans)} files have no row")
        report.notes.append(f"Files: {len(digests)} named, {len(missing)} missing, {len(orphans)} orphaned.")

    def _note(self, stands: dict[str, Counter[str]], rows: Rows) -> None:
        report, ledger = self.report, self.ledger
        report.notes.append(
            f"Asked again by the outside: {dict(ledger.repeated)}. Replies refused: {dict(ledger.refused)}. "
            f"Parts started again by the service manager: {sum(m.restarts for m in self.house.machines)}."
        )
        report.wrong += ledger.errors
        ends = self.house.main.restarts - report.struck.count("kill serve")
        if ends > 0 and self.options.is_short:
            report.wrong.append(f"guichet serve ended {ends} times, and nobody had struck at it")
        if crossed := strangers(ledger, stands):
            report.wrong.append(f"stand where nobody sent them: {crossed[:20]}")
        if overlaps := sum(place.overlaps() for place in self.places):
            report.wrong.append(f"a channel was polled twice at once, {overlaps} times")
        if blocked := self.database.blocked():
            report.wrong.append(f"channels wait for a person: {blocked}")
        failed = {word for word, states in rows.deliveries.items() if "FAILED" in states}
        reasons = Counter(reason for word, reason in rows.reasons.items() if word in failed)
        report.notes += [f"FAILED {count} times: {reason}" for reason, count in reasons.items()]
        self._must_be_settled()

    def _must_be_settled(self) -> None:
        left = sum(len(one.open) for one in self.report.replies.values())
        if left and not self.options.is_short:
            self.report.wrong.append(f"{left} replies are still looked for")

    def _is_quiet(self) -> bool:
        return not self._left()

    def _left(self) -> dict[str, int]:
        """What is left to do: Guichet's own, and what it has not seen."""
        left = self.database.waiting()
        rows = self.database.rows()
        for place in self.places:
            left[f"{place.code} unread"] = sum(not rows.times[place.code, word] for word in place.written)
            there = place.stands()
            left[f"{place.code} unconfirmed"] = sum(word in there for word in rows.checking())
        left["mails unread"] = sum(not rows.times[CODE, word] for word in self.ledger.mails)
        return {name: count for name, count in left.items() if count}


def run(options: Options, folder: Path) -> Report:
    """All of it, in a folder that is given back empty of processes."""
    port = free_port()
    post = Post(port)
    with ExitStack() as running:
        places = running.enter_context(markets(options.seed))
        outgoing = running.enter_context(listen(post.peer))
        has_disk = not options.is_short and small_disk(folder / "main")
        one = Run(options, running.enter_context(house(folder, options, outgoing.url, port)), places, post)
        if not has_disk and not options.is_short:
            one.report.notes.append("The disk was not filled: that needs root and the right to mount.")
        one.activate()
        one.strike(may_fill=has_disk)
        one.calm(300)
        if not options.is_short:
            one.settle()
        one.judge()
        one.end()
    if has_disk and one.report.is_good():
        let_go_of_disk(folder / "main")
    return one.report


def _facts(environment: dict[str, str]) -> dict[str, list[str]]:
    command = [sys.executable, "-m", "chaos.facts"]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found
