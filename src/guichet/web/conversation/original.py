"""A message as it came, shown in a frame that can do nothing."""

from dataclasses import dataclass
from html import escape
from uuid import UUID

import nh3
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from guichet.accounts.viewer import Viewer
from guichet.inbox.queries.originals import original_of
from guichet.platforms.text.markup import is_markup
from guichet.web.conversation.came_from import suffix_of
from guichet.web.conversation.tame import TooMuchError, tame
from guichet.web.gate import is_partial, members_only
from guichet.web.shell.shell import shell_of

# CSP 3: nothing is fetched, nothing runs, nothing is sent, and only our own pages may frame it.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'unsafe-inline'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
STYLE_NAMES = (
    "color background-color font-weight font-style font-size font-family text-align text-decoration padding"
    " margin border width vertical-align direction"
)
STYLES = set(STYLE_NAMES.split())
ATTRIBUTES = {"*": {"style", "title", "align", "dir", "lang"}, "td": {"colspan", "rowspan"}}
ATTRIBUTES["th"] = ATTRIBUTES["td"]
# Messages are written for white paper.
DOCUMENT = """<!doctype html>
<html><head><meta charset="utf-8"><title>{title}</title><style>
html {{ color-scheme: light; background: #fff; color: #1a1a1a; font: 14px/1.5 system-ui, sans-serif; }}
body {{ margin: 12px; overflow-wrap: anywhere; }}
pre {{ white-space: pre-wrap; font: inherit; }}
</style></head><body dir="auto">{body}</body></html>
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """HTML that is safe in the frame, and a sentence about what is not shown; it may be empty."""

    body: str
    note: str


@require_safe
@members_only
def original(request: HttpRequest, viewer: Viewer, discussion_id: UUID, message_id: UUID) -> HttpResponse:
    """The frame within the message for a script, a page of its own for others."""
    shown = shown_of(_text(viewer, discussion_id, message_id))
    context = {
        "frame": f"/d/{discussion_id}/messages/{message_id}/original/frame",
        "back": f"/d/{discussion_id}{suffix_of(request.GET)}#m-{message_id}",
        "note": shown.note,
        "is_shown": bool(shown.body),
    }
    if is_partial(request):
        return render(request, "guichet/conversation/original_part.html", context)
    context["shell"] = shell_of(request, viewer, "")
    return render(request, "guichet/conversation/original.html", context)


@require_safe
@members_only
def original_frame(
    request: HttpRequest, viewer: Viewer, discussion_id: UUID, message_id: UUID
) -> HttpResponse:
    """What stands in the frame: without script, picture, form or anything from outside."""
    shown = shown_of(_text(viewer, discussion_id, message_id))
    document = DOCUMENT.format(title=escape(_("Original message")), body=shown.body or escape(shown.note))
    return HttpResponse(document, headers=HEADERS)


def shown_of(text: str) -> Shown:
    """A message as it came, made harmless; plain text stays text."""
    if not is_markup(text):
        return Shown(f"<pre>{escape(text)}</pre>", "")
    try:
        tamed, images = tame(text)
    except TooMuchError:
        return Shown(
            "", _("This message is too large to be shown as it came. Its words stand in the thread.")
        )
    body = nh3.clean(
        tamed, attributes=ATTRIBUTES, filter_style_properties=STYLES, url_schemes=set(), link_rel=None
    )
    return Shown(body, _note(images))


def _note(images: int) -> str:
    if not images:
        return ""
    sentence = ngettext(
        "%(count)s picture is not loaded, so that nobody learns that it was read.",
        "%(count)s pictures are not loaded, so that nobody learns that they were read.",
        images,
    )
    return sentence % {"count": images}


def _text(viewer: Viewer, discussion_id: UUID, message_id: UUID) -> str:
    text = original_of(viewer, discussion_id, message_id)
    if text is None:
        raise Http404(_("There is no such message, or its words are all that came."))
    return text
