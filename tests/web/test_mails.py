"""Mails set aside, and letting one in."""

import pytest
from django.test import Client
from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.models import MailState, RawMail
from tests.cast import Player
from tests.web.browsing import attributes, browser_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail(leroy: Channel) -> RawMail:
    """A mail that nobody can vouch for."""
    Channel.objects.update(inbound_address="lm.k7@in.example")
    return RawMail.objects.create(
        account_id=leroy.account_id, channel=leroy, body=b"Subject: hi", digest=b"d" * 32,
        received_at=timezone.now(), state=MailState.ASIDE, why="Its DKIM signature does not hold.",
        sender="somebody@example.org", subject="Where is my <b>lamp</b>?",
    )  # fmt: skip


def test_the_marketplaces_page_leads_to_them(inside: Client, leroy: Channel, mail: RawMail) -> None:
    answer = inside.get("/marketplaces")
    assert "1 mail waits for you" in text_of(answer)
    assert f"/channels/{leroy.pk}/mails" in attributes(answer, "href")


def test_they_are_listed_with_their_reason_and_accepted(
    inside: Client, leroy: Channel, mail: RawMail
) -> None:
    answer = inside.get(f"/channels/{leroy.pk}/mails")
    for words in ("Where is my <b>lamp</b>?", "somebody@example.org", "Its DKIM signature does not hold."):
        assert words in text_of(answer)
    assert "<b>lamp" not in answer.content.decode()
    accepted = inside.post(f"/channels/{leroy.pk}/mails/{mail.pk}/accept", follow=True)
    assert "The mail is accepted; it joins its discussion in a moment." in text_of(accepted)
    mail.refresh_from_db()
    assert (mail.state, mail.is_accepted) == (MailState.NEW, True)
    again = inside.post(f"/channels/{leroy.pk}/mails/{mail.pk}/accept", follow=True)
    assert "This mail is not waiting to be accepted." in text_of(again)


def test_others_neither_see_nor_accept_them(bob: Player, rita: Player, leroy: Channel, mail: RawMail) -> None:
    page, accept = f"/channels/{leroy.pk}/mails", f"/channels/{leroy.pk}/mails/{mail.pk}/accept"
    assert browser_of(bob).get(page).status_code == 404
    assert browser_of(bob).post(accept).status_code == 404
    assert browser_of(rita).get(page).status_code == 403
    assert browser_of(rita).post(accept).status_code == 403
    mail.refresh_from_db()
    assert mail.state == MailState.ASIDE
