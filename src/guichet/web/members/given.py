"""What the forms about people hold."""

from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import Role

ALL = "all"


def role_given(form: QueryDict) -> Role:
    """RefusalError INVALID for none of the roles."""
    try:
        return Role(form.get("role", ""))
    except ValueError:
        raise refuse(ErrorCode.INVALID, _("This is none of the choices."), "role") from None


def stores_given(form: QueryDict) -> list[UUID] | None:
    """The ticked stores; None for all. RefusalError NOT_FOUND for what is no id."""
    if form.get("reach") == ALL:
        return None
    try:
        return [UUID(one) for one in form.getlist("stores")]
    except ValueError:
        sentence = _("There is no such store, or you may not see it.")
        raise refuse(ErrorCode.NOT_FOUND, sentence, "storeIds") from None
