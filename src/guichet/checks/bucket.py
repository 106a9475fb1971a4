"""Whether the bucket of attachments answers (GUICHET_STORAGE_URL)."""

from collections.abc import Iterator

from django.conf import settings
from django.core.files.storage import storages

from guichet.checks.finding import Finding, fine, mend
from guichet.inbox.bucket import ALIAS

PROBE = "guichet-doctor"


def check_bucket() -> Iterator[Finding]:
    """Asks for a file that nobody has; nothing is written."""
    if not settings.GUICHET_STORAGE_URL:
        return
    # Only here: whoever has no bucket does not pay boto's 20 MB.
    from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]

    try:
        storages[ALIAS].exists(PROBE)
    except (BotoCoreError, ClientError) as error:
        yield mend(
            "bucket",
            f"The bucket of GUICHET_STORAGE_URL does not answer ({type(error).__name__}): check its "
            "address, its name and the key's rights.",
        )
    else:
        yield fine("bucket", "The bucket of attachments answers.")
