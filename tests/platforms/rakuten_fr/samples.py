"""Answers written down by hand, in the shapes of the reference; people and texts are invented."""

from datetime import UTC, datetime

from guichet.platforms.http.masking import Mask
from guichet.platforms.port import Page, Thread
from guichet.platforms.rakuten_fr.parse import Parser
from guichet.platforms.rakuten_fr.settings import Settings

LOGIN = "boutique-du-lac"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DECLARATION = '<?xml version="1.0" encoding="ISO-8859-1"?>\n'
BOTH_ACTIONS = (
    "<action><title>Ecrire à lili75</title><actioncode>contactuseraboutitem</actioncode></action>"
    "<action><title>Ecrire à Rakuten</title><actioncode>contactusaboutitem</actioncode></action>"
)


def message(
    content: str, *, at: str = "20/11/2026-09:12", sender: str = "Lili75", status: str = "UNREAD"
) -> str:
    """A message as the service writes it."""
    recipient = LOGIN if sender != LOGIN else "lili75"
    return (
        f"<message><sender>{sender}</sender><recipient>{recipient}</recipient><senddate>{at}</senddate>"
        f"<content><![CDATA[ {content} ]]></content><status>{status}</status></message>"
    )


def mail(
    content: str,
    *,
    number: int = 3300415521,
    at: str = "20/11/2026-09:13",
    sender: str = "Rakuten",
    status: str = "UNREAD",
    about: str = "Envoyez-nous des photos (902107740) - Nora (Service Clients Rakuten)",
) -> str:
    """A mail as the service writes it."""
    return (
        f"<mail><mailid>{number}</mailid><senddate>{at}</senddate><sender>{sender}</sender>"
        f"<recipient>x</recipient><object><![CDATA[{about}]]></object>"
        f"<content><![CDATA[{content}]]></content><status>{status}</status></mail>"
    )


def claim(comment: str, *, at: str = "20/11/2026-09:10", amicable: str = "Y", state: str = "NEW") -> str:
    """A claim as the service writes it."""
    return (
        f"<claim><creationdate>{at}</creationdate><type>DAMAGED</type><state>{state}</state>"
        f"<amicable>{amicable}</amicable><claimcomment><![CDATA[{comment}]]></claimcomment></claim>"
    )


def infos(
    *said: str,
    actions: str | None = BOTH_ACTIONS,
    purchase: str = "<purchaseid>611090342</purchaseid>",
    ordered: str = "<date>02/11/2026-18:21</date><itemstatus>ACCEPTED</itemstatus>",
    label: str = "<itemstatelabel><![CDATA[Vente confirmée]]></itemstatelabel>",
    user: str = f"<user>{LOGIN}</user>",
    encoding: str = "iso-8859-1",
    declaration: str = DECLARATION,
) -> bytes:
    """An answer of getiteminfos about item 902107740."""
    available = "" if actions is None else f"<availableactions>{actions}</availableactions>"
    text = (
        f'{declaration}<getiteminfosresult xmlns="http://www.priceminister.com/res/schema/x">'
        f"<request><version>2017-08-07</version>{user}<itemid>902107740</itemid></request>"
        f"<response><lastversion>2017-08-07</lastversion><sellerid>40211877</sellerid>{purchase}"
        f"<item><itemid>902107740</itemid>{ordered}{label}{available}{''.join(said)}</item>"
        "</response></getiteminfosresult>"
    )
    return text.encode(encoding)


def parser(typed: dict[str, str] | None = None, now: datetime = NOW) -> Parser:
    """A parser on its own."""
    return Parser(LOGIN, Mask([]), Settings(), lambda: now, lambda item_id: typed or {})


def parse(body: bytes) -> Page:
    """A page."""
    return parser().parse(body)


def thread(*said: str, **how: str | None) -> Thread:
    """The one discussion of an answer."""
    (found,) = parse(infos(*said, **how)).threads  # type: ignore[arg-type]
    return found
