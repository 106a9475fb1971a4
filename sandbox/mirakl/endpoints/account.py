"""A01 the shop's account, PC01 the platform's configuration, V01 the version."""

from typing import Any

from werkzeug.wrappers import Response

from sandbox.mirakl.answers import as_json
from sandbox.mirakl.ask import Ask
from sandbox.mirakl.endpoints.platform_json import platform_json
from sandbox.mirakl.state.model import Shop


def get_account(ask: Ask) -> Response:
    """A01; it holds bank data, as the real one does, so that nobody keeps the raw answer."""
    shop = ask.shop
    with ask.state.lock:
        orders = sum(1 for _ in ask.state.orders_in(shop))
    shown = _identity(shop) | _contact(shop) | _money(shop) | {"orders_count": orders}
    return as_json(shown)


def get_platform(ask: Ask) -> Response:
    """PC01."""
    return as_json(platform_json(ask.state.operator_name))


def get_version() -> Response:
    """V01: no key needed."""
    return as_json({"version": "3.260.0"})


def _identity(shop: Shop) -> dict[str, Any]:
    return {
        "shop_id": shop.id,
        "shop_name": shop.name,
        "shop_state": shop.state,
        "model": "MARKETPLACE",
        "is_professional": True,
        "premium": False,
        "domains": ["PRODUCT"],
        "channels": list(shop.channels),
        "currency_iso_code": shop.currency,
        "date_created": "2023-03-14T09:12:00Z",
        "last_updated_date": "2026-09-02T06:40:11.310Z",
        "offers_count": 214,
        "evaluations_count": 87,
        "grade": 4.6,
        "approval_rate": 0.98,
        "order_messages_response_delay": 17_280,
        "free_shipping": False,
        "shipping": {"lead_time_to_ship": 2},
        "shipping_country": shop.country,
        "shop_additional_fields": [],
        "pro_details": {
            "corporate_name": shop.name,
            "VAT_number": shop.vat_number,
            "identification_number": "00000000000000",
        },
    }


def _contact(shop: Shop) -> dict[str, Any]:
    return {
        "contact_informations": {
            "civility": None,
            "firstname": "Claire",
            "lastname": "Vasseur",
            "email": shop.email,
            "phone": "+33 4 00 00 00 00",
            "street1": shop.street,
            "street2": None,
            "zip_code": shop.zip_code,
            "city": shop.city,
            "state": None,
            "country": shop.country,
        }
    }


def _money(shop: Shop) -> dict[str, Any]:
    return {
        "payment_method_mandatory": False,
        "payment_details": {"paid_balance": 18_204.5, "payable_balance": 912.4, "pending_balance": 1_388.75},
        "payment_info": {
            "@type": "IBAN",
            "owner": shop.name,
            "bank_name": "Banque Exemple",
            "bic": "XXXXFRXX",
            "iban": "FR7600000000000000000000000",
        },
        "billing_info": {"owner": shop.name, "iban": "FR7600000000000000000000000", "bic": "XXXXFRXX"},
        "default_billing_information": {
            "id": f"billing-{shop.id}",
            "default_language": "fr_FR",
            "registration_address": {
                "street_1": shop.street,
                "city": shop.city,
                "zip_code": shop.zip_code,
                "country_iso_code": shop.country,
            },
        },
    }
