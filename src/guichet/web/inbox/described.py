"""The filters of a list in words."""

from django.utils.translation import gettext as _

from guichet.web.inbox.asked import Asked
from guichet.web.marketplaces import name_of
from guichet.web.statuses import STATUS_NAMES, TYPES


def described(asked: Asked) -> str:
    """Status Open, subject contains “garantie”."""
    words = ", ".join([*_chosen(asked), *_typed(asked)])
    return words[:1].upper() + words[1:]


def _chosen(asked: Asked) -> list[str]:
    found = []
    if asked.statuses:
        names = _either([str(STATUS_NAMES[s.value]) for s in asked.statuses])
        found.append(_("status %(names)s") % {"names": names})
    if asked.types:
        found.append(_("type %(names)s") % {"names": _either([str(TYPES[t][1]) for t in asked.types])})
    if asked.marketplaces:
        names = _either([name_of(code) for code in asked.marketplaces])
        found.append(_("marketplace %(names)s") % {"names": names})
    if asked.is_read is not None:
        found.append(_("read") if asked.is_read else _("unread"))
    return found


def _typed(asked: Asked) -> list[str]:
    sentences = {
        _("order ID “%(words)s”"): asked.order_id,
        _("name or e-mail contains “%(words)s”"): asked.participant,
        _("subject contains “%(words)s”"): asked.subject,
        _("text contains “%(words)s”"): asked.text,
        _("last message %(words)s"): asked.days.words,
    }
    return [sentence % {"words": words} for sentence, words in sentences.items() if words]


def _either(names: list[str]) -> str:
    """One of these: "Open or Pending"; of more, a list."""
    if len(names) == 2:
        return _("%(one)s or %(other)s") % {"one": names[0], "other": names[1]}
    return ", ".join(names)
