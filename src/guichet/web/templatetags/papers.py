"""What the pages of invoices show: money, days, names of marketplaces."""

from datetime import date

from django import template

from guichet.web import moments
from guichet.web.marketplaces import name_of
from guichet.web.money import money as money_words

register = template.Library()


@register.filter
def money(amount: object, currency: str) -> str:
    """€89.90 as the reader writes it."""
    return money_words(amount, currency)


@register.filter
def marketplace_name(code: str) -> str:
    """The catalogue's name."""
    return name_of(code)


@register.filter
def day_words(day: date) -> str:
    """16 Nov, with the year once it is another."""
    return moments.day_words(day)
