"""What CDON is and can do. It has no interface for messages; its own counter is Reclaimit, on the web."""

from datetime import timedelta

from guichet.platforms.cdon.setup import RECLAIMIT, steps
from guichet.platforms.mail.own_servers import OWN_SERVERS
from guichet.platforms.manifest import Capabilities, CredentialField, Manifest
from guichet.platforms.words import ParticipantKind, Platform

LIMIT = 10_000_000

MANIFEST = Manifest(
    platform=Platform.CDON,
    name="CDON",
    credential_fields=(
        CredentialField(
            "senderEmail",
            "Address your answers come from",
            help="The contact address that CDON knows: Settings, Update Company Info, Customer Service.",
        ),
        CredentialField("merchantId", "Merchant ID", help="CDON gives it with the API token."),
        CredentialField("token", "API token", is_secret=True),
        CredentialField("baseUrl", "Address of the Merchants API", is_required=False),
        *OWN_SERVERS,
    ),
    capabilities=Capabilities(
        recipients=(ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE),
        sends_attachments=True,
        max_attachment_bytes=LIMIT,
        max_total_bytes=LIMIT,
        needs_inbound_address=True,
        # One mail goes to the one address that a question came from.
        one_recipient=True,
    ),
    cadence=timedelta(minutes=5),
    setup_steps=steps,
    warning=RECLAIMIT,
    settles_within=timedelta(minutes=15),
    order_batch_size=1,
    reads_back=False,
    credential_help="At CDON: Settings, Update Company Info, Customer Service, Contact email: enter the "
    f"inbound address shown here. {RECLAIMIT}",
)
