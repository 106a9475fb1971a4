"""What PC01 tells about the platform."""

from typing import Any


def platform_json(operator_name: str) -> dict[str, Any]:
    """A marketplace for private and business customers that uses "no reply needed"."""
    return {
        "platform_name": operator_name,
        "tenant_name": "rehearsal",
        "timezone": "Europe/Paris",
        "platform_configuration": {
            "customer_model": {"b2b": True, "b2c": True},
            "platform_model": {"marketplace": True, "drop_ship": False, "one_creditor": False},
            "enhanced_seller_invoicing": {"enabled": False},
        },
        "modules": _modules(),
        "features": _features() | _order_features() | _catalogue_features(),
    }


def _modules() -> dict[str, Any]:
    return {
        "mirakl_catalog_integrator": False,
        "mirakl_catalog_manager": True,
        "mirakl_catalog_transformer": False,
        "mirakl_platform_services": False,
        "offer_management": True,
        "order_management": True,
        "promotions": False,
        "quotes": False,
        "tax_manager": {"activated": False, "tax_provider": {"avalara": False, "vertex": False}},
    }


def _features() -> dict[str, Any]:
    return {
        "no_reply_needed": True,
        "circular_economy_data_collection": True,
        "competitive_pricing_tool": False,
        "multi_currency": False,
        "operator_csv_delimiter": ";",
        "order_tax_mode": "TAX_INCLUDED",
        "tax_collection": {
            "activated": "NONE",
            "product_tax_code_mandatory": False,
            "tax_collection_by_operator": False,
        },
        "tax_id_number": {"mandatory": False, "validation_regex": None},
        "shop_tax_options": {"tax_identification_number": {"mandatory": True}},
        "direct_payment_customer_store": {"activated": False, "refund_cancel_authorized": False},
    }


def _order_features() -> dict[str, Any]:
    return {
        "disable_seller_alternative_carrier": False,
        "lead_time_to_ship_by_sellers_enabled": "ENABLED",
        "order_conditions": {
            "lead_time_to_ship": True,
            "maximum_order_quantity": False,
            "minimum_order_quantity": False,
            "package_order_quantity": False,
        },
        "order_workflows": {
            "no_customer_payment_confirmation": False,
            "order_acceptance": "MANUAL",
            "pause_debit_workflow": False,
            "pay_on_due_date": False,
            "pay_on_shipment": False,
            "sellers_edit_shipping_origin": False,
            "shipping_and_billing_details_before_acceptance": False,
        },
        "shipment": {"multi_part_item_shipment": False, "multi_shipment": False},
        "warehouses": {"geolocation": False, "restricted_countries": []},
    }


def _catalogue_features() -> dict[str, Any]:
    return {
        "offer_prices_decimals": "2",
        "product_data_validation_by_channel": False,
        "pricing": {
            "channel_pricing": "DISABLED",
            "scheduled_pricing": True,
            "volume_discount": False,
            "volume_pricing": False,
        },
        "catalog": {
            "allow_shop_contribution_to_all_channels": True,
            "exclude_invalid_products": False,
            "list_of_multiple_values_separator": "|",
            "product_acceptance_by_channel": False,
            "product_data_validation_by_channel": False,
            "product_import_only_on_leaf": False,
        },
    }
