"""The seller's part of the settings."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from guichet.accounts.errors import ErrorCode
from guichet.invoicing.settings.form import RegistrationSettings, SellerSettings
from guichet.invoicing.settings.reader import Reader
from guichet.invoicing.settings.registrations import KINDS, compact
from guichet.invoicing.settings.vat_numbers import vat_number
from guichet.platforms.countries import country_code


def read_seller(form: Reader) -> SellerSettings:
    """Who sells; check digits of VAT and registration numbers are tried."""
    country = read_country(form, "country")
    seller = SellerSettings(
        legal_name=form.text("legalName", needed=True),
        address_lines=form.texts("addressLines", needed=True),
        postal_code=form.text("postalCode", needed=True, limit=20),
        city=form.text("city", needed=True),
        country=country,
        vat_number=read_vat_number(form, "vatNumber", country),
        registrations=tuple(one for row in form.children("registrations") if (one := _registration(row))),
        email=_email(form),
        phone=form.text("phone", limit=40),
    )
    form.finish()
    return seller


def read_country(form: Reader, name: str) -> str:
    """An ISO 3166-1 alpha-2 code; empty with a problem where it is none."""
    written = form.text(name, needed=True, limit=100)
    if not written:
        return ""
    found = country_code(written) if len(written) == 2 else None
    if found is None:
        form.problem(ErrorCode.INVALID, _("Write the country as its two letters, such as FR or DE."), name)
    return found or ""


def read_vat_number(form: Reader, name: str, country: str) -> str:
    """A VAT number of that country; empty where none is given or its digits are wrong."""
    written = form.text(name, limit=30)
    if not written or not country:
        return ""
    number = vat_number(written, country)
    if number is None:
        message = _("%(number)s is not a VAT number of %(country)s: its check digits or length are wrong.")
        form.problem(ErrorCode.INVALID, message % {"number": written, "country": country}, name)
    return number or ""


def _registration(row: Reader) -> RegistrationSettings | None:
    kind, value = row.text("kind", needed=True), row.text("value", needed=True, limit=60)
    label = row.text("label", limit=40)
    row.finish()
    if not kind or not value:
        return None
    if kind not in KINDS:
        message = _("Write one of: %(words)s.") % {"words": ", ".join(KINDS)}
        row.problem(ErrorCode.INVALID, message, "kind")
        return None
    number = compact(kind, value)
    if number is None:
        message = _("%(number)s is not a %(kind)s number: its check digits or length are wrong.")
        row.problem(ErrorCode.INVALID, message % {"number": value, "kind": kind}, "value")
        return None
    if kind == "OTHER" and not label:
        row.problem(ErrorCode.REQUIRED, _("Say what this number is called."), "label")
    return RegistrationSettings(kind, number, label)


def _email(form: Reader) -> str:
    address = form.text("email", limit=254)
    try:
        if address:
            validate_email(address)
    except ValidationError:
        form.problem(ErrorCode.INVALID, _("This is not an e-mail address."), "email")
    return address
