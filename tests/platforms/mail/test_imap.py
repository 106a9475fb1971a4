"""A folder is read over a real wire, and stays as it is."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from guichet.platforms.errors import Busy, NeedsOwner, Unreachable
from guichet.platforms.mail.folder import BadImapUrlError, imap_folder
from guichet.platforms.mail.imap import opened
from sandbox.mail import MailboxFault, RehearsalMailbox, RunningMailbox, listen_imap
from tests.platforms.mail.certificates import server_context

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC).date()
MAIL = b"To: a@example.com\r\nDelivered-To: b@example.com\r\nSubject: x\r\n\r\n\x00\xff words\r\n"


@pytest.fixture
def box() -> Iterator[RunningMailbox]:
    with listen_imap(RehearsalMailbox()) as running:
        yield running


def read(url: str, *, after: int = 0, allow_private: bool = True) -> dict[int, bytes]:
    with opened(imap_folder(url, allow_private=allow_private)) as folder:
        uids = folder.after(after, LONG_AGO)
        return folder.contents(uids) if uids else {}


def test_mails_come_byte_for_byte_and_stay_unseen(box: RunningMailbox) -> None:
    first, second = box.mailbox.put(MAIL), box.mailbox.put(MAIL + b"again\r\n")
    assert read(box.url()) == {first: MAIL, second: MAIL + b"again\r\n"}
    assert [mail.flags for mail in box.mailbox.folders["INBOX"].mails] == [set(), set()]
    said = " ".join(box.mailbox.spoken)
    assert "EXAMINE" in said
    assert not any(word in said for word in ("SELECT", "STORE", "EXPUNGE", "BODY["))


def test_only_what_is_new_is_asked_for(box: RunningMailbox) -> None:
    newest = [box.mailbox.put(MAIL) for _ in range(3)][-1]
    assert read(box.url(), after=newest) == {}
    assert list(read(box.url(), after=newest - 1)) == [newest]


def test_what_came_long_ago_is_left(box: RunningMailbox) -> None:
    box.mailbox.put(MAIL, came_at=datetime.now(UTC) - timedelta(days=9000))
    assert read(box.url()) == {}


def test_sizes_and_headers_come_without_the_mail(box: RunningMailbox) -> None:
    box.mailbox.put(MAIL)
    with opened(imap_folder(box.url(), allow_private=True)) as folder:
        (listed,) = folder.listed(folder.after(0, LONG_AGO))
    assert (listed.size, folder.uid_validity) == (len(MAIL), 1)
    assert b"Delivered-To: b@example.com" in listed.headers
    assert not any("BODY.PEEK[]" in said for said in box.mailbox.spoken)


def test_a_wrong_password_needs_its_owner_and_is_not_repeated(box: RunningMailbox) -> None:
    with pytest.raises(NeedsOwner) as refused:
        read(box.url(password="wrong-secret"))
    assert "wrong-secret" not in str(refused.value)
    assert "password" in refused.value.why


def test_a_folder_that_is_not_there(box: RunningMailbox) -> None:
    with pytest.raises(NeedsOwner, match="Nowhere"):
        read(box.url("Nowhere"))


@pytest.mark.parametrize(
    "fault", [MailboxFault.UNAVAILABLE, MailboxFault.CUT_AT_LOGIN, MailboxFault.CUT_IN_FETCH]
)
def test_what_passes_is_tried_again(box: RunningMailbox, fault: MailboxFault) -> None:
    box.mailbox.put(MAIL)
    box.mailbox.faults = [fault]
    with pytest.raises(Busy):
        read(box.url())
    assert len(read(box.url())) == 1


def test_nobody_there(box: RunningMailbox) -> None:
    url = box.url().replace(str(box.port), "1")
    with pytest.raises(Unreachable):
        read(url)


def test_a_private_address_is_not_called(box: RunningMailbox) -> None:
    with pytest.raises(Unreachable, match="private"):
        read(box.url(), allow_private=False)
    assert box.mailbox.spoken == []


def test_encrypted_from_the_first_byte(tmp_path: Path) -> None:
    with listen_imap(RehearsalMailbox(needs_tls=True), tls=server_context(tmp_path), is_tls=True) as box:
        box.mailbox.put(MAIL)
        assert len(read(box.url())) == 1


def test_starttls_comes_before_the_password(tmp_path: Path) -> None:
    with listen_imap(RehearsalMailbox(needs_tls=True), tls=server_context(tmp_path)) as box:
        box.mailbox.put(MAIL)
        assert len(read(box.url())) == 1
        assert box.mailbox.spoken.index("STARTTLS") < box.mailbox.spoken.index("LOGIN")


def test_no_password_leaves_in_the_clear_for_a_public_server(
    box: RunningMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("guichet.platforms.mail.network.is_public", lambda address: True)
    with pytest.raises(NeedsOwner, match="encryption"):
        read(box.url(), allow_private=False)
    assert "LOGIN" not in box.mailbox.spoken


def test_addresses_of_mailboxes() -> None:
    found = imap_folder(
        "imaps://me%40example.com:p%2Fw@mail.example.com/Sold/Amazon%20FR", allow_private=False
    )
    assert (found.host, found.port, found.folder) == ("mail.example.com", 993, "Sold/Amazon FR")
    assert (found.user, found.password) == ("me@example.com", "p/w")
    assert "p/w" not in repr(found)
    assert imap_folder("imaps://a:b@h", allow_private=False).folder == "INBOX"
    other = imap_folder("imaps://me%40example.com:new@mail.example.com/Sold/Amazon%20FR", allow_private=False)
    assert other.identity == found.identity


@pytest.mark.parametrize(
    "url",
    ["", "mail.example.com", "smtp://a:b@h", "imaps://h/INBOX", "imap://a:b@h:x", "imaps://a%0d%0ab:c@h"],
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(BadImapUrlError):
        imap_folder(url, allow_private=True)
