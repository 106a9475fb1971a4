"""The page of privacy: rules, the preview, an export by form, an erasure typed twice, its receipt."""

import io
import zipfile
from pathlib import Path

import pytest
from pytest_django import Settings

from guichet.accounts.actions.create_token import create_token
from guichet.accounts.models import Role
from guichet.inbox.models import ErasureReceipt, RetentionRule
from tests.api.asking import Api
from tests.cast import Company, Player, player
from tests.inbox.retention.planted import EMAIL, NAME, WORD, finished, places, planted
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db
PAGE = "/settings/privacy"


@pytest.fixture(autouse=True)
def _folder_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.GUICHET_DATA_DIR = tmp_path


def test_a_rule_is_saved_and_what_would_go_is_shown(lumen: Company, alice: Player) -> None:
    planted(lumen, alice)
    browser = browser_of(alice)
    assert f"From {NAME}" not in browser.get(PAGE).content.decode()
    assert f"From {NAME}" in browser.get(f"{PAGE}?preview=1").content.decode()
    answer = browser.post(f"{PAGE}/rule", {"platform": "AMAZON", "days": "20", "includes_open": "1"})
    assert answer.status_code == 303
    assert list(RetentionRule.objects.values_list("platform", "days", "includes_open")) == [
        ("AMAZON", 20, True)
    ]
    refused = browser.post(f"{PAGE}/rule", {"platform": "AMAZON", "days": "-1"})
    assert refused.status_code == 422
    browser.post(f"{PAGE}/rule", {"platform": "AMAZON", "days": ""})
    assert RetentionRule.objects.get().days is None


def test_one_customer_is_exported_and_erased(lumen: Company, alice: Player) -> None:
    one = planted(lumen, alice, days=1, status="OPEN")
    browser = browser_of(alice)
    answer = browser.post(f"{PAGE}/export", {"customer": EMAIL})
    assert EMAIL not in str(answer.headers)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as packed:  # type: ignore[attr-defined]
        assert "customer.json" in packed.namelist()
    form = {"customer": NAME, "channel": str(one.channel.pk)}
    assert browser.post(f"{PAGE}/erase", form).status_code == 422
    assert browser.post(f"{PAGE}/erase", form | {"confirmation": NAME}).status_code == 303
    receipt = finished(ErasureReceipt.objects.get())
    assert places() == {"invoice.data", "files"}
    page = browser.get(PAGE).content.decode()
    assert "1 invoice kept" in page
    told = browser.get(f"{PAGE}/receipts/{receipt.pk}").json()
    assert (told["askedBy"], told["erased"]["messages"]) == ("Alice", 1)
    assert "Erased." in browser.get(f"/d/{one.talk.pk}").content.decode()
    manager = browser_of(player(lumen, "Max", Role.MANAGER))
    assert "Erase this customer" not in manager.get(PAGE).content.decode()
    assert manager.post(f"{PAGE}/erase", form | {"confirmation": NAME}).status_code == 403


def test_the_api_does_the_same(lumen: Company, alice: Player) -> None:
    planted(lumen, alice)
    api = Api(create_token(alice.member, "Tool"))
    told = api.data("{ retentionPreview { discussions samples { subject } } }")["retentionPreview"]
    assert told == {"discussions": 1, "samples": [{"subject": f"From {NAME}"}]}
    wanted = f'exportCustomer(input: {{email: "{EMAIL}"}}) {{ url orders errors {{ message }} }}'
    export = api.data(f"mutation {{ {wanted} }}")["exportCustomer"]
    assert (export["orders"], export["errors"]) == (1, [])
    assert WORD not in export["url"]
    answer = api.client.get(export["url"].partition("testserver")[2])
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    assert api.client.get("/graphql/customers/x").status_code == 404
    erase = (
        f'eraseCustomer(input: {{customer: {{email: "{EMAIL}"}}, confirmation: "{EMAIL}"}})'
        " { receipt { state } errors { message } }"
    )
    assert api.data(f"mutation {{ {erase} }}")["eraseCustomer"]["receipt"] == {"state": "RUNNING"}
    finished(ErasureReceipt.objects.get())
    seen = "{ erasureReceipts { state askedBy messages papersKept backups { name } } }"
    (receipt,) = api.data(seen)["erasureReceipts"]
    assert receipt == {
        "state": "DONE", "askedBy": "Alice", "messages": 1, "papersKept": 1, "backups": [{"name": "b"}],
    }  # fmt: skip
