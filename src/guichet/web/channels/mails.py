"""Mails whose sender could not be proven: in no discussion until a person accepts them."""

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.queries.channels import channel_of
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.accept_mail import accept_mail
from guichet.inbox.models import MailState
from guichet.inbox.queries.mails_aside import mails_aside
from guichet.web.back import to
from guichet.web.gate import members_only
from guichet.web.marketplaces import name_of
from guichet.web.sentences import said
from guichet.web.shell.shell import shell_of


@require_safe
@members_only
def mails(request: HttpRequest, viewer: Viewer, channel_id: UUID) -> HttpResponse:
    """Those of one channel, with what is missing to believe them."""
    channel = channel_of(viewer, channel_id)
    context = {
        "shell": shell_of(request, viewer, "marketplaces"),
        "channel": channel,
        "name": name_of(channel.marketplace),
        "mails": [(mail, mail.state == MailState.ASIDE) for mail in mails_aside(viewer, channel_id)],
    }
    return render(request, "guichet/channels/mails.html", context)


@require_POST
@members_only
def accept(request: HttpRequest, viewer: Viewer, channel_id: UUID, mail_id: UUID) -> HttpResponse:
    """Let one in: it is read within moments, as if it were proven."""
    try:
        accept_mail(viewer, mail_id)
    except RefusalError as refusal:
        if refusal.problems[0].code is not ErrorCode.CONFLICT:
            raise
        notices.error(request, said(refusal.problems[0].message))
    else:
        notices.success(request, _("The mail is accepted; it joins its discussion in a moment."))
    return to(f"/channels/{channel_id}/mails")
