"""How the files of a reply reach the customer on a platform."""

from enum import Enum, auto

from django.utils.translation import gettext_lazy

from guichet.inbox.own_address import own_address
from guichet.platforms.manifest import Capabilities


class FileWay(Enum):
    """WITH_REPLY: as files. AS_LINKS: under the text. The others say why neither is possible."""

    WITH_REPLY = auto()
    AS_LINKS = auto()
    LINKS_FORBIDDEN = auto()
    NO_ADDRESS = auto()

    @property
    def is_open(self) -> bool:
        """Whether files can go at all."""
        return self in (FileWay.WITH_REPLY, FileWay.AS_LINKS)


WHY_NOT = {
    FileWay.LINKS_FORBIDDEN: gettext_lazy(
        "This marketplace takes no files and forbids links to them; say in words what they show."
    ),
    FileWay.NO_ADDRESS: gettext_lazy(
        "Files reach this marketplace as links, and Guichet does not know its own address: "
        "set GUICHET_BASE_URL to where customers can reach it, or answer without files."
    ),
}


def way_of(able: Capabilities) -> FileWay:
    """The way that a platform's manifest and this installation leave open."""
    if able.sends_attachments:
        return FileWay.WITH_REPLY
    if able.forbids_links:
        return FileWay.LINKS_FORBIDDEN
    return FileWay.AS_LINKS if own_address() else FileWay.NO_ADDRESS
