"""What machines read inside the paper: EN 16931 by schema and by its business rules, PDF/A-3 by its marks."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from guichet.invoicing.document import (
    AccountingVat,
    Buyer,
    Extra,
    Language,
    Paper,
    Place,
    VatCategory,
    VatSum,
)
from guichet.invoicing.paper.render import data_of, render
from tests.invoicing.paper.papers import LAMP, TWENTY, ZOE, credit_note, exempt, paper
from tests.invoicing.paper.reading import broken_rules, data_inside, said

COMPANY = Buyer("Zoë Łukaszewska", ZOE.place, company="Zoé Déco SAS", vat_number="FR11123456782")
BERLIN = Place(("Lindenstraße 5", "Hinterhaus", "3. Stock", "links"), "10969", "Berlin", "DE")


def abroad(category: VatCategory, buyer: Buyer, reason: str, code: str) -> Paper:
    """One line without VAT: to a company in the Union (K), out of it (G), under reverse charge (AE)."""
    zero = Decimal(0)
    line = replace(LAMP, net=Decimal("74.92"), category=category, rate=zero, vat=zero, gross=Decimal("74.92"))
    row = VatSum(category, zero, Decimal("74.92"), zero, reason, code)
    totals = replace(
        paper().totals,
        lines=line.net,
        shipping=zero,
        discounts=zero,
        net=line.net,
        vat=zero,
        gross=line.net,
        paid=zero,
        due=line.net,
    )
    return paper(lines=(line,), vat=(row,), totals=totals, shipping=(), discounts=(), buyer=buyer)


def several() -> dict[str, Paper]:
    german = replace(COMPANY, place=BERLIN, vat_number="DE136695976")
    return {
        "invoice": paper(),
        "credit note": credit_note(),
        "exempt": exempt(),
        "to a company": paper(buyer=COMPANY),
        "delivered elsewhere": paper(deliver_to=Buyer("Léa Martin", BERLIN)),
        "in crowns": paper(
            currency="SEK", accounting_vat=AccountingVat("EUR", Decimal("0.0871"), Decimal("1.39"))
        ),
        "within the union": replace(
            abroad(VatCategory.K, german, "Autoliquidation", "VATEX-EU-IC"), deliver_to=Buyer("Zoé", BERLIN)
        ),
        "export": abroad(
            VatCategory.G, replace(ZOE, place=replace(BERLIN, country_code="CH")), "Export", "VATEX-EU-G"
        ),
        "reverse charge": abroad(VatCategory.AE, german, "Reverse charge", "VATEX-EU-AE"),
        "named shipping": paper(shipping=(replace(paper().shipping[0], title="Chronopost"),)),
    }


@pytest.mark.parametrize("name", several())
def test_the_data_hold_every_rule_of_the_standard(name: str, tmp_path: Path) -> None:
    assert broken_rules(data_of(several()[name]), tmp_path) == []


def test_the_rules_are_really_asked(tmp_path: Path) -> None:
    wrong = data_of(paper()).replace(b">102.50</ram:GrandTotalAmount>", b">103.50</ram:GrandTotalAmount>")
    assert any("BR-CO-15" in rule for rule in broken_rules(wrong, tmp_path))


@pytest.mark.parametrize("language", Language)
def test_the_data_inside_say_what_the_page_says(language: Language) -> None:
    data = data_inside(render(paper(language=language)))
    assert said(data, "GrandTotalAmount") == ["102.50"]
    assert said(data, "TaxBasisTotalAmount") == ["86.57"]
    assert said(data, "DuePayableAmount") == ["0.00"]
    assert said(data, "IssuerAssignedID") == ["20261030-A1"]
    assert "Zoë Łukaszewska" in said(data, "Name")


def test_a_credit_note_is_one_and_names_its_invoice() -> None:
    data = data_inside(render(credit_note()))
    assert said(data, "TypeCode")[0] == "381"
    assert "FA-2026-00042" in said(data, "IssuerAssignedID")


def test_a_name_that_no_font_has_is_whole_in_the_data() -> None:
    data = data_inside(render(paper(buyer=replace(ZOE, name="張偉"))))
    assert "張偉" in said(data, "Name")


def test_the_pdf_says_that_it_is_a_3b_and_factur_x() -> None:
    reader = PdfReader(BytesIO(render(paper())))
    root: Any = reader.trailer["/Root"]
    marks = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in marks
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in marks
    assert "<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>" in marks
    assert list(reader.attachments) == ["factur-x.xml"]
    assert root["/AF"][0].get_object()["/AFRelationship"] == "/Alternative"


def test_a_preview_holds_no_data_that_could_be_booked() -> None:
    reader = PdfReader(BytesIO(render(paper(is_preview=True, number=""))))
    assert list(reader.attachments) == []


def test_a_currency_that_is_none_makes_no_paper() -> None:
    with pytest.raises(ValueError, match="XXZ"):
        data_of(paper(currency="XXZ"))


def test_a_discount_keeps_its_own_name() -> None:
    discount = Extra(Decimal("2.00"), VatCategory.S, TWENTY, Decimal("0.40"), Decimal("2.40"), title="Soldes")
    assert "Soldes" in said(data_inside(render(paper(discounts=(discount,)))), "Reason")
