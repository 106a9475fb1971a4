"""OR11: list orders, by pages with an offset."""

from collections.abc import Callable
from urllib.parse import urlencode

from werkzeug.wrappers import Response

from sandbox.mirakl.answers import as_json
from sandbox.mirakl.ask import Ask
from sandbox.mirakl.endpoints.order_json import order_json
from sandbox.mirakl.parameters import Parameters
from sandbox.mirakl.state.order import Order

Test = Callable[[Order], bool]
_DEFAULT_ROWS = 10


def list_orders(ask: Ask) -> Response:
    """Unknown ids are simply missing; the oldest order comes first unless `order=desc`."""
    parameters = ask.parameters
    rows = parameters.rows("max", _DEFAULT_ROWS, ask.settings)
    offset = parameters.count("offset", 0)
    parameters.choice("sort", {"dateCreated"})
    backwards = parameters.choice("order", {"asc", "desc"}) == "desc"
    tests = _tests(parameters)
    language = ask.language() if parameters.text("locale") else None
    with ask.state.lock:
        found = [order for order in _candidates(ask) if all(test(order) for test in tests)]
        found.sort(key=lambda order: (order.created, order.id), reverse=backwards)
        page = found[offset : offset + rows]
        shown = [order_json(ask.state, order, ask.settings, language) for order in page]
    headers = _links(ask, offset, rows, len(found))
    return as_json({"orders": shown, "total_count": len(found)}, headers=headers)


def _candidates(ask: Ask) -> list[Order]:
    ids = ask.parameters.comma_list("order_ids")
    if not ids:
        return list(ask.state.orders_in(ask.shop))
    known = [ask.state.orders[order_id] for order_id in dict.fromkeys(ids) if order_id in ask.state.orders]
    return [order for order in known if order.shop_id == ask.shop.id]


def _tests(parameters: Parameters) -> list[Test]:
    return [*_list_tests(parameters), *_date_tests(parameters), *_flag_tests(parameters)]


def _list_tests(parameters: Parameters) -> list[Test]:
    for_customer = parameters.comma_list("order_references_for_customer")
    for_seller = parameters.comma_list("order_references_for_seller")
    states = parameters.comma_list("order_state_codes")
    channels = parameters.comma_list("channel_codes")
    tests: list[tuple[list[str], Test]] = [
        (for_customer, lambda order: order.commercial_id in for_customer),
        (for_seller, lambda order: order.seller_reference in for_seller),
        (states, lambda order: order.state in states),
        (channels, lambda order: order.channel is not None and order.channel[0] in channels),
    ]
    return [test for values, test in tests if values]


def _date_tests(parameters: Parameters) -> list[Test]:
    tests: list[Test] = []
    if (start := parameters.date("start_date")) is not None:
        tests.append(lambda order: order.created >= start)
    if (end := parameters.date("end_date")) is not None:
        tests.append(lambda order: order.created <= end)
    if (updated_from := parameters.date("start_update_date")) is not None:
        tests.append(lambda order: order.updated >= updated_from)
    if (updated_to := parameters.date("end_update_date")) is not None:
        tests.append(lambda order: order.updated <= updated_to)
    return tests


def _flag_tests(parameters: Parameters) -> list[Test]:
    tests: list[Test] = []
    if (incident := parameters.flag("has_incident")) is not None:
        tests.append(lambda order: order.has_incident == incident)
    if (debited := parameters.flag("customer_debited")) is not None:
        tests.append(lambda order: (order.debited is not None) == debited)
    if parameters.flag("only_null_channel"):
        tests.append(lambda order: order.channel is None)
    if workflow := parameters.text("payment_workflow"):
        tests.append(lambda order: order.payment_workflow == workflow)
    return tests


def _links(ask: Ask, offset: int, rows: int, total: int) -> dict[str, str]:
    """A Link header with the neighbouring pages."""
    links = []
    if offset > 0:
        links.append(_link(ask, max(0, offset - rows), "previous"))
    if offset + rows < total:
        links.append(_link(ask, offset + rows, "next"))
    return {"Link": ", ".join(links)} if links else {}


def _link(ask: Ask, offset: int, relation: str) -> str:
    query = urlencode(ask.request.args.to_dict() | {"offset": str(offset)})
    return f'<{ask.request.base_url}?{query}>; rel="{relation}"'
