"""From a session's key to a viewer, in two statements: open pages ask it every few seconds."""

from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import constant_time_compare

from guichet.accounts.models import Person, Role
from guichet.accounts.queries.quick import quick
from guichet.accounts.queries.viewer import CHOSEN_ACCOUNT
from guichet.accounts.scope import within_or_everywhere
from guichet.accounts.signing_in.session_store import Key, SessionStore
from guichet.accounts.viewer import Viewer

WHO = """
SELECT p.password, m.account_id, m.id, p.name, p.email, m.role, m.sees_all_stores,
    ARRAY(SELECT s.store_id FROM member_stores s WHERE s.member_id = m.id)
FROM person p JOIN member m ON m.person_id = p.id JOIN account a ON a.id = m.account_id
WHERE p.id = %s AND p.is_active
    AND (%s::uuid IS NULL OR m.account_id = %s::uuid)
    AND NOT (a.requires_second_factor AND NOT EXISTS (
        SELECT 1 FROM mfa_authenticator f WHERE f.user_id = p.id AND f.type <> 'recovery_codes'))
ORDER BY m.created_at LIMIT 1
"""


def viewer_of_session(secret: str) -> Viewer | None:
    """The viewer that Django's own sign-in gives for this cookie, without its milliseconds of models.

    None where the session is unknown or over, its person inactive or in no account, the password changed, or
    a second factor wanting that the account asks for.
    """
    session = SessionStore(Key(secret)).load()
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    chosen = session.get(CHOSEN_ACCOUNT)
    with within_or_everywhere(chosen, "where a person belongs"):
        found = _one(WHO, session.get(SESSION_KEY), chosen, chosen)
    if found is None or not _is_still_signed_in(found[0], session.get(HASH_SESSION_KEY, "")):
        return None
    _, account_id, member_id, name, email, role, sees_all, stores = found
    visible = None if sees_all else frozenset(stores)
    return Viewer(account_id, member_id, name or email, email, Role(role), visible)


def _is_still_signed_in(password: str, signed: str) -> bool:
    """A session ends with the password that it was opened by."""
    person = Person(password=password)
    hashes = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    return any(constant_time_compare(signed, known) for known in hashes)


def _one(statement: str, *values: str | None) -> tuple[Any, ...] | None:
    return next(iter(quick(statement, values)), None)
