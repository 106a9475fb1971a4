"""An order's data, with the fields of `platforms.port.Order`."""

from random import Random
from typing import Any

from bench.data.rare_words import rare_word

STATES = ("SHIPPING", "SHIPPED", "RECEIVED", "CLOSED", "REFUNDED")
_STREETS = ("rue de la Forêt", "Hauptstraße", "High Street", "calle Mayor", "via Roma")


def order_row(dice: Random, order_id: str, customer_name: str, placed_at: str) -> dict[str, Any]:
    """One order of one to three lines; money as decimal strings."""
    lines = [_line(dice, f"{order_id}-{number}") for number in range(1, dice.randint(1, 3) + 1)]
    total = sum(int(line["total"].replace(".", "")) for line in lines)
    return {
        "marketplace_id": order_id, "state": dice.choice(STATES), "lines": lines, "placed_at": placed_at,
        "total": _money(total + 490), "products_total": _money(total), "shipping_total": _money(490),
        "currency": "EUR", "customer_name": customer_name, "billing_address": _address(dice, customer_name),
        "shipping_address": _address(dice, customer_name),
    }  # fmt: skip


def _line(dice: Random, line_id: str) -> dict[str, Any]:
    cents, quantity = dice.randrange(500, 30_000), dice.choice((1, 1, 1, 2, 3))
    return {
        "marketplace_id": line_id, "title": f"Lampe {rare_word(dice).capitalize()}", "quantity": quantity,
        "sku": rare_word(dice).upper(), "unit_price": _money(cents), "total": _money(cents * quantity),
        "taxes": [], "shipping_taxes": [],
    }  # fmt: skip


def _address(dice: Random, name: str) -> dict[str, Any]:
    street = f"{dice.randrange(1, 200)} {dice.choice(_STREETS)}"
    return {"name": name, "lines": [street], "postal_code": f"{dice.randrange(100_000):05d}", "city": "Lyon",
            "country_code": "FR"}  # fmt: skip


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
