"""Makes a person of somebody who was invited."""

from collections.abc import Iterator

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guichet.accounts.actions.accept_invitation import answering, made_member
from guichet.accounts.actions.update_profile import name_problems
from guichet.accounts.errors import ErrorCode, Problem, RefusalError, refuse
from guichet.accounts.models import Member, Person


@transaction.atomic
def join_by_invitation(token: str, name: str, password: str) -> Member:
    """Once, for an address that nobody signs in with yet.

    RefusalError: NOT_FOUND for a link that opens nothing, CONFLICT for who can sign in already, and every
    problem of name and password.
    """
    with answering(token) as invitation:
        if Person.objects.filter(email=invitation.email).exists():
            raise _signs_in_already()
        return made_member(invitation, _person(invitation.email, name.strip(), password))


def _signs_in_already() -> RefusalError:
    sentence = _("You have a sign-in here already. Sign in, then open this invitation again.")
    return refuse(ErrorCode.CONFLICT, sentence)


def _person(email: str, name: str, password: str) -> Person:
    person = Person(email=email, name=name)
    problems = [*name_problems(name), *_password_problems(person, password)]
    if problems:
        raise RefusalError(*problems)
    person.set_password(password)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:  # two accounts invited them, and they answered both at once
        raise _signs_in_already() from None
    return person


def _password_problems(person: Person, password: str) -> Iterator[Problem]:
    try:
        validate_password(password, person)
    except ValidationError as error:
        yield Problem(ErrorCode.INVALID, " ".join(error.messages), "password")
