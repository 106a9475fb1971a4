"""Files come by the GraphQL multipart request specification, over the disk."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from guichet.api.attachment.mutations import attachment_upload
from guichet.api.ids import Kind, global_id
from guichet.inbox.actions.upload import upload
from guichet.inbox.files import open_file
from guichet.inbox.models import Attachment
from tests.api.asking import Api

UPLOAD = """mutation ($file: Upload!) { uploadAttachment(file: $file) {
  attachment { id fileName contentType sizeBytes } errors { field code message } } }"""


PNG = b"\x89PNG\r\n\x1a\n..."


def _form(**changes: Any) -> dict[str, Any]:
    operations = json.dumps({"query": UPLOAD, "variables": {"file": None}})
    file = SimpleUploadedFile("Photo été.png", PNG, content_type="image/png")
    return {"operations": operations, "map": json.dumps({"0": ["variables.file"]}), "0": file} | changes


def _post(api: Api, form: dict[str, Any]) -> Any:
    return api.client.post("/graphql", form, headers={"Authorization": f"Bearer {api.token}"})


def test_a_file_is_kept_and_can_go_with_a_reply(as_alice: Api) -> None:
    answer = _post(as_alice, _form()).json()["data"]["uploadAttachment"]
    assert answer["errors"] == []
    found = answer["attachment"]
    told = found["fileName"], found["contentType"], found["sizeBytes"]
    assert told == ("Photo été.png", "image/png", len(PNG))
    row = Attachment.objects.get()
    assert found["id"] == global_id(Kind.ATTACHMENT, row.pk)
    with open_file(row) as kept:
        assert kept.read() == PNG
    again = as_alice.data(
        "query ($id: ID!) { node(id: $id) { ... on Attachment { fileName } } }", id=found["id"]
    )
    assert again == {"node": {"fileName": "Photo été.png"}}


def test_even_a_small_file_goes_over_the_disk(as_alice: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    kept = upload

    def watch(viewer: Any, name: str, stream: Any, hint: str | None) -> Attachment:
        seen.append(stream)
        return kept(viewer, name, stream, hint)

    monkeypatch.setattr(attachment_upload, "upload", watch)
    assert _post(as_alice, _form()).status_code == 200
    assert isinstance(seen[0], type(TemporaryUploadedFile("x", None, 0, None).file))


def test_an_empty_file_is_an_error_of_the_user(as_alice: Api) -> None:
    answer = _post(as_alice, _form(**{"0": SimpleUploadedFile("empty.txt", b"")})).json()
    (error,) = answer["data"]["uploadAttachment"]["errors"]
    assert error["code"] == "REQUIRED"


def test_a_reader_may_not_upload(as_rita: Api) -> None:
    (error,) = _post(as_rita, _form()).json()["data"]["uploadAttachment"]["errors"]
    assert error["code"] == "FORBIDDEN"


@pytest.mark.parametrize(
    "changes",
    [
        {"map": "{}"},
        {"map": json.dumps({"0": ["variables.nothing.here"]})},
        {"map": json.dumps({"0": ["variables.file.0"]})},
        {"map": json.dumps({"7": ["variables.file"]})},
        {"map": "[]"},
        {"map": "5"},
        {"map": "nonsense"},
        {"map": json.dumps({"0": "variables.file"})},
        {"map": json.dumps({"0": 5})},
        {"operations": "[]"},
        {"operations": "5"},
        {"operations": "nonsense"},
    ],
)
def test_forms_that_do_not_follow_the_specification(changes: dict[str, Any], as_alice: Api) -> None:
    response = _post(as_alice, _form(**changes))
    assert response.status_code in (200, 400)
    (error, *_) = response.json()["errors"]
    assert "went wrong" not in error["message"]
    assert not Attachment.objects.exists()


def test_a_string_is_not_a_file(as_alice: Api) -> None:
    (error,) = as_alice.errors(UPLOAD, file="x")
    assert "multipart" in error["message"]


def test_fields_of_a_form_have_the_limit_of_a_request(as_alice: Api) -> None:
    response = _post(as_alice, _form(extra="x" * 100_001))
    assert response.status_code == 413


def test_a_form_that_is_cut_is_refused_with_a_sentence(as_alice: Api) -> None:
    cut = b'--x\r\nContent-Disposition: form-data; name="operations"\r\n\r\n{'
    response = as_alice.send(cut, content_type="multipart/form-data; boundary=x")
    assert response.status_code == 400
    assert as_alice.send(b"x", content_type="multipart/form-data").status_code == 400


def test_a_form_larger_than_any_file_is_refused_before_it_is_read(as_alice: Api) -> None:
    response = as_alice.client.generic(
        "POST", "/graphql", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="200000000",
        HTTP_AUTHORIZATION=f"Bearer {as_alice.token}",
    )  # fmt: skip
    assert response.status_code == 413
