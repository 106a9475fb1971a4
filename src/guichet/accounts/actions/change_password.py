"""Changes a person's own password."""

from collections.abc import Iterator

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, Problem, RefusalError
from guichet.accounts.models import Person
from guichet.accounts.queries.person import person_of
from guichet.accounts.signing_in.letters import Letter, wake_letter
from guichet.accounts.signing_in.proven import is_proven
from guichet.accounts.viewer import Viewer


@transaction.atomic
def change_password(viewer: Viewer, current: str, new: str) -> Person:
    """The person with the new password; every session that the old one opened ends, and they are told.

    RefusalError: INVALID for a wrong current password and for a new one that the validators refuse, each on
    its field. API tokens stay.
    """
    person = person_of(viewer)
    problems = list(_problems(person, current, new))
    if problems:
        raise RefusalError(*problems)
    person.set_password(new)
    person.save(update_fields=["password"])
    wake_letter(Letter.PASSWORD_CHANGED, person.pk)
    record(viewer, "password.change", "person", person.pk)
    return person


def _problems(person: Person, current: str, new: str) -> Iterator[Problem]:
    if not is_proven(person, current):
        message = _("This is not your current password. Type it again.")
        yield Problem(ErrorCode.INVALID, message, "current_password")
    try:
        validate_password(new, person)
    except ValidationError as error:
        for message in error.messages:
            yield Problem(ErrorCode.INVALID, message, "new_password")
