"""Whoever sends too much is told so, and nothing breaks: bounds that no other test looks at."""

import json
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guichet.accounts.errors import RefusalError
from guichet.inbox.actions.upload import upload
from tests.api.asking import api_of
from tests.cast import Player
from tests.web.browsing import browser_of

pytestmark = pytest.mark.django_db
DEEP = 40_000


@pytest.mark.parametrize("what", ["bytes", "fields", "files"])
def test_a_form_has_bounds(alice: Player, what: str) -> None:
    forms: dict[str, dict[str, object]] = {
        "bytes": {"body": "x" * 2_200_000},
        "fields": {f"f{number}": "x" for number in range(1001)},
        "files": {f"f{number}": SimpleUploadedFile("a", b"x") for number in range(101)},
    }
    answer = browser_of(alice).post("/preferences", forms[what])
    assert answer.status_code == 400
    assert "incomplete or too large" in answer.content.decode()


def test_an_upload_by_the_api_has_no_more_parts_than_a_form(alice: Player) -> None:
    api = api_of(alice)
    form: dict[str, object] = {f"f{number}": SimpleUploadedFile("a", b"x") for number in range(101)}
    headers = {"Authorization": f"Bearer {api.token}"}
    answer = api.client.post("/graphql", {"operations": "{}", "map": "{}"} | form, headers=headers)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "MALFORMED"


def test_an_upload_has_bounds(alice: Player) -> None:
    """Its bytes: tests/api/test_uploads.py."""
    assert len(upload(alice.viewer, "é" * 5000 + ".pdf", BytesIO(b"%PDF-1.4")).file_name) <= 255
    with pytest.raises(RefusalError, match="no name"):
        upload(alice.viewer, "\x00/..\\\r\n", BytesIO(b"x"))
    above = upload(alice.viewer, "../../etc/\x00passwd\r\n.txt", BytesIO(b"x"))
    assert not set("/\x00\r\n") & set(above.file_name)


@pytest.mark.parametrize(
    "body",
    [
        "[" * DEEP,
        '{"query":' * (DEEP // 10),
        json.dumps({"query": "{ viewer { id } }"})[:-1]
        + ', "variables": {"a": '
        + "[" * DEEP
        + "]" * DEEP
        + "}}",
        json.dumps({"query": "{ a(b: " + "[" * DEEP + "]" * DEEP + ") }"}),
        json.dumps({"query": "{ a " * 12_000 + "}" * 12_000}),
    ],
    ids=["array", "object", "variables", "literal", "selections"],
)
def test_json_nested_too_deep_is_refused_with_a_sentence(alice: Player, body: str) -> None:
    answer = api_of(alice).send(body)
    assert answer.status_code in (200, 400)
    told = answer.json()
    assert told["errors"][0]["message"]
    assert "quote" not in told["errors"][0]["message"]
