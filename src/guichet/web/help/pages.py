"""Which documents the product shows; their texts are printed from docs/*.md by `make help`."""

from django.utils.translation import gettext_lazy as _

PAGES = {
    "api": _("The API"),
    "webhooks": _("Webhooks and the feed of changes"),
    "roles": _("What each role may do"),
    "from-beezup": _("Coming from BeezUP"),
}
