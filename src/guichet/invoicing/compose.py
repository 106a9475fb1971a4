"""From an order and its store's settings to the paper."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, refuse
from guichet.invoicing.cents import ZERO, rounded, trimmed, unit_price
from guichet.invoicing.charges import Charging
from guichet.invoicing.document import (
    AccountingVat,
    Extra,
    Paper,
    PaperKind,
    PaperLine,
    Totals,
    VatCategory,
    VatSum,
)
from guichet.invoicing.figures import figures_of
from guichet.invoicing.parties import area_of, buyer_of, delivery_of, seller_of
from guichet.invoicing.positions import PositionKind, Priced
from guichet.invoicing.pricing import priced, vat_sums
from guichet.invoicing.sale import Sale
from guichet.invoicing.settings.form import Settings
from guichet.invoicing.speech import language_of
from guichet.invoicing.states import living_lines
from guichet.invoicing.vat_rules import VatRules


class PaperContradictsItselfError(Exception):
    """An error of ours: the sums of a paper do not hold. Nothing was issued."""


def compose(settings: Settings, sale: Sale, today: date, logo: bytes | None = None) -> Paper:
    """The invoice of an order, without its number; RefusalError with the reason where it cannot be made."""
    order = sale.order
    if not order.currency:
        raise refuse(ErrorCode.CONFLICT, _("The marketplace names no currency; upload your own invoice."))
    figures = figures_of(order, living_lines(sale.platform, order))
    area = area_of(order)
    language = language_of(settings, order, area)
    rules = VatRules(settings, area, language, sale.buyer_vat_number)
    with_vat = order.prices_include_tax
    with_vat = settings.vat.prices_include_vat if with_vat is None else with_vat
    rows = priced(Charging(rules, with_vat).positions(figures), with_vat=with_vat, rounding=settings.rounding)
    paper = Paper(
        kind=PaperKind.INVOICE,
        number="",
        issued_on=today,
        seller=seller_of(settings, rules.tax_area, logo),
        buyer=buyer_of(order, sale.buyer_vat_number),
        currency=order.currency,
        language=language,
        lines=tuple(_line(row) for row in rows if row.position.kind is PositionKind.LINE),
        vat=vat_sums(rows),
        totals=_totals(rows),
        order_reference=order.marketplace_id,
        marketplace=sale.marketplace,
        ordered_on=_day(settings, order.placed_at),
        delivered_on=_day(settings, order.delivered_at or order.shipped_at),
        deliver_to=delivery_of(order),
        shipping=extras(rows, PositionKind.SHIPPING),
        discounts=extras(rows, PositionKind.DISCOUNT),
    )
    paper = replace(paper, accounting_vat=accounting_vat(settings, paper.currency, paper.totals.vat))
    return _sound(paper)


def accounting_vat(settings: Settings, currency: str, vat: Decimal) -> AccountingVat | None:
    """The VAT in the seller's own currency; RefusalError where the settings give no rate for it."""
    if currency == settings.currency or vat == 0:
        return None
    rate = settings.exchange_rates.get(currency)
    if rate is None:
        message = _(
            "The order is in %(currency)s: say in the invoice settings what one %(currency)s is worth in "
            "%(own)s, since the VAT must be shown in it."
        )
        raise refuse(ErrorCode.CONFLICT, message % {"currency": currency, "own": settings.currency})
    return AccountingVat(settings.currency, trimmed(rate), rounded(vat * rate))


def extras(rows: Iterable[Priced], kind: PositionKind) -> tuple[Extra, ...]:
    """Shipping or discounts, without their signs."""
    return tuple(
        Extra(
            net=abs(row.net),
            category=row.position.vat.category,
            rate=row.position.vat.rate,
            vat=abs(row.vat),
            gross=abs(row.gross),
            title=row.position.title or None,
        )
        for row in rows
        if row.position.kind is kind
    )


def _line(row: Priced) -> PaperLine:
    position = row.position
    return PaperLine(
        title=position.title or position.sku or "",
        quantity=position.quantity,
        unit_net=unit_price(row.net, position.quantity),
        net=row.net,
        category=position.vat.category,
        rate=position.vat.rate,
        vat=row.vat,
        gross=row.gross,
        sku=position.sku,
    )


def _totals(rows: Sequence[Priced]) -> Totals:
    nets = {kind: sum((r.net for r in rows if r.position.kind is kind), ZERO) for kind in PositionKind}
    net = sum(nets.values(), ZERO)
    vat = sum((row.vat for row in rows), ZERO)
    return Totals(
        lines=nets[PositionKind.LINE],
        shipping=nets[PositionKind.SHIPPING],
        discounts=-nets[PositionKind.DISCOUNT] + ZERO,
        net=net,
        vat=vat,
        gross=net + vat,
        paid=net + vat,
        due=ZERO,
    )


def _day(settings: Settings, moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone(ZoneInfo(settings.time_zone)).date()


def _sound(paper: Paper) -> Paper:
    if any(row.category is VatCategory.K for row in paper.vat) and paper.delivered_on is None:
        message = _("A supply to a business abroad is exempt by its date of shipping; wait for the shipping.")
        raise refuse(ErrorCode.CONFLICT, message)
    if paper.totals.gross < 0 or not paper.lines:
        raise refuse(ErrorCode.CONFLICT, _("Nothing is left to invoice: the discounts outweigh the lines."))
    wrong = ", ".join(sound_sums(paper.vat, paper))
    if wrong:
        raise PaperContradictsItselfError(wrong)
    return paper


def sound_sums(vat: Sequence[VatSum], paper: Paper) -> list[str]:
    """The sums that do not hold, the breakdown's bases among them."""
    found = list(paper.contradictions())
    for row in vat:
        basis = sum((line.net for line in paper.lines if _same(line, row)), ZERO)
        basis += sum((extra.net for extra in paper.shipping if _same(extra, row)), ZERO)
        basis -= sum((extra.net for extra in paper.discounts if _same(extra, row)), ZERO)
        if basis != row.basis:
            found.append(f"the basis of {row.category} {row.rate}")
    return found


def _same(part: PaperLine | Extra, row: VatSum) -> bool:
    return part.category is row.category and part.rate == row.rate
