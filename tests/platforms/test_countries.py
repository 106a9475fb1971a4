import pytest

from guichet.platforms.countries import country_code


@pytest.mark.parametrize(
    ("candidates", "code"),
    [
        (("FRA",), "FR"),
        (("fr",), "FR"),
        (("GBR",), "GB"),
        (("UK",), "GB"),
        (("POL", "Frankrijk"), "PL"),
        ((None, "Allemagne"), "DE"),
        (("", "  españa "), "ES"),
        (("Österreich",), "AT"),
        (("REU",), "RE"),
        (("XXX", "Belgique"), "BE"),
        (("Atlantis",), None),
        (("EU",), None),
        (("ZZ",), None),
        ((), None),
        ((None,), None),
    ],
)
def test_a_country_is_known_by_codes_and_names(candidates: tuple[str | None, ...], code: str | None) -> None:
    assert country_code(*candidates) == code
