"""Whether a password is really that of whoever says so, asked seldom enough that it cannot be guessed."""

from allauth.account.adapter import get_adapter
from allauth.core import context
from django.core.exceptions import ValidationError

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Person


def is_proven(person: Person, password: str, field: str = "current_password") -> bool:
    """Counted with wrong sign-ins; RefusalError INVALID on `field` for one try too many.

    Outside a request, where nobody guesses, nothing is counted.
    """
    if context.request is None:
        return person.check_password(password)
    try:
        proven: bool = get_adapter(context.request).reauthenticate(person, password)
    except ValidationError as error:
        raise refuse(ErrorCode.INVALID, " ".join(error.messages), field) from error
    return proven
