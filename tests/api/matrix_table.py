"""What every query and mutation asks of the one who calls it: a line each, or the test fails.

In a call, `$id` is the id that is tried, `@noun` one of the caller's own first store.
"""

from dataclasses import dataclass

from guichet.accounts.roles import Right


@dataclass(frozen=True)
class Act:
    """A mutation. `target` is the noun that `$id` names, empty where it names none.

    `right` None is for what no token may do. With `of_all`, only who sees all stores may. `own`: what belongs
    to each caller. A `silent` one does nothing instead of refusing what may not be seen.
    """

    call: str
    right: Right | None
    target: str = ""
    of_all: bool = False
    own: bool = False
    silent: bool = False


READ, REPLY, MANAGE, OWN = Right.READ, Right.REPLY, Right.MANAGE, Right.OWN

MUTATIONS = {
    "activateChannel": Act(
        '(input: {storeId: $id, marketplace: "mirakl-auchan", credentials: []})', MANAGE, "store"
    ),
    "updateChannel": Act("(input: {channelId: $id, isEnabled: false})", MANAGE, "channel"),
    "deactivateChannel": Act("(channelId: $id)", MANAGE, "channel"),
    "syncChannel": Act("(channelId: $id)", REPLY, "channel"),
    "testChannel": Act("(channelId: $id)", MANAGE, "channel"),
    "stopImport": Act("(channelId: $id)", MANAGE, "channel"),
    "importFurtherBack": Act('(channelId: $id, since: "2026-03-01T00:00:00Z")', MANAGE, "channel"),
    "updateProfile": Act('(input: {name: "Nina"})', READ),
    "changePassword": Act('(input: {currentPassword: "x", newPassword: "y"})', READ),
    "endSession": Act("(sessionId: $id)", REPLY, "session", own=True),
    "endOtherSessions": Act("", REPLY),
    "removeSecondFactor": Act('(input: {secondFactorId: "x", currentPassword: "y"})', None),
    "uploadAttachment": Act("(file: $file)", REPLY),
    "shrinkAttachment": Act("(attachmentId: $id, maxBytes: 500000)", REPLY, "attachment"),
    "withdrawFileLink": Act("(attachmentId: $id)", REPLY, "attachment"),
    "reply": Act(
        '(input: {discussionId: $id, body: "Bonjour", recipients: [CUSTOMER]})', REPLY, "discussion"
    ),
    "retryMessage": Act("(messageId: $id)", REPLY, "failed"),
    "cancelMessage": Act("(messageId: $id)", REPLY, "queued"),
    "sendMessageNow": Act("(messageId: $id)", REPLY, "queued"),
    "saveDraft": Act('(input: {discussionId: $id, body: "Bonjour"})', REPLY, "discussion"),
    "saveView": Act('(input: {name: "Late"})', READ),
    "updateView": Act('(input: {viewId: $id, name: "Late"})', MANAGE, "view"),
    "deleteView": Act("(viewId: $id)", MANAGE, "view"),
    "setDiscussionStatus": Act("(discussionIds: [@discussion, $id], status: SOLVED)", REPLY, "discussion"),
    "setDiscussionRead": Act("(discussionIds: [@discussion, $id], isRead: true)", REPLY, "discussion"),
    "setAnswerNeeded": Act("(discussionIds: [@discussion, $id], isNeeded: false)", REPLY, "discussion"),
    "setStatusOfAllMatching": Act("(filter: {storeIds: [$id]}, status: SOLVED)", REPLY, "store", silent=True),
    "setReadOfAllMatching": Act("(filter: {storeIds: [$id]}, isRead: true)", REPLY, "store", silent=True),
    "undoBulkAct": Act("(id: $id)", REPLY, "act", own=True),
    "resyncDiscussion": Act("(discussionId: $id)", REPLY, "discussion"),
    "assignMerchantDiscussionId": Act(
        '(discussionId: $id, merchantDiscussionId: "T-9")', REPLY, "discussion"
    ),
    "createWebhook": Act('(input: {url: "https://192.0.2.1/", storeIds: [$id]})', MANAGE, "store"),
    "updateWebhook": Act("(input: {webhookId: $id, isEnabled: false})", MANAGE, "webhook"),
    "deleteWebhook": Act("(webhookId: $id)", MANAGE, "webhook"),
    "rotateWebhookSecret": Act("(webhookId: $id)", MANAGE, "webhook"),
    "testWebhook": Act("(webhookId: $id)", MANAGE, "webhook"),
    "replayWebhook": Act("(deliveryId: $id)", MANAGE, "webhook_delivery"),
    "replayWebhooks": Act('(webhookId: $id, since: "2026-03-01T00:00:00Z")', MANAGE, "webhook"),
    "generateInvoice": Act("(orderId: $id)", REPLY, "order"),
    "fileInvoice": Act("(invoiceId: $id)", REPLY, "invoice"),
    "creditInvoice": Act('(input: {invoiceId: $id, reason: "x"})', REPLY, "invoice"),
    "uploadInvoice": Act('(input: {orderId: $id, number: "X-1"}, file: $file)', REPLY, "order"),
    "fetchInvoice": Act("(orderId: $id)", REPLY, "order"),
    "removeInvoice": Act("(invoiceId: $id)", MANAGE, "invoice"),
    "startInvoiceBatch": Act(
        '(input: {storeIds: [$id], placedAfter: "2026-03-01T00:00Z", placedBefore: "2026-03-02T00:00Z"})',
        REPLY,
        "store",
        silent=True,
    ),
    "exportInvoices": Act("(filter: {storeIds: [$id]})", READ, "store", silent=True),
    "previewInvoice": Act("(input: {storeId: @store, orderId: $id})", MANAGE, "order"),
    "saveInvoiceSettings": Act("(input: {storeId: $id, settings: {}})", MANAGE, "store"),
    "inviteMember": Act('(input: {email: "nina@example.org", role: AGENT, storeIds: [$id]})', OWN, "store"),
    "resendInvitation": Act("(invitationId: $id)", OWN, "invitation"),
    "withdrawInvitation": Act("(invitationId: $id)", OWN, "invitation"),
    "acceptInvitation": Act('(token: "x")', None),
    "changeMember": Act("(input: {memberId: $id, role: READER})", OWN, "colleague"),
    "removeMember": Act("(memberId: $id)", OWN, "colleague"),
    "leaveAccount": Act("", None),
    "setRequiresSecondFactor": Act("(required: false)", OWN, of_all=True),
    "renameAccount": Act('(name: "Nina & Co")', OWN, of_all=True),
    "addStore": Act('(name: "New")', OWN, of_all=True),
    "renameStore": Act('(storeId: $id, name: "New")', OWN, "store"),
    "removeStore": Act("(storeId: $id)", OWN, "store"),
    "createToken": Act('(input: {name: "New", scope: READ, storeIds: [$id]})', READ, "store"),
    "revokeToken": Act("(tokenId: $id)", READ, "token", own=True),
    "acceptMail": Act("(mailId: $id)", MANAGE, "mail"),
    "exportAudit": Act("", OWN, of_all=True),
    "saveRetentionRule": Act("(input: {days: 30})", OWN, of_all=True),
    "exportCustomer": Act('(input: {channelId: $id, participant: "Nina"})', MANAGE, "channel"),
    "eraseCustomer": Act(
        '(input: {customer: {channelId: $id, participant: "Nina"}, confirmation: "Nina"})', OWN, "channel"
    ),
}


@dataclass(frozen=True)
class Ask:
    """A query; `target` as above. `told` says whether it tells of rows at all."""

    call: str = ""
    right: Right = READ
    target: str = ""
    of_all: bool = False
    own: bool = False
    told: bool = True


QUERIES = {
    "viewer": Ask(),
    "node": Ask("(id: $id)", target="node"),
    "marketplaces": Ask('(search: "auchan")', told=False),
    "channels": Ask(),
    "discussions": Ask("(first: 20)"),
    "discussion": Ask("(id: $id)", target="discussion"),
    "discussionByMerchantId": Ask("(merchantDiscussionId: $id)", target="merchant_id"),
    "bulkAct": Ask("(id: $id)", target="act", own=True, told=False),
    "views": Ask(),
    "invoices": Ask("(first: 20)"),
    "invoiceSettings": Ask("(storeId: $id)", target="store"),
    "members": Ask(right=MANAGE),
    "invitations": Ask(right=MANAGE),
    "tokens": Ask(),
    "webhooks": Ask(right=MANAGE),
    "webhookDeliveries": Ask("(webhookId: $id, first: 20)", MANAGE, "webhook"),
    "changes": Ask("(fromStart: true, first: 20)"),
    "audit": Ask("(first: 20)", OWN, of_all=True),
    "mailsAside": Ask("(channelId: $id)", MANAGE, "channel"),
    "unreadables": Ask("(channelId: $id)", target="channel"),
    "health": Ask(right=MANAGE, told=False),
    "retentionRules": Ask(right=MANAGE, told=False),
    "retentionPreview": Ask("(rule: {days: 1, includesOpen: true})", MANAGE, told=False),
    "erasureReceipts": Ask("(first: 20)", MANAGE, told=False),
}
