"""What it takes to sign in: most of it is the hash of the password, which is slow on purpose."""

import re
from collections.abc import Callable
from functools import partial
from urllib.parse import urlencode

from django.contrib.auth.hashers import check_password

from bench.measure.client import Client
from bench.measure.repeat import repeat
from bench.report.table import Table, ms
from bench.stage import Stage
from guichet.accounts.models import Person

PATH = "/sign-in"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
NOTE = (
    "One browser after another: the form, and the right password (a new session each time, and a note in the "
    "audit). The hash of the password alone, in this process, beside it."
)


def signed_in(stage: Stage) -> Table:
    """The form, its answer, and the hash."""
    table = Table("Signing in", NOTE, ("work", "p50", "p95", "first"))
    person = Person.objects.get(email=stage.world.email)
    hashed = repeat(partial(check_password, stage.world.password, person.password), stage.options.seconds)
    form = repeat(partial(Client(stage.web.port, {}).page, PATH), stage.options.seconds)
    answered = repeat(_submits(stage), stage.options.seconds)
    for name, sample in (("the form", form), ("the password", answered), ("its hash alone", hashed)):
        table.rows.append([name, ms(sample.p50), ms(sample.p95), ms(sample.cold)])
    return table


def _submits(stage: Stage) -> Callable[[], None]:
    """A browser that has the form, and submits it."""
    page, cookie = Client(stage.web.port, {}).form(PATH)
    found = TOKEN.search(page)
    if found is None:
        raise RuntimeError("the form of the sign-in has no token")
    who = {"email": stage.world.email, "password": stage.world.password}
    entries = who | {"csrfmiddlewaretoken": found[1].decode()}
    browser = Client(stage.web.port, {"Cookie": cookie})
    return partial(browser.submitted, PATH, urlencode(entries).encode())
