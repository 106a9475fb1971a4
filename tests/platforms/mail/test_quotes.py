"""What was written above a quotation is what was said."""

import pytest

from guichet.platforms.mail import without_quotes


@pytest.mark.parametrize(
    "quotation",
    [
        "On Mon, 16 Nov 2026 at 10:00, Shop <a@example.com> wrote:\n\n> Hello",
        "On Mon, 16 Nov 2026 at 10:00, A Very Long Shop Name Indeed\n<a@example.com> wrote:\n> Hello",
        "Le lun. 16 nov. 2026 à 10:00, Shop <a@example.com> a écrit :\n> Bonjour",
        "Am 16.11.2026 um 10:00 schrieb Shop <a@example.com>:\n> Hallo",
        "El 16 nov 2026, a las 10:00, Shop <a@example.com> escribió:\n> Hola",
        "Il giorno lun 16 nov 2026 alle ore 10:00 Shop <a@example.com> ha scritto:\n> Ciao",
        "-----Original Message-----\nFrom: Shop\n\nHello",
        "-------- Ursprüngliche Nachricht --------\nVon: Shop\n\nHallo",
        "De : Shop <a@example.com>\nEnvoyé : lundi 16 novembre 2026\nÀ : moi\nObjet : x\n\nBonjour",
        "Från: Shop\nSkickat: den 16 november 2026\n\nHej",
        "> Hello\n> again",
    ],
)
def test_the_quotation_goes(quotation: str) -> None:
    assert without_quotes(f"Merci, c'est parfait.\n\n{quotation}") == "Merci, c'est parfait."


def test_a_phone_says_nothing() -> None:
    assert without_quotes("Danke!\n\nVon meinem iPhone gesendet") == "Danke!"


@pytest.mark.parametrize("text", ["> all of it\n> is quoted", "Sent from my phone", "a > b and b < c", ""])
def test_something_is_always_left(text: str) -> None:
    assert without_quotes(text) == text
