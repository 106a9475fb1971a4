"""The part of Amazon's API that an inbox asks: tokens, participations, orders; with its refusals."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from werkzeug.wrappers import Request, Response

from sandbox.serving import RunningServer, running

Json = dict[str, Any]


@dataclass(slots=True)
class RehearsalApi:
    """One seller's side of the API. `answers_next` are statuses and headers given instead of answers.

    `bodies_next` are bytes given instead of the next orders, under their content type.
    """

    client_id: str = "amzn1.application-oa2-client.rehearsal"
    client_secret: str = "a-client-secret-of-a-rehearsal"  # noqa: S105 - made up
    refresh_token: str = "Atzr|a-refresh-token-of-a-rehearsal"  # noqa: S105 - made up
    marketplace_id: str = "A13V1IB3VIYZZH"
    has_consent: bool = True
    may_read_orders: bool = True
    orders: dict[str, Json] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    answers_next: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    bodies_next: list[bytes] = field(default_factory=list)
    rate: str = "0.5"
    _tokens: int = 0
    _expired: bool = False

    def expire_tokens(self) -> None:
        """Whatever token was given no longer works."""
        self._expired = True

    def answer(self, request: Request) -> Response:
        """One request."""
        self.calls.append(f"{request.method} {request.path}")
        if self.answers_next:
            status, headers = self.answers_next.pop(0)
            return _json({"errors": [{"code": "Rehearsed", "message": "as asked for"}]}, status, headers)
        if request.path == "/auth/o2/token":
            return self._token(request)
        if self._expired or request.headers.get("x-amz-access-token") != f"Atza|{self._tokens}":
            return _refusal(403, "Unauthorized", "The access token you provided has expired.")
        return self._called(request)

    def _token(self, request: Request) -> Response:
        form = request.form
        if (form.get("client_id"), form.get("client_secret")) != (self.client_id, self.client_secret):
            return _json({"error": "invalid_client", "error_description": "Client failed"}, 401)
        if form.get("grant_type") != "refresh_token" or form.get("refresh_token") != self.refresh_token:
            return _json({"error": "invalid_grant", "error_description": "The token is invalid"}, 400)
        if not self.has_consent:
            return _json({"error": "invalid_grant", "error_description": "Consent was revoked"}, 400)
        self._tokens, self._expired = self._tokens + 1, False
        token = {"access_token": f"Atza|{self._tokens}", "token_type": "bearer", "expires_in": 3600}
        return _json(token | {"refresh_token": self.refresh_token})

    def _called(self, request: Request) -> Response:
        if request.path == "/sellers/v1/marketplaceParticipations":
            entry = {
                "marketplace": {"id": self.marketplace_id, "countryCode": "FR", "name": "Amazon.fr"},
                "participation": {"isParticipating": True, "hasSuspendedListings": False},
                "storeName": "Atelier Lumen",
            }
            return _json({"payload": [entry]}, 200, {"x-amzn-RateLimit-Limit": "0.016"})
        return self._order(request.path.rpartition("/")[2])

    def _order(self, order_id: str) -> Response:
        if not self.may_read_orders:
            return _refusal(403, "Unauthorized", "Access to requested resource is denied.")
        if self.bodies_next:
            return Response(self.bodies_next.pop(0), content_type="application/json")
        order = self.orders.get(order_id)
        if order is None:
            return _refusal(404, "NotFound", "The requested resource does not exist.")
        return _json({"order": order}, 200, {"x-amzn-RateLimit-Limit": self.rate})


@contextmanager
def serve_api(api: RehearsalApi) -> Iterator[RunningServer]:
    """The API on a free loopback port."""

    @Request.application
    def application(request: Request) -> Response:
        return api.answer(request)

    with _running(application) as server:
        yield server


def _running(application: Any) -> AbstractContextManager[RunningServer]:
    return running(application, before_stop=lambda: None)


def an_order(order_id: str, *, with_personal_data: bool = True) -> Json:
    """An order of one line; without the roles, the personal fields are simply absent."""
    order: Json = {
        "orderId": order_id,
        "createdTime": "2026-11-14T08:30:00Z",
        "lastUpdatedTime": "2026-11-15T09:00:00Z",
        "salesChannel": {
            "channelName": "AMAZON", "marketplaceId": "A13V1IB3VIYZZH", "marketplaceName": "Amazon.fr",
        },
        "proceeds": {
            "grandTotal": _money("64.80"),
            "breakdowns": [
                {"type": "ITEM", "subtotal": _money("59.90")},
                {"type": "SHIPPING", "subtotal": _money("4.90")},
            ],
        },
        "fulfillment": {
            "fulfillmentStatus": "SHIPPED",
            "fulfilledBy": "MERCHANT",
            "shipByWindow": {"latestDateTime": "2026-11-16T22:59:59Z"},
        },
        "orderItems": [
            {
                "orderItemId": "11122233344455",
                "quantityOrdered": 1,
                "product": {
                    "asin": "B0FAKE0199",
                    "title": "Lampe de bureau",
                    "sellerSku": "LAMPE-01",
                    "price": {"unitPrice": _money("59.90")},
                },
                "proceeds": {"proceedsTotal": _money("59.90")},
            }
        ],
        "packages": [
            {
                "packageReferenceId": "1", "carrier": "Colissimo", "trackingNumber": "8X00000000001",
                "shipTime": "2026-11-15T09:00:00Z",
            }
        ],
    }  # fmt: skip
    return order | (_personal() if with_personal_data else {})


def _personal() -> Json:
    return {
        "buyer": {"buyerName": "Maya Lenoir", "buyerEmail": "p7qz4m1xk9d2bvt@marketplace.amazon.fr"},
        "recipient": {
            "deliveryAddress": {
                "name": "Maya Lenoir",
                "addressLine1": "3 rue des Exemples",
                "city": "Lyon",
                "postalCode": "69001",
                "countryCode": "FR",
            }
        },
    }


def _money(amount: str) -> Json:
    return {"amount": amount, "currencyCode": "EUR"}


def _refusal(status: int, code: str, message: str) -> Response:
    return _json({"errors": [{"code": code, "message": message, "details": ""}]}, status)


def _json(body: Json, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    answer = Response(json.dumps(body), status, {"x-amzn-RequestId": "rehearsed", **(headers or {})})
    answer.content_type = "application/json"
    return answer
