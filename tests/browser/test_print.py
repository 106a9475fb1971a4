"""A conversation and its order on paper: dark ink on white, whatever the screen is set to."""

import pytest

from guichet.accounts.models import Person
from guichet.inbox.models import Discussion
from tests.browser.conftest import Entering
from tests.browser.sample import fill
from tests.cast import Company

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db(transaction=True)]
INK = "e => getComputedStyle(e).color.match(/\\d+/g).slice(0, 3).map(Number)"


def test_a_dark_screen_prints_dark_ink_on_white(entering: Entering, lumen: Company) -> None:
    fill([lumen.store, lumen.other_store])
    Person.objects.update(theme="dark")
    talk = Discussion.objects.exclude(order_ref=None).values_list("id", flat=True)[0]
    page = entering(f"/d/{talk}")
    body = page.locator(".msg__body").first
    assert min(body.evaluate(INK)) > 200
    page.emulate_media(media="print")
    assert max(body.evaluate(INK)) < 80
    assert max(page.locator(".panel h2").evaluate(INK)) < 80
    assert page.locator(".composer").is_hidden()
    assert page.locator(".nav").is_hidden()
