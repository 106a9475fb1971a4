"""`guichet invoices configure` on an installation of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.invoicing.sales import FRENCH


def guichet(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GUICHET_")}
    return subprocess.run(
        [sys.executable, "-m", "guichet", *arguments],
        env=environment | {"GUICHET_DATA_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_settings_from_a_file(data_folder: Path) -> None:
    made = guichet(
        data_folder, "bootstrap", "--account", "A", "--store", "Lumen FR", "--email", "alice@example.com",
        "--password", "a long password",
    )  # fmt: skip
    store = json.loads(made.stdout)["storeId"]
    file = data_folder / "invoices.json"

    def configure(data: object, of: str = store) -> "subprocess.CompletedProcess[str]":
        file.write_text(json.dumps(data), encoding="utf-8")
        return guichet(data_folder, "invoices", "configure", "--store", of, str(file))

    saved = configure(FRENCH)
    assert saved.returncode == 0, saved.stderr
    assert saved.stdout.startswith("Lumen FR is ready to invoice; its next invoice is LU-")
    wrong = configure({**FRENCH, "seller": {**FRENCH["seller"], "vatNumber": "FR 00 12345", "city": ""}})
    assert wrong.returncode == 1
    assert "seller.vatNumber: FR 00 12345 is not a VAT number of FR" in wrong.stderr
    assert "seller.city: This field is empty; fill it in." in wrong.stderr
    for refused, words in (
        (configure(FRENCH, "sto_nothing"), "There is no store sto_nothing"),
        (configure([]), "must hold one JSON object"),
        (configure({**FRENCH, "logo": "none.png"}), "none.png cannot be read"),
    ):
        assert refused.returncode == 1
        assert words in refused.stderr
        assert "Traceback" not in refused.stderr
