"""How much room a text takes at its marketplace, counted there, and which letters do not travel."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guichet.inbox.actions.links_of_reply import discussion_language
from guichet.inbox.file_way import FileWay, way_of
from guichet.inbox.link_lines import line_of, with_lines
from guichet.inbox.models import Attachment
from guichet.inbox.queries.discussion_row import DiscussionRow
from guichet.platforms.manifest import Capabilities

# As long as every token of a link (`inbox.models.file_link.new_token`).
ANY_TOKEN = "x" * 22
# More is said by the number alone.
MAX_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Count:
    """How long the text is, in the marketplace's own units; `level` is warn from 90 %, bad beyond.

    `extra` is what the lines of links under the text add, for the script that counts while one types.
    """

    length: int
    most: int
    level: str
    extra: int


def count_of(
    body: str, limits: Capabilities, row: DiscussionRow, files: Sequence[Attachment] = ()
) -> Count | None:
    """The counter for a text as it would leave with its files; None where there is no limit."""
    most = limits.max_body_length
    if most is None:
        return None
    typed = body.replace("\r\n", "\n").strip()
    length = limits.measure(with_lines(typed, _lines(limits, row, files)))
    level = "bad" if length > most else "warn" if length > most * 0.9 else ""
    return Count(length, most, level, length - limits.measure(typed))


def room_of_link(limits: Capabilities, row: DiscussionRow) -> int:
    """What a usual link takes of the text."""
    return limits.measure(line_of("document.pdf", ANY_TOKEN, discussion_language(row))) + 1


def warnings_of(body: str, limits: Capabilities) -> list[str]:
    """What will be read otherwise than it was typed, and what cannot leave at all."""
    found = []
    if limits.unwritable and (marks := limits.unwritable(body)):
        sentence = _("This marketplace cannot carry some characters; write these in another way: %(marks)s")
        found.append(sentence % {"marks": " ".join(marks[:MAX_SHOWN])})
    if limits.replaces and (pairs := limits.replaces(body)):
        shown = ", ".join(_pair(*pair) for pair in pairs[:MAX_SHOWN])
        found.append(_("This marketplace replaces some characters: %(pairs)s") % {"pairs": shown})
    return found


def _pair(typed: str, leaves: str) -> str:
    if not leaves.strip():
        return _("%(mark)s is left out") % {"mark": typed}
    return _("%(mark)s becomes %(other)s") % {"mark": typed, "other": leaves}


def _lines(limits: Capabilities, row: DiscussionRow, files: Sequence[Attachment]) -> list[str]:
    if not files or way_of(limits) is not FileWay.AS_LINKS:
        return []
    language = discussion_language(row)
    return [line_of(file.file_name, ANY_TOKEN, language) for file in files]
