"""The main job by the public API alone, from activation to a confirmed answer with a file."""

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from sandbox.mirakl import File, MiraklOperator, Post, RunningServer
from tests.stories.installation import Installation, installation
from tests.stories.who_writes import note_who_writes, who_wrote
from tests.waiting import until

pytestmark = [pytest.mark.timeout(300), pytest.mark.xdist_group("stories")]

ACTIVATE = """
mutation ($input: ActivateChannelInput!) { activateChannel(input: $input) {
  channel { id health marketplace { name } } errors { field code message } } }
"""
DISCUSSIONS = """
query { discussions { totalCount nodes { id subject type status isRead orderId possibleRecipients
  participants { kind name } order { state total lines { title quantity } url }
  attachments { fileName sizeBytes url }
  messages { nodes { id body delivery author { kind name } } } } } }
"""
REPLY = """
mutation ($input: ReplyInput!) { reply(input: $input) {
  message { id delivery } discussion { status } errors { field code message } } }
"""
UPLOAD = """
mutation ($file: Upload!) { uploadAttachment(file: $file) { attachment { id } errors { message } } }
"""
DELIVERY = "query ($id: ID!) { node(id: $id) { ... on Message { delivery } } }"


def activate(guichet: Installation, operator: MiraklOperator, server: RunningServer) -> None:
    """The seller activates the operator for the store."""
    credentials = [{"name": "baseUrl", "value": server.url}, {"name": "apiKey", "value": operator.api_key}]
    given = {"storeId": guichet.store_id, "marketplace": "mirakl-other", "credentials": credentials}
    assert guichet.ask(ACTIVATE, input=given)["activateChannel"]["errors"] == []


def one_discussion(guichet: Installation) -> dict[str, Any]:
    """Wait for the first discussion with its order."""

    def arrived() -> dict[str, Any] | None:
        nodes = guichet.ask(DISCUSSIONS)["discussions"]["nodes"]
        return nodes[0] if nodes and nodes[0]["order"] else None

    return until(arrived)


def upload(guichet: Installation, name: str, content: bytes) -> str:
    """Upload a file by the GraphQL multipart request specification."""
    query = (
        "mutation ($file: Upload!) { uploadAttachment(file: $file) { attachment { id } errors { message } } }"
    )
    form = {
        "operations": json.dumps({"query": query, "variables": {"file": None}}),
        "map": json.dumps({"0": ["variables.file"]}),
    }
    answer = guichet.client.post("/graphql", data=form, files={"0": (name, content)}).json()
    uploaded: str = answer["data"]["uploadAttachment"]["attachment"]["id"]
    return uploaded


def becomes(guichet: Installation, message_id: str, state: str) -> None:
    """Wait until a message is in this state."""
    until(lambda: guichet.ask(DELIVERY, id=message_id)["node"]["delivery"] == state or None)


def held(operator: MiraklOperator, body: str) -> int:
    """How often the marketplace holds this text."""
    return sum(body in m.body for thread in operator.state.threads.values() for m in thread.messages)


def test_from_activation_to_a_confirmed_answer(
    data_folder: Path, operator: MiraklOperator, server: RunningServer
) -> None:
    files = (File("photo é.png", b"\x89PNG\r\n\x1a\n"),)
    thread = operator.add_thread([Post("Le verre est <b>fendu</b>.", files=files)])
    with installation(data_folder, from_nothing=True) as guichet:
        note_who_writes(data_folder)
        activate(guichet, operator, server)
        discussion = one_discussion(guichet)
        assert discussion["type"] == "ORDER"
        assert discussion["order"]["lines"]
        assert discussion["messages"]["nodes"][0]["body"] == "Le verre est fendu."
        sent = guichet.ask(REPLY, input={
            "discussionId": discussion["id"], "body": "Voici la facture & merci", "recipients": ["CUSTOMER"],
            "attachmentIds": [upload(guichet, "facture.pdf", b"%PDF-1.4 test")], "thenStatus": "SOLVED",
        })["reply"]  # fmt: skip
        assert sent["errors"] == []
        assert sent["discussion"]["status"] == "SOLVED"
        becomes(guichet, sent["message"]["id"], "CONFIRMED")
        reply = operator.state.threads[thread.id].messages[-1]
        assert [a.name for a in reply.attachments] == ["facture.pdf"]
        assert held(operator, "Voici la facture &amp; merci") == 1
        assert who_wrote(data_folder) == {"guichet_app"}
        guichet.end()


def test_kill_9_between_a_send_and_its_answer_sends_once(
    data_folder: Path, operator: MiraklOperator, server: RunningServer
) -> None:
    operator.add_thread("Bonjour, où est ma lampe ?")
    with installation(data_folder) as guichet:
        activate(guichet, operator, server)
        discussion = one_discussion(guichet)
        operator.faults.add("M12", "accepted_then_timeout", times=1)
        asked = {"discussionId": discussion["id"], "body": "Elle part ce soir.", "recipients": ["CUSTOMER"]}
        message_id = guichet.ask(REPLY, input=asked)["reply"]["message"]["id"]
        until(lambda: held(operator, "Elle part ce soir.") or None)
        os.kill(guichet.part("worker"), signal.SIGKILL)
        operator.faults.clear()
        becomes(guichet, message_id, "CONFIRMED")
        assert held(operator, "Elle part ce soir.") == 1
        assert len(operator.calls.of("M12")) == 1
        assert len(guichet.ask(DISCUSSIONS)["discussions"]["nodes"][0]["messages"]["nodes"]) == 2


def test_kill_9_of_everything_loses_nothing(
    data_folder: Path, operator: MiraklOperator, server: RunningServer
) -> None:
    operator.fill(300, 3)
    with installation(data_folder) as guichet:
        activate(guichet, operator, server)
        until(lambda: guichet.ask("{ discussions { totalCount } }")["discussions"]["totalCount"] or None)
        for name in ("worker", "web"):
            os.kill(guichet.part(name), signal.SIGKILL)
        os.kill(guichet.process.pid, signal.SIGKILL)
        guichet.process.wait()
    with installation(data_folder) as guichet:
        counted = "{ discussions { totalCount } }"
        until(lambda: guichet.ask(counted)["discussions"]["totalCount"] == 300 or None)
