"""The paper of a credit note: the invoice's own words and figures, as far as they are credited."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from guichet.invoicing.cents import ZERO, rounded
from guichet.invoicing.codec import decode
from guichet.invoicing.compose import PaperContradictsItselfError, sound_sums
from guichet.invoicing.credits import Credited, Key, drawn
from guichet.invoicing.document import (
    AccountingVat,
    Extra,
    Paper,
    PaperKind,
    PaperLine,
    Reference,
    Totals,
    VatSum,
)
from guichet.invoicing.models import Invoice
from guichet.invoicing.paper.words import WORDS

Part = PaperLine | Extra


def credit_paper(
    invoice: Invoice, parts: Mapping[Key, Credited], today: date, reason: str, logo: bytes | None
) -> Paper:
    """The credit note of these parts; seller, buyer and exchange rate are those of the invoice."""
    paper = decode(Paper, invoice.data)
    rows = list(drawn(paper, parts))
    lines, discounts = _lines(paper, rows), _extras(rows, "discount")
    has_goods = any(isinstance(row, PaperLine) for _, row in rows)
    shipping = _extras(rows, "shipping") if has_goods else ()
    vat = tuple(_vat_sums(paper, (*lines, *shipping), discounts))
    totals = _totals(lines, shipping, discounts, vat)
    credit = replace(
        paper,
        kind=PaperKind.CREDIT_NOTE,
        number="",
        issued_on=today,
        refers_to=Reference(invoice.number, invoice.issued_on),
        lines=lines,
        shipping=shipping,
        discounts=discounts,
        vat=vat,
        totals=totals,
        seller=replace(paper.seller, logo=logo),
        accounting_vat=_accounting_vat(paper, totals.vat),
        notes=(reason,) if reason else (),
    )
    wrong = ", ".join(sound_sums(vat, credit))
    if wrong:
        raise PaperContradictsItselfError(wrong)
    return credit


def _accounting_vat(paper: Paper, vat: Decimal) -> AccountingVat | None:
    told = paper.accounting_vat
    return None if told is None else replace(told, amount=rounded(vat * told.exchange_rate))


def _lines(paper: Paper, rows: Iterable[tuple[Key, Part]]) -> tuple[PaperLine, ...]:
    """A paper has a line at least (BR-16): shipping that is credited alone is one."""
    rows = list(rows)
    lines = tuple(row for _, row in rows if isinstance(row, PaperLine))
    return lines or tuple(_as_line(paper, row) for row in _extras(rows, "shipping"))


def _as_line(paper: Paper, extra: Extra) -> PaperLine:
    title = extra.title or WORDS[paper.language].shipping
    return PaperLine(
        title, Decimal(1), extra.net, extra.net, extra.category, extra.rate, extra.vat, extra.gross
    )


def _extras(rows: Iterable[tuple[Key, Part]], kind: str) -> tuple[Extra, ...]:
    return tuple(row for key, row in rows if isinstance(row, Extra) and key.startswith(kind))


def _vat_sums(paper: Paper, plus: Iterable[Part], minus: Iterable[Part]) -> Iterable[VatSum]:
    """By category and rate, with the reasons that the invoice gave."""
    reasons = {(row.category, row.rate): row for row in paper.vat}
    signed = [(row, Decimal(1)) for row in plus] + [(row, Decimal(-1)) for row in minus]
    signed.sort(key=lambda one: (-one[0].rate, one[0].category))
    for key, group in groupby(signed, key=lambda one: (one[0].category, one[0].rate)):
        rows = list(group)
        basis = sum((row.net * sign for row, sign in rows), ZERO)
        amount = sum((row.vat * sign for row, sign in rows), ZERO)
        yield replace(reasons[key], basis=basis, amount=amount)


def _totals(
    lines: Iterable[PaperLine], shipping: Iterable[Extra], discounts: Iterable[Extra], vat: Iterable[VatSum]
) -> Totals:
    goods, sent = sum((row.net for row in lines), ZERO), sum((row.net for row in shipping), ZERO)
    less, tax = sum((row.net for row in discounts), ZERO), sum((row.amount for row in vat), ZERO)
    net = goods + sent - less
    return Totals(goods, sent, less, net, tax, net + tax, net + tax, ZERO)
