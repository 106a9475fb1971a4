"""Whether this shop is shown its own messages.

They come when asked for, as three independent clients have it; the schema does not say so. Where none was
ever shown, a reply that cannot be found proves nothing.
"""

from collections.abc import Iterable
from datetime import timedelta

from guichet.platforms.fnac_darty.bundles import Bundle
from guichet.platforms.fnac_darty.matters import is_question
from guichet.platforms.fnac_darty.parse_people import SELLER, role_of
from guichet.platforms.port import Memory

_SHOWN = "own-messages-shown"
_GOOD = timedelta(days=3650)


def note_own(memory: Memory, bundles: Iterable[Bundle]) -> None:
    """Remember once that a message of the seller was shown."""
    is_shown = any(role_of(message) == SELLER for bundle in bundles for message in bundle.messages)
    if is_shown and memory.recall(_SHOWN, _GOOD) is None:
        memory.remember(_SHOWN, "yes")


def hides_own(memory: Memory, discussion_id: str) -> bool:
    """Whether the seller's words may be kept back; an answer to a question stands on the question itself."""
    return not is_question(discussion_id) and memory.recall(_SHOWN, _GOOD) is None
