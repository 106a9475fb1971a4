"""A discussion to answer."""

from datetime import timedelta

from django.utils import timezone

from guichet.accounts.models import Channel
from guichet.inbox.ingest.ingest import ingest_threads
from guichet.inbox.models import Delivery, Discussion, Message
from guichet.platforms.port import Message as Said
from guichet.platforms.port import Participant, Thread
from guichet.platforms.words import DiscussionType, ParticipantKind

CAMILLE = Participant(ParticipantKind.CUSTOMER, "Camille Renard", "c1", "camille@example.com")
OPERATOR = Participant(ParticipantKind.MARKETPLACE, "Leroy Merlin", "o1")
SUBJECT = "Verre cassé à la réception"
BODY = (
    "Bonjour,\nle globe est fendu <b>ici</b>.\n\n"
    "Le lun. 23 nov. à 08:55, Lumen a écrit :\n> Merci de votre commande."
)


def say(
    channel: Channel, name: str = "T1", possible: tuple[Participant, ...] = (CAMILLE, OPERATOR)
) -> Discussion:
    """Camille has written a minute ago about her order, and waits."""
    now = timezone.now()
    at = now - timedelta(minutes=1)
    thread = Thread(
        marketplace_id=name,
        type=DiscussionType.ORDER,
        subject=SUBJECT,
        participants=(CAMILLE, OPERATOR),
        possible_recipients=possible,
        created_at=at,
        updated_at=at,
        message_count=1,
        messages=(Said(f"{name}-1", CAMILLE, (ParticipantKind.MERCHANT,), BODY, at),),
        order_id="230411-88412-A",
        needs_reply_since=at,
        reply_due_at=now + timedelta(minutes=50, seconds=30),
    )
    ingest_threads(channel, [thread])
    return Discussion.objects.get(channel=channel, marketplace_discussion_id=name)


def answered(talk: Discussion, delivery: Delivery, error: str | None = None, leaves_in: int = 0) -> Message:
    """A reply of ours in a given state; `leaves_in` is seconds."""
    now = timezone.now()
    return Message.objects.create(
        account_id=talk.account_id, discussion=talk, author_kind="MERCHANT", author_name="Alice",
        recipients=["CUSTOMER"], body="Le globe part ce soir.", sent_at=now, delivery=delivery,
        delivery_error=error, leaves_at=now + timedelta(seconds=leaves_in), look_at=now,
    )  # fmt: skip
