"""The settings form, section by section."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from guichet.invoicing.settings.registrations import KINDS
from guichet.web.invoices.fields import Draw, Field
from guichet.web.invoices.given import PAIRS

# Empty rows at the end of each table; saving gives new ones.
SPARE = 2


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of fields; the heads are the fields' labels."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Field, ...], ...]
    error: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A card: rows of fields, then a table."""

    key: str
    title: str
    intro: str
    rows: tuple[tuple[Field, ...], ...]
    table: Table | None = None


def sections_of(data: Mapping[str, Any], errors: Mapping[str, str]) -> list[Section]:
    """The whole form with its values and errors."""
    draw = Draw(data, errors)
    return [_seller(draw), _numbering(draw), _rules(draw), _rates(draw), *_special(draw), _paper(draw)]


def _seller(draw: Draw) -> Section:
    address = draw.area("seller.addressLines", _("Address"), _("Street and number, one line each."))
    rows = (
        (draw.text("seller.legalName", _("Legal name")), draw.text("seller.vatNumber", _("VAT number"))),
        (address,),
        (
            draw.text("seller.postalCode", _("Postal code")),
            draw.text("seller.city", _("City")),
            draw.text("seller.country", _("Country"), _("Two letters, such as FR."), is_short=True),
        ),
        (
            draw.text("seller.email", _("E-mail"), kind="email"),
            draw.text("seller.phone", _("Phone"), kind="tel"),
        ),
    )
    kinds = [("", ""), *((key, kind.label or _("Other")) for key, kind in KINDS.items())]

    def row(at: str) -> tuple[Field, ...]:
        return (
            draw.choice(f"{at}.kind", _("Register"), kinds),
            draw.text(f"{at}.value", _("Number")),
            draw.text(f"{at}.label", _("As printed")),
        )

    table = _table(draw, "seller.registrations", row)
    return Section(
        "seller", _("Seller"), _("Printed at the top of every invoice of this store."), rows, table
    )


def _numbering(draw: Draw) -> Section:
    hint = _("{year} stands for the year of issue.")
    rows = tuple(
        (
            draw.text(f"{name}.prefix", label, hint),
            draw.text(f"{name}.start", _("First number"), kind="number", is_short=True),
            draw.text(f"{name}.digits", _("Digits"), kind="number", is_short=True),
            draw.flag(f"{name}.yearly", _("Begin anew each year")),
        )
        for name, label in (
            ("invoices", _("Prefix of invoices")),
            ("creditNotes", _("Prefix of credit notes")),
        )
    )
    intro = _("Numbers follow each other without gaps. A cancelled invoice gets a credit note, never a hole.")
    return Section("numbering", _("Numbering"), intro, rows)


def _rules(draw: Draw) -> Section:
    regimes = [("STANDARD", _("VAT is charged")), ("SMALL_BUSINESS", _("Small business, no VAT is charged"))]
    steps = [("ACCEPTED", _("Once the order is accepted")), ("SHIPPED", _("Once the order is shipped"))]
    roundings = [("LINE", _("Line by line")), ("DOCUMENT", _("On the whole invoice"))]
    rows = (
        (
            draw.choice("regime", _("VAT regime"), regimes),
            draw.text("exemptionMention", _("Mention of the law"), _("Only where no VAT is charged.")),
        ),
        (
            draw.choice("issueFrom", _("An invoice may be made"), steps),
            draw.choice("rounding", _("VAT is rounded"), roundings),
            draw.text("currency", _("Your currency"), _("Three letters, such as EUR."), is_short=True),
        ),
        (
            draw.flag("vat.oss", _("VAT of the destination is declared by the one-stop shop (OSS)")),
            draw.flag(
                "vat.useMarketplaceTax",
                _("Use the marketplace’s own tax figures where the order carries them"),
                usual=True,
            ),
            draw.flag(
                "vat.pricesIncludeVat",
                _("Prices include VAT"),
                _("Counts only where the marketplace does not say."),
                usual=True,
            ),
        ),
    )
    return Section("rules", _("VAT and rounding"), "", rows)


def _rates(draw: Draw) -> Section:
    categories = [
        ("", _("Usual")),
        ("S", _("Standard")),
        ("Z", _("Zero rate")),
        ("E", _("Exempt")),
        ("O", _("Outside of VAT")),
        ("G", pgettext("VAT category", "Export")),
    ]
    languages = [("", _("As set below")), *settings.LANGUAGES]

    def row(at: str) -> tuple[Field, ...]:
        return (
            draw.text(f"{at}.country", _("Deliver to"), is_short=True),
            draw.text(f"{at}.products", _("Products, %"), kind="decimal", is_short=True),
            draw.text(f"{at}.shipping", _("Shipping, %"), kind="decimal", is_short=True),
            draw.choice(f"{at}.category", _("Category"), categories),
            draw.text(f"{at}.reason", _("Reason, where there is no VAT")),
            draw.choice(f"{at}.language", _("Language"), languages),
        )

    intro = _(
        "The country that the order is delivered to decides. An empty shipping rate is that of the goods."
    )
    return Section("rates", _("VAT by destination"), intro, (), _table(draw, "vat.rates", row))


def _special(draw: Draw) -> Iterator[Section]:
    def sku(at: str) -> tuple[Field, ...]:
        return (
            draw.text(f"{at}.sku", _("SKU")),
            draw.text(f"{at}.rate", _("Rate, %"), kind="decimal", is_short=True),
            draw.text(f"{at}.country", _("Only in"), is_short=True),
        )

    intro = _("For books, food and whatever else has a rate of its own.")
    yield Section("skus", _("VAT of single products"), intro, (), _table(draw, "vat.skuRates", sku))
    intro = _("Where you are registered for VAT in other countries; an invoice to there shows that number.")
    yield Section(
        "numbers", _("VAT numbers abroad"), intro, (),
        _pairs(draw, "vat.localNumbers", _("Country"), _("VAT number")),
    )  # fmt: skip
    intro = _("What one unit of the order’s currency is worth in yours; the VAT is then shown in both.")
    yield Section(
        "exchange", _("Exchange rates"), intro, (), _pairs(draw, "exchangeRates", _("Currency"), _("Worth"))
    )


def _paper(draw: Draw) -> Section:
    sources = [("GUICHET", _("Guichet makes the invoices")), ("OWN", _("Another system makes them"))]
    own = _("Guichet fetches them from this address; {orderId} stands for the order. Empty: upload them.")
    filing = _("File each paper with its order at marketplaces that keep them (Mirakl)")
    rows = (
        (draw.flag("filePapers", filing),),
        (
            draw.choice("language", _("Language"), list(settings.LANGUAGES)),
            draw.flag(
                "languageByCustomer", _("Speak the customer’s language where it is one of these"), usual=True
            ),
        ),
        (draw.area("header", _("Header text")),),
        (draw.area("paymentMention", _("Payment mention")),),
        (draw.area("footer", _("Footer text"), _("Legal form, capital, warranty, mediator.")),),
        (
            draw.choice("source", _("Who makes the invoices"), sources),
            draw.text("ownAddress", _("Address of the other system"), own),
        ),
        (draw.text("timeZone", _("Time zone of the dates"), _("Such as Europe/Paris.")),),
    )
    return Section("paper", _("The paper"), "", rows)


def _table(draw: Draw, path: str, row: Any) -> Table:
    filled = len(_at(draw.data, path) or ())
    rows = tuple(row(f"{path}.{number}") for number in range(filled + SPARE))
    heads = tuple(field.label for field in rows[0])
    return Table(heads, rows, draw.errors.get(path, ""), path)


def _pairs(draw: Draw, path: str, key_label: str, value_label: str) -> Table:
    found = list((_at(draw.data, path) or {}).items()) + [("", "")] * SPARE
    key_name, value_name = PAIRS[path]
    rows = tuple(
        (
            Field(f"{path}.{n}.{key_name}", key_label, key, is_short=True),
            Field(
                f"{path}.{n}.{value_name}",
                value_label,
                str(value),
                draw.errors.get(f"{path}.{key}", "") if key else "",
            ),
        )
        for n, (key, value) in enumerate(found)
    )
    return Table((key_label, value_label), rows, draw.errors.get(path, ""), path)


def _at(data: Mapping[str, Any], path: str) -> Any:
    value: Any = data
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value
