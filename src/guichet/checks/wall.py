"""Whether PostgreSQL keeps accounts apart (docs/decisions/0014-row-security.md)."""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from guichet.accounts.scope import APP_ROLE
from guichet.checks.finding import Finding, advise, fine, mend

# Whether web and worker have the role to stand behind, or else are held back as the owner of the tables.
STANDS = """
SELECT EXISTS (
        SELECT FROM pg_roles app WHERE app.rolname = %s AND pg_has_role(session_user, app.oid, 'MEMBER')),
    me.rolsuper OR me.rolbypassrls,
    ARRAY(SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relrowsecurity
        AND NOT relforcerowsecurity),
    (SELECT bool_and(proleakproof) FROM pg_proc WHERE oid = 'textlike(text, text)'::regprocedure)
FROM pg_roles me WHERE me.rolname = session_user
"""


def check_wall() -> Iterator[Finding]:
    """The role or the force; and whether searches may use their indexes behind it."""
    with connection.cursor() as cursor:
        cursor.execute(STANDS, [APP_ROLE])
        has_role, bypasses, unforced, is_sworn = cursor.fetchone()
    if not has_role and (bypasses or unforced):
        says = _(
            "PostgreSQL does not keep accounts apart by itself: run `guichet migrate` as a user that may "
            "create roles, or as one that is no superuser."
        )
        yield mend("wall", says)
    elif not is_sworn:
        says = _(
            "Searches are slower than they could be: as a superuser of this database, run "
            "`ALTER FUNCTION textlike(text, text) LEAKPROOF` and `ALTER FUNCTION textregexeq(text, text) "
            "LEAKPROOF`."
        )
        yield advise("wall", says)
    else:
        yield fine("wall", _("PostgreSQL keeps accounts apart by itself."))
