"""The addresses of the pages."""

from django.urls import URLPattern, URLResolver, path

from guichet.web.acts.views import act_page, undo
from guichet.web.audit.page import audit, audit_download
from guichet.web.channels.actions import switch, sync_all, sync_one
from guichet.web.channels.activate import activate, change_credentials
from guichet.web.channels.channel import channel_page
from guichet.web.channels.imports import further_back, import_progress, stop
from guichet.web.channels.limit import change_limit
from guichet.web.channels.mails import accept, mails
from guichet.web.channels.page import marketplaces_page
from guichet.web.channels.trying import test_now
from guichet.web.channels.unreadable import unreadable
from guichet.web.conversation.discussion import resync, ticket
from guichet.web.conversation.draft import save
from guichet.web.conversation.links import withdraw
from guichet.web.conversation.messages import hurry, retry, take_back
from guichet.web.conversation.older import older
from guichet.web.conversation.original import original, original_frame
from guichet.web.conversation.page import conversation
from guichet.web.conversation.reply import send_reply
from guichet.web.conversation.synced import synced
from guichet.web.conversation.upload_file import take_file
from guichet.web.errors import not_allowed, not_found
from guichet.web.files.attached import attached
from guichet.web.files.download import download
from guichet.web.files.follow import follow
from guichet.web.health.page import health_page
from guichet.web.help.views import help_page
from guichet.web.inbox.actions import change_read, change_status, choose_status
from guichet.web.inbox.answer import change_answer
from guichet.web.inbox.page import inbox
from guichet.web.inbox.saved import change_view, new_view, remove_view, view_counts
from guichet.web.invoices.credit import credit
from guichet.web.invoices.issued import batch, export, issued, make_missing
from guichet.web.invoices.one_order import fetch_own, file_one, generate, remove_own, upload_own
from guichet.web.invoices.settings_page import preview, settings_page
from guichet.web.live.listing import list_changes, new_rows
from guichet.web.live.thread import thread_changes
from guichet.web.members.company import (
    ask_second_factor,
    change_store,
    company_page,
    new_store,
    rename_company,
)
from guichet.web.members.invitations import invite_again, invite_person, withdraw_one
from guichet.web.members.invited import invited
from guichet.web.members.member import leave_account, member_page, remove_person
from guichet.web.members.page import people
from guichet.web.members.switch import change_account, other_accounts
from guichet.web.playground.views import playground, voyager
from guichet.web.preferences import change_preferences
from guichet.web.privacy.acts import erase as erase_one_customer
from guichet.web.privacy.acts import export as export_one_customer
from guichet.web.privacy.acts import receipt as erasure_receipt
from guichet.web.privacy.acts import save_rule as save_retention_rule
from guichet.web.privacy.page import privacy
from guichet.web.security.again import code_again, passkey_again, password_again
from guichet.web.security.app import app
from guichet.web.security.codes import codes, codes_as_text, new_codes
from guichet.web.security.page import security
from guichet.web.security.passkeys import add_passkey, remove
from guichet.web.security.sessions import end, end_others
from guichet.web.settings.password import password
from guichet.web.settings.profile import profile
from guichet.web.signin.code import code
from guichet.web.signin.company import company, company_back
from guichet.web.signin.forgotten import forgotten, letter_link, new_password
from guichet.web.signin.passkey import passkey
from guichet.web.signin.throttle import too_often
from guichet.web.signin.views import sign_in, sign_out
from guichet.web.tokens.page import tokens
from guichet.web.tokens.revoke import revoke
from guichet.web.webhooks.acts import change as change_webhook
from guichet.web.webhooks.acts import remove as remove_webhook
from guichet.web.webhooks.acts import replay_all, replay_one, rotate, test
from guichet.web.webhooks.acts import switch as switch_webhook
from guichet.web.webhooks.one import webhook
from guichet.web.webhooks.page import webhooks
from guichet.web.words import words

handler403 = not_allowed
handler404 = not_found
handler429 = too_often

urlpatterns: list[URLPattern | URLResolver] = [
    path("", inbox),
    path("sign-in", sign_in, name="account_login"),
    path("sign-in/code", code, name="mfa_authenticate"),
    path("sign-in/passkey", passkey, name="mfa_login_webauthn"),
    path("sign-in/company", company),
    path("sign-in/company/back", company_back),
    path("sign-in/forgotten", forgotten),
    path("sign-in/new-password", new_password),
    path("sign-in/new-password/<uuid:person_id>/<str:token>", letter_link),
    path("sign-out", sign_out),
    path("preferences", change_preferences),
    path("words/<str:version>/<str:language>.js", words, name="words"),
    path("graphql/playground", playground),
    path("graphql/voyager", voyager),
    path("invoices", issued),
    path("invoices/export", export),
    path("invoices/missing", make_missing),
    path("invoices/batches/<uuid:batch_id>", batch),
    path("invoices/settings", settings_page),
    path("invoices/settings/preview", preview),
    path("invoices/<uuid:invoice_id>/credit", credit),
    path("invoices/<uuid:invoice_id>/remove", remove_own),
    path("invoices/<uuid:invoice_id>/file", file_one),
    path("orders/<uuid:order_id>/invoice", generate),
    path("orders/<uuid:order_id>/invoice/upload", upload_own),
    path("orders/<uuid:order_id>/invoice/fetch", fetch_own),
    path("discussions/status", change_status),
    path("discussions/read", change_read),
    path("discussions/answer", change_answer),
    path("views/new", new_view),
    path("views/counts", view_counts),
    path("views/<uuid:view_id>", change_view),
    path("views/<uuid:view_id>/delete", remove_view),
    path("d/<uuid:discussion_id>", conversation),
    path("d/<uuid:discussion_id>/status", choose_status),
    path("d/<uuid:discussion_id>/changes", thread_changes),
    path("acts/<uuid:act_id>", act_page),
    path("acts/<uuid:act_id>/undo", undo),
    path("live/list", list_changes),
    path("live/rows", new_rows),
    path("d/<uuid:discussion_id>/reply", send_reply),
    path("d/<uuid:discussion_id>/draft", save),
    path("d/<uuid:discussion_id>/files", take_file),
    path("d/<uuid:discussion_id>/resync", resync),
    path("d/<uuid:discussion_id>/synced", synced),
    path("d/<uuid:discussion_id>/ticket", ticket),
    path("d/<uuid:discussion_id>/messages/<uuid:message_id>/retry", retry),
    path("d/<uuid:discussion_id>/messages/<uuid:message_id>/take-back", take_back),
    path("d/<uuid:discussion_id>/messages/<uuid:message_id>/send-now", hurry),
    path("d/<uuid:discussion_id>/messages/<uuid:message_id>/older", older),
    path("d/<uuid:discussion_id>/messages/<uuid:message_id>/original", original),
    path("d/<uuid:discussion_id>/messages/<uuid:message_id>/original/frame", original_frame),
    path("d/<uuid:discussion_id>/links/<uuid:link_id>/withdraw", withdraw),
    path("marketplaces", marketplaces_page),
    path("marketplaces/sync", sync_all),
    path("marketplaces/<slug:code>/activate", activate),
    path("channels/<uuid:channel_id>", channel_page),
    path("channels/<uuid:channel_id>/test", test_now),
    path("channels/<uuid:channel_id>/import", import_progress),
    path("channels/<uuid:channel_id>/import/stop", stop),
    path("channels/<uuid:channel_id>/import/further", further_back),
    path("channels/<uuid:channel_id>/limit", change_limit),
    path("channels/<uuid:channel_id>/switch", switch),
    path("channels/<uuid:channel_id>/sync", sync_one),
    path("channels/<uuid:channel_id>/credentials", change_credentials),
    path("channels/<uuid:channel_id>/unreadable", unreadable),
    path("channels/<uuid:channel_id>/mails", mails),
    path("channels/<uuid:channel_id>/mails/<uuid:mail_id>/accept", accept),
    path("settings/tokens", tokens),
    path("settings/tokens/<uuid:token_id>/revoke", revoke),
    path("settings/profile", profile),
    path("settings/health", health_page),
    path("settings/password", password),
    path("settings/security", security, name="mfa_index"),
    path("settings/security/again", password_again, name="account_reauthenticate"),
    path("settings/security/again/code", code_again, name="mfa_reauthenticate"),
    path("settings/security/again/passkey", passkey_again, name="mfa_reauthenticate_webauthn"),
    path("settings/security/app", app, name="mfa_activate_totp"),
    path("settings/security/codes", codes, name="mfa_view_recovery_codes"),
    path("settings/security/codes/new", new_codes),
    path("settings/security/codes/text", codes_as_text),
    path("settings/security/passkeys/new", add_passkey),
    path("settings/security/factors/<int:factor_id>/remove", remove),
    path("settings/security/sessions/end-others", end_others),
    path("settings/security/sessions/<int:session_id>/end", end),
    path("settings/audit", audit),
    path("settings/audit/export", audit_download),
    path("settings/privacy", privacy),
    path("settings/privacy/rule", save_retention_rule),
    path("settings/privacy/export", export_one_customer),
    path("settings/privacy/erase", erase_one_customer),
    path("settings/privacy/receipts/<uuid:receipt_id>", erasure_receipt),
    path("settings/people", people),
    path("settings/people/invite", invite_person),
    path("settings/people/leave", leave_account),
    path("settings/people/<uuid:member_id>", member_page),
    path("settings/people/<uuid:member_id>/remove", remove_person),
    path("settings/invitations/<uuid:invitation_id>/resend", invite_again),
    path("settings/invitations/<uuid:invitation_id>/withdraw", withdraw_one),
    path("settings/company", company_page),
    path("settings/company/name", rename_company),
    path("settings/company/second-factor", ask_second_factor),
    path("settings/stores", new_store),
    path("settings/stores/<uuid:store_id>", change_store),
    path("accounts/others", other_accounts),
    path("accounts/<uuid:account_id>/switch", change_account),
    path("invitations/<str:token>", invited),
    path("settings/webhooks", webhooks),
    path("settings/webhooks/<uuid:webhook_id>", webhook),
    path("settings/webhooks/<uuid:webhook_id>/change", change_webhook),
    path("settings/webhooks/<uuid:webhook_id>/switch", switch_webhook),
    path("settings/webhooks/<uuid:webhook_id>/test", test),
    path("settings/webhooks/<uuid:webhook_id>/rotate", rotate),
    path("settings/webhooks/<uuid:webhook_id>/remove", remove_webhook),
    path("settings/webhooks/<uuid:webhook_id>/replay", replay_all),
    path("settings/webhooks/<uuid:webhook_id>/events/<uuid:delivery_id>/replay", replay_one),
    path("help/<slug:page>", help_page),
    path("attached/<uuid:attachment_id>", attached),
    path("files/<str:signed>", download),
    path("f/<str:token>", follow),
]
