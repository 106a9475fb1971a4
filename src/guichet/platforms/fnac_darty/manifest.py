"""What Fnac and Darty are and can do (messages_query, messages_update and their public schemas)."""

from datetime import timedelta

from guichet.platforms.fnac_darty.setup import steps
from guichet.platforms.manifest import Capabilities, CredentialField, Manifest
from guichet.platforms.words import ParticipantKind, Platform

MANIFEST = Manifest(
    platform=Platform.FNAC_DARTY,
    name="Fnac Darty",
    credential_fields=(
        CredentialField(
            "partnerId",
            "Partner id",
            help="Eight, four, four, four and twelve hexadecimal digits, given with the access to the API.",
        ),
        CredentialField(
            "shopId",
            "Shop id",
            help="One for each brand and country: the shop of Fnac France is not the one of Darty.",
        ),
        CredentialField("key", "Key", is_secret=True, help="The key of this partner for this very shop."),
        CredentialField(
            "baseUrl",
            "Address of the API",
            is_required=False,
            help="The same for all brands and countries unless Fnac Darty gave you another one.",
        ),
    ),
    capabilities=Capabilities(
        recipients=(ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE),
        # The public schema has no element for a file; the live format is not public.
        sends_attachments=False,
    ),
    cadence=timedelta(minutes=1),
    setup_steps=steps,
    # No id comes back for a reply and nobody says how soon it is readable.
    settles_within=timedelta(minutes=15),
    order_batch_size=50,
    credential_help="Fnac Darty opens the API on request: write to marketplace.api@fnacdarty.com. "
    "Activate each brand and country by itself, with the ids of that shop.",
)
