"""Trying the stored credentials of a channel, and saying in words what came of it."""

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guichet.accounts.errors import RefusalError
from guichet.accounts.models import Channel
from guichet.accounts.viewer import Viewer
from guichet.sync.activate import try_channel
from guichet.web.back import back
from guichet.web.channels.refused import sayable
from guichet.web.gate import is_partial, members_only
from guichet.web.marketplaces import name_of
from guichet.web.sentences import said


@require_POST
@members_only
def test_now(request: HttpRequest, viewer: Viewer, channel_id: UUID) -> HttpResponse:
    """Asks the marketplace now; this may take as long as it takes to answer."""
    try:
        words, works = _outcome(try_channel(viewer, channel_id)), True
    except RefusalError as refusal:
        words, works = sayable(refusal), False
    if is_partial(request):
        return render(request, "guichet/channels/outcome.html", {"words": words, "works": works})
    (notices.success if works else notices.error)(request, words)
    return back(request, f"/channels/{channel_id}")


def _outcome(channel: Channel) -> str:
    name, shop = name_of(channel.marketplace), channel.shop_name
    if shop:
        words = _("%(name)s accepts the stored credentials, for the shop %(shop)s.")
    else:
        words = _("%(name)s accepts the stored credentials.")
    missing = [said(sentence) for sentence in channel.missing_rights]
    return " ".join([words % {"name": name, "shop": shop}, *missing])
