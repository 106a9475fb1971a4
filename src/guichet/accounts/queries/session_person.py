"""From a session to its person, in one prepared statement: every page asks it."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare

from guichet.accounts.models import Person
from guichet.accounts.queries.quick_models import quick_models
from guichet.accounts.scope import as_it_is


def person_of_session(session: SessionBase) -> Person | None:
    """Whom Django's own sign-in finds for this session, without its milliseconds of models.

    None also where only Django knows what to do: a password that was changed since, a key that was replaced.
    """
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    with as_it_is("People belong to no account."):
        found = quick_models(Person, "t.id = %s AND t.is_active", [session.get(SESSION_KEY)])
    signed = session.get(HASH_SESSION_KEY, "")
    return next((one for one in found if constant_time_compare(signed, one.get_session_auth_hash())), None)
