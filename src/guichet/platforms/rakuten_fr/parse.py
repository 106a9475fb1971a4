"""Rakuten's answers in our words. Only getiteminfos holds discussions; the others drive what is read."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from guichet.platforms.errors import Unreadable
from guichet.platforms.fields import FieldError
from guichet.platforms.http.masking import Mask
from guichet.platforms.port import Message, Page, Participant, SetAside, Thread
from guichet.platforms.rakuten_fr import questions
from guichet.platforms.rakuten_fr.document import Part, document
from guichet.platforms.rakuten_fr.entries import Reading, entries
from guichet.platforms.rakuten_fr.errors import refusal_of
from guichet.platforms.rakuten_fr.people import People, people_of, possible_recipients
from guichet.platforms.rakuten_fr.settings import Settings
from guichet.platforms.rakuten_fr.waiting import needs_reply_since, reply_due_at
from guichet.platforms.words import DiscussionType, ParticipantKind

_log = logging.getLogger("guichet.rakuten_fr")
_WITHOUT_DISCUSSIONS = frozenset({"getitemtodolistresult", "getcurrentsalesresult", "getnewsalesresult"})


class Parser:
    """Parses pages for one channel. `typed_for` gives what was typed in the replies about an item."""

    def __init__(
        self,
        login: str,
        mask: Mask,
        settings: Settings,
        now: Callable[[], datetime],
        typed_for: Callable[[str], Mapping[str, str]],
    ) -> None:
        self._login = login
        self._mask = mask
        self._settings = settings
        self._now = now
        self._typed_for = typed_for

    def parse(self, body: bytes) -> Page:
        """The discussions of a page; Unreadable where it is none of theirs."""
        root = document(body)
        if root.name in _WITHOUT_DISCUSSIONS:
            return Page(())
        refusal = refusal_of(root, self._mask)
        if refusal is not None:
            why = (
                f"Rakuten lists an item that it does not show: {refusal.said}. Look at it on Rakuten's site."
            )
            return Page((), (SetAside(body, why),))
        if root.name != "getiteminfosresult":
            raise Unreadable("This is none of the answers that Rakuten is asked for.", body)
        return self._item_page(root, body)

    def _item_page(self, root: Part, body: bytes) -> Page:
        try:
            items = root.child("response").children("item")
            threads = [thread for item in items if (thread := self._thread(root, item)) is not None]
        except FieldError as error:
            return Page((), (SetAside(body, f"A discussion could not be read: {error}."),))
        except Exception as error:
            # One item nobody foresaw must not stop a channel; it is kept and can be parsed again.
            _log.exception("an item could not be parsed")
            return Page((), (SetAside(body, f"A discussion could not be read: {type(error).__name__}."),))
        return Page(tuple(threads))

    def _thread(self, root: Part, item: Part) -> Thread | None:
        """The discussion about an item; None where nobody has said anything."""
        item_id = item.required("itemid")
        reading = Reading(
            self._login,
            self._settings.zone,
            self._now(),
            self._typed_for(item_id),
            self._settings.notices,
        )
        people = people_of(root, item, self._login)
        messages = entries(item, people, reading)
        if not messages:
            return None
        response = root.child("response")
        is_question = questions.is_question(response, item)
        possible = possible_recipients(item, people)
        if is_question:
            possible = questions.open_to(possible, messages)
        since = needs_reply_since(messages, possible)
        return Thread(
            marketplace_id=item_id,
            type=DiscussionType.PRODUCT if is_question else DiscussionType.ORDER,
            subject=_subject(item, item_id),
            participants=_participants(people, messages),
            possible_recipients=possible,
            created_at=messages[0].sent_at,
            updated_at=messages[-1].sent_at,
            message_count=len(messages),
            messages=messages,
            order_id=response.text("purchaseid"),
            needs_reply_since=since,
            reply_due_at=reply_due_at(item, since, self._settings.amicable_days, reading),
        )


def _subject(item: Part, item_id: str) -> str:
    """Their label of the item's state is made for people; else the newest mail's object."""
    return item.words("itemstatelabel") or _newest_object(item) or f"Article {item_id}"


def _newest_object(item: Part) -> str | None:
    return next((words for mail in item.children("mail") if (words := mail.words("object"))), None)


def _participants(people: People, messages: tuple[Message, ...]) -> tuple[Participant, ...]:
    kinds = {message.author.kind for message in messages} | {k for m in messages for k in m.recipients}
    everyone = (people.customer, people.merchant, people.operator)
    return tuple(p for p in everyone if p.kind in kinds or p.kind is ParticipantKind.CUSTOMER)
