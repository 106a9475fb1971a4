"""The pages of webhooks, without a script."""

import re

import pytest
from django.test import Client

from guichet.accounts.models import Store
from guichet.events.models import Webhook, WebhookDelivery
from guichet.inbox.models import Discussion
from tests.cast import Player
from tests.events.hooks import webhook_of
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db
PAGE = "/settings/webhooks"


def test_from_a_new_webhook_to_its_removal(inside: Client, talk: Discussion, alice: Player) -> None:
    assert "No webhook yet" in inside.get(PAGE).content.decode()
    refused = inside.post(PAGE, {"url": "nowhere", "scope": "some", "kinds": ["reply.failed"]})
    assert refused.status_code == 422
    assert 'value="nowhere"' in refused.content.decode()
    assert 'value="reply.failed" checked' in refused.content.decode()
    store = Store.objects.get(pk=talk.store_id)
    given = {"url": "http://127.0.0.1:9/hook", "scope": "some", "stores": [str(store.pk)], "kinds": []}
    made = inside.post(PAGE, given)
    hook = Webhook.objects.get()
    (secret,) = re.findall(r"<code>(whsec_[^<]+)</code>", made.content.decode())
    assert made.headers["Cache-Control"] == "no-store"
    one = f"{PAGE}/{hook.pk}"
    assert secret not in inside.get(one).content.decode()
    assert store.name in inside.get(PAGE).content.decode()
    Discussion.objects.update(status="SOLVED")
    inside.post(f"{one}/test")
    page = inside.get(one).content.decode()
    assert "A conversation changed" in page
    assert f"/d/{talk.pk}" in page
    assert "A test" in page
    WebhookDelivery.objects.update(state="DELIVERED", attempts=1, last_status=204)
    row = WebhookDelivery.objects.earliest("position")
    inside.post(f"{one}/events/{row.pk}/replay")
    assert inside.get(f"{one}?state=WAITING").content.decode().count("<tr>") == 2
    assert "2 events are sent again." in _said(inside, f"{one}/replay", since="2020-01-01", all="1")
    assert "Choose the day" in _said(inside, f"{one}/replay", since="never")
    changed = {"url": "http://127.0.0.1:9/other", "includes_text": "1"}
    said = _said(inside, f"{one}/change", kinds="reply.failed", **changed)
    assert "The webhook is changed." in said
    assert "A reply failed" in said
    assert "not a web address" in _said(inside, f"{one}/change", url="nowhere")
    hook.refresh_from_db()
    assert (hook.url, hook.kinds, hook.includes_text) == (changed["url"], ["reply.failed"], True)
    rotated = inside.post(f"{one}/rotate").content.decode()
    assert "signs too until" in rotated
    assert secret not in rotated
    inside.post(f"{one}/switch", {})
    assert "This webhook is off" in _said(inside, f"{one}/test")
    inside.post(f"{one}/switch", {"on": "1", "skip": "1"})
    assert set(hook.deliveries.values_list("state", flat=True)) == {"SKIPPED"}
    assert "The webhook is removed." in _said(inside, f"{one}/remove")
    assert not WebhookDelivery.objects.exists()


def test_one_that_guichet_switched_off_says_why(inside: Client, alice: Player) -> None:
    why = "The address has taken nothing for three days."
    hook = webhook_of(alice, is_enabled=False, disabled_why=why)
    assert "Switched off by Guichet" in inside.get(PAGE).content.decode()
    assert why in inside.get(f"{PAGE}/{hook.pk}").content.decode()


def test_who_may_not(alice: Player, rita: Player, charlie: Player, bob: Player) -> None:
    hook = webhook_of(alice)
    for who, status in ((rita, 403), (charlie, 403), (bob, 404)):
        assert browser_of(who).get(f"{PAGE}/{hook.pk}").status_code == status
        assert browser_of(who).post(f"{PAGE}/{hook.pk}/remove").status_code == status
    assert browser_of(rita).get(PAGE).status_code == 403


def _said(inside: Client, path: str, **form: str) -> str:
    return str(inside.post(path, form, follow=True).content.decode())
