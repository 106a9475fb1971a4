"""`guichet invoices configure` on an installation of its own."""

import json
import subprocess
import sys
from pathlib import Path

from guichet.config.embedded import EmbeddedPostgres
from tests.invoicing.sales import FRENCH
from tests.stories.prepared import clean_environment, prepare_account


def guichet(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "guichet", *arguments],
        env=clean_environment() | {"GUICHET_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_settings_from_a_file(data_folder: Path) -> None:
    made = prepare_account(data_folder)
    assert made is not None
    file = data_folder / "invoices.json"

    def configure(data: object, of: str = made.store_id) -> "subprocess.CompletedProcess[str]":
        file.write_text(json.dumps(data), encoding="utf-8")
        return guichet(data_folder, "invoices", "configure", "--store", of, str(file))

    # Six commands need not start and stop the server six times.
    with EmbeddedPostgres(data_folder).running():
        saved = configure(FRENCH)
        wrong = configure({**FRENCH, "seller": {**FRENCH["seller"], "vatNumber": "FR 00 12345", "city": ""}})
        refusals = (
            (configure(FRENCH, "sto_nothing"), "There is no store sto_nothing"),
            (configure([]), "must hold one JSON object"),
            (configure({**FRENCH, "logo": "none.png"}), "none.png cannot be read"),
        )
    assert saved.returncode == 0, saved.stderr
    assert saved.stdout.startswith("Lumen FR is ready to invoice; its next invoice is LU-")
    assert wrong.returncode == 1
    assert "seller.vatNumber: FR 00 12345 is not a VAT number of FR" in wrong.stderr
    assert "seller.city: This field is empty; fill it in." in wrong.stderr
    for refused, words in refusals:
        assert refused.returncode == 1
        assert words in refused.stderr
        assert "Traceback" not in refused.stderr
