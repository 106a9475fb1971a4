"""Going to another company by the menu, which asks for them when it opens."""

import pytest
from playwright.sync_api import expect

from guichet.accounts.models import Member, Role
from tests.browser.conftest import Entering
from tests.cast import Player, company

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]


def _joins(alice: Player, name: str) -> None:
    Member.objects.create(
        account=company(name).account, person=alice.person, role=Role.OWNER, sees_all_stores=True
    )


def test_the_menu_names_the_others_as_it_opens_and_goes_there(entering: Entering, alice: Player) -> None:
    _joins(alice, "Maison Riva")
    page = entering()
    panel = page.locator(".nav__foot .menu__panel")
    page.locator(".nav__foot summary").first.click()
    theirs = panel.get_by_role("group", name="Go to another company")
    expect(theirs.get_by_role("button")).to_have_text(["Maison Riva"])
    theirs.get_by_role("button").click()
    page.locator(".nav__foot summary").first.click()
    expect(theirs.get_by_role("button")).to_have_text([alice.member.account.name])


def test_nothing_is_offered_to_who_has_one_company(entering: Entering) -> None:
    page = entering()
    with page.expect_response("**/accounts/others") as answered:
        page.locator(".nav__foot summary").first.click()
    assert answered.value.ok
    expect(page.locator("[hx-get='/accounts/others']")).to_have_count(0)
    expect(page.get_by_text("Go to another company")).to_have_count(0)


def test_without_a_script_a_page_offers_them(entering: Entering, alice: Player) -> None:
    _joins(alice, "Maison Riva")
    page = entering(script=False)
    page.locator(".nav__foot summary").first.click()
    page.get_by_role("link", name="Go to another company").click()
    page.locator("main").get_by_role("button", name="Maison Riva").click()
    page.goto("/accounts/others")
    expect(page.locator("main").get_by_role("button")).to_have_text([alice.member.account.name])
