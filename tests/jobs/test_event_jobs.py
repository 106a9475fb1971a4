"""The jobs that tell outside systems, behind the wall between accounts as workers run them."""

import pytest
from django.utils import timezone
from pytest_django import Settings

from guichet.config.postgres.role import behind_wall
from guichet.events.models import Webhook
from guichet.inbox.models import Discussion
from guichet.jobs.event import deliver, prune, sweep, tell_owners, wake
from sandbox.mail import MailPeer, listen
from tests.cast import Player
from tests.events.hooks import webhook_of
from tests.events.receiver import receiving
from tests.inbox.queries.rows import channel_in, discussion_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_account_is_told_of_its_own(alice: Player, bob: Player) -> None:
    with receiving() as ours, receiving() as theirs:
        stores = [who.member.account.stores.earliest("name") for who in (alice, bob)]
        channels = [channel_in(store) for store in stores]
        hooks = [webhook_of(alice, ours.url), webhook_of(bob, theirs.url)]
        for channel in channels:
            discussion_in(channel)
        with behind_wall():
            wake(timestamp=0)
            for hook in hooks:
                deliver(webhook_id=str(hook.pk))
            sweep(timestamp=0)
            prune(timestamp=0)
        assert [(len(r.calls), r.kinds[0]) for r in (ours, theirs)] == [(1, "message.created")] * 2
        told = [receiver.calls[0].subject[4:] for receiver in (ours, theirs)]
        by_account = {row.account_id: row.pk.hex for row in Discussion.objects.all()}
        assert told == [by_account[who.viewer.account_id] for who in (alice, bob)]


def test_owners_get_one_mail_when_their_webhook_is_dead(
    alice: Player, rita: Player, bob: Player, settings: Settings
) -> None:
    settings.GUICHET_MAIL_FROM, settings.GUICHET_BASE_URL = "guichet@example.com", "https://guichet.example"
    why = "The address answered 410 Gone: nobody is told there any more."
    url = "https://tickets.example.com/key-in-the-path"
    hook = webhook_of(alice, url, is_enabled=False, disabled_why=why,
                      disabled_at=timezone.now())  # fmt: skip
    with listen(MailPeer()) as peer, behind_wall():
        settings.GUICHET_SMTP_URL = f"smtp://127.0.0.1:{peer.port}"
        for _ in range(2):
            tell_owners(webhook_id=str(hook.pk))
        (mail,) = peer.peer.received
    assert mail.recipient == "alice@example.com"
    text = mail.content.decode()
    assert "tickets.example.com was switched off" in text
    assert "410 Gone" in text
    assert f"https://guichet.example/settings/webhooks/{hook.pk}" in text.replace("=\r\n", "")
    assert "key-in-the-path" not in text
    assert Webhook.objects.get().owners_told_at
