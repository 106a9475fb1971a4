import pytest

from guichet.platforms.errors import NeedsOwner
from guichet.platforms.mirakl.urls import base_url, segment


@pytest.mark.parametrize(
    ("pasted", "base"),
    [
        ("https://demo-prod.mirakl.net", "https://demo-prod.mirakl.net"),
        (" demo-prod.mirakl.net ", "https://demo-prod.mirakl.net"),
        ("demo-prod.mirakl.net/api", "https://demo-prod.mirakl.net"),
        ("https://demo-prod.mirakl.net/api/", "https://demo-prod.mirakl.net"),
        ("https://Demo-Prod.Mirakl.net/mmp/shop/order/X-A?tab=1#x", "https://demo-prod.mirakl.net"),
        ("HTTPS://demo.mirakl.net", "https://demo.mirakl.net"),
        ("http://127.0.0.1:8080/api", "http://127.0.0.1:8080"),
        ("localhost:8080", "https://localhost:8080"),
        ("https://marché.example", "https://xn--march-fsa.example"),
    ],
)
def test_whatever_page_is_pasted_leads_to_the_host(pasted: str, base: str) -> None:
    assert base_url(pasted) == base


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "   ",
        "https://",
        "ftp://demo.mirakl.net",
        "my shop",
        "https://a@b.example",
        "javascript:alert(1)",
        "https://[::1",
        "https://a..example",
        "https://x:99999",
        "https://" + "a" * 300,
    ],
)
def test_what_is_no_address_says_what_to_copy(pasted: str) -> None:
    with pytest.raises(NeedsOwner, match="Copy it from your browser"):
        base_url(pasted)


@pytest.mark.parametrize(
    ("value", "safe"),
    [("a/b", "a%2Fb"), ("..", "%2E%2E"), ("a.b", "a.b"), ("é?#", "%C3%A9%3F%23"), (".", "%2E")],
)
def test_an_id_is_one_segment(value: str, safe: str) -> None:
    assert segment(value) == safe
