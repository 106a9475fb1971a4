"""Every example of the documents is run, from the first to the last, against a live server."""

import io
import json
import re
import subprocess
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest
from graphql import parse, validate
from markdown_it import MarkdownIt
from pytest_django import Settings
from standardwebhooks import Webhook

from guichet.accounts.actions.create_token import create_token
from guichet.accounts.models import Channel
from guichet.api import meter
from guichet.web.help.pages import PAGES
from sandbox.mirakl import MiraklOperator, RunningServer
from tests.api.matrix_selection import SERVED
from tests.cast import Company, Player
from tests.inbox.queries.rows import channel_in, discussion_in
from tests.invoicing.rows import configured, stored
from tests.invoicing.sales import line, order
from tools.help import TEMPLATES, rendered

DOCS = Path(__file__).parents[2] / "docs"
NOW = datetime.now(UTC).replace(microsecond=0)


class Live(Protocol):
    """The server of pytest-django."""

    url: str


@dataclass(frozen=True)
class Block:
    """A fence of a page."""

    language: str
    text: str
    line: int


def blocks(name: str) -> list[Block]:
    """In their order."""
    text = (DOCS / name).read_text(encoding="utf-8")
    fences = [token for token in MarkdownIt("commonmark").parse(text) if token.type == "fence"]
    return [Block(one.info, one.content, (one.map or [0])[0] + 2) for one in fences]


@pytest.fixture
def town(
    live_server: Live,
    alice: Player,
    lumen: Company,
    server: RunningServer,
    operator: MiraklOperator,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Channel:
    """A shop with three discussions that wait, one of them about an order; and where the examples find it."""
    settings.ROOT_URLCONF = "guichet.config.urls"
    settings.GUICHET_BASE_URL = live_server.url
    channel = channel_in(lumen.store)
    configured(alice, lumen.store)
    sold = stored(channel, order(line(1, "12.00"), placed_at=NOW, shipped_at=NOW))
    for number, subject in enumerate(["Où est ma commande ?", "Une question", "La notice"]):
        discussion_in(
            channel, ["Bonjour, où est ma lampe ?"], subject=subject, needs_reply_since=NOW, reply_due_at=NOW,
            order_ref=None if number else sold.marketplace_order_id, recipient_kinds=["CUSTOMER"],
            last_message_at=NOW,
        )  # fmt: skip
    given = {
        "GUICHET": live_server.url, "TOKEN": create_token(alice.member, "docs"),
        "SHOP_URL": server.url, "SHOP_KEY": operator.api_key,
    }  # fmt: skip
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return channel


def test_every_example_of_the_api_does_what_it_shows(
    town: Channel, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: dict[str, Any] = {}
    told = ""
    try:
        for block in blocks("api.md"):
            if block.language == "json":
                _compare(json.loads(block.text), json.loads(told), f"api.md:{block.line}")
            else:
                told = _run(block, names)
        _verify(names)
        _wait(names, settings, monkeypatch)
    finally:
        names["guichet"].close()


def _run(block: Block, names: dict[str, Any]) -> str:
    """What it prints; an example in another language would be one that nobody runs."""
    if block.language == "sh":
        command = ["bash", "-euo", "pipefail", "-c", block.text]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, (block.line, done.stderr)
        return done.stdout
    assert block.language == "python", (block.line, block.language)
    with redirect_stdout(io.StringIO()) as out:
        exec(compile("\n" * (block.line - 1) + block.text, "api.md", "exec"), names)  # noqa: S102
    return out.getvalue()


def _compare(shown: Any, told: Any, where: str) -> None:
    """The same names and kinds of values; texts that mean something the same in every run are the same."""
    if isinstance(shown, dict):
        assert isinstance(told, dict), (where, told)
        assert set(shown) == set(told) - ({"extensions", "locations", "path"} - set(shown)), (where, told)
        for name, value in shown.items():
            _compare(value, told[name], f"{where} {name}")
    elif isinstance(shown, list):
        assert bool(shown) == bool(told), (where, told)
        for one, other in zip(shown[:1], told[:1], strict=True):
            _compare(one, other, where)
    elif isinstance(shown, str):
        assert re.fullmatch(_pattern(shown), told), (where, shown, told)
    elif shown is not None:
        assert type(shown) is type(told), (where, told)


def _pattern(shown: str) -> str:
    """`…` and the digits of times and numbers stand for what differs from run to run."""
    loose = ".*".join(re.escape(part) for part in shown.split("…"))
    return re.sub(r"\d+", r"\\d+", loose) if re.search(r"\d{4}", shown) else loose


def _verify(names: dict[str, Any]) -> None:
    """What the example of webhooks takes, and what it does not."""
    body, moment = json.dumps({"type": "message.created"}), datetime.now(UTC)
    headers = {
        "webhook-id": "evt_1",
        "webhook-timestamp": str(int(moment.timestamp())),
        "webhook-signature": Webhook(names["secret"]).sign("evt_1", moment, body),
    }
    with redirect_stdout(io.StringIO()):
        assert names["take"](body, headers) == 204
        assert names["take"](body + " ", headers) == 401


def _wait(names: dict[str, Any], settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example's `ask` waits as long as it was told, and is answered then."""
    settings.GUICHET_API_REQUESTS_PER_MINUTE = 60
    waited: list[int] = []

    def sleep(seconds: int) -> None:
        waited.append(seconds)
        settings.GUICHET_API_REQUESTS_PER_MINUTE = 0
        meter._refused_until.clear()

    monkeypatch.setattr(names["time"], "sleep", sleep)
    for _ in range(60):
        assert names["ask"]("{ __typename }") == {"__typename": "Query"}
    assert waited
    assert all(1 <= seconds <= 60 for seconds in waited)


@pytest.mark.parametrize("page", PAGES)
def test_the_page_in_the_product_is_the_document(page: str) -> None:
    shown = TEMPLATES / f"{page}.html"
    assert shown.read_text(encoding="utf-8") == rendered(page), "run `make help` and commit the files"


def test_the_fields_that_documents_name_are_served() -> None:
    for path in sorted(DOCS.glob("*.md")):
        for block in blocks(path.name):
            if block.language == "graphql":
                assert validate(SERVED, parse(block.text)) == [], (path.name, block.line)
