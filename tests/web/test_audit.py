"""The page of the audit, without a script."""

import json

import pytest
from django.test import Client

from guichet.accounts.audit import record
from guichet.accounts.models import Role
from guichet.accounts.models.keys import new_id
from guichet.inbox.models import Discussion
from tests.audited import entries, settle
from tests.cast import Company, Player, player
from tests.web.browsing import browser_of, text_of

PAGE = "/settings/audit"


@pytest.fixture
def noted(alice: Player, bob: Player) -> None:
    """Two acts of Alice, one of Guichet, one of Bob elsewhere."""
    record(alice.viewer, "member.change", "member", alice.member.pk, {"role": "agent"}, {"role": "owner"})
    record(alice.viewer, "view.delete", "view", new_id(), {"name": "<b>Verre</b>"})
    record(None, "channel.block", "channel", new_id(), account_id=alice.viewer.account_id)
    record(bob.viewer, "webhook.delete", "webhook", new_id())
    settle()


def test_an_owner_reads_and_filters(inside: Client, alice: Player, noted: None) -> None:
    page = inside.get(PAGE)
    said = text_of(page)
    for words in ("member.change", "role before: agent after: owner", "before: <b>Verre</b>", "Guichet"):
        assert words in said
    assert "webhook.delete" not in said
    assert "<b>Verre" not in page.content.decode()

    def found(**query: str) -> list[str]:
        rows = inside.get(PAGE, query).content.decode().split("<tbody>")
        table = rows[1] if len(rows) > 1 else ""
        return [act for act in ("member.change", "view.delete", "channel.block") if act in table]

    assert found(act="view.delete") == ["view.delete"]
    assert found(act="member") == ["member.change"]
    assert found(member=str(alice.viewer.member_id)) == ["member.change", "view.delete"]
    assert found(q=str(alice.member.pk)) == ["member.change", "view.delete"]
    assert found(q="block") == ["channel.block"]
    assert found(q="nothing like it", since="2026-01-01") == []
    assert found(since="2020-01-01", until="2020-12-31") == []
    assert found(since="yesterday", member="x", before="2") == ["member.change"]


def test_an_export_is_json_lines(inside: Client, noted: None) -> None:
    answer = inside.get(f"{PAGE}/export", {"act": "member.change"})
    lines = answer.getvalue().decode().splitlines()
    assert [json.loads(line)["after"] for line in lines] == [{"role": "owner"}]
    assert answer["Content-Disposition"] == 'attachment; filename="audit.jsonl"'


def test_it_is_for_owners_of_all_stores(lumen: Company, rita: Player, charlie: Player) -> None:
    half = player(lumen, "Omar", Role.OWNER, only=lumen.store)
    for who in (rita, charlie, half, player(lumen, "Mona", Role.MANAGER)):
        browser = browser_of(who)
        assert [browser.get(PAGE).status_code, browser.get(f"{PAGE}/export").status_code] == [403, 403]
        assert PAGE not in browser.get("/").content.decode()


def test_a_press_on_a_page_is_noted_with_its_address(inside: Client, talk: Discussion) -> None:
    inside.post("/discussions/status", {"d": str(talk.pk), "status": "solved"}, REMOTE_ADDR="203.0.113.7")
    entry = entries(talk.account_id)[-1]
    assert (entry.act, entry.origin) == ("discussion.set_status", "203.0.113.7")
