"""How the sample seller invoices: invented from end to end, in the shape that the settings' own page saves.

The SIREN passes its check digit and lies where the register has given none yet.
"""

from typing import Any

# The standard rates of some member states.
RATES = {
    "FR": "20", "AT": "20", "BE": "21", "DE": "19", "DK": "25", "ES": "21", "FI": "25.5", "IE": "23",
    "IT": "22", "LU": "17", "NL": "21", "PL": "23", "PT": "23", "SE": "25",
}  # fmt: skip
# A store has series of its own: a number stands for one paper of the company.
MARKS = {"Lumen FR": "LU", "Lumen ES": "LU-ES", "Lumen Nord": "LU-NORD"}
SELLER = {
    "legalName": "Atelier Lumen SARL",
    "addressLines": ["12 rue des Verriers"],
    "postalCode": "69007",
    "city": "Lyon",
    "country": "FR",
    "vatNumber": "FR11999999998",
    "registrations": [{"kind": "SIREN", "value": "999 999 998"}],
    "email": "factures@atelier-lumen.example",
}


def invoice_settings(store: str) -> dict[str, Any]:
    """Those of one store of the sample seller; KeyError for a store that it has not."""
    mark = MARKS[store]
    return {
        "seller": SELLER,
        "invoices": {"prefix": f"{mark}-{{year}}-"},
        "creditNotes": {"prefix": f"{mark}-A-{{year}}-"},
        "language": "fr",
        "vat": {
            "rates": [{"country": country, "products": rate} for country, rate in RATES.items()],
            "oss": True,
        },
        "exchangeRates": {"SEK": "0.0885", "DKK": "0.134", "GBP": "1.15", "PLN": "0.235"},
        "filePapers": True,
        "footer": "Rehearsal: this seller and these sales are invented.",
    }
