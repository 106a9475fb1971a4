"""Space, and whether files can be written."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from guichet.checks.finding import Finding, advise, fine, mend

LITTLE_BYTES = 1_000_000_000
SCARCE_BYTES = 5_000_000_000


def check_disk() -> Iterator[Finding]:
    """The data folder, and the one of attachments within it."""
    folder = Path(settings.GUICHET_DATA_DIR)
    files = folder / "files"
    yield from _writable(files if files.exists() else folder)
    free = shutil.disk_usage(folder).free
    place = {"megabytes": free // 1_000_000, "folder": folder}
    if free < LITTLE_BYTES:
        says = _("Only %(megabytes)s MB are free in %(folder)s: make room.")
        yield mend("disk", says % place)
    elif free < SCARCE_BYTES:
        says = _("%(megabytes)s MB are free in %(folder)s: plan for more room.")
        yield advise("disk", says % place)
    else:
        yield fine("disk", _("%(megabytes)s MB are free in %(folder)s.") % place)


def _writable(folder: Path) -> Iterator[Finding]:
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"guichet")
    except OSError as error:
        says = _("Files cannot be written in %(folder)s (%(reason)s): give it back to the user of Guichet.")
        yield mend("files", says % {"folder": folder, "reason": error.strerror or type(error).__name__})
