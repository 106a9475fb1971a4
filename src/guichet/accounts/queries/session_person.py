"""From a session to its person, in one prepared statement: every page asks it."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare

from guichet.accounts.models import Person
from guichet.accounts.queries.quick import quick
from guichet.accounts.scope import as_it_is

_KEPT = Person._meta.concrete_fields  # noqa: SLF001 - Django's documented way to the fields of a model
FIELDS = tuple(field.attname for field in _KEPT)
COLUMNS = ", ".join(f"p.{field.column}" for field in _KEPT)
WHO = f"SELECT {COLUMNS} FROM person p WHERE p.id = %s AND p.is_active"  # noqa: S608 - names of ours


def person_of_session(session: SessionBase) -> Person | None:
    """Whom Django's own sign-in finds for this session, without its milliseconds of models.

    None also where only Django knows what to do: a password that was changed since, a key that was replaced.
    """
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    with as_it_is("People belong to no account."):
        rows = quick(WHO, [session.get(SESSION_KEY)])
    if not rows:
        return None
    person = Person.from_db("default", FIELDS, rows[0])
    signed = session.get(HASH_SESSION_KEY, "")
    return person if constant_time_compare(signed, person.get_session_auth_hash()) else None
