"""Actions with the versions they know; the newest one is the last (reference rakuten.md, section 3)."""

from sandbox.rakuten_fr.actions.contact import contact_us_about_item, contact_user_about_item
from sandbox.rakuten_fr.actions.get_item_infos import get_item_infos
from sandbox.rakuten_fr.actions.get_item_to_do_list import get_item_to_do_list
from sandbox.rakuten_fr.actions.get_purchase import get_billing_information, get_shipping_information
from sandbox.rakuten_fr.actions.get_sales import get_current_sales, get_new_sales
from sandbox.rakuten_fr.ask import Action

PATH = "/sales_ws"

ACTIONS: dict[str, Action] = {
    "getitemtodolist": get_item_to_do_list,
    "getiteminfos": get_item_infos,
    "contactuseraboutitem": contact_user_about_item,
    "contactusaboutitem": contact_us_about_item,
    "getcurrentsales": get_current_sales,
    "getnewsales": get_new_sales,
    "getbillinginformation": get_billing_information,
    "getshippinginformation": get_shipping_information,
}

VERSIONS: dict[str, tuple[str, ...]] = {
    "getitemtodolist": ("2011-02-02", "2011-09-01"),
    "getiteminfos": ("2011-02-02", "2011-06-01", "2017-08-07"),
    "contactuseraboutitem": ("2011-02-02",),
    "contactusaboutitem": ("2011-02-02", "2011-09-01"),
    "getcurrentsales": ("2017-08-07", "2021-10-29"),
    "getnewsales": ("2017-08-07",),
    "getbillinginformation": ("2016-03-16",),
    "getshippinginformation": ("2017-09-12",),
}
