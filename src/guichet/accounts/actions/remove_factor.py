"""Takes an authenticator app or a passkey away."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from guichet.accounts.audit import record
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.queries.factors import APP, CODES, PASSKEY
from guichet.accounts.queries.person import person_of
from guichet.accounts.signing_in.letters import Letter, wake_letter
from guichet.accounts.viewer import Viewer


@transaction.atomic
def remove_factor(viewer: Viewer, factor_id: int) -> None:
    """Recovery codes go with the last one, and the person is told by mail.

    Faces ask for the password or a code first. RefusalError NOT_FOUND for none, and for one of somebody else.
    """
    person = person_of(viewer)
    mine = Authenticator.objects.filter(user=person)
    factor = mine.filter(pk=factor_id, type__in=(APP, PASSKEY)).first()
    if factor is None:
        raise refuse(ErrorCode.NOT_FOUND, _("This is gone already."))
    kind = factor.type
    factor.delete()
    if not mine.exclude(type=CODES).exists():
        mine.delete()
    wake_letter(Letter.FACTOR_REMOVED, person.pk)
    record(viewer, "factor.remove", "person", person.pk, {"kind": kind})
