"""A new password by mail, over a real mail server."""

import re
from asyncio import Server
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from uuid import UUID

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings

from guichet.accounts.models import Person
from guichet.accounts.signing_in.letters import JOB, Letter
from guichet.accounts.signing_in.write_letter import write_letter
from tests.cast import PASSWORD, Player
from tests.web.browsing import browser_of, text_of

pytestmark = pytest.mark.django_db
NEW = "a lighthouse keeps no diary"
ASK, PAGE = "/sign-in/forgotten", "/sign-in/new-password"


class Letterbox:
    """What a mail server was handed."""

    def __init__(self) -> None:
        self.mails: list[Message] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Taken."""
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content))
        return "250 OK"


def words(mail: Message) -> str:
    """What the mail says."""
    text = mail.get_payload(decode=True)
    assert isinstance(text, bytes)
    return text.decode()


class AnyPort(Controller):
    """On a port that is free."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@pytest.fixture
def letterbox(settings: Settings) -> Iterator[Letterbox]:
    """The outgoing mail server of this installation."""
    box = Letterbox()
    controller = AnyPort(box, hostname="127.0.0.1", port=0)
    controller.start()
    settings.GUICHET_SMTP_URL = f"smtp://127.0.0.1:{controller.port}"
    settings.GUICHET_BASE_URL = "https://desk.example.com"
    settings.GUICHET_MAIL_FROM = "Guichet <guichet@desk.example.com>"
    yield box
    controller.stop()


def written(before: set[int]) -> None:
    """What the jobs do that were woken since."""
    for one in ProcrastinateJob.objects.filter(task_name=JOB).exclude(id__in=before):
        write_letter(Letter(one.args["letter"]), UUID(one.args["person_id"]), "https://desk.example.com")


def ask(email: str, host: str = "desk.example.com") -> str:
    """What the page says without the address; the letters that it woke are written."""
    before = set(ProcrastinateJob.objects.values_list("id", flat=True))
    answer = Client().post(ASK, {"email": email}, headers={"host": host})
    assert answer.status_code == 200
    written(before)
    return text_of(answer).replace(email, "")


def test_a_letter_leads_to_a_new_password_once(
    alice: Player, letterbox: Letterbox, caplog: pytest.LogCaptureFixture
) -> None:
    old = browser_of(alice)
    ask("Alice@example.com")
    (mail,) = letterbox.mails
    assert (mail["To"], mail["From"]) == ("alice@example.com", "Guichet <guichet@desk.example.com>")
    link = re.search(r"https://desk\.example\.com(/sign-in/new-password/\S+)", words(mail))
    assert link is not None
    client = Client(headers={"host": "desk.example.com"})
    assert client.get(link[1])["Location"] == PAGE
    assert "At least 10 characters" in text_of(client.get(PAGE))
    assert client.post(PAGE, {"new_password": NEW, "again": "else"}).status_code == 422
    assert client.post(PAGE, {"new_password": "short", "again": "short"}).status_code == 422
    done = client.post(PAGE, {"new_password": NEW, "again": NEW})
    assert (done.status_code, done["Location"]) == (303, "/sign-in")
    assert client.get("/").status_code == 302, "the link signs nobody in"
    assert old.get("/", headers={"host": "localhost"}).status_code == 302, "all sessions end"
    client.get(link[1])
    assert client.get(PAGE).status_code == 404
    assert client.post(PAGE, {"new_password": NEW, "again": NEW}).status_code == 404
    assert link[1].rpartition("/")[2] not in caplog.text
    assert client.post("/sign-in", {"email": "alice@example.com", "password": NEW}).status_code == 303


def test_known_and_unknown_look_the_same_and_only_people_get_letters(
    alice: Player, letterbox: Letterbox
) -> None:
    gone = Person.objects.create(email="gone@example.com", is_active=False)
    said = {ask(email) for email in ("alice@example.com", "nobody@example.com", gone.email, "not an address")}
    assert len(said) == 1
    assert [mail["To"] for mail in letterbox.mails] == ["alice@example.com"]
    assert ProcrastinateJob.objects.filter(task_name=JOB).count() == 4


def test_the_link_is_ours_whatever_host_was_asked(alice: Player, letterbox: Letterbox) -> None:
    assert (
        Client().post(ASK, {"email": "alice@example.com"}, headers={"host": "evil.example"}).status_code
        == 400
    )
    ask("alice@example.com", host="localhost")
    assert "https://desk.example.com/" in words(letterbox.mails[0])


def test_asking_is_throttled(alice: Player, letterbox: Letterbox) -> None:
    for _ in range(3):
        ask("alice@example.com")
    answer = Client().post(ASK, {"email": "alice@example.com"}, headers={"host": "desk.example.com"})
    assert answer.status_code == 429
    assert len(letterbox.mails) == 3


def test_where_no_mail_is_sent_the_page_says_whom_to_ask(alice: Player) -> None:
    answer = Client().post(ASK, {"email": "alice@example.com"})
    assert "guichet set-password" in text_of(answer)
    assert not ProcrastinateJob.objects.filter(task_name=JOB).exists()


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "too short"),
        ("password1234", "too common"),
        ("alice@example.com", "too similar to the email"),
    ],
)
def test_weak_passwords_are_refused(alice: Player, password: str, sentence: str) -> None:
    form = {"current_password": PASSWORD, "new_password": password, "again": password}
    answer = browser_of(alice).post("/settings/password", form)
    assert answer.status_code == 422
    assert sentence in text_of(answer)


def test_whoever_changes_the_password_is_told(alice: Player, letterbox: Letterbox) -> None:
    form = {"current_password": PASSWORD, "new_password": NEW, "again": NEW}
    client = Client(headers={"host": "desk.example.com"})
    client.force_login(alice.person)
    assert client.post("/settings/password", form).status_code == 303
    written(set())
    assert [mail["Subject"] for mail in letterbox.mails] == ["Your password was changed"]
