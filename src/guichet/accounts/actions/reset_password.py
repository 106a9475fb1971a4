"""Sets a password where the old one is not known: by the link of a letter, or by whoever runs Guichet."""

from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Person
from guichet.accounts.signing_in.letters import Letter, wake_letter
from guichet.accounts.signing_in.noted import note


def person_of_link(person_id: UUID, token: str) -> Person | None:
    """Whom a link is for; None where it is used, over or never was."""
    person = Person.objects.filter(id=person_id, is_active=True).first()
    return person if person is not None and default_token_generator.check_token(person, token) else None


@transaction.atomic
def reset_password(person_id: UUID, token: str, new: str) -> Person:
    """By the link of a letter, once; every session ends.

    RefusalError: NOT_FOUND for a link that is over, INVALID for a password that the validators refuse.
    """
    Person.objects.select_for_update().filter(id=person_id).first()
    person = person_of_link(person_id, token)
    if person is None:
        raise refuse(ErrorCode.NOT_FOUND, _("This link was used or is too old. Ask for a new one."))
    return set_password(person, new)


@transaction.atomic
def set_password(person: Person, new: str) -> Person:
    """Every session ends and the person is told; RefusalError INVALID with all that the validators say."""
    try:
        validate_password(new, person)
    except ValidationError as error:
        raise refuse(ErrorCode.INVALID, " ".join(error.messages), "new_password") from error
    person.set_password(new)
    person.save(update_fields=["password"])
    wake_letter(Letter.PASSWORD_CHANGED, person.pk)
    note(person, "password.reset")
    return person
