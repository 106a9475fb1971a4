"""What is typed into six conversations, and the steps in which it is sent."""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.invoicing.sales import FRENCH
from tests.stories.browser import Page
from tests.stories.places import Question
from tests.stories.six import House

Asked = dict[str, Question]

ASKED = "Bonjour, où est ma commande ?"
TYPED = "Bonjour,\nl’œuvre part “ce soir” & coûte < 20 € 🙂"
MARKUP = "Bonjour,<br />l’œuvre part “ce soir” &amp; coûte &lt; 20 € 🙂"
LATIN = 'Bonjour,\nl\'oeuvre part "ce soir" & coûte < 20 EUR :-)'
# Where it is not kept as it was typed.
WRITTEN = {"mirakl-leroymerlin": MARKUP, "rakuten-fr": LATIN}
SECOND = "Le colis est arrivé."
FILE = ("notice d’été.pdf", b"%PDF-1.4 notice\n%%EOF\n")

# Swedish crowns and rates beside the French ones, and papers filed where they can be.
INVOICING = {
    **FRENCH,
    "filePapers": True,
    "exchangeRates": {"SEK": "0.0871"},
    "vat": {**FRENCH["vat"], "rates": [*FRENCH["vat"]["rates"], {"country": "SE", "products": "25"}]},
}
UNSET = "The invoice settings of this store are not filled in yet."


def answer_by_page(house: House, question: Question) -> None:
    """Reply and solve, with a file."""
    house.discussion(question)
    page = house.page(question)
    assert ASKED in page.words
    solve = page.one("//form[@id='reply']//button[@value='solved']")
    answer = house.browser.press(page, solve, {"body": TYPED, "to": "CUSTOMER"}, [FILE])
    assert answer.status == 200, answer.words
    assert house.discussion(question)["status"] == "SOLVED"
    send_now(house, house.page(question))


def answer_with_invoice(house: House, question: Question) -> None:
    """One post of the page."""
    page = house.page(question)
    send = page.one("//form[@id='reply']//button[@data-send]")
    typed = {"body": "Bonjour,\nvoici votre facture.", "to": "CUSTOMER", "invoice": "1"}
    answer = house.browser.press(page, send, typed)
    assert answer.status == 200, answer.words
    send_now(house, answer)


def send_now(house: House, page: Page) -> None:
    """In place of the ten seconds in which an answer can be taken back, unless they are over."""
    for button in page.elements("//button[starts-with(@id, 'now-')]"):
        assert house.browser.press(page, button).status == 200


def configure_invoices(house: House, file: Path) -> None:
    """By the command, while the server runs."""
    file.write_text(json.dumps(INVOICING), encoding="utf-8")
    told = house.guichet.run("invoices", "configure", "--store", house.guichet.store_id, str(file))
    assert told == f"Lumen FR is ready to invoice; its next invoice is {number(1)}.\n"


def number(place: int) -> str:
    """The number of the store's first, second, … invoice."""
    return f"LU-{datetime.now(ZoneInfo('Europe/Paris')).year}-{place:05d}"
