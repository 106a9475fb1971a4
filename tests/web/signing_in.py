"""What tests of signing in share."""

import re

from django.test import Client
from pyotp import TOTP

from tests.cast import PASSWORD, Player
from tests.web.browsing import browser_of

SECURITY = "/settings/security"
APP = f"{SECURITY}/app"
FORM = {"email": "alice@example.com", "password": PASSWORD, "keep": "1"}


def shown_again(client: Client, where: str) -> None:
    """Answers the question for the password that stands before `where`."""
    asked = client.get(where)
    assert asked.status_code == 302, asked.content[:400]
    assert asked["Location"].startswith(f"{SECURITY}/again?next=")
    client.post(asked["Location"], {"password": PASSWORD})


def with_app(player: Player) -> tuple[Client, TOTP, list[str]]:
    """A browser in which an app was set up: it, the app, and the recovery codes that were shown."""
    client = browser_of(player)
    shown_again(client, APP)
    secret = re.search(r'<code id="secret">([A-Z2-7 ]+)<', client.get(APP).content.decode())
    assert secret is not None
    app = TOTP(secret[1].replace(" ", ""))
    done = client.post(APP, {"code": app.now()})
    assert (done.status_code, done["Location"]) == (302, f"{SECURITY}/codes"), done.content[:2000]
    codes = re.findall(r"<li><code>(\d{8})</code>", client.get(done["Location"]).content.decode())
    return client, app, codes
