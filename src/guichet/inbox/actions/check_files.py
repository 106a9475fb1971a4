"""Refuses before the wire what files a marketplace cannot carry."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode, Problem
from guichet.inbox.file_way import WHY_NOT, way_of
from guichet.inbox.models import Attachment
from guichet.platforms.manifest import Capabilities

FIELD = "attachmentIds"


def file_problems(files: Sequence[Attachment], limits: Capabilities) -> list[Problem]:
    """Why these files cannot go there, be they stored already or only named and measured."""
    return list(_problems(files, limits))


def _problems(files: Sequence[Attachment], limits: Capabilities) -> Iterator[Problem]:
    way = way_of(limits)
    if files and not way.is_open:
        yield Problem(ErrorCode.UNSUPPORTED, str(WHY_NOT[way]), FIELD)
        return
    if limits.max_attachment_count is not None and len(files) > limits.max_attachment_count:
        message = _("%(count)s files are too many; this marketplace takes %(most)s.")
        said = message % {"count": len(files), "most": limits.max_attachment_count}
        yield Problem(ErrorCode.TOO_LARGE, said, FIELD)
    total = sum(file.size_bytes for file in files)
    # A single file that is too large for itself is told once.
    is_told = len(files) == 1 and limits.max_attachment_bytes and total > limits.max_attachment_bytes
    if limits.max_total_bytes is not None and total > limits.max_total_bytes and not is_told:
        message = _("The files have %(total)s together; at most %(most)s go.")
        said = message % {"total": _megabytes(total), "most": _megabytes(limits.max_total_bytes)}
        yield Problem(ErrorCode.TOO_LARGE, said, FIELD)
    for file in files:
        yield from _one_file(file, limits)


def _one_file(file: Attachment, limits: Capabilities) -> Iterator[Problem]:
    if limits.max_attachment_bytes is not None and file.size_bytes > limits.max_attachment_bytes:
        message = _("%(name)s has %(size)s; this marketplace takes %(most)s a file.")
        sizes = {"size": _megabytes(file.size_bytes), "most": _megabytes(limits.max_attachment_bytes)}
        yield Problem(ErrorCode.TOO_LARGE, message % {"name": file.file_name, **sizes}, FIELD)
    extension = file.file_name.rpartition(".")[2].lower() if "." in file.file_name else ""
    allowed = limits.attachment_extensions
    if allowed is not None and extension not in allowed:
        message = _("%(name)s: this marketplace takes only %(kinds)s files.")
        said = message % {"name": file.file_name, "kinds": ", ".join(allowed)}
        yield Problem(ErrorCode.INVALID, said, FIELD)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
