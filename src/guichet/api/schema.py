"""The schema that is served: the contract, and what came since."""

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.tools import create_type
from strawberry.types import ExecutionContext

from guichet.api.account.mutations.account_leave import leave_account
from guichet.api.account.mutations.account_rename import rename_account
from guichet.api.account.mutations.second_factor import set_requires_second_factor
from guichet.api.attachment.mutations.attachment_shrink import shrink_attachment
from guichet.api.attachment.mutations.attachment_upload import upload_attachment
from guichet.api.attachment.mutations.link_withdraw import withdraw_file_link
from guichet.api.audit.mutations.audit_export import export_audit
from guichet.api.audit.queries import audit
from guichet.api.bulk_act.mutations.bulk_act_set_read import set_read_of_all_matching
from guichet.api.bulk_act.mutations.bulk_act_set_status import set_status_of_all_matching
from guichet.api.bulk_act.mutations.bulk_act_undo import undo_bulk_act
from guichet.api.bulk_act.queries import bulk_act
from guichet.api.cache import SmallParserCache, SmallValidationCache, limited_tokens
from guichet.api.change.queries import changes
from guichet.api.channel.mutations.channel_activate import activate_channel
from guichet.api.channel.mutations.channel_deactivate import deactivate_channel
from guichet.api.channel.mutations.channel_sync import sync_channel
from guichet.api.channel.mutations.channel_test import test_channel
from guichet.api.channel.mutations.channel_update import update_channel
from guichet.api.channel.mutations.import_further_back import import_further_back
from guichet.api.channel.mutations.import_stop import stop_import
from guichet.api.channel.queries import channels
from guichet.api.discussion.mutations.discussion_assign_merchant_id import assign_merchant_discussion_id
from guichet.api.discussion.mutations.discussion_resync import resync_discussion
from guichet.api.discussion.mutations.discussion_set_answer_needed import set_answer_needed
from guichet.api.discussion.mutations.discussion_set_read import set_discussion_read
from guichet.api.discussion.mutations.discussion_set_status import set_discussion_status
from guichet.api.discussion.queries import discussion, discussion_by_merchant_id, discussions
from guichet.api.draft.mutations.draft_save import save_draft
from guichet.api.execution import Execution, note_short
from guichet.api.health.queries import health
from guichet.api.invitation.mutations.invitation_accept import accept_invitation
from guichet.api.invitation.mutations.invitation_resend import resend_invitation
from guichet.api.invitation.mutations.invitation_withdraw import withdraw_invitation
from guichet.api.invitation.mutations.member_invite import invite_member
from guichet.api.invitation.queries import invitations
from guichet.api.invoice.mutations.invoice_batch_start import start_invoice_batch
from guichet.api.invoice.mutations.invoice_credit import credit_invoice
from guichet.api.invoice.mutations.invoice_export import export_invoices
from guichet.api.invoice.mutations.invoice_fetch import fetch_invoice
from guichet.api.invoice.mutations.invoice_file import file_invoice
from guichet.api.invoice.mutations.invoice_generate import generate_invoice
from guichet.api.invoice.mutations.invoice_preview import preview_invoice
from guichet.api.invoice.mutations.invoice_remove import remove_invoice
from guichet.api.invoice.mutations.invoice_settings_save import save_invoice_settings
from guichet.api.invoice.mutations.invoice_upload import upload_invoice
from guichet.api.invoice.queries import invoice_settings, invoices
from guichet.api.limits import Limits
from guichet.api.mail.mutations.mail_accept import accept_mail
from guichet.api.mail.queries import mails_aside, unreadables
from guichet.api.marketplace.queries import marketplaces
from guichet.api.member.mutations.member_change import change_member
from guichet.api.member.mutations.member_remove import remove_member
from guichet.api.member.queries import members
from guichet.api.message.mutations.message_cancel import cancel_message
from guichet.api.message.mutations.message_reply import reply
from guichet.api.message.mutations.message_retry import retry_message
from guichet.api.message.mutations.message_send_now import send_message_now
from guichet.api.node.queries import node
from guichet.api.retention.mutations.customer_erase import erase_customer
from guichet.api.retention.mutations.customer_export import export_customer
from guichet.api.retention.mutations.retention_rule_save import save_retention_rule
from guichet.api.retention.queries import erasure_receipts, retention_preview, retention_rules
from guichet.api.saved_view.mutations.view_delete import delete_view
from guichet.api.saved_view.mutations.view_save import save_view
from guichet.api.saved_view.mutations.view_update import update_view
from guichet.api.saved_view.queries import views
from guichet.api.scalars import SCALARS
from guichet.api.store.mutations.store_add import add_store
from guichet.api.store.mutations.store_remove import remove_store
from guichet.api.store.mutations.store_rename import rename_store
from guichet.api.token.mutations.token_create import create_token
from guichet.api.token.mutations.token_revoke import revoke_token
from guichet.api.token.queries import tokens
from guichet.api.viewer.mutations.factor_remove import remove_second_factor
from guichet.api.viewer.mutations.password_change import change_password
from guichet.api.viewer.mutations.profile_update import update_profile
from guichet.api.viewer.mutations.session_end import end_other_sessions, end_session
from guichet.api.viewer.queries import viewer
from guichet.api.webhook.mutations.webhook_create import create_webhook
from guichet.api.webhook.mutations.webhook_delete import delete_webhook
from guichet.api.webhook.mutations.webhook_replay import replay_webhook
from guichet.api.webhook.mutations.webhook_rotate_secret import rotate_webhook_secret
from guichet.api.webhook.mutations.webhook_test import test_webhook
from guichet.api.webhook.mutations.webhook_update import update_webhook
from guichet.api.webhook.mutations.webhooks_replay import replay_webhooks
from guichet.api.webhook.queries import webhook_deliveries, webhooks

QUERIES = [
    audit,
    webhooks,
    webhook_deliveries,
    changes,
    viewer,
    node,
    marketplaces,
    channels,
    discussions,
    discussion,
    discussion_by_merchant_id,
    bulk_act,
    views,
    invoices,
    invoice_settings,
    health,
    members,
    invitations,
    tokens,
    mails_aside,
    unreadables,
    retention_rules,
    retention_preview,
    erasure_receipts,
]
MUTATIONS = [
    save_retention_rule,
    export_customer,
    erase_customer,
    export_audit,
    activate_channel,
    update_channel,
    deactivate_channel,
    sync_channel,
    test_channel,
    stop_import,
    import_further_back,
    update_profile,
    change_password,
    upload_attachment,
    shrink_attachment,
    withdraw_file_link,
    reply,
    retry_message,
    cancel_message,
    send_message_now,
    save_draft,
    save_view,
    update_view,
    delete_view,
    set_discussion_status,
    set_discussion_read,
    set_answer_needed,
    set_status_of_all_matching,
    set_read_of_all_matching,
    undo_bulk_act,
    resync_discussion,
    assign_merchant_discussion_id,
    create_webhook,
    update_webhook,
    delete_webhook,
    rotate_webhook_secret,
    test_webhook,
    replay_webhook,
    replay_webhooks,
    generate_invoice,
    file_invoice,
    credit_invoice,
    upload_invoice,
    fetch_invoice,
    remove_invoice,
    start_invoice_batch,
    export_invoices,
    preview_invoice,
    save_invoice_settings,
    invite_member,
    resend_invitation,
    withdraw_invitation,
    accept_invitation,
    change_member,
    remove_member,
    leave_account,
    rename_account,
    set_requires_second_factor,
    add_store,
    rename_store,
    remove_store,
    create_token,
    revoke_token,
    end_session,
    end_other_sessions,
    remove_second_factor,
    accept_mail,
]


class ServedSchema(strawberry.Schema):
    """A schema that leaves logging to the view, which knows what may be logged."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Nothing here: see `guichet.api.plain_errors`."""


schema = ServedSchema(
    query=create_type("Query", QUERIES, description="What can be read; reading changes nothing."),
    mutation=create_type(
        "Mutation",
        MUTATIONS,
        description="What can be done. What the caller can put right comes back in `errors`, "
        "and then nothing was changed.",
    ),
    extensions=[limited_tokens, SmallParserCache, SmallValidationCache, Limits],
    execution_context_class=Execution,
    config=StrawberryConfig(scalar_map=SCALARS),
)
note_short(schema._schema)  # noqa: SLF001 - strawberry has no public way to graphql-core's


def print_sdl() -> str:
    """The schema in the schema definition language, with a line end."""
    return schema.as_str().rstrip() + "\n"
