"""What an act did, in a sentence."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guichet.inbox.bulk_change import READ
from guichet.inbox.models import BulkAct, BulkKind
from guichet.web.money import count
from guichet.web.statuses import STATUS_NAMES


def words_of(act: BulkAct) -> str:
    """Solved: 1,200 discussions."""
    what = many(act.total)
    if act.kind == BulkKind.STATUS:
        return _("%(status)s: %(what)s.") % {"status": STATUS_NAMES[act.value], "what": what}
    sentence = _("Marked read: %(what)s.") if act.value == READ else _("Marked unread: %(what)s.")
    return sentence % {"what": what}


def undone_words(restored: int, kept: int) -> str:
    """What came back, and what somebody had changed meanwhile."""
    back = _("Put back: %(what)s.") % {"what": many(restored)}
    if not kept:
        return back
    stays = ngettext(
        "%(count)s was changed by somebody else meanwhile and stays as it is.",
        "%(count)s were changed by somebody else meanwhile and stay as they are.",
        kept,
    )
    return f"{back} {stays % {'count': exactly(kept)}}"


def many(number: int) -> str:
    """1,200 discussions."""
    return ngettext("%(count)s discussion", "%(count)s discussions", number) % {"count": exactly(number)}


def exactly(number: int) -> str:
    """1,200; whatever it is, since nobody stopped counting."""
    return count(number, number + 1)
