"""Discussions on marketplaces that take no files, and files to send there all the same."""

from io import BytesIO

from guichet.accounts.models import Channel, Store
from guichet.inbox.actions.reply import ReplyRequest, reply
from guichet.inbox.actions.upload import upload
from guichet.inbox.models import Attachment, Discussion, FileLink, Message
from guichet.platforms.words import ParticipantKind, Platform
from tests.browser.sample import channel_row
from tests.cast import Player
from tests.web.talking import CAMILLE, say

BASE = "https://guichet.example"
BYTES = b"%PDF-1.7 whatever"
CUSTOMER = [ParticipantKind.CUSTOMER]


def talk_on(store: Store, code: str, platform: Platform = Platform.FNAC_DARTY) -> Discussion:
    """Camille waits for an answer there."""
    channel = channel_row(store, code)
    Channel.objects.filter(id=channel.pk).update(platform=platform)
    channel.refresh_from_db()
    return say(channel, possible=(CAMILLE,))


def uploaded(who: Player, name: str = "facture.pdf", content: bytes = BYTES) -> Attachment:
    """A file for a reply to come."""
    return upload(who.viewer, name, BytesIO(content), "application/pdf")


def answered_with(
    who: Player, talk: Discussion, *files: Attachment, body: str = "Voici la facture."
) -> Message:
    """An answer with files, on its way."""
    ids = [file.pk for file in files]
    return reply(who.viewer, ReplyRequest(talk.pk, body, CUSTOMER, ids))


def link_of(message: Message) -> FileLink:
    """The one link of a message."""
    return FileLink.objects.get(attachment__message=message)
