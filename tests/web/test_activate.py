"""Activating a marketplace and changing its credentials, against the rehearsal operator."""

import pytest
from django.test import Client

from guichet.accounts.models import Channel
from guichet.accounts.sealing import unseal
from sandbox.mirakl import MiraklOperator, RunningServer
from tests.cast import Company, Player
from tests.web.browsing import attributes, jumps, text_of

pytestmark = pytest.mark.django_db
PAGE = "/marketplaces/mirakl-other/activate"
WRONG_KEY = "a-key-that-nobody-knows"


def form_of(lumen: Company, server: RunningServer, key: str) -> dict[str, str]:
    """The form, filled in."""
    return {"store": str(lumen.store.pk), "credentials.baseUrl": server.url, "credentials.apiKey": key}


def test_the_form_asks_for_what_the_manifest_names(inside: Client, lumen: Company) -> None:
    answer = inside.get(f"/marketplaces/mirakl-boulanger/activate?store={lumen.other_store.pk}")
    assert attributes(answer, "name", "<input class") == [
        "credentials.baseUrl", "credentials.apiKey", "credentials.shopId",
    ]  # fmt: skip
    assert attributes(answer, "type", 'name="credentials.apiKey"') == ["password"]
    assert attributes(answer, "value", 'name="credentials.baseUrl"') == ["https://merchant.boulanger.com"]
    assert f'value="{lumen.other_store.pk}" selected' in answer.content.decode()
    assert "Shop id optional" in text_of(answer)


def test_credentials_that_work_activate(
    inside: Client, lumen: Company, operator: MiraklOperator, server: RunningServer
) -> None:
    answer = inside.post(PAGE, form_of(lumen, server, operator.api_key), follow=True)
    assert answer.redirect_chain == [("/marketplaces", 303)]
    assert "is active for Atelier Lumen FR. Its messages are being read, the newest first." in text_of(answer)
    channel = Channel.objects.get()
    assert channel.store == lumen.store
    assert operator.api_key not in answer.content.decode()


def test_a_refused_key_is_said_and_never_shown_again(
    inside: Client, lumen: Company, operator: MiraklOperator, server: RunningServer
) -> None:
    answer = inside.post(PAGE, form_of(lumen, server, WRONG_KEY))
    assert answer.status_code == 422
    assert "Nothing was activated. Put this right and try again:" in text_of(answer)
    assert "Paste it again: Guichet never shows a secret." in text_of(answer)
    assert WRONG_KEY not in answer.content.decode()
    assert attributes(answer, "value", 'name="credentials.baseUrl"') == [server.url]
    assert f'value="{lumen.store.pk}" selected' in answer.content.decode()
    assert not Channel.objects.exists()


def test_what_is_missing_is_said_in_the_summary_and_beside_the_field(inside: Client, lumen: Company) -> None:
    answer = inside.post(PAGE, {"store": str(lumen.store.pk), "credentials.shopId": "7"})
    assert jumps(answer) == [
        "#main", "#credentials.baseUrl", "#credentials.apiKey",
    ]  # fmt: skip
    assert attributes(answer, "aria-invalid", 'id="credentials.apiKey"') == ["true"]
    assert attributes(answer, "aria-describedby", 'id="credentials.apiKey"') == [
        "credentials.apiKey-e credentials.apiKey-h"
    ]
    assert text_of(answer).count("API key is missing; fill it in.") == 2
    assert attributes(answer, "value", 'name="credentials.shopId"') == ["7"]


@pytest.mark.parametrize("store", ["", "nonsense"])
def test_a_store_has_to_be_chosen(inside: Client, store: str) -> None:
    answer = inside.post(PAGE, {"store": store, "credentials.apiKey": "k"})
    assert "Choose the store that sells there." in text_of(answer)
    assert "#storeId" in attributes(answer, "href")


def test_another_account_s_store_is_not_there(inside: Client, bob: Player, server: RunningServer) -> None:
    store = bob.member.account.stores.first()
    assert store is not None
    answer = inside.post(
        PAGE, {"store": str(store.pk), "credentials.baseUrl": server.url, "credentials.apiKey": "k"}
    )
    assert "There is no such store, or you may not see it." in text_of(answer)
    assert not Channel.objects.exists()


def test_an_unknown_marketplace_is_404(inside: Client) -> None:
    answer = inside.get("/marketplaces/mirakl-nowhere/activate")
    assert answer.status_code == 404
    assert "There is no such marketplace in the catalogue." in text_of(answer)


def test_other_credentials_are_tried_and_stored_and_the_rest_stays(
    inside: Client, channel: Channel, operator: MiraklOperator, server: RunningServer
) -> None:
    page = f"/channels/{channel.pk}/credentials"
    shown = inside.get(page)
    assert set(attributes(shown, "value", "<input class")) == {""}
    assert operator.api_key not in shown.content.decode()
    assert "Left empty, the stored one stays." in text_of(shown)
    answer = inside.post(
        page, {"credentials.apiKey": operator.api_key, "credentials.baseUrl": ""}, follow=True
    )
    assert "The credentials of Other Mirakl marketplace work and are stored." in text_of(answer)
    channel.refresh_from_db()
    assert unseal(bytes(channel.credentials))["baseUrl"].rstrip("/") == server.url.rstrip("/")


def test_credentials_that_do_not_work_change_nothing(inside: Client, channel: Channel) -> None:
    before = bytes(channel.credentials)
    answer = inside.post(f"/channels/{channel.pk}/credentials", {"credentials.apiKey": WRONG_KEY})
    assert answer.status_code == 422
    assert "Nothing was changed." in text_of(answer)
    assert WRONG_KEY not in answer.content.decode()
    channel.refresh_from_db()
    assert bytes(channel.credentials) == before
    assert "Fill in what has changed" in text_of(inside.post(f"/channels/{channel.pk}/credentials"))


def test_many_optional_fields_are_folded_away_and_hold_their_defaults(inside: Client) -> None:
    answer = inside.get("/marketplaces/amazon-fr/activate")
    page = answer.content.decode()
    at_once, more = page.split('<details class="disclosed"', 1)
    assert 'name="credentials.senderEmail"' in at_once
    assert 'name="credentials.clientSecret"' in more
    assert attributes(answer, "type", 'name="credentials.clientSecret"') == ["password"]
    assert attributes(answer, "value", 'name="credentials.baseUrl"') == [
        "https://sellingpartnerapi-eu.amazon.com"
    ]
    assert "7 steps at Amazon France" in text_of(answer)
