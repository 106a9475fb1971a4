"""What statuses and types are called, and how they are drawn."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from guichet.platforms.words import DiscussionType

Words = str | Promise

STATUS_NAMES: dict[str, Words] = {
    "OPEN": gettext_lazy("Open"),
    "PENDING": gettext_lazy("Pending"),
    "SOLVED": gettext_lazy("Solved"),
    "CLOSED": gettext_lazy("Closed"),
}
TYPES: dict[DiscussionType, tuple[str, Words]] = {
    DiscussionType.ORDER: ("box", gettext_lazy("Order")),
    DiscussionType.PRODUCT: ("tag", gettext_lazy("Product")),
    DiscussionType.OTHER: ("chat", gettext_lazy("Other")),
}
NO_SUBJECT = gettext_lazy("(no subject)")
