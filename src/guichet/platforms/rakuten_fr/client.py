"""Rakuten's own words: one method per action of sales_ws, answers as they came (reference sections 3 to 11).

Everything travels in the query string, credentials too, so no address of a call is ever shown or logged.
"""

from urllib.parse import urlencode

from guichet.platforms.errors import NeedsOwner
from guichet.platforms.http import Answer, WebClient
from guichet.platforms.http.masking import Mask
from guichet.platforms.rakuten_fr.errors import is_rakutens
from guichet.platforms.rakuten_fr.settings import Settings
from guichet.platforms.rakuten_fr.urls import base_url

# One version per action, as clients in use send them; an unsupported one is refused by name.
VERSIONS = {
    "getitemtodolist": "2011-09-01",
    "getiteminfos": "2017-08-07",
    "contactuseraboutitem": "2011-02-02",
    "contactusaboutitem": "2011-09-01",
    "getcurrentsales": "2017-08-07",
    "getnewsales": "2017-08-07",
    "getbillinginformation": "2016-03-16",
    "getshippinginformation": "2017-09-12",
}


class RakutenClient:
    """Calls the service for one seller."""

    def __init__(self, web: WebClient, *, address: str, login: str, token: str, settings: Settings) -> None:
        self.web = web
        self.base = base_url(address)
        self.mask = Mask((token, login))
        self._settings = settings
        self._who = {"login": login, "pwd": token}
        for value in self._who.values():
            _check_writable(value, settings.charset)

    def to_do_list(self) -> Answer:
        """getitemtodolist: the items that ask for attention."""
        return self._read("getitemtodolist")

    def item_infos(self, item_id: str) -> Answer:
        """getiteminfos: all about one item. It marks the item's messages as read."""
        return self._read("getiteminfos", itemid=item_id)

    def current_sales(self, since: str, next_token: str) -> Answer:
        """getcurrentsales: a page of confirmed sales from a day (`YYYY-MM-DD`) on."""
        onward = {"nexttoken": next_token} if next_token else {}
        return self._read("getcurrentsales", purchasedate=since, **onward)

    def new_sales(self) -> Answer:
        """getnewsales: sales that wait for acceptance."""
        return self._read("getnewsales")

    def billing(self, purchase_id: str) -> Answer:
        """getbillinginformation: prices and commissions of an order."""
        return self._read("getbillinginformation", purchaseid=purchase_id)

    def shipping(self, purchase_id: str) -> Answer:
        """getshippinginformation: addresses, cost and parcel of an order."""
        return self._read("getshippinginformation", purchaseid=purchase_id)

    def contact_user(self, item_id: str, content: str) -> Answer:
        """contactuseraboutitem: write to the buyer."""
        return self._send("contactuseraboutitem", itemid=item_id, content=content)

    def contact_us(self, item_id: str, content: str, mail_id: str | None) -> Answer:
        """contactusaboutitem: write to Rakuten's customer service, in answer to a mail if one is named."""
        parent = {"mailparentid": mail_id} if mail_id else {}
        return self._send("contactusaboutitem", itemid=item_id, content=content, **parent)

    def _read(self, action: str, **parameters: str) -> Answer:
        return self.web.read(
            self._url(action, parameters), knows=lambda answer: is_rakutens(answer, action, self.mask)
        )

    def _send(self, action: str, **parameters: str) -> Answer:
        return self.web.send(
            self._url(action, parameters),
            method=self._settings.send_method,
            knows=lambda answer: is_rakutens(answer, action, self.mask),
        )

    def _url(self, action: str, parameters: dict[str, str]) -> str:
        query = {"action": action, **self._who, "version": VERSIONS[action], **parameters}
        return f"{self.base}/sales_ws?{urlencode(query, encoding=self._settings.charset, errors='replace')}"


def _check_writable(value: str, charset: str) -> None:
    # Checked here because the encoder's own error would quote the value.
    try:
        value.encode(charset)
    except UnicodeEncodeError:
        why = "The login or the token holds characters that Rakuten does not know. Copy them again."
        raise NeedsOwner(why) from None
