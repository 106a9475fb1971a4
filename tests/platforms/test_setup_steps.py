"""What a seller does over there is told for every marketplace of the catalogue."""

import pytest

from guichet.platforms.catalogue import MarketplaceEntry, marketplace, marketplaces
from guichet.platforms.manifest import manifest_of
from guichet.platforms.setup_step import INBOUND_ADDRESS, SENDER_EMAIL, SetupStep
from guichet.platforms.words import Platform


def _steps(entry: MarketplaceEntry) -> tuple[SetupStep, ...]:
    return manifest_of(entry.platform).setup_steps(entry)


def _at(code: str) -> tuple[SetupStep, ...]:
    entry = marketplace(code)
    assert entry is not None
    return _steps(entry)


@pytest.mark.parametrize("entry", marketplaces(), ids=lambda entry: entry.code)
def test_every_marketplace_has_steps_in_whole_sentences(entry: MarketplaceEntry) -> None:
    steps = _steps(entry)
    assert steps
    assert len({step.title for step in steps}) == len(steps)
    assert all(step.what.endswith(".") and step.why.endswith(".") for step in steps)
    assert all(step.url is None or step.url.startswith("https://") for step in steps)


@pytest.mark.parametrize("entry", marketplaces(), ids=lambda entry: entry.code)
def test_what_is_to_be_copied_exists_there(entry: MarketplaceEntry) -> None:
    manifest = manifest_of(entry.platform)
    known = {field.name for field in manifest.credential_fields}
    if manifest.capabilities.needs_inbound_address:
        known.add(INBOUND_ADDRESS)
    assert {step.copies for step in _steps(entry) if step.copies} <= known


def test_marketplaces_by_mail_say_where_both_addresses_go() -> None:
    by_mail = [m for m in marketplaces() if manifest_of(m.platform).capabilities.needs_inbound_address]
    assert len(by_mail) == 27
    for entry in by_mail:
        assert {INBOUND_ADDRESS, SENDER_EMAIL} <= {step.copies for step in _steps(entry)}


def test_amazon_leads_into_the_seller_central_of_each_country() -> None:
    assert {step.url for step in _at("amazon-uk") if step.url} == {"https://sellercentral.amazon.co.uk"}
    assert "Amazon Türkiye" in _at("amazon-tr")[0].title
    messages = next(step for step in _at("amazon-fr") if "Buyer messages" in step.choices)
    assert messages.where == ("Settings", "Notification preferences", "Messaging")
    approval = next(step for step in _at("amazon-fr") if "Messaging permissions" in step.where)
    assert approval.copies == SENDER_EMAIL
    assert approval.is_required


def test_cdon_leads_to_the_contact_address_and_warns_of_reclaimit() -> None:
    contact = next(step for step in _at("cdon-fi") if step.copies == INBOUND_ADDRESS)
    assert contact.where == ("Settings", "Update Company Info", "Customer Service", "Contact email")
    warning = manifest_of(Platform.CDON).warning
    assert "24 hours" in warning
    assert warning in {step.why for step in _at("cdon-se")}


@pytest.mark.parametrize(
    ("code", "api"),
    [
        ("amazon-fr", "https://sellingpartnerapi-eu.amazon.com"),
        ("amazon-us", "https://sellingpartnerapi-na.amazon.com"),
        ("amazon-jp", "https://sellingpartnerapi-fe.amazon.com"),
    ],
)
def test_amazons_addresses_are_filled_in_by_region(code: str, api: str) -> None:
    entry = marketplace(code)
    fields = {field.name: field for field in manifest_of(Platform.AMAZON).credential_fields}
    assert fields["baseUrl"].default_at(entry) == api
    assert fields["authUrl"].default_at(entry) == "https://api.amazon.com"
    assert fields["senderEmail"].default_at(entry) is None
