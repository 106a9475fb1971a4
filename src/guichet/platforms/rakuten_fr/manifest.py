"""What Rakuten France is and can do (reference sections 3, 8, 9 and 12)."""

from datetime import timedelta

from guichet.platforms.manifest import Capabilities, CredentialField, Manifest
from guichet.platforms.rakuten_fr.latin import measure, replaced, unwritable
from guichet.platforms.rakuten_fr.settings import SETTINGS
from guichet.platforms.rakuten_fr.setup import steps
from guichet.platforms.words import ParticipantKind, Platform

MANIFEST = Manifest(
    platform=Platform.RAKUTEN_FR,
    name="Rakuten France",
    credential_fields=(
        CredentialField(
            "login",
            "Seller name",
            help="The name you sell under, as it stands in your Rakuten account. Not your e-mail address.",
        ),
        CredentialField(
            "token",
            "Token",
            is_secret=True,
            help="Made in your Rakuten account: settings, Tokens. It is not your password.",
        ),
        CredentialField(
            "baseUrl",
            "Address of the web service",
            help="Usually https://ws.fr.shopping.rakuten.com",
        ),
    ),
    capabilities=Capabilities(
        recipients=(ParticipantKind.CUSTOMER, ParticipantKind.MARKETPLACE),
        sends_attachments=False,
        max_body_length=SETTINGS.max_bytes,
        measure=measure,
        replaces=replaced,
        unwritable=unwritable,
        # The buyer and the customer service are two calls.
        one_recipient=True,
    ),
    cadence=timedelta(minutes=5),
    setup_steps=steps,
    # Nobody knows how soon a reply can be read back; a false "failed" would make a person send it again.
    settles_within=timedelta(minutes=30),
    order_batch_size=20,
    credential_help="The token is made in your Rakuten account under settings, Tokens. "
    "Reading a conversation here marks it as read at Rakuten too.",
)
