"""What Mirakl is and can do (Mirakl seller API, MMP: M11, M12, OR43 and their limits)."""

from datetime import timedelta

from guichet.platforms.manifest import Capabilities, CredentialField, Manifest
from guichet.platforms.mirakl.setup import steps
from guichet.platforms.words import ParticipantKind, Platform

# The list of OR74, because a message's attachment becomes an order document; .jpeg leaves as .jpg.
EXTENSIONS = (
    "pdf",
    "jpg",
    "jpeg",
    "png",
    "gif",
    "doc",
    "xls",
    "xlsx",
    "ppt",
    "csv",
    "txt",
    "rtf",
    "odt",
    "ods",
    "odp",
    "zpl",
    "mov",
    "mp4",
)

MANIFEST = Manifest(
    platform=Platform.MIRAKL,
    name="Mirakl",
    files_papers=True,
    credential_fields=(
        CredentialField(
            "baseUrl",
            "Address of the marketplace's back office",
            help="The address you sign in at as a seller, such as https://marketplace-prod.mirakl.net",
        ),
        CredentialField(
            "apiKey",
            "API key",
            is_secret=True,
            help="In the back office: your name at the top right, then API key. "
            "Generating a new key makes the old one useless everywhere.",
        ),
        CredentialField(
            "shopId",
            "Shop id",
            is_required=False,
            help="Only if your user belongs to several shops of this marketplace.",
        ),
    ),
    capabilities=Capabilities(
        recipients=(ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE),
        sends_attachments=True,
        max_attachment_bytes=30_000_000,
        max_total_bytes=30_000_000,
        max_attachment_count=50,
        attachment_extensions=EXTENSIONS,
        min_body_length=3,
        max_body_length=50_000,
    ),
    cadence=timedelta(minutes=1),
    setup_steps=steps,
    settles_within=timedelta(minutes=10),
    order_batch_size=100,
    credential_help="The user behind the key needs the right to use the API and to read messages and orders.",
)
