"""Six marketplaces, what was asked there, and what was answered: each step once for all who look at it."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.stories.answering import (
    ASKED,
    SECOND,
    UNSET,
    Asked,
    answer_by_page,
    answer_with_invoice,
    configure_invoices,
)
from tests.stories.six import House, activate, six


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """The installation with nothing activated yet."""
    with (
        TemporaryDirectory(prefix="guichet-story-", ignore_cleanup_errors=True) as folder,
        six(Path(folder)) as running,
    ):
        yield running


@pytest.fixture(scope="module")
def asked(house: House) -> Asked:
    """Every marketplace is activated by API, and a customer of each has asked."""
    for place in house.places.values():
        activate(house.guichet, place)
    return {code: place.ask(ASKED) for code, place in house.places.items()}


@pytest.fixture(scope="module")
def answered(house: House, asked: Asked) -> Asked:
    """Each was answered by page, with a file, and once that had arrived by API, without one."""
    for question in asked.values():
        answer_by_page(house, question)
    for code, question in asked.items():
        house.arrived(house.places[code], question, 1)
    for question in asked.values():
        answer = house.reply(question, SECOND, thenStatus="PENDING")
        assert (answer["errors"], answer["discussion"]["status"]) == ([], "PENDING")
    for code, question in asked.items():
        house.arrived(house.places[code], question, 2)
    return asked


@pytest.fixture(scope="module")
def invoiced(house: House, answered: Asked, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Another customer of each asks for the invoice, and gets it with an answer by page."""
    questions = {code: place.ask("Je voudrais ma facture.") for code, place in house.places.items()}
    for question in questions.values():
        assert house.discussion(question)["order"]["invoiceObstacle"] == UNSET
        assert f"No invoice yet: {UNSET}" in house.page(question).words
    configure_invoices(house, tmp_path_factory.mktemp("invoices") / "settings.json")
    for code, question in questions.items():
        assert house.discussion(question)["order"]["invoiceObstacle"] is None, code
        answer_with_invoice(house, question)
    for code, question in questions.items():
        house.arrived(house.places[code], question, 1)
    return questions
