"""What activation fills in by itself, by API as in the form."""

from guichet.platforms.catalogue import marketplace
from guichet.web.channels.form import fields_of
from tests.api.asking import Api

ASKED = "query ($of: String!) { marketplaces(search: $of) { code credentialFields { name defaultValue } } }"
REGIONS = {"amazon-fr": "eu", "amazon-us": "na", "amazon-jp": "fe"}


def test_amazons_addresses_are_filled_in_by_region(as_alice: Api) -> None:
    for code, region in REGIONS.items():
        (found,) = (m for m in as_alice.data(ASKED, of=code)["marketplaces"] if m["code"] == code)
        told = {field["name"]: field["defaultValue"] for field in found["credentialFields"]}
        assert told["baseUrl"] == f"https://sellingpartnerapi-{region}.amazon.com"
        assert told["authUrl"] == "https://api.amazon.com"
        assert told["senderEmail"] is None


def test_the_form_shows_them_too() -> None:
    entry = marketplace("amazon-de")
    assert entry is not None
    shown = {field.name: field.value for field in fields_of(entry, {}, ())}
    assert shown["credentials.baseUrl"] == "https://sellingpartnerapi-eu.amazon.com"
    assert shown["credentials.authUrl"] == "https://api.amazon.com"
    assert shown["credentials.senderEmail"] == ""
