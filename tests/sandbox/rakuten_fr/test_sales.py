"""Sales page by page, prices, parcels."""

from datetime import timedelta
from decimal import Decimal

from sandbox.rakuten_fr import PickUpPoint, Product, RakutenMarketplace
from tests.sandbox.rakuten_fr.conftest import Calling, Clock

SALES, NEW, BILLING, SHIPPING = (
    "getcurrentsales", "getnewsales", "getbillinginformation", "getshippinginformation",
)  # fmt: skip


def test_pages_lead_on_until_there_is_no_token(call: Calling, marketplace: RakutenMarketplace) -> None:
    marketplace.settings.change(sales_per_page=2)
    ids = [str(marketplace.add_purchase().id) for _ in range(5)]
    seen: list[str] = []
    token: str | None = None
    while True:
        page = call(SALES, nexttoken=token)
        seen += page.texts("purchaseid")
        tokens = [t for t in page.texts("nexttoken") if t != token]
        if not tokens:
            break
        token = tokens[-1]
    assert seen == ids[::-1]


def test_a_token_made_up_is_refused(call: Calling) -> None:
    assert call(SALES, nexttoken="00000002-deadbeef").text("code") == "ParameterError"


def test_sales_from_a_day_on_and_a_malformed_day_is_ignored(
    call: Calling, marketplace: RakutenMarketplace, clock: Clock
) -> None:
    old = marketplace.add_purchase(placed=clock() - timedelta(days=30))
    new = marketplace.add_purchase(placed=clock() - timedelta(days=1))
    page = call(SALES, purchasedate="2026-11-22")
    assert page.texts("purchaseid") == [str(new.id)]
    assert page.texts("purchasedate")[0] == "22/11/2026"
    assert call(SALES, purchasedate="22/11/2026").texts("purchaseid") == [str(new.id), str(old.id)]


def test_a_sale_to_be_accepted_is_new_and_has_no_prices_yet(
    call: Calling, marketplace: RakutenMarketplace
) -> None:
    sale = marketplace.add_purchase(confirmed=False)
    assert call(SALES).texts("purchaseid") == []
    assert call(NEW).texts("itemstatus") == ["TO_CONFIRM"]
    assert call(BILLING, purchaseid=str(sale.id)).text("code") == "Unknown error"


def test_the_odd_cases_of_a_sale(call: Calling, marketplace: RakutenMarketplace) -> None:
    odd = Product("Bols", Decimal("29.90"), "", "3700000012345;3700000012352")
    point = PickUpPoint("063441", "Tabac", "2 place du Marché", "63230", "Pontgibaud")
    marketplace.add_purchase(odd, Product(), pick_up_point=point)
    page = call(SALES)
    assert page.texts("sku") == ["", "THE-012"]
    assert page.texts("ean")[0].count(";") == 1
    assert page.texts("countryalpha2") == ["FX"]
    assert page.text("contractlevel") == "24R"
    names = [child.tag.rpartition("}")[2] for child in page.root.iter() if "address" in str(child.tag)]
    assert "deliveryaddress" not in names


def test_prices_and_parcel_agree_with_the_sale(call: Calling, marketplace: RakutenMarketplace) -> None:
    sale = marketplace.add_purchase(Product(), Product(), Product())
    sale.tracking = ("8R0041", "https://suivi.example/8R0041")
    bill = call(BILLING, purchaseid=str(sale.id))
    amounts = [
        Decimal(str(e.text))
        for parent in bill.root.iter()
        if parent.tag.endswith("shippingsaleprice")
        for e in parent
        if e.tag.endswith("amount")
    ]
    assert sum(amounts) == sale.shipping_cost
    parcel = call(SHIPPING, purchaseid=str(sale.id))
    assert parcel.text("trackingnumber") == "8R0041"
    assert call(SHIPPING, purchaseid="1").text("code") == "Unknown error"
