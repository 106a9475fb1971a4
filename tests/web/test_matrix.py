"""Every page by every role, with ids that are theirs and ids that are not; none tells of what is hidden."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.urls import URLPattern

from guichet.accounts.roles import Right, may
from guichet.web.urls import urlpatterns
from tests.api.matrix_world import Home, Seat, home, marks_in
from tests.web.browsing import browser_of

pytestmark = pytest.mark.timeout(300)  # a thousand pages
# Pages that not everybody may open; `*` is an id. All others are for every member.
RIGHTS = {
    "settings/people": Right.MANAGE, "settings/company": Right.MANAGE, "settings/people/*": Right.OWN,
    "settings/webhooks": Right.MANAGE, "settings/webhooks/*": Right.MANAGE, "settings/health": Right.MANAGE,
    "settings/audit": Right.OWN, "settings/audit/export": Right.OWN, "marketplaces/*/activate": Right.MANAGE,
    "channels/*/credentials": Right.MANAGE, "channels/*/mails": Right.MANAGE,
    "invoices/settings": Right.MANAGE, "settings/privacy": Right.MANAGE,
    "settings/privacy/receipts/*": Right.MANAGE,
    "views/*": Right.MANAGE, "invoices/*/credit": Right.REPLY,
    "views/*/delete": Right.MANAGE,
}  # fmt: skip
# What a person does without an account, or with one's own browser alone: tests of their own look at these.
APART = ("sign-in", "sign-out", "words/", "settings/security", "invitations/", "files/", "f/", "accounts/")
WORDS = {"code": "mirakl-auchan", "page": "api"}
PARAMETER = re.compile(r"<\w+:(\w+)>")


def test_every_page_by_every_role(db: None) -> None:
    ours, others = home("a"), home("b")
    routes = [str(p.pattern) for p in urlpatterns if isinstance(p, URLPattern)]
    for seat in ours.seats:
        for route in routes:
            if not route.startswith(APART):
                _walk(seat, route, ours, others)


def _walk(seat: Seat, route: str, ours: Home, others: Home) -> None:
    code, text = _get(seat, route, {**ours.rows[1], "member": ours.seats[6].player.member.pk})
    assert marks_in(text) <= seat.marks, (seat.name, route, marks_in(text) - seat.marks)
    right = RIGHTS.get(PARAMETER.sub("*", route), Right.READ)
    if not may(seat.viewer.role, right):
        assert code in {403, 405}, (seat.name, route, code)
        return
    assert code in _usual(seat, route), (seat.name, route, code)
    if "<uuid:" not in route or code == 405:
        return
    strange = [others.rows[1]] if seat.sees_all else [others.rows[1], ours.rows[3]]
    for rows in strange:
        code, text = _get(seat, route, {**rows, "member": others.seats[0].player.member.pk})
        assert code == 404, (seat.name, route, code)
        assert marks_in(text) <= seat.marks, (seat.name, route)


def _usual(seat: Seat, route: str) -> set[int]:
    """405 for what is only posted to; what is missing here, or another member's, is not found."""
    codes = {200, 204, 302, 303, 400, 405, 422}
    is_others = route.startswith(("acts/", "invoices/batches/", "settings/tokens/", "settings/privacy/"))
    if is_others or "invoice" in route or "activate" in route or "original" in route:
        codes |= {404}
    if route.startswith("settings/audit") and not seat.sees_all:
        codes |= {403}
    return codes


def _get(seat: Seat, route: str, rows: Mapping[str, UUID]) -> tuple[int, str]:
    def filled(match: re.Match[str]) -> str:
        noun = match[1].removesuffix("_id").replace("delivery", "webhook_delivery")
        return WORDS.get(noun) or str(rows.get(noun, rows["store"]))

    with transaction.atomic():
        answer: Any = browser_of(seat.player).get("/" + PARAMETER.sub(filled, route))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    return answer.status_code, body.decode("utf-8", "replace")
