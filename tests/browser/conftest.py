"""A real browser before a real server over a real database."""

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Protocol

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    sync_playwright,
)

from tests.cast import Player

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
# What htmx says of a request that a page was left under; one that failed says `htmx:sendError` beside.
ABORTED = ("htmx:sendAbort", "htmx:afterRequest")


class LiveServer(Protocol):
    """The server of pytest-django."""

    url: str


Entering = Callable[..., Page]


def chromium_path() -> str:
    """Where the system's Chromium is; skips the test where there is none, and fails it in CI."""
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        assert "GUICHET_BROWSER_REQUIRED" not in os.environ, "there is no Chromium here, and CI must have one"
        pytest.skip("there is no Chromium here")
    return path


@pytest.fixture(scope="package")
def opened() -> Iterator[tuple[Browser, asyncio.AbstractEventLoop]]:
    """The system's Chromium, started once, and the loop it is spoken to in."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        loop = asyncio.get_running_loop()
        asyncio._set_running_loop(None)
        yield browser, loop
        asyncio._set_running_loop(loop)
        browser.close()


@pytest.fixture
def chromium(
    live_server: LiveServer,
    opened: tuple[Browser, asyncio.AbstractEventLoop],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Browser]:
    """The system's Chromium with nothing opened in it; tests that need it skip where there is none.

    Playwright's event loop makes Django take this thread for an asynchronous one: it is out of sight before
    the test's database is cleared, until the next test with a browser.
    """
    browser, loop = opened
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    asyncio._set_running_loop(loop)
    yield browser
    for context in browser.contexts:
        context.close()
    # Under that loop the test had a database connection of its own (asgiref.local).
    connections.close_all()
    asyncio._set_running_loop(None)


def _sign_in(context: BrowserContext, player: Player, server: LiveServer) -> None:
    """By a session of its own; the form has a test of its own."""
    client = Client()
    client.force_login(player.person)
    name: str = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])


def _is_complaint(message: ConsoleMessage, forgive: str) -> bool:
    return message.type == "error" and forgive not in message.text and not message.text.startswith(ABORTED)


@pytest.fixture
def entering(alice: Player, live_server: LiveServer, chromium: Browser) -> Iterator[Entering]:
    """Opens a page as Alice; whatever the browser complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def enter(path: str = "/", *, script: bool = True, width: int = 1440, forgive: str = "-") -> Page:
        context = chromium.new_context(
            base_url=live_server.url, java_script_enabled=script, viewport={"width": width, "height": 900},
            timezone_id="Europe/Paris", permissions=["clipboard-write"] if script else [],
        )  # fmt: skip
        contexts.append(context)
        _sign_in(context, alice, live_server)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda m: complaints.append(m.text) if _is_complaint(m, forgive) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert complaints == []
