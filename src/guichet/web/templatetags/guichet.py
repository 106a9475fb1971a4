"""The words of the templates: one tag per component, filters for times, money and counts."""

from collections.abc import Hashable
from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path
from uuid import UUID

from django import template
from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import is_valid_path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from guichet.inbox.links import signed_path
from guichet.inbox.models import Attachment
from guichet.inbox.queries.menu import CAP
from guichet.web import moments, money
from guichet.web.shell.person import person_menu_of
from guichet.web.shell.views import NavView
from guichet.web.statuses import STATUS_NAMES

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A drawing of the sprite; always beside words or a label, so never read out."""
    return _drawn(name, extra)


@cache
def _drawn(name: str, extra: str) -> SafeString:
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f" {extra}" if extra else "",
        static("guichet/icons.svg"),
        name,
    )


@register.simple_tag
def fixed(name: str) -> SafeString:
    """A part of every page that says the same to all who read in one language; rendered once for each."""
    return _fixed(name, get_language() or "en")


@cache
def _fixed(name: str, language: str) -> SafeString:
    served = {"has_api_page": "/graphql/playground", "has_invoices_page": "/invoices"}
    return SafeString(get_template(name).render({key: is_valid_path(path) for key, path in served.items()}))


@register.simple_tag
def part(name: str, it: Hashable) -> SafeString:
    """A part of a page that is drawn from `it` alone; most stay as they are from one page to the next."""
    return _part(name, get_language() or "en", it)


@lru_cache(maxsize=2048)
def _part(name: str, language: str, it: Hashable) -> SafeString:
    return SafeString(get_template(name).render({"it": it}).rstrip())


@register.simple_tag(takes_context=True)
def person_menu(context: Context) -> SafeString:
    """The menu of the person who reads."""
    return person_menu_of(context["request"], context["shell"], str(context["csrf_token"]))


@register.simple_tag
@cache
def module_preloads() -> SafeString:
    """Every module of the script at once, so that a first visit does not find them one behind another."""
    names = sorted(path.name for path in (Path(__file__).parent.parent / "static/guichet/js").glob("*.js"))
    links = ((static(f"guichet/js/{name}"),) for name in names)
    return format_html_join("\n  ", '<link rel="modulepreload" href="{}">', links)


@register.simple_tag
def words_address() -> str:
    """Where the script finds its words in the reader's language."""
    return reverse("words", args=(settings.GUICHET_STATIC_VERSION, get_language() or "en"))


@register.simple_tag
def status_name(status: str) -> str:
    """Open, Pending, Solved, Closed."""
    return str(STATUS_NAMES[status.upper()])


@register.simple_tag
def count_of(view: NavView) -> SafeString:
    """The number beside an entry of the menu; there, though hidden, when it is zero or not counted yet."""
    return format_html(
        '<span class="nav__count{}" id="n-{}"{}{}>{}</span>',
        f" nav__count--{view.level}" if view.level else "",
        view.key,
        SafeString(" data-to-count") if view.count is None else "",
        "" if view.count else SafeString(" hidden"),
        counted_in_menu(view.count or 0),
    )


@register.filter
def counted(number: int) -> str:
    """1,204; 10,000+ at the cap."""
    return money.count(number)


@register.filter
def counted_in_menu(number: int) -> str:
    """52; 1,000+ at the cap of the menu."""
    return money.count(number, CAP)


@register.filter
def utc(moment: datetime) -> str:
    """The machine's form of a time, for `datetime` attributes."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@register.filter
def clock(moment: datetime) -> str:
    """09:31."""
    return moments.clock(moment)


@register.filter
def short(moment: datetime) -> str:
    """16 Nov 2026, 20:44."""
    return moments.short(moment)


@register.filter
def exact(moment: datetime) -> str:
    """To the second, with the zone."""
    return moments.exact(moment)


@register.filter
def ago(moment: datetime) -> str:
    """2 min ago."""
    return moments.ago(moment, timezone.now())


@register.filter
def ahead(moment: datetime) -> str:
    """In 4 min."""
    return moments.ahead(moment, timezone.now())


@register.filter
def size(count: int) -> str:
    """1.8 MB."""
    return money.size(count)


@register.filter
def file_icon(file: Attachment) -> str:
    """The drawing for a kind of file."""
    return "image" if file.content_type.startswith("image/") else "file"


@register.filter
def file_link(attachment_id: UUID) -> str:
    """Where a file can be downloaded."""
    return signed_path(attachment_id)
