"""The whole form."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, Problem
from guichet.invoicing.document import Language
from guichet.invoicing.exemptions import small_business
from guichet.invoicing.pricing import Rounding
from guichet.invoicing.settings.form import IssueFrom, Regime, Settings, Source
from guichet.invoicing.settings.own_address import read_own_address
from guichet.invoicing.settings.reader import Reader
from guichet.invoicing.settings.seller import read_seller
from guichet.invoicing.settings.series import prefix_in, read_series
from guichet.invoicing.settings.vat import read_vat

MENTION = 1000


def parse_settings(data: Any) -> tuple[Settings, list[Problem]]:
    """The settings that JSON in the words of the API speaks of, and everything that is wrong with it.

    With a problem the settings must not be used.
    """
    problems: list[Problem] = []
    form = Reader(data, problems)
    zone, year = _zone(form), datetime.now(UTC).year
    seller = read_seller(form.child("seller"))
    settings = Settings(
        seller=seller,
        invoices=read_series(form.child("invoices"), year, "F-"),
        credit_notes=read_series(form.child("creditNotes"), year, "A-"),
        vat=read_vat(form.child("vat")),
        regime=form.choice("regime", Regime, Regime.STANDARD),
        exemption_mention=form.text("exemptionMention", limit=300),
        source=form.choice("source", Source, Source.GUICHET),
        own_address=read_own_address(form),
        file_papers=form.flag("filePapers", default=False),
        issue_from=form.choice("issueFrom", IssueFrom, IssueFrom.ACCEPTED),
        language=form.choice("language", Language, Language.EN),
        language_by_customer=form.flag("languageByCustomer", default=True),
        rounding=form.choice("rounding", Rounding, Rounding.LINE),
        currency=_currency(form),
        exchange_rates=_exchange_rates(form.pairs("exchangeRates")),
        header=form.text("header", limit=MENTION),
        footer=form.text("footer", limit=MENTION),
        payment_mention=form.text("paymentMention", limit=MENTION),
        time_zone=zone,
    )
    form.finish()
    _agree(form, settings)
    return settings, problems


def _agree(form: Reader, settings: Settings) -> None:
    """What one field asks of another."""
    is_here = settings.source is Source.GUICHET
    if is_here and settings.regime is Regime.STANDARD and not settings.seller.vat_number:
        message = _(
            "Whoever charges VAT prints a VAT number; fill it in or choose the small business regime."
        )
        form.problem(ErrorCode.REQUIRED, message, "seller.vatNumber")
    if is_here and settings.regime is Regime.STANDARD and not settings.vat.rates:
        form.problem(ErrorCode.REQUIRED, _("Give the VAT rates of one country at least."), "vat.rates")
    if not settings.seller.vat_number and not settings.seller.registrations:
        message = _("Give a VAT number or the number of a register, so that the seller can be identified.")
        form.problem(ErrorCode.REQUIRED, message, "seller.registrations")
    if settings.regime is Regime.SMALL_BUSINESS and small_business(settings) is None:
        message = _("Write the mention of the law by which you charge no VAT; it stands on the invoice.")
        form.problem(ErrorCode.REQUIRED, message, "exemptionMention")
    year = datetime.now(UTC).year
    if prefix_in(settings.invoices, year) == prefix_in(settings.credit_notes, year):
        message = _("Invoices and credit notes need different prefixes, or two papers would share a number.")
        form.problem(ErrorCode.INVALID, message, "creditNotes.prefix")


def _currency(form: Reader) -> str:
    code = form.text("currency", limit=3).upper() or "EUR"
    if not is_currency(code):
        form.problem(ErrorCode.INVALID, _("Write a currency as its three letters, such as EUR."), "currency")
    return code


def _exchange_rates(form: Reader) -> dict[str, Any]:
    found = {}
    for code in form.names():
        rate = form.decimal(code, needed=True, below=1_000_000, places=8)
        if not is_currency(code.upper()) or rate == 0:
            message = _("Write a currency as its three letters, and its rate above 0.")
            form.problem(ErrorCode.INVALID, message, code)
        if rate:
            found[code.upper()] = rate
    form.finish()
    return found


def is_currency(code: str) -> bool:
    """Whether ISO 4217 has it (CLDR data)."""
    return code in get_global("all_currencies")


def _zone(form: Reader) -> str:
    name = form.text("timeZone", limit=60) or "Europe/Paris"
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = _("There is no time zone %(name)s; write one such as Europe/Paris.")
        form.problem(ErrorCode.INVALID, message % {"name": name}, "timeZone")
        return "UTC"
