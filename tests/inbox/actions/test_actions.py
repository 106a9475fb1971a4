"""What a team does with discussions, and what it may not."""

from collections.abc import Callable
from io import BytesIO
from uuid import uuid4

import pytest

from guichet.accounts.errors import ErrorCode, RefusalError
from guichet.accounts.models import Channel
from guichet.accounts.viewer import Viewer
from guichet.inbox.actions.assign_merchant_id import assign_merchant_id
from guichet.inbox.actions.cancel_message import cancel_message
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.actions.resync import resync
from guichet.inbox.actions.retry_message import retry_message
from guichet.inbox.actions.set_read import set_read
from guichet.inbox.actions.set_status import set_status
from guichet.inbox.actions.upload import upload
from guichet.inbox.files import open_file
from guichet.inbox.models import Attachment, Discussion, DiscussionStatus, Message
from guichet.platforms.words import ParticipantKind
from guichet.sync.pull import synchronise
from sandbox.mirakl import MiraklOperator, Post
from tests.cast import Player

pytestmark = pytest.mark.django_db
CUSTOMER, MARKETPLACE = ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE


@pytest.fixture
def discussions(channel: Channel, operator: MiraklOperator) -> list[Discussion]:
    """Three customers wait."""
    for words in ("Un", "Deux", "Trois"):
        operator.add_thread(words * 2)
    synchronise(channel.pk)
    return list(Discussion.objects.order_by("created_at"))


def test_statuses_and_read_states_change_in_bulk(alice: Player, discussions: list[Discussion]) -> None:
    ids = [d.pk for d in discussions]
    set_status(alice.viewer, ids, DiscussionStatus.SOLVED)
    set_read(alice.viewer, ids[:2], is_read=True)
    assert Discussion.objects.filter(status="SOLVED").count() == 3
    assert Discussion.objects.filter(is_read=True).count() == 2


def test_a_bulk_change_is_for_all_or_none(alice: Player, discussions: list[Discussion]) -> None:
    with pytest.raises(RefusalError) as refusal:
        set_status(alice.viewer, [discussions[0].pk, uuid4()], DiscussionStatus.SOLVED)
    assert refusal.value.problems[0].code is ErrorCode.NOT_FOUND
    assert Discussion.objects.filter(status="SOLVED").count() == 0


def test_nobody_else_reaches_them(
    bob: Player, charlie: Player, rita: Player, discussions: list[Discussion]
) -> None:
    it = discussions[0].pk
    acts: list[Callable[[Viewer], object]] = [
        lambda who: set_status(who, [it], DiscussionStatus.CLOSED),
        lambda who: set_read(who, [it], is_read=True),
        lambda who: reply(who, ReplyRequest(it, "Bonjour", [CUSTOMER])),
        lambda who: resync(who, it),
        lambda who: assign_merchant_id(who, it, "T-1"),
    ]
    for who, code in ((bob, "NOT_FOUND"), (charlie, "NOT_FOUND"), (rita, "FORBIDDEN")):
        for act in acts:
            with pytest.raises(RefusalError) as refusal:
                act(who.viewer)
            assert refusal.value.problems[0].code == code
    assert Message.objects.filter(author_kind="MERCHANT").count() == 0


def test_a_ticket_id_is_on_one_discussion_of_the_account(
    alice: Player, discussions: list[Discussion]
) -> None:
    one, other = discussions[0], discussions[1]
    assign_merchant_id(alice.viewer, one.pk, " T-1 ")
    one.refresh_from_db()
    assert one.merchant_discussion_id == "T-1"
    with pytest.raises(RefusalError) as refusal:
        assign_merchant_id(alice.viewer, other.pk, "T-1")
    assert refusal.value.problems[0].code is ErrorCode.CONFLICT
    assign_merchant_id(alice.viewer, one.pk, None)
    assign_merchant_id(alice.viewer, other.pk, "T-1")
    with pytest.raises(RefusalError) as refusal:
        assign_merchant_id(alice.viewer, other.pk, "x" * 301)
    assert refusal.value.problems[0].code is ErrorCode.TOO_LONG


@pytest.mark.parametrize(
    ("body", "recipients", "code", "field"),
    [
        ("  ", [CUSTOMER], "REQUIRED", "body"),
        ("ab", [CUSTOMER], "INVALID", "body"),
        ("<b>Bonjour</b>", [CUSTOMER], "INVALID", "body"),
        ("Bonjour<br/>à vous", [CUSTOMER], "INVALID", "body"),
        ("x" * 50_001, [CUSTOMER], "TOO_LONG", "body"),
        ("Bonjour", [], "REQUIRED", "recipients"),
        ("Bonjour", [ParticipantKind.MERCHANT], "INVALID", "recipients"),
    ],
)
def test_a_bad_reply_gets_a_sentence_and_changes_nothing(
    alice: Player, discussions: list[Discussion], body: str, recipients: list[ParticipantKind], code: str,
    field: str,
) -> None:  # fmt: skip
    request = ReplyRequest(discussions[0].pk, body, recipients, then_status=DiscussionStatus.SOLVED)
    with pytest.raises(RefusalError) as refusal:
        reply(alice.viewer, request)
    assert (refusal.value.problems[0].code, refusal.value.problems[0].field) == (code, field)
    assert Message.objects.filter(author_kind="MERCHANT").count() == 0
    assert Discussion.objects.filter(status="SOLVED").count() == 0


def test_signs_that_only_look_like_html_are_text(alice: Player, discussions: list[Discussion]) -> None:
    message = reply(alice.viewer, ReplyRequest(discussions[0].pk, "a < b > c & <3", [CUSTOMER]))
    assert message.body == "a < b > c & <3"


def test_a_recipient_that_the_thread_does_not_permit_is_refused(
    alice: Player, channel: Channel, operator: MiraklOperator
) -> None:
    operator.add_thread([Post("Merci de joindre la facture", "OPERATOR")], about="operator")
    synchronise(channel.pk)
    discussion = Discussion.objects.get()
    with pytest.raises(RefusalError) as refusal:
        reply(alice.viewer, ReplyRequest(discussion.pk, "Bonjour", [CUSTOMER]))
    assert "the marketplace" in refusal.value.problems[0].message


def test_files_go_with_a_reply_and_bytes_are_stored_once(
    alice: Player, discussions: list[Discussion]
) -> None:
    one = upload(alice.viewer, "C:\\docs\\facture.pdf", BytesIO(b"%PDF-1.4"))
    two = upload(alice.viewer, "autre.pdf", BytesIO(b"%PDF-1.4"))
    assert one.file_name == "facture.pdf"
    assert one.digest == two.digest
    message = reply(
        alice.viewer, ReplyRequest(discussions[0].pk, "Ci-joint", [CUSTOMER], attachment_ids=[one.pk, two.pk])
    )
    linked = Attachment.objects.filter(message=message).order_by("id")
    assert [a.file_name for a in linked] == ["facture.pdf", "autre.pdf"]
    with open_file(linked[0]) as stream:
        assert stream.read() == b"%PDF-1.4"


def test_files_that_cannot_go_are_named(alice: Player, bob: Player, discussions: list[Discussion]) -> None:
    program = upload(alice.viewer, "setup.exe", BytesIO(b"MZ"))
    foreign = upload(bob.viewer, "secret.pdf", BytesIO(b"%PDF"))
    for file, code in ((program.pk, "INVALID"), (foreign.pk, "NOT_FOUND"), (uuid4(), "NOT_FOUND")):
        with pytest.raises(RefusalError) as refusal:
            reply(
                alice.viewer, ReplyRequest(discussions[0].pk, "Ci-joint", [CUSTOMER], attachment_ids=[file])
            )
        assert refusal.value.problems[0].code == code


@pytest.mark.parametrize(("name", "content"), [("", b"x"), ("empty.pdf", b"")])
def test_an_upload_needs_a_name_and_bytes(alice: Player, name: str, content: bytes) -> None:
    with pytest.raises(RefusalError) as refusal:
        upload(alice.viewer, name, BytesIO(content))
    assert refusal.value.problems[0].code is ErrorCode.REQUIRED
    assert Attachment.objects.count() == 0


def test_what_came_from_the_marketplace_can_be_neither_retried_nor_taken_back(
    alice: Player, discussions: list[Discussion]
) -> None:
    message = discussions[0].messages.get()
    for act in (retry_message, cancel_message):
        with pytest.raises(RefusalError) as refusal:
            act(alice.viewer, message.pk)
        assert refusal.value.problems[0].code is ErrorCode.CONFLICT
        with pytest.raises(RefusalError) as refusal:
            act(alice.viewer, uuid4())
        assert refusal.value.problems[0].code is ErrorCode.NOT_FOUND
