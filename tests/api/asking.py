"""A client of the API, as a script would write one."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from guichet.accounts.actions.create_token import create_token
from tests.cast import Player


@dataclass(frozen=True, slots=True)
class Api:
    """Posts operations with a token."""

    token: str | None = None
    client: Client = field(
        default_factory=lambda: Client(enforce_csrf_checks=True, raise_request_exception=True)
    )

    def post(self, query: str, variables: dict[str, Any] | None = None, **headers: Any) -> Any:
        """The response to one operation."""
        body = json.dumps({"query": query, "variables": variables})
        return self.send(body, **headers)

    def send(self, body: str | bytes, content_type: str = "application/json", **headers: Any) -> Any:
        """The response to any body."""
        known = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post("/graphql", body, content_type=content_type, headers=known | given)

    def data(self, query: str, **variables: Any) -> Any:
        """What an operation answers when nothing is wrong."""
        response = self.post(query, variables)
        answer = response.json()
        assert response.status_code == 200, answer
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def errors(self, query: str, **variables: Any) -> list[dict[str, Any]]:
        """The errors of an operation that cannot be answered."""
        response = self.post(query, variables)
        assert response.status_code == 200
        found: list[dict[str, Any]] = response.json()["errors"]
        return found


def api_of(who: Player) -> Api:
    """The API as this person's token sees it."""
    return Api(create_token(who.member, "test"))
