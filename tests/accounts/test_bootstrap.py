"""The first account is made once, and running it again is harmless."""

from datetime import timedelta

import pytest
from django.utils import timezone

from guichet.accounts.actions.bootstrap import bootstrap
from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Account, ApiToken, Member, Person, Role, Store
from guichet.accounts.queries.viewer import viewer_of_person, viewer_of_token
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db


def test_it_makes_account_store_owner_and_token() -> None:
    made = bootstrap("Atelier Lumen", "Lumen FR", "Ines@Example.com ", PASSWORD)
    viewer = viewer_of_token(made.token)
    assert viewer is not None
    assert (viewer.account_id, viewer.email, viewer.role) == (made.account_id, "ines@example.com", Role.OWNER)
    assert Person.objects.get().check_password(PASSWORD)


def test_running_it_again_changes_nothing_and_issues_a_fresh_token() -> None:
    first = bootstrap("Atelier Lumen", "Lumen FR", "ines@example.com", PASSWORD)
    again = bootstrap("Atelier Lumen", "Lumen FR", "ines@example.com", "another password")
    assert (again.account_id, again.store_id) == (first.account_id, first.store_id)
    assert again.token != first.token
    assert Person.objects.get().check_password(PASSWORD)
    assert [m.objects.count() for m in (Account, Store, Person, Member)] == [1, 1, 1, 1]


def test_a_second_store_joins_the_account() -> None:
    first = bootstrap("Atelier Lumen", "Lumen FR", "ines@example.com", PASSWORD)
    second = bootstrap("Atelier Lumen", "Lumen ES", "ines@example.com", PASSWORD)
    assert second.account_id == first.account_id
    assert second.store_id != first.store_id


@pytest.mark.parametrize(
    ("account", "store", "email", "password"),
    [
        ("", "Lumen FR", "ines@example.com", PASSWORD),
        ("Atelier", " ", "ines@example.com", PASSWORD),
        ("Atelier", "Lumen FR", "not an address", PASSWORD),
        ("Atelier", "Lumen FR", "ines@example.com", "short"),
    ],
)
def test_bad_input_gets_a_sentence_and_makes_nothing(
    account: str, store: str, email: str, password: str
) -> None:
    with pytest.raises(RefusalError) as refusal:
        bootstrap(account, store, email, password)
    assert refusal.value.problems[0].code in {ErrorCode.INVALID, ErrorCode.REQUIRED}
    assert Account.objects.count() == Person.objects.count() == ApiToken.objects.count() == 0


def test_a_token_is_kept_as_a_digest_only() -> None:
    made = bootstrap("Atelier Lumen", "Lumen FR", "ines@example.com", PASSWORD)
    stored = ApiToken.objects.values_list()
    assert made.token not in str(list(stored))


def test_a_revoked_or_expired_token_opens_nothing() -> None:
    now = timezone.now()
    for change in ({"revoked_at": now}, {"expires_at": now - timedelta(seconds=1)}):
        made = bootstrap("Atelier Lumen", "Lumen FR", "ines@example.com", PASSWORD)
        newest = ApiToken.objects.order_by("-created_at").first()
        assert newest is not None
        ApiToken.objects.filter(pk=newest.pk).update(**change)
        assert viewer_of_token(made.token) is None


def test_a_person_without_an_account_sees_nothing() -> None:
    person = Person.objects.create(email="new@example.com")
    assert viewer_of_person(person) is None
