"""Activating marketplaces that write by mail."""

import pytest
from django.conf import LazySettings

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.sync.activate import activate_channel, deactivate_channel, update_channel
from tests.cast import Company, Player
from tests.sync.mail.conftest import SENDER

pytestmark = pytest.mark.django_db


def test_without_a_mail_domain_it_says_what_to_set(
    alice: Player, lumen: Company, settings: LazySettings
) -> None:
    settings.GUICHET_MAIL_DOMAIN = None
    with pytest.raises(RefusalError) as refused:
        activate_channel(alice.viewer, lumen.store.pk, "amazon-fr", {"senderEmail": SENDER})
    assert refused.value.problems[0].code == ErrorCode.CONFLICT
    assert "GUICHET_MAIL_DOMAIN" in refused.value.problems[0].message
    assert not Channel.objects.exists()


def test_each_channel_has_its_own_address_and_keeps_it(
    alice: Player, lumen: Company, mail_channel: Channel
) -> None:
    other = activate_channel(alice.viewer, lumen.store.pk, "amazon-de", {"senderEmail": SENDER})
    assert other.inbound_address not in ("", mail_channel.inbound_address)
    deactivate_channel(alice.viewer, mail_channel.pk)
    again = activate_channel(alice.viewer, lumen.store.pk, "amazon-fr", {"senderEmail": SENDER})
    assert (again.pk, again.inbound_address) == (mail_channel.pk, mail_channel.inbound_address)


def test_the_same_sender_twice_is_a_conflict(alice: Player, lumen: Company, mail_channel: Channel) -> None:
    with pytest.raises(RefusalError) as refused:
        activate_channel(alice.viewer, lumen.store.pk, "amazon-fr", {"senderEmail": SENDER.upper()})
    assert refused.value.problems[0].code == ErrorCode.CONFLICT


def test_a_sender_may_be_changed_but_not_to_another_channels(
    alice: Player, lumen: Company, mail_channel: Channel
) -> None:
    changed = update_channel(alice.viewer, mail_channel.pk, None, {"senderEmail": "help@lumen.example"})
    assert changed.shop_key == "help@lumen.example"
    assert changed.inbound_address == mail_channel.inbound_address
    activate_channel(alice.viewer, lumen.store.pk, "amazon-fr", {"senderEmail": SENDER})
    with pytest.raises(RefusalError) as refused:
        update_channel(alice.viewer, mail_channel.pk, None, {"senderEmail": SENDER})
    assert refused.value.problems[0].code == ErrorCode.CONFLICT
