"""Merchants API v1 as documented: Basic auth, bare arrays under a wrong content type, one article each."""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Request, Response

from sandbox.serving import RunningServer, running

Json = dict[str, Any]
LARGEST_PAGE = 1000


@dataclass(slots=True)
class RehearsalApi:
    """One merchant's side. `answers_next` are statuses given instead of the next answers.

    `bodies_next` are bytes given instead of the next single orders, under their content type.
    """

    merchant_id: str = "merchant-72"
    token: str = "a-token-of-a-rehearsal"  # noqa: S105 - made up
    orders: list[Json] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    answers_next: list[int] = field(default_factory=list)
    bodies_next: list[bytes] = field(default_factory=list)
    redirects: bool = False

    def answer(self, request: Request) -> Response:
        """One request."""
        self.calls.append(f"{request.method} {request.full_path}")
        if self.answers_next:
            return _json({"description": "as asked for"}, self.answers_next.pop(0))
        basic = b64encode(f"{self.merchant_id}:{self.token}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {basic}":
            return _json({"description": "Unauthorized"}, 401)
        if request.path == "/api/v1/orders/" and self.redirects:
            return Response("", 301, {"Location": f"/api/v1/orders?{request.query_string.decode()}"})
        if request.path.rstrip("/") == "/api/v1/orders":
            return self._list(request)
        return self._one(request.path.rpartition("/")[2])

    def _list(self, request: Request) -> Response:
        state = request.args.get("state", "CREATED")
        limit = min(request.args.get("limit", 100, int), LARGEST_PAGE)
        start = (request.args.get("page", 1, int) - 1) * limit
        found = [order for order in self.orders if order["state"] == state]
        return _json(found[start : start + limit])

    def _one(self, order_id: str) -> Response:
        if self.bodies_next:
            return Response(self.bodies_next.pop(0), content_type="text/html; charset=UTF-8")
        found = [order for order in self.orders if order["id"] == order_id]
        return _json(found[0]) if found else _json({"description": "Not found"}, 404)


@contextmanager
def serve_api(api: RehearsalApi) -> Iterator[RunningServer]:
    """The API on a free loopback port."""

    @Request.application
    def application(request: Request) -> Response:
        return api.answer(request)

    app: Any = application
    with running(app, before_stop=lambda: None) as server:
        yield server


def an_order(order_id: str, basket: str, *, state: str = "ACCEPTED", quantity: int = 2) -> Json:
    """An order of one article; amounts are for all units and without VAT."""
    price = {"amount": 640.0, "vat_amount": 160.0, "vat_rate": 0.25, "currency": "SEK"}
    return {
        "id": order_id,
        "customer_order_id": basket,
        "article_id": "0b9d5a3c",
        "title": "Kaffekvarn manuell",
        "article_sku": "KV-200",
        "price": price,
        "total_price": price,
        "quantity": quantity,
        "shipping_address": {
            "full_name": "Åsa Lind",
            "street_address": "Storgatan 9",
            "postal_code": "41103",
            "city": "Göteborg",
            "country": "SE",
            "phone_number": "+46 70 000 11 22",
        },
        "market": "SE",
        "state": state,
        "created_at": "2026-11-20 07:41:09",
        "updated_at": "2026-11-20 08:02:55",
        "fulfillment_deadline": "2026-11-25 07:41:09",
        "tracking_information": [],
    }


def _json(body: object, status: int = 200) -> Response:
    return Response(json.dumps(body), status, {"Content-Type": "text/html; charset=UTF-8"})
