"""The page of API tokens."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from guichet.accounts.actions.create_token import create_token
from guichet.accounts.models import ApiToken, Role
from guichet.accounts.queries.viewer import viewer_of_token
from tests.cast import Company, Player
from tests.web.browsing import browser_of

PAGE = "/settings/tokens"
FORM = {"name": "Ticket tool", "scope": "reply", "reach": "all", "ends": "90"}
TOKEN = re.compile(r"gui_[\w-]{43}")


def _make(browser: Client, **given: Any) -> Any:
    return browser.post(PAGE, FORM | given)


def test_a_token_is_shown_once(inside: Client) -> None:
    made = _make(inside)
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    (token,) = set(TOKEN.findall(made.content.decode()))
    viewer = viewer_of_token(token)
    assert viewer is not None
    assert viewer.role == Role.AGENT
    again = inside.get(PAGE)
    assert "no-store" in again["Cache-Control"]
    assert token not in again.content.decode()
    assert f"••••{token[-4:]}" in again.content.decode()
    assert token not in str(inside.cookies)


@pytest.mark.parametrize(
    ("ends", "day", "days"),
    [("30", "", 30), ("365", "", 365), ("never", "2099-01-01", None), ("date", "7", 7)],
)
def test_how_long_it_is_good(ends: str, day: str, days: int | None, inside: Client) -> None:
    if ends == "date":
        day = (timezone.localdate() + timedelta(days=7)).isoformat()
    _make(inside, ends=ends, ends_on=day)
    found = ApiToken.objects.get().expires_at
    if days is None:
        assert found is None
    else:
        assert found is not None
        left = found - timezone.now()
        assert timedelta(days=days - 1) < left < timedelta(days=days + 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"scope": "own"}, {"reach": "some"}, {"reach": "some", "stores": "x"}, {"ends": "soon"},
        {"ends": "date", "ends_on": "x"}, {"ends": "date", "ends_on": "2001-01-01"},
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_the_form_kept(wrong: dict[str, str], inside: Client) -> None:
    answer = _make(inside, **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert "field__err" in page
    assert not TOKEN.search(page)
    assert not ApiToken.objects.exists()


def test_it_is_capped_by_ones_own_role(rita: Player, charlie: Player, lumen: Company) -> None:
    reader, agent = browser_of(rita), browser_of(charlie)
    page = reader.get(PAGE).content.decode()
    assert 'value="read"' in page
    assert 'value="reply"' not in page
    assert _make(reader).status_code == 422
    assert _make(agent, scope="manage").status_code == 422
    assert _make(agent, reach="some", stores=str(lumen.store.pk)).status_code == 422
    assert _make(agent, reach="some", stores=str(lumen.other_store.pk)).status_code == 200


def test_owners_see_and_revoke_all_others_their_own(inside: Client, charlie: Player, alice: Player) -> None:
    own, other = create_token(alice.member, "Owners tool"), create_token(charlie.member, "Agents tool")
    page = inside.get(PAGE).content.decode()
    assert "Owners tool" in page
    assert "Charlie" in page
    agent = browser_of(charlie)
    seen = agent.get(PAGE).content.decode()
    assert "Agents tool" in seen
    assert "Owners tool" not in seen
    mine, theirs = (ApiToken.objects.get(name=name).pk for name in ("Owners tool", "Agents tool"))
    assert agent.get(f"{PAGE}/{mine}/revoke").status_code == 404
    assert agent.post(f"{PAGE}/{mine}/revoke").status_code == 404
    asked = inside.get(f"{PAGE}/{theirs}/revoke")
    assert "cannot be undone" in asked.content.decode()
    assert viewer_of_token(other) is not None
    part = inside.get(f"{PAGE}/{theirs}/revoke", headers={"HX-Request": "true"}).content.decode()
    assert part.startswith("<dialog")
    assert inside.post(f"{PAGE}/{theirs}/revoke").status_code == 303
    assert viewer_of_token(other) is None
    assert viewer_of_token(own) is not None
    assert "Agents tool opens nothing" in inside.get(PAGE).content.decode()
