"""Orders by id, one call each."""

from collections.abc import Sequence

from guichet.platforms.amazon.access import Grant
from guichet.platforms.amazon.api import get_order
from guichet.platforms.amazon.finds import order_in
from guichet.platforms.amazon.parse_order import parse_order
from guichet.platforms.amazon.places import Place
from guichet.platforms.errors import Busy, MissingRight, Unreadable
from guichet.platforms.fields import FieldError, Fields, load
from guichet.platforms.http import Answer
from guichet.platforms.port import Access, Order

_NO_RIGHT = (
    "Amazon does not give order data to this app. Give it the role Inventory and Order Tracking and "
    "authorise it again in Seller Central."
)


def orders(access: Access, grant: Grant, place: Place, order_ids: Sequence[str]) -> list[Order]:
    """The orders known under these ids; MissingRight where the app may not read any."""
    wanted = [order_id for order_id in dict.fromkeys(order_ids) if order_in(order_id) == order_id]
    found = (_order(get_order(access, grant, order_id), place) for order_id in wanted)
    return [order for order in found if order is not None]


def _order(answer: Answer, place: Place) -> Order | None:
    if answer.status in (400, 404):
        return None
    if answer.status in (401, 403):
        raise MissingRight(_NO_RIGHT, "orders")
    if answer.status != 200:
        raise Busy(f"Amazon answered with error {answer.status}.")
    try:
        return parse_order(Fields.of(load(answer.body), "answer").child("order"), place.back_office)
    except FieldError as error:
        raise Unreadable(f"The order could not be read: {error}.", answer.body) from error
    except ValueError as error:
        raise Busy("Amazon's answer was cut short or is not what was asked for.") from error
