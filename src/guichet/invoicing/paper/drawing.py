"""What the template prints: every word and figure as text, in the paper's language and customs."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from guichet.invoicing.document import Buyer, Extra, Language, Paper, PaperKind, Place, Seller
from guichet.invoicing.paper.words import WORDS, Words

Drawing = dict[str, Any]
# A paper is written as its language's country writes; British English for the others' customers.
CUSTOMS = {
    Language.EN: "en_GB",
    Language.FR: "fr_FR",
    Language.ES: "es_ES",
    Language.DE: "de_DE",
    Language.IT: "it_IT",
}


class Customs:
    """Dates, money and numbers as one language's country writes them."""

    def __init__(self, language: Language, currency: str) -> None:
        self.locale = locale_of(language)
        self.currency = currency

    def money(self, amount: Decimal) -> str:
        """1 234,50 €."""
        return format_currency(amount, self.currency, locale=self.locale)

    def number(self, value: Decimal) -> str:
        """Up to six decimals, none without need."""
        return format_decimal(value, "#,##0.######", locale=self.locale)

    def unit(self, value: Decimal) -> str:
        """A unit price: two decimals at least, six at most."""
        return format_decimal(value, "#,##0.00####", locale=self.locale)

    def figure(self, value: Decimal) -> str:
        """An amount in a column whose head says the currency."""
        return format_decimal(value, "#,##0.00", locale=self.locale)

    def rate(self, value: Decimal) -> str:
        """20 %."""
        return f"{self.number(value)}\N{NO-BREAK SPACE}%"

    def day(self, when: date) -> str:
        """2 November 2026."""
        return format_date(when, "long", locale=self.locale)

    def country(self, code: str) -> str:
        """Its name in the paper's language."""
        return str(self.locale.territories.get(code, code))


@cache
def locale_of(language: Language) -> Locale:
    """The locale of a language, parsed once."""
    return Locale.parse(CUSTOMS[language])


def drawing_of(paper: Paper) -> Drawing:
    """Everything the template shows, as JSON takes it."""
    words, customs = WORDS[paper.language], Customs(paper.language, paper.currency)
    kind = words.invoice if paper.kind is PaperKind.INVOICE else words.credit_note
    return {
        "language": paper.language.value,
        "title": kind,
        "number": "" if paper.is_preview else paper.number,
        "preview": words.preview if paper.is_preview else None,
        "previewNote": words.preview_note,
        "issued": [paper.issued_on.year, paper.issued_on.month, paper.issued_on.day],
        "words": {name: getattr(words, name) for name in Words.__slots__},
        "currency": paper.currency,
        "facts": [[label, value] for label, value in _facts(paper, words, customs)],
        "refersTo": _refers_to(paper, words, customs),
        "seller": _seller(paper.seller, words, customs),
        "buyer": _party(paper.buyer, words, customs),
        "deliverTo": _party(paper.deliver_to, words, customs) if paper.deliver_to else None,
        "lines": [*_lines(paper, customs), *_extras(paper, words, customs)],
        "vat": _vat(paper, customs),
        "totals": [[label, value, strong] for label, value, strong in _totals(paper, words, customs)],
        "accounting": _accounting(paper, words, customs),
        "notes": [*paper.notes, *_reasons(paper)],
        "payment": paper.seller.payment_mention,
        "header": paper.seller.header,
        "footer": paper.seller.footer,
    }


def _facts(paper: Paper, words: Words, customs: Customs) -> Iterator[tuple[str, str]]:
    if not paper.is_preview:
        yield words.number, paper.number
    yield words.issued_on, customs.day(paper.issued_on)
    yield words.order, f"{paper.order_reference} · {paper.marketplace}"
    if paper.ordered_on:
        yield words.ordered_on, customs.day(paper.ordered_on)
    if paper.delivered_on:
        yield words.delivered_on, customs.day(paper.delivered_on)


def _refers_to(paper: Paper, words: Words, customs: Customs) -> str | None:
    if paper.refers_to is None:
        return None
    day = customs.day(paper.refers_to.issued_on)
    return words.corrects.format(number=paper.refers_to.number, date=day)


def _seller(seller: Seller, words: Words, customs: Customs) -> Drawing:
    numbers = [f"{number.label} {number.value}" for number in seller.registrations]
    if seller.vat_number:
        numbers.append(f"{words.vat_number} {seller.vat_number}")
    reach = [text for text in (seller.email, seller.phone) if text]
    return {
        "name": seller.legal_name,
        "lines": [*_address(seller.place, customs), *numbers, *reach],
    }


def _party(buyer: Buyer, words: Words, customs: Customs) -> Drawing:
    names = [name for name in (buyer.company, buyer.name) if name]
    number = [f"{words.vat_number} {buyer.vat_number}"] if buyer.vat_number else []
    return {
        "name": names[0] if names else "",
        "lines": [*names[1:], *_address(buyer.place, customs), *number],
    }


def _address(place: Place, customs: Customs) -> Iterator[str]:
    yield from (line for line in place.lines if line)
    town = " ".join(part for part in (place.postal_code, place.city) if part)
    yield f"{town} ({place.region})" if place.region else town
    yield customs.country(place.country_code)


def _lines(paper: Paper, customs: Customs) -> Iterator[Drawing]:
    for line in paper.lines:
        yield {
            "title": line.title,
            "sku": line.sku,
            "quantity": customs.number(line.quantity),
            "unit": customs.unit(line.unit_net),
            "rate": customs.rate(line.rate),
            "net": customs.figure(line.net),
            "gross": customs.figure(line.gross),
        }


def _extras(paper: Paper, words: Words, customs: Customs) -> Iterator[Drawing]:
    for extra in paper.shipping:
        yield _extra(extra, extra.title or words.shipping, 1, customs)
    for extra in paper.discounts:
        yield _extra(extra, extra.title or words.discount, -1, customs)


def _extra(extra: Extra, title: str, sign: int, customs: Customs) -> Drawing:
    return {
        "title": title,
        "sku": None,
        "quantity": "",
        "unit": "",
        "rate": customs.rate(extra.rate),
        "net": customs.figure(sign * extra.net),
        "gross": customs.figure(sign * extra.gross),
    }


def _vat(paper: Paper, customs: Customs) -> list[list[str]]:
    return [
        [customs.rate(row.rate), customs.figure(row.basis), customs.figure(row.amount)] for row in paper.vat
    ]


def _totals(paper: Paper, words: Words, customs: Customs) -> Iterator[tuple[str, str, bool]]:
    totals = paper.totals
    yield words.total_net, customs.money(totals.net), False
    yield words.total_vat, customs.money(totals.vat), False
    yield words.total_gross, customs.money(totals.gross), True
    if totals.paid:
        yield words.paid, customs.money(totals.paid), False
        yield words.due, customs.money(totals.due), False


def _accounting(paper: Paper, words: Words, customs: Customs) -> list[str] | None:
    own = paper.accounting_vat
    if own is None:
        return None
    amount = format_currency(own.amount, own.currency, locale=customs.locale)
    rate = words.exchange_rate.format(
        of=paper.currency, rate=customs.number(own.exchange_rate), currency=own.currency
    )
    return [words.vat_in.format(currency=own.currency), amount, rate]


def _reasons(paper: Paper) -> Iterator[str]:
    yield from dict.fromkeys(row.exemption_reason for row in paper.vat if row.exemption_reason)
