"""Turns the files of a reply into links, where its marketplace takes none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from guichet.inbox.file_way import FileWay, way_of
from guichet.inbox.link_lines import language_of, line_of, without_lines
from guichet.inbox.models import Attachment, Discussion, FileLink, Message, Order
from guichet.inbox.models.file_link import new_token
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.platforms.catalogue import marketplace
from guichet.platforms.manifest import manifest_of
from guichet.platforms.words import Platform

LIFETIME = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class PlannedLink:
    """A link before its reply is queued, so that its line can be counted."""

    token: str
    language: str
    line: str


def planned_links(discussion: Discussion, files: Sequence[Attachment]) -> list[PlannedLink]:
    """One link for each file, in their order; none where the files travel by themselves or not at all."""
    if not files:
        return []
    able = manifest_of(Platform(discussion.channel.platform)).capabilities
    if way_of(able) is not FileWay.AS_LINKS:
        return []
    language = discussion_language(discussion)
    return [_planned(file, language) for file in files]


def store_links(files: Sequence[Attachment], links: Sequence[PlannedLink]) -> None:
    """The rows of planned links for the files of a queued reply."""
    expires_at = timezone.now() + LIFETIME
    FileLink.objects.bulk_create(
        FileLink(
            account_id=file.account_id,
            attachment=file,
            token=link.token,
            language=link.language,
            expires_at=expires_at,
        )
        for file, link in zip(files, links, strict=True)
    )


def take_links_back(message: Message) -> None:
    """The message loses the lines of its links, and these lead nowhere from now on."""
    links = FileLink.objects.filter(attachment__message=message)
    message.body = without_lines(message.body, list(links.values_list("token", flat=True)))
    links.filter(revoked_at=None).update(revoked_at=timezone.now())


def discussion_language(discussion: Discussion | DiscussionRow) -> str:
    """The customer's, as the order tells it; else that of the marketplace's country."""
    order = Order.objects.filter(channel_id=discussion.channel_id, marketplace_order_id=discussion.order_ref)
    data = order.values_list("data", flat=True).first() or {}
    entry = marketplace(discussion.marketplace)
    return language_of(data.get("customer_locale"), entry.country if entry else None)


def _planned(file: Attachment, language: str) -> PlannedLink:
    token = new_token()
    return PlannedLink(token, language, line_of(file.file_name, token, language))
