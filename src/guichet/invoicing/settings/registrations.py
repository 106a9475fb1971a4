"""The registers that sellers stand in, and the check digits of their numbers (python-stdnum)."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from stdnum.at import businessid as at_fn
from stdnum.be import vat as be_bce
from stdnum.de import handelsregisternummer as de_hr
from stdnum.de import stnr as de_stnr
from stdnum.dk import cvr as dk_cvr
from stdnum.es import nif as es_nif
from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret
from stdnum.it import codicefiscale, iva
from stdnum.no import orgnr as no_orgnr
from stdnum.pt import nif as pt_nif
from stdnum.se import orgnr as se_orgnr


@dataclass(frozen=True, slots=True)
class RegisterKind:
    """How a number is called on paper, checked, and coded (ISO 6523; None where the register has no code)."""

    label: str
    module: ModuleType | None = None
    scheme: str | None = None


# Codes: https://docs.peppol.eu/poacc/billing/3.0/codelist/ICD/
KINDS = {
    "SIRET": RegisterKind("SIRET", siret, "0009"),
    "SIREN": RegisterKind("SIREN", siren, "0002"),
    "RCS": RegisterKind("RCS"),
    "HANDELSREGISTER": RegisterKind("HR", de_hr),
    "STEUERNUMMER": RegisterKind("St.-Nr.", de_stnr),
    "FIRMENBUCH": RegisterKind("FN", at_fn),
    "NIF": RegisterKind("NIF", es_nif),
    "NIPC": RegisterKind("NIPC", pt_nif),
    "CODICE_FISCALE": RegisterKind("C.F.", codicefiscale, "0210"),
    "PARTITA_IVA": RegisterKind("P. IVA", iva),
    "REA": RegisterKind("REA"),
    "BCE": RegisterKind("BCE/KBO", be_bce, "0208"),
    "KVK": RegisterKind("KvK", None, "0106"),
    "SE_ORGNR": RegisterKind("Org.nr", se_orgnr, "0007"),
    "NO_ORGNR": RegisterKind("Org.nr", no_orgnr, "0192"),
    "CVR": RegisterKind("CVR", dk_cvr, "0184"),
    "CRN": RegisterKind("Company No."),
    "OTHER": RegisterKind(""),
}


def compact(kind: str, value: str) -> str | None:
    """The number as the register writes it; None when its check digits are wrong."""
    module = KINDS[kind].module
    return value if module is None else checked(module.validate, value)


def checked(validate: Callable[[str], str], value: str) -> str | None:
    """What a validator of stdnum gives; None when it refuses."""
    try:
        return str(validate(value))
    except ValidationError:
        return None
