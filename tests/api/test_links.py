"""Links to files by the API: a reply with files to a marketplace that takes none."""

from pathlib import Path

import pytest
from pytest_django import Settings

from guichet.api.ids import Kind, global_id
from guichet.inbox.actions.count_download import count_download
from guichet.inbox.actions.revoke_link import revoke_link
from guichet.inbox.models import FileLink
from tests.api.asking import Api
from tests.cast import Company, Player
from tests.linking import talk_on, uploaded

REPLY = """mutation ($input: ReplyInput!) { reply(input: $input) {
  message { body attachments { id fileName link { url expiresAt revokedAt downloads } } }
  errors { field code message } } }"""
FILE = """query ($id: ID!) { node(id: $id) { ... on Attachment {
  link { url expiresAt revokedAt downloads } } } }"""


@pytest.fixture(autouse=True)
def _here(settings: Settings, tmp_path: Path) -> None:
    settings.GUICHET_BASE_URL = "http://testserver"
    settings.GUICHET_DATA_DIR = tmp_path


def test_a_file_tells_its_link_and_what_became_of_it(as_alice: Api, alice: Player, lumen: Company) -> None:
    talk = talk_on(lumen.store, "fnac-fr")
    file = global_id(Kind.ATTACHMENT, uploaded(alice).pk)
    asked = {
        "discussionId": global_id(Kind.DISCUSSION, talk.pk),
        "body": "Voici.",
        "recipients": ["CUSTOMER"],
    }
    answer = as_alice.data(REPLY, input={**asked, "attachmentIds": [file]})["reply"]
    assert answer["errors"] == []
    (sent,) = answer["message"]["attachments"]
    link = FileLink.objects.get()
    assert sent["link"]["url"] == f"http://testserver/f/{link.token}"
    assert answer["message"]["body"].endswith(sent["link"]["url"])
    assert (sent["link"]["downloads"], sent["link"]["revokedAt"]) == (0, None)
    count_download(link)
    revoke_link(alice.viewer, link.pk)
    again = as_alice.data(FILE, id=sent["id"])["node"]["link"]
    assert again["downloads"] == 1
    assert again["revokedAt"] is not None
    assert again["expiresAt"] == sent["link"]["expiresAt"]


def test_a_file_that_went_by_itself_has_none(as_alice: Api, alice: Player) -> None:
    assert as_alice.data(FILE, id=global_id(Kind.ATTACHMENT, uploaded(alice).pk)) == {"node": {"link": None}}
