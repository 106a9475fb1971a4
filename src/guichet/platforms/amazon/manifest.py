"""What Amazon is and can do: mail by Seller Central's rules, orders by SP-API where access was given."""

from datetime import timedelta

from guichet.platforms.amazon.places import LOGIN
from guichet.platforms.amazon.setup import steps
from guichet.platforms.mail.own_servers import OWN_SERVERS
from guichet.platforms.manifest import Capabilities, CredentialField, Manifest
from guichet.platforms.words import ParticipantKind, Platform

# Amazon's list is not public; these pass for sellers. Archives, scripts and pages do not.
EXTENSIONS = ("pdf", "png", "jpg", "jpeg", "bmp", "tif", "tiff", "txt", "doc", "docx")
LIMIT = 10_000_000

_TOGETHER = "Only for order data; leave all of clientId, clientSecret and refreshToken empty to go without."
_USUAL = "The usual one of this country's region; change it only if Amazon gave you another."
WITHOUT_ORDERS = (
    "No access to Amazon's order data was given for this marketplace. To see orders here, enter client id, "
    "client secret and refresh token under Marketplaces."
)

MANIFEST = Manifest(
    platform=Platform.AMAZON,
    name="Amazon",
    credential_fields=(
        CredentialField(
            "senderEmail",
            "Address your answers come from",
            help="Approve it in Seller Central of this country: Messages, Messaging permissions. "
            "Amazon refuses answers from any other address.",
        ),
        CredentialField("clientId", "LWA client id", is_required=False, help=_TOGETHER),
        CredentialField(
            "clientSecret", "LWA client secret", is_secret=True, is_required=False, help=_TOGETHER
        ),
        CredentialField(
            "refreshToken",
            "Refresh token",
            is_secret=True,
            is_required=False,
            help="Seller Central, Apps and services, Develop apps, Authorise.",
        ),
        CredentialField("baseUrl", "Address of the SP-API", is_required=False, help=_USUAL),
        CredentialField(
            "authUrl", "Address of Login with Amazon", is_required=False, help=_USUAL, default_value=LOGIN
        ),
        *OWN_SERVERS,
    ),
    capabilities=Capabilities(
        recipients=(ParticipantKind.CUSTOMER,),
        sends_attachments=True,
        max_attachment_bytes=LIMIT,
        max_total_bytes=LIMIT,
        attachment_extensions=EXTENSIONS,
        forbids_links=True,
        needs_inbound_address=True,
    ),
    cadence=timedelta(minutes=5),
    setup_steps=steps,
    without_orders=WITHOUT_ORDERS,
    settles_within=timedelta(minutes=15),
    order_batch_size=1,
    reads_back=False,
    sender_is_shop=True,
    credential_help="In Seller Central of each country: 1. Settings, Notification preferences, Messaging: "
    "add the inbound address shown here to Buyer messages, Confirmation notifications, Delivery failures and "
    "Buyer opt-out. 2. The same page, Returns and claims: add it to return requests, claims and refunds. "
    "3. Messages, Messaging permissions: add the address your answers come from, and wait for Approved.",
)
