"""Secrets and customers' words are planted by every door; nothing tells of them that has no need to.

One run at the lowest level of logs, in both forms; then all that was logged, every column of the database,
the figures and the pages of errors are searched.
"""

import io
import json
import logging
import re
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from logging.config import dictConfig
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from pyotp import TOTP
from pytest_django import Settings

from guichet.accounts.models import Channel
from guichet.api.ids import Kind, global_id
from guichet.config.logs import HUMAN, JSON, logging_settings
from guichet.config.settings import LOGGING
from guichet.inbox.models import Attachment, Discussion, Message
from sandbox.mail import MailPeer, Received, RunningPeer, listen
from sandbox.mirakl import Customer, File, MiraklOperator, Post, RunningServer
from tests.api.asking import Api
from tests.cast import PASSWORD, Company, Player
from tests.web.browsing import attributes
from tests.web.signing_in import APP, shown_again
from tests.working import poll_due, run_jobs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]

CUSTOMER, WORDS, SUBJECT = "Zqcamille Zqrenard", "zqwords of a customer", "zqsubject"
FILE, OWN_FILE, ANSWER = "zqfile-of-camille.pdf", "zqfile-of-ours.pdf", "zqanswer to camille"
INVITED, TYPED, WRONG = "zqnina@example.org", "zqstranger@example.com", "zq-not-the-password"
NEW_PASSWORD, SMTP_WORD = "zq a lighthouse keeps no diary", "zqsmtpword81"
PERSONAL = [CUSTOMER, WORDS, SUBJECT, FILE, OWN_FILE, ANSWER]
# Who works here, or tries to: named in the audit and in their own session.
MEMBERS = [INVITED, TYPED, "alice@example.com"]
# Rows that do their work by ids alone.
IMPERSONAL = (
    "procrastinate_jobs", "procrastinate_events", "backup_run",
    "procrastinate_periodic_defers", "api_spending", "throttle", "webhook", "webhook_delivery",
)  # fmt: skip
AUDIT = ("audit_entry", "audit_head", "audit_pending")
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
ROWS = "SELECT coalesce(string_agg(row_to_json(t)::text, ' '), '') FROM \"{}\" t"


@dataclass
class Planted:
    """What must be found nowhere, and what was logged in both forms."""

    secrets: dict[str, str] = field(default_factory=dict)
    people: list[str] = field(default_factory=lambda: list(PERSONAL))
    human: io.StringIO = field(default_factory=io.StringIO)
    json: io.StringIO = field(default_factory=io.StringIO)

    @property
    def logged(self) -> str:
        """All of it."""
        return self.human.getvalue() + self.json.getvalue()


@pytest.fixture
def planted() -> Iterator[Planted]:
    """Logs as the product writes them, at the lowest level."""
    here = Planted()
    try:
        for form, stream in ((HUMAN, here.human), (JSON, here.json)):
            given = logging_settings(form, "DEBUG", says_calls=True)
            before = logging.getLogger().handlers[:] if form == JSON else []
            dictConfig(given)
            (handler,) = (one for one in logging.getLogger().handlers if type(one) is logging.StreamHandler)
            handler.setStream(stream)
            for one in before:
                logging.getLogger().addHandler(one)
        yield here
    finally:
        dictConfig(LOGGING)


@pytest.fixture
def letters(settings: Settings) -> Iterator[RunningPeer]:
    """The installation's outgoing mail server, which wants a password."""
    peer = MailPeer()
    peer.users["desk"] = SMTP_WORD
    with listen(peer) as running:
        settings.GUICHET_SMTP_URL = running.url.replace("://", f"://desk:{SMTP_WORD}@")
        settings.GUICHET_MAIL_FROM = "guichet@desk.example"
        settings.GUICHET_BASE_URL = "http://localhost"
        yield running


def test_nothing_that_was_planted_is_told(
    planted: Planted,
    letters: RunningPeer,
    alice: Player,
    lumen: Company,
    operator: MiraklOperator,
    server: RunningServer,
    settings: Settings,
) -> None:
    settings.GUICHET_ALLOW_PRIVATE_HOSTS = True
    browser = _sign_in(planted, alice)
    api = _tokens(planted, browser)
    _channel(planted, api, lumen, operator, server)
    _customer(planted, operator)
    _answer(browser)
    _letters(planted, browser, letters)
    _failures(operator, alice)
    figures = _figures()
    assert len(planted.logged) > 5_000
    _search(planted, figures)


def _sign_in(planted: Planted, alice: Player) -> Client:
    browser = Client(HTTP_HOST="localhost")
    for email, word in ((TYPED, WRONG), (alice.person.email, WRONG)):
        assert browser.post("/sign-in", {"email": email, "password": word}).status_code == 422
    form = {"email": alice.person.email, "password": PASSWORD}
    assert browser.post("/sign-in", form).status_code == 303
    shown_again(browser, APP)
    found = re.search(r'<code id="secret">([A-Z2-7 ]+)<', browser.get(APP).content.decode())
    assert found is not None
    factor = found[1].replace(" ", "")
    done = browser.post(APP, {"code": TOTP(factor).now()})
    codes = re.findall(r"<li><code>(\d{8})</code>", browser.get(done["Location"]).content.decode())
    planted.secrets |= {"password": PASSWORD, "a wrong password": WRONG, "second factor": factor}
    planted.secrets |= {f"recovery code {number}": code for number, code in enumerate(codes)}
    planted.secrets["session"] = browser.cookies["guichet_session"].value
    return browser


def _tokens(planted: Planted, browser: Client) -> Api:
    form = {"name": "Ticket tool", "scope": "manage", "reach": "all", "ends": "90"}
    made = browser.post("/settings/tokens", form)
    (token,) = set(re.findall(r"gui_[\w-]{43}", made.content.decode()))
    planted.secrets["API token"] = token
    api = Api(token, Client(enforce_csrf_checks=True, HTTP_HOST="localhost"))
    hook = 'mutation { createWebhook(input: {url: "http://127.0.0.1:9/zq"}) { secret errors { message } } }'
    secret = api.data(hook)["createWebhook"]["secret"]
    planted.secrets["webhook secret"] = secret.removeprefix("whsec_")
    api.client.get(f"/graphql?token={token}")
    return api


def _channel(
    planted: Planted, api: Api, lumen: Company, operator: MiraklOperator, server: RunningServer
) -> None:
    activate = """mutation ($input: ActivateChannelInput!) { activateChannel(input: $input) {
        channel { id } errors { message } } }"""
    given = {"baseUrl": server.url, "apiKey": operator.api_key}
    asked = {
        "storeId": global_id(Kind.STORE, lumen.store.pk), "marketplace": "mirakl-other",
        "credentials": [{"name": name, "value": value} for name, value in given.items()],
    }  # fmt: skip
    wrong = json.loads(json.dumps(asked))
    wrong["credentials"][1]["value"] = "zqwrong-key-of-a-channel"
    assert api.data(activate, input=wrong)["activateChannel"]["errors"]
    assert api.data(activate, input=asked)["activateChannel"]["errors"] == []
    planted.secrets |= {"API key": operator.api_key, "wrong API key": "zqwrong-key-of-a-channel"}


def _customer(planted: Planted, operator: MiraklOperator) -> None:
    customer = Customer(name=CUSTOMER, id="cust-zq")
    order = operator.add_order(customer=customer)
    post = Post(WORDS, "CUSTOMER", files=(File(FILE, b"%PDF-1.4 zq"),))
    operator.add_thread([post], customer=customer, order=order)
    run_jobs()
    assert Attachment.objects.get().state == "STORED"
    assert order.billing is not None
    planted.people.append(order.billing.street_1)


def _answer(browser: Client) -> None:
    talk = Discussion.objects.get()
    page = browser.get(f"/d/{talk.pk}")
    key = attributes(page, "value", 'name="key"')[0]
    file = SimpleUploadedFile(OWN_FILE, b"%PDF-1.4 ours", content_type="application/pdf")
    browser.post(f"/d/{talk.pk}/draft", {"body": ANSWER, "to": "CUSTOMER"})
    browser.post(f"/d/{talk.pk}/files", {"file": file})
    form = {"key": key, "body": ANSWER, "to": "CUSTOMER", "then": ""}
    assert browser.post(f"/d/{talk.pk}/reply", form).status_code == 303
    message = Message.objects.get(author_kind="MERCHANT")
    browser.post(f"/d/{talk.pk}/messages/{message.pk}/send-now")
    run_jobs()
    message.refresh_from_db()
    assert message.delivery == "SENT"
    assert WORDS in browser.get("/", {"q": WORDS}).content.decode()


def _letters(planted: Planted, browser: Client, letters: RunningPeer) -> None:
    invite = {"email": INVITED, "role": "agent", "reach": "all"}
    assert browser.post("/settings/people/invite", invite).status_code in (200, 303)
    for email in ("alice@example.com", TYPED):
        Client(HTTP_HOST="localhost").post("/sign-in/forgotten", {"email": email})
    run_jobs()
    said = "\n".join(_words(mail) for mail in letters.peer.received)
    invitation = re.search(r"/invitations/([\w-]{43})", said)
    link = re.search(r"/sign-in/new-password/([\w-]+)/([\w-]+)", said)
    assert invitation is not None
    assert link is not None
    planted.secrets |= {"invitation": invitation[1], "password link": link[2], "mail password": SMTP_WORD}
    stranger = Client(HTTP_HOST="localhost")
    assert stranger.get(f"/invitations/{invitation[1]}").status_code == 200
    led = stranger.get(f"/sign-in/new-password/{link[1]}/{link[2]}")
    form = {"new_password": NEW_PASSWORD, "again": NEW_PASSWORD}
    assert stranger.post(led["Location"], form).status_code == 303
    planted.secrets["new password"] = NEW_PASSWORD
    assert (
        stranger.post("/sign-in", {"email": "alice@example.com", "password": NEW_PASSWORD}).status_code == 303
    )


def _words(mail: Received) -> str:
    body = message_from_bytes(mail.content, policy=policy.default).get_body()
    assert body is not None
    return str(body.get_content())


def _failures(operator: MiraklOperator, alice: Player) -> None:
    """The marketplace fails with words of its own, and so do we, over what a customer wrote."""
    operator.faults.add("M11", "server_error", times=1)
    operator.add_thread(WORDS + " again")
    Channel.objects.update(next_sync_at="2020-01-01T00:00:00Z")
    poll_due()
    run_jobs()

    def breaks(*_: object) -> None:
        raise ValueError(f"{WORDS} {CUSTOMER} {PASSWORD}")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("guichet.web.inbox.page.listing_of", breaks)
        browser = Client(HTTP_HOST="localhost", raise_request_exception=False)
        alice.person.refresh_from_db()
        browser.force_login(alice.person)
        for path, status in (("/nothing/zqwords", 404), ("/d/zqwords", 404), ("/", 500)):
            answer = browser.get(path, {"q": WORDS})
            assert answer.status_code == status
            assert CUSTOMER not in answer.content.decode()
            assert WORDS not in answer.content.decode()


def _figures() -> str:
    return Client(HTTP_HOST="localhost").get("/metrics").content.decode()


def _search(planted: Planted, figures: str) -> None:
    tables = dict(_dump())
    sessions = "".join(_opened(row) for row in Session.objects.values_list("session_data", flat=True))
    found: list[tuple[str, str]] = []
    for name, secret in planted.secrets.items():
        places = {"the logs": planted.logged, "the figures": figures, "session_data": sessions, **tables}
        found += [(name, place) for place, text in places.items() if _tells(text, secret)]
    for word in [*planted.people, *MEMBERS]:
        places = {"the logs": planted.logged, "the figures": figures}
        places |= {table: tables[table] for table in IMPERSONAL}
        if word in planted.people:
            places |= {table: tables[table] for table in AUDIT} | {"session_data": sessions}
        found += [(word, place) for place, text in places.items() if _tells(text, word)]
    assert not found, found
    assert _tells(tables["message"], WORDS), "the search itself finds what is there"
    assert _tells(tables["attachment"], FILE)
    assert _tells(tables["person"], "alice@example.com")


def _tells(text: str, word: str) -> bool:
    """In the clear, as bytes of a column (hexadecimal), or within JSON."""
    return any(form in text for form in (word, word.encode().hex(), json.dumps(word)[1:-1]))


def _dump() -> Iterator[tuple[str, str]]:
    """Every column of every row, by the catalogue."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(ROWS.format(table))
            yield table, cursor.fetchone()[0]


def _opened(data: str) -> str:
    """What a session holds (django.core.signing): compressed and signed, not encrypted."""
    value = data.split(":", 1)[0]
    raw: Any = urlsafe_b64decode(value.lstrip(".") + "=" * (-len(value.lstrip(".")) % 4))
    return str(zlib.decompress(raw) if value.startswith(".") else raw)
