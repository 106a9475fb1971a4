"""Asks for a letter with which a new password is chosen."""

from guichet.accounts.models import Person
from guichet.accounts.models.keys import new_id
from guichet.accounts.signing_in.letters import Letter, wake_letter


def ask_for_password(email: str) -> None:
    """For known and unknown addresses alike, in the same steps: how long it takes tells nothing."""
    person = Person.objects.filter(email=email.strip().lower()).first()
    wake_letter(Letter.PASSWORD_LINK, new_id() if person is None else person.pk)
