"""Makes the first account, store and owner without a page."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction

from guichet.accounts.actions.create_token import create_token
from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Account, Member, Person, Role, Store


@dataclass(frozen=True, slots=True)
class Bootstrapped:
    """What `guichet bootstrap` prints."""

    account_id: UUID
    store_id: UUID
    token: str


def bootstrap(account: str, store: str, email: str, password: str) -> Bootstrapped:
    """Make what is missing and issue a fresh token; what exists stays as it is, passwords too.

    RefusalError INVALID when the e-mail or the password of a new person cannot be used.
    """
    email = email.strip().lower()
    with transaction.atomic():
        # Two bootstraps at once take turns, so that neither stumbles over the other's rows.
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('guichet bootstrap'))")
        owner = Person.objects.filter(email=email).first() or _new_person(email, password)
        home, _ = Account.objects.get_or_create(name=_named(account, "--account"))
        shop, _ = Store.objects.get_or_create(account=home, name=_named(store, "--store"))
        member, _ = Member.objects.get_or_create(account=home, person=owner, defaults={"role": Role.OWNER})
        said = {"store": shop.pk, "owner": member.pk}
        record(None, "account.bootstrap", "account", home.pk, None, said, account_id=home.pk)
        return Bootstrapped(home.pk, shop.pk, create_token(member, "bootstrap"))


def _named(name: str, option: str) -> str:
    if not name.strip():
        raise refuse(ErrorCode.REQUIRED, f"{option} is empty; give it a name.", option)
    return name.strip()


def _new_person(email: str, password: str) -> Person:
    person = Person(email=email)
    try:
        validate_email(email)
        validate_password(password, person)
    except ValidationError as error:
        raise refuse(ErrorCode.INVALID, " ".join(error.messages)) from error
    person.set_password(password)
    person.save()
    return person
