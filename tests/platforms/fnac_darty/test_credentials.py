import pytest

from guichet.platforms.errors import NeedsOwner
from guichet.platforms.fnac_darty.credentials import credentials_of
from guichet.platforms.fnac_darty.urls import base_url, order_page

GOOD = {
    "partnerId": "A1B2C3D4-0000-4000-8000-000000000001",
    "shopId": "a1b2c3d4-0000-4000-8000-000000000002",
    "key": "A1B2C3D4-0000-4000-8000-000000000003",
}


def test_credentials_lose_their_blanks_and_tell_no_key() -> None:
    found = credentials_of({name: f" {value}\n" for name, value in GOOD.items()})
    assert (found.partner_id, found.shop_id, found.key) == tuple(GOOD.values())
    assert found.base == "https://vendeur.fnac.com/api.php"
    assert GOOD["key"] not in repr(found)
    assert GOOD["key"] not in found.digest


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"key": " "}, "key is missing"),
        ({"key": "a\nb"}, "key holds characters"),
        ({"partnerId": "42"}, "partner id has the form"),
        ({"shopId": GOOD["shopId"] + "0"}, "shop id has the form"),
        ({"baseUrl": "ftp://x"}, "no web address"),
    ],
)
def test_what_cannot_be_right_is_told_before_the_wire(changed: dict[str, str], sentence: str) -> None:
    with pytest.raises(NeedsOwner, match=sentence):
        credentials_of(GOOD | changed)


@pytest.mark.parametrize(
    ("pasted", "base"),
    [
        ("", "https://vendeur.fnac.com/api.php"),
        ("vendeur.fnac.com", "https://vendeur.fnac.com/api.php"),
        ("https://vendeur.fnac.com/api.php/", "https://vendeur.fnac.com/api.php"),
        ("https://vendeur.fnac.com/api.php/messages_query?x=1", "https://vendeur.fnac.com/api.php"),
        ("https://vendeur.fnac.com/compte/vendeur", "https://vendeur.fnac.com/api.php"),
        ("https://proxy.example/fnac/api.php", "https://proxy.example/fnac/api.php"),
        ("http://127.0.0.1:4012", "http://127.0.0.1:4012/api.php"),
        ("https://proxy.example/a b/../api.php", "https://proxy.example/api.php"),
    ],
)
def test_any_address_near_the_right_one_will_do(pasted: str, base: str) -> None:
    assert base_url(pasted) == base


@pytest.mark.parametrize(
    "pasted", ["https://", "https://user:pass@x.example", "https://x:99999", "not a host"]
)
def test_no_address(pasted: str) -> None:
    with pytest.raises(NeedsOwner):
        base_url(pasted)


def test_the_sellers_page_of_an_order() -> None:
    base = base_url("")
    page = order_page(base, "80012345_600987-A")
    assert page == "https://mp.fnacdarty.com/compte/vendeur/commande/80012345_600987-A"
    assert order_page(base, "a/b") == "https://mp.fnacdarty.com/compte/vendeur/commande/a%2Fb"
    assert order_page("http://127.0.0.1/api.php", "x") is None
