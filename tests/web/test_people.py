"""Settings: who belongs to the account, by a browser without a script."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from guichet.accounts.models import Account, AuditEntry, Invitation, Member, Person, Role, Store
from guichet.accounts.tokens import digest_of
from guichet.inbox.models import View
from sandbox.mail import MailPeer, listen
from tests.cast import PASSWORD, Company, Player, company, player
from tests.web.browsing import attributes, browser_of, text_of

OTHERS, SCRIPT = "/accounts/others", {"HX-Request": "true"}
LINK = re.compile(r"http://testserver(/invitations/[\w-]{43})")


def invited(inside: Client, email: str = "nina@example.org", **given: Any) -> str:
    """The path of the link that the page shows where no mail leaves."""
    answer = inside.post("/settings/people/invite", {"email": email, "role": "agent", "reach": "all"} | given)
    assert answer.status_code == 200, text_of(answer)
    found = LINK.search(answer.content.decode())
    assert found is not None
    return found[1]


def test_owners_change_managers_look_and_others_see_nothing(
    inside: Client, alice: Player, charlie: Player, lumen: Company
) -> None:
    page = text_of(inside.get("/settings/people"))
    assert "Alice (you) alice@example.com Owner All stores" in page
    assert "Charlie charlie@example.com Agent Atelier Lumen ES Never No Change" in page
    manager = browser_of(player(lumen, "Max", Role.MANAGER, only=lumen.store))
    seen = text_of(manager.get("/settings/people"))
    assert "Charlie charlie@example.com Agent and 1 that you do not see" in seen
    assert "Atelier Lumen ES" not in seen
    assert "Invite somebody" not in seen
    for path in ("/settings/people", "/settings/company", f"/settings/people/{alice.member.pk}"):
        assert browser_of(charlie).get(path).status_code == 403
    for path in (f"/settings/people/{alice.member.pk}", f"/settings/people/{charlie.member.pk}"):
        assert manager.get(path).status_code == 403
    for path, given in CHANGES.items():
        assert manager.post(path.format(alice.member.pk), given).status_code == 403, path
    assert Member.objects.count() == 3
    assert not Invitation.objects.exists()


CHANGES = {
    "/settings/people/invite": {"email": "nina@example.org", "role": "owner", "reach": "all"},
    "/settings/people/{}": {"role": "reader", "reach": "all"},
    "/settings/people/{}/remove": {},
    "/settings/company/name": {"name": "Elsewhere"},
    "/settings/stores": {"name": "New"},
}


def test_somebody_new_joins_by_the_link_once(inside: Client, lumen: Company) -> None:
    link = invited(inside, role="reader", reach="some", stores=[str(lumen.store.pk)])
    invitation = Invitation.objects.get()
    assert bytes(invitation.digest) == digest_of(link.rpartition("/")[2])
    assert "nina@example.org Reader Atelier Lumen FR" in text_of(inside.get("/settings/people"))
    browser = Client()
    page = browser.get(link)
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page.headers["Cache-Control"]
    assert "Join Atelier Lumen This invitation is for nina@example.org, with the role Reader." in text_of(
        page
    )
    refused = browser.post(link, {"name": " ", "password": "short"})
    assert refused.status_code == 422
    assert "Your name is missing" in text_of(refused)
    assert "at least 10 characters" in text_of(refused)
    assert not Person.objects.filter(email="nina@example.org").exists()
    assert browser.post(link, {"name": "Nina", "password": PASSWORD}).headers["Location"] == "/"
    nina = Member.objects.get(person__email="nina@example.org")
    assert (nina.role, nina.sees_all_stores, [s.pk for s in nina.stores.all()]) == (
        "reader",
        False,
        [lumen.store.pk],
    )
    assert "Nina" in text_of(browser.get("/"))
    for client in (browser, Client()):
        assert "This invitation is not valid any more." in text_of(client.get(link))
        assert client.post(link, {"name": "Nina", "password": PASSWORD}).status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    acts = [entry.act for entry in AuditEntry.objects.order_by("number")]
    assert acts[-2:] == ["invitation.send", "member.join"]


def test_who_signs_in_already_accepts_and_goes_from_one_company_to_the_other(
    inside: Client, alice: Player, bob: Player
) -> None:
    link = invited(inside, "bob@example.com", role="manager")
    new = text_of(Client().get(invited(inside, role="manager")))
    assert text_of(Client().get(link)) == new.replace("nina@example.org", "bob@example.com")
    stranger = Client().post(link, {"name": "Bob", "password": PASSWORD})
    assert "You have a sign-in here already." in text_of(stranger)
    assert "alice@example.com. Sign out" in text_of(inside.get(link))
    assert "went to another e-mail address" in text_of(inside.post(link))
    browser = browser_of(bob)
    old = attributes(browser.get("/"), "value", "csrfmiddlewaretoken")[0]
    assert text_of(browser.get(OTHERS, headers=SCRIPT)) == ""
    assert "You belong to no other company." in text_of(browser.get(OTHERS))
    assert browser.post(link).status_code == 303
    page = browser.get("/settings/people")
    assert "Alice alice@example.com" in text_of(page)
    assert text_of(browser.get(OTHERS, headers=SCRIPT)) == "Go to another company Elsewhere"
    assert "Go to another company Elsewhere" in text_of(browser.get(OTHERS)), "without a script"
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    assert (
        strict.post("/discussions/status", {"status": "solved", "csrfmiddlewaretoken": old}).status_code
        == 403
    )
    assert browser.post(f"/accounts/{bob.member.account_id}/switch").headers["Location"] == "/"
    assert "Alice" not in text_of(browser.get("/settings/people"))
    assert inside.post(f"/accounts/{bob.member.account_id}/switch").status_code == 404
    assert "belong to this account already" not in text_of(browser.get("/settings/people"))


def test_a_link_that_is_withdrawn_sent_again_or_old_opens_nothing(inside: Client) -> None:
    first = invited(inside)
    one = Invitation.objects.get()
    again = inside.post(f"/settings/invitations/{one.pk}/resend")
    second = LINK.search(again.content.decode())
    assert second is not None
    assert Client().get(first).status_code == 404
    assert Client().get(second[1]).status_code == 200
    Invitation.objects.update(expires_at=timezone.now())
    assert Client().get(second[1]).status_code == 404
    assert "Expired" in text_of(inside.get("/settings/people"))
    third = invited(inside)
    assert inside.post(f"/settings/invitations/{one.pk}/resend").status_code == 404
    now = Invitation.objects.get(withdrawn_at=None)
    assert inside.post(f"/settings/invitations/{now.pk}/withdraw").status_code == 303
    assert Client().get(third).status_code == 404
    assert Client().get("/invitations/nonsense").status_code == 404


def test_an_invitation_leaves_by_mail_or_stays_with_its_link(inside: Client, settings: Settings) -> None:
    peer = MailPeer()
    with listen(peer) as running:
        settings.GUICHET_SMTP_URL = running.url
        answer = inside.post(
            "/settings/people/invite", {"email": "nina@example.org", "role": "agent", "reach": "all"}
        )
        assert answer.status_code == 303
        assert "on its way to nina@example.org" in text_of(inside.get("/settings/people"))
    (mail,) = peer.received
    assert mail.recipient == "nina@example.org"
    assert LINK.search(mail.content.decode()) is not None
    assert "Subject: Alice invites you to Atelier Lumen in Guichet" in mail.content.decode()
    refused = inside.post(
        "/settings/people/invite", {"email": "omar@example.org", "role": "agent", "reach": "all"}
    )
    assert "The mail to omar@example.org could not be sent." in text_of(refused)
    assert LINK.search(refused.content.decode()) is not None


def test_a_member_who_goes_sees_nothing_at_once_and_leaves_their_views(
    inside: Client, alice: Player, lumen: Company
) -> None:
    max_ = player(lumen, "Max", Role.MANAGER)
    for owner in (alice, max_):
        View.objects.create(
            account=lumen.account, owner=owner.member, name="Late", is_shared=True, order="LAST_MESSAGE_DESC"
        )
    his = browser_of(max_)
    assert his.get("/").status_code == 200
    assert inside.post(f"/settings/people/{max_.member.pk}/remove").status_code == 303
    assert his.get("/").status_code == 403
    assert "You belong to no account yet." in text_of(his.get("/"))
    assert his.get("/live?since=0").status_code == 401
    assert set(View.objects.values_list("owner__person__name", "name")) == {
        ("Alice", "Late"),
        ("Alice", "Late (2)"),
    }


def test_an_account_keeps_an_owner_who_sees_all_of_it(inside: Client, alice: Player, lumen: Company) -> None:
    mine = f"/settings/people/{alice.member.pk}"
    one_store = {"role": "owner", "reach": "some", "stores": [str(lumen.store.pk)]}
    for path, given in ((mine, {"role": "agent", "reach": "all"}), (mine, one_store), (f"{mine}/remove", {})):
        answer = inside.post(path, given)
        assert answer.status_code == 422
        assert "An account needs an owner who sees all stores." in text_of(answer)
    olga = player(lumen, "Olga")
    assert (
        inside.post(f"/settings/people/{olga.member.pk}", {"role": "agent", "reach": "all"}).status_code
        == 303
    )
    assert inside.post("/settings/people/leave").status_code == 303
    assert "An account needs an owner" in text_of(inside.get("/settings/profile"))
    Member.objects.filter(pk=olga.member.pk).update(role=Role.OWNER)
    assert inside.post("/settings/people/leave").headers["Location"] == "/"
    assert inside.get("/").status_code == 403


def test_an_owner_of_some_stores_rules_over_these_alone(
    alice: Player, charlie: Player, lumen: Company
) -> None:
    emma = player(lumen, "Emma", Role.OWNER, only=lumen.store)
    hers = browser_of(emma)
    form = {"email": "nina@example.org", "role": "agent"}
    assert "you cannot give all of them" in text_of(
        hers.post("/settings/people/invite", form | {"reach": "all"})
    )
    hidden = form | {"reach": "some", "stores": [str(lumen.other_store.pk)]}
    assert "There is no such store" in text_of(hers.post("/settings/people/invite", hidden))
    some = {"role": "reader", "reach": "some", "stores": [str(lumen.store.pk)]}
    for somebody in (alice, charlie):
        assert hers.post(f"/settings/people/{somebody.member.pk}", some).status_code == 403
        assert hers.post(f"/settings/people/{somebody.member.pk}/remove").status_code == 403
    assert hers.post("/settings/company/name", {"name": "Hers"}).status_code == 403
    assert hers.post("/settings/stores", {"name": "Hers"}).status_code == 403
    assert hers.post(f"/settings/stores/{lumen.other_store.pk}", {"name": "Hers"}).status_code == 404
    assert hers.post(f"/settings/stores/{lumen.store.pk}", {"name": "Hers"}).status_code == 303
    invited(hers, reach="some", stores=[str(lumen.store.pk)])


def test_stores_come_are_renamed_and_go_while_nothing_happened_in_them(
    inside: Client, shop: object, lumen: Company
) -> None:
    assert inside.post("/settings/company/name", {"name": " Lumen  & Co "}).status_code == 303
    assert Account.objects.get(pk=lumen.account.pk).name == "Lumen & Co"
    company("Elsewhere")
    assert "cannot be used" in text_of(inside.post("/settings/company/name", {"name": "Elsewhere"}))
    assert inside.post("/settings/stores", {"name": "Lumen DE"}).status_code == 303
    assert "There is a store of this name" in text_of(inside.post("/settings/stores", {"name": "Lumen DE"}))
    new = Store.objects.get(name="Lumen DE")
    assert inside.post(f"/settings/stores/{new.pk}", {"name": "Lumen AT"}).status_code == 303
    assert inside.post(f"/settings/stores/{new.pk}", {"remove": "1"}).status_code == 303
    kept = inside.post(f"/settings/stores/{lumen.store.pk}", {"remove": "1"})
    assert "its history stays" in text_of(kept)
    assert set(Store.objects.filter(account=lumen.account).values_list("name", flat=True)) == {
        "Atelier Lumen FR", "Atelier Lumen ES",
    }  # fmt: skip


@pytest.mark.parametrize(
    "given", [{"email": "nobody"}, {"role": "king"}, {"reach": "some"}, {"stores": ["x"]}]
)
def test_what_cannot_be_is_said_beside_its_field(inside: Client, given: dict[str, Any]) -> None:
    form = {"email": "nina@example.org", "role": "agent", "reach": "some"}
    answer = inside.post("/settings/people/invite", form | given)
    assert answer.status_code == 422
    assert "Nothing was saved" in text_of(answer)
    assert not Invitation.objects.exists()
