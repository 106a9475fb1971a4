"""What the audit hears of signing in."""

from typing import Any

from django.db import transaction

from guichet.accounts.audit import record
from guichet.accounts.models import Person
from guichet.accounts.queries.viewer import viewer_of_person
from guichet.accounts.scope import everywhere, within


def note(person: Person, act: str, after: dict[str, Any] | None = None) -> None:
    """By the person themselves, in the account that they work in; nothing where they belong to none."""
    with everywhere("who signs in may belong to any account"):
        viewer = viewer_of_person(person)
    if viewer is None:
        return
    with within(viewer.account_id), transaction.atomic():
        record(viewer, act, "person", person.pk, None, after)


def note_refused(email: str) -> None:
    """A wrong password: nobody knows who typed it, so Guichet notes it by itself."""
    person = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        return
    with everywhere("who signs in may belong to any account"):
        viewer = viewer_of_person(person)
    if viewer is not None:
        with within(viewer.account_id), transaction.atomic():
            record(None, "session.refuse", "person", person.pk, account_id=viewer.account_id)
