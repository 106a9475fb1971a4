"""Headers, hosts and the pages of errors."""

import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

import guichet.web
from guichet.inbox.models import Discussion
from tests.cast import Player
from tests.web.browsing import text_of

pytestmark = pytest.mark.django_db
TEMPLATES = sorted((Path(guichet.web.__file__).parent / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", ["/", "/marketplaces", "/sign-in", "/nothing", "/?due=late"])
def test_every_answer_carries_the_policy(inside: Client, path: str) -> None:
    answer = inside.get(path)
    assert answer["Content-Security-Policy"].startswith("default-src 'self'; object-src 'none'")
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_pages_are_not_kept_by_anybody_in_between(inside: Client, talk: Discussion) -> None:
    assert inside.get(f"/d/{talk.pk}")["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_a_script_or_a_style(path: Path) -> None:
    """The policy would stop them silently."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(
        r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:|hx-on|hx-vals='js", text
    )


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("desk.example.com", 302),
        ("localhost:8000", 302),
        ("127.0.0.1:9999", 302),
        ("evil.example", 400),
        ("desk.example.com.evil.example", 400),
    ],
)
def test_only_our_own_host_is_answered(settings: Settings, host: str, status: int) -> None:
    settings.GUICHET_BASE_URL = "https://desk.example.com"
    answer = Client().get("/", headers={"host": host})
    assert answer.status_code == status
    if status == 400:
        assert b"Open https://desk.example.com instead." in answer.content


def test_whoever_asks_for_health_may_ask_by_address(settings: Settings) -> None:
    settings.GUICHET_BASE_URL = "https://desk.example.com"
    assert Client().get("/health", headers={"host": "10.0.0.7:8000"}).status_code == 200


def test_a_page_that_is_not_there_says_what_to_do(inside: Client) -> None:
    answer = inside.get("/nothing")
    assert answer.status_code == 404
    assert "There is nothing here" in text_of(answer)
    assert "Back to the inbox" in text_of(answer)


def test_a_form_without_its_token_is_refused_with_a_sentence(alice: Player) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice.person)
    answer = client.post("/discussions/status", {"status": "solved"})
    assert answer.status_code == 403
    assert "This form is too old" in text_of(answer)
    assert "nothing was changed" in text_of(answer)


def test_a_failure_of_ours_has_a_page(inside: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr("guichet.web.inbox.page.listing_of", breaks)
    inside.raise_request_exception = False
    answer = inside.get("/")
    assert answer.status_code == 500
    assert "Something went wrong" in text_of(answer)
    assert "secret" not in answer.content.decode()


def test_a_script_that_is_signed_out_is_told_so() -> None:
    answer = Client().post("/discussions/status", {"status": "solved"}, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert b"You are signed out." in answer.content
