"""What the form of a new token holds."""

from datetime import date, datetime, time, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from guichet.accounts.actions.create_token import TokenRequest
from guichet.accounts.errors import ErrorCode, refuse
from guichet.accounts.models import TokenScope
from guichet.web.members.given import stores_given

NEVER, ON_DATE = "never", "date"
DAYS = ("30", "90", "365")
USUAL = "90"


def token_given(form: QueryDict) -> TokenRequest:
    """RefusalError on the field of what cannot be understood."""
    return TokenRequest(
        name=form.get("name", ""),
        scope=_scope(form.get("scope", "")),
        store_ids=stores_given(form),
        expires_at=_end(form.get("ends", ""), form.get("ends_on", "")),
    )


def _scope(text: str) -> TokenScope:
    try:
        return TokenScope(text)
    except ValueError:
        raise refuse(ErrorCode.INVALID, _("This is none of the choices."), "scope") from None


def _end(ends: str, day: str) -> datetime | None:
    """After so many days from now, or with the end of a day where its reader is."""
    if ends == NEVER:
        return None
    if ends in DAYS:
        return timezone.now() + timedelta(days=int(ends))
    if ends != ON_DATE:
        raise refuse(ErrorCode.INVALID, _("This is none of the choices."), "expiresAt")
    try:
        last = date.fromisoformat(day)
        return datetime.combine(last, time.max, timezone.get_current_timezone())
    except ValueError:
        raise refuse(ErrorCode.INVALID, _("Choose a day."), "expiresAt") from None
