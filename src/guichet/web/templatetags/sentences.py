"""The filters of settings pages: sentences that were written in English, and days."""

from datetime import datetime

from babel.dates import format_date
from django import template
from django.utils import timezone

from guichet.web import sentences
from guichet.web.reading import locale

register = template.Library()


@register.filter
def said(text: str) -> str:
    """In the reader's language, where the catalogue has it."""
    return sentences.said(text)


@register.filter
def day(moment: datetime) -> str:
    """16 Nov 2026."""
    return format_date(timezone.localtime(moment), "medium", locale=locale())
