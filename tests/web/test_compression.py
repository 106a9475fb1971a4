"""A first visit is small, and what must not be compressed is not."""

import gzip
import re
from io import BytesIO

import pytest
from django.conf import settings
from django.http import FileResponse, HttpResponse
from django.test import Client, RequestFactory

from guichet.accounts.models import Channel
from guichet.web.compression import CompressionMiddleware
from tests.browser.sample import fill
from tests.cast import Company

pytestmark = pytest.mark.django_db
MOST = 120_000
ADDRESS = re.compile(r'(?:href|src)="(/(?:static|words)/[^"#]+)')


def fetched(browser: Client, path: str, **headers: str) -> HttpResponse:
    """As a browser asks."""
    return browser.get(path, headers={"Accept-Encoding": "gzip, deflate, br"} | headers)  # type: ignore[return-value]


def bytes_of(response: HttpResponse) -> bytes:
    """What goes over the wire, but its headers."""
    return b"".join(response)


def test_a_first_visit_of_the_list_is_small(lumen: Company, inside: Client) -> None:
    fill([lumen.store, lumen.other_store], copies=5)
    page = fetched(inside, "/?status=all")
    body = bytes_of(page)
    assert page.headers["Content-Encoding"] == "gzip"
    words = gzip.decompress(body).decode()
    assert words.count('class="row') >= 50
    addresses = set(ADDRESS.findall(words))
    names = {address.rpartition("/")[2] for address in addresses}
    assert {"guichet.css", "tokens.css", "icons.svg", "main.js", "favicon.svg"} <= names
    sizes = {address: len(bytes_of(fetched(inside, address))) for address in addresses}
    assert len(body) + sum(sizes.values()) < MOST, (len(body), sizes)


def test_another_site_learns_nothing_from_the_length(inside: Client) -> None:
    ours = fetched(inside, "/?subject=x", **{"Sec-Fetch-Site": "same-origin"})
    theirs = fetched(inside, "/?subject=x", **{"Sec-Fetch-Site": "cross-site"})
    assert ours.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in theirs.headers


def test_the_length_of_a_page_varies(shop: list[Channel], inside: Client) -> None:
    assert len({len(bytes_of(fetched(inside, "/"))) for _ in range(12)}) > 1


def test_who_takes_no_gzip_gets_none(inside: Client) -> None:
    plain = inside.get("/")
    assert "Content-Encoding" not in plain.headers
    assert plain.content.startswith(b"<!doctype html>")


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/octet-stream"])
def test_downloads_keep_their_length(kind: str) -> None:
    request = RequestFactory().get("/files/x", headers={"Accept-Encoding": "gzip"})
    file = FileResponse(BytesIO(b"a" * 1000), content_type=kind)
    answer = CompressionMiddleware(lambda _: file).process_response(request, file)
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Content-Length"] == "1000"


def test_a_part_of_a_file_stays_that_part(inside: Client) -> None:
    part = fetched(inside, f"{settings.STATIC_URL}guichet/guichet.css", Range="bytes=0-499")
    assert (part.status_code, len(bytes_of(part))) == (206, 500)
