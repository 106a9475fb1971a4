"""How the pages name events and what became of them."""

from django.utils.translation import gettext_lazy as _

from guichet.events.models import DeliveryState, EventKind

KINDS = {
    EventKind.MESSAGE_CREATED.value: _("A new message"),
    EventKind.DISCUSSION_CHANGED.value: _("A conversation changed"),
    EventKind.REPLY_DELIVERED.value: _("A reply was delivered"),
    EventKind.REPLY_FAILED.value: _("A reply failed"),
    EventKind.CHANNEL_BLOCKED.value: _("A marketplace is blocked"),
    EventKind.TEST.value: _("A test"),
}
# In words, the icon, and the level of `state--`.
STATES = {
    DeliveryState.WAITING.value: (_("Waiting"), "clock", ""),
    DeliveryState.DELIVERED.value: (_("Delivered"), "check", ""),
    DeliveryState.FAILED.value: (_("Given up"), "fail", "bad"),
    DeliveryState.SKIPPED.value: (_("Let go"), "x", ""),
}
