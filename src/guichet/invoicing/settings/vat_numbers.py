"""VAT numbers and their check digits; nobody is asked, only the digits are (python-stdnum)."""

from stdnum.ch import vat as ch_vat
from stdnum.eu import vat as eu_vat
from stdnum.gb import vat as gb_vat
from stdnum.no import mva as no_mva

from guichet.invoicing.settings.registrations import checked

OTHERS = {"GB": gb_vat, "XI": gb_vat, "CH": ch_vat, "NO": no_mva}


def vat_number(written: str, country: str | None = None) -> str | None:
    """The number with its country prefix and without blanks; None when its check digits are wrong.

    `country` is where it should be from, or None where any will do; a missing prefix is added.
    """
    text = "".join(c for c in written.upper() if c.isalnum())
    prefix = prefix_of(country) if country else text[:2]
    if country and not text.startswith(prefix):
        text = prefix + text
    if prefix in OTHERS:
        bare = text if prefix in ("CH", "NO") else text[2:]
        found = checked(OTHERS[prefix].validate, bare.removeprefix("NO") if prefix == "NO" else bare)
        return None if found is None else text
    return checked(eu_vat.validate, text)


def prefix_of(country: str) -> str:
    """What VAT numbers of a country begin with: Greece writes EL."""
    return "EL" if country == "GR" else country
