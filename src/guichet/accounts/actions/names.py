"""What stores and companies may be called."""

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse

MOST = 200


def checked_name(name: str) -> str:
    """The name without surplus space; RefusalError REQUIRED, TOO_LONG or INVALID, field `name`."""
    tidy = " ".join(name.split())
    if not tidy:
        raise refuse(ErrorCode.REQUIRED, _("The name is missing; fill it in."), "name")
    if len(tidy) > MOST:
        sentence = _("The name is longer than %(most)s characters.") % {"most": MOST}
        raise refuse(ErrorCode.TOO_LONG, sentence, "name")
    if not tidy.isprintable():
        raise refuse(ErrorCode.INVALID, _("The name holds characters that no name has."), "name")
    return tidy
