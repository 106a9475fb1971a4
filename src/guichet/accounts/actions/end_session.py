"""Signs a person out somewhere else."""

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.queries.person import person_of
from guichet.accounts.viewer import Viewer


@transaction.atomic
def end_session(viewer: Viewer, session_id: int) -> None:
    """RefusalError NOT_FOUND for one that ended, and for one of somebody else."""
    person = person_of(viewer)
    session = UserSession.objects.filter(user=person, pk=session_id).first()
    if session is None:
        raise refuse(ErrorCode.NOT_FOUND, _("This session has ended already."))
    session.end()
    record(viewer, "session.end", "person", person.pk, None, {"sessions": 1})


@transaction.atomic
def end_other_sessions(viewer: Viewer, current_key: str | None) -> int:
    """How many ended; the one with this key goes on."""
    person = person_of(viewer)
    others = list(UserSession.objects.filter(user=person).exclude(session_key=current_key or ""))
    for session in others:
        session.end()
    if others:
        record(viewer, "session.end", "person", person.pk, None, {"sessions": len(others)})
    return len(others)
