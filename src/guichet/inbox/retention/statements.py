"""What erasing is, table by table: personal data goes, ids, moments, statuses and figures stay.

`ids` are the discussions, `now` the moment. Invoices and credit notes, with their files, are left alone.
"""

# Files of the messages and those uploaded for drafts; the digests of what they held come back.
FILES = """
WITH named AS (
    SELECT a.id, a.digest FROM attachment a
    WHERE a.id IN (
            SELECT b.id FROM attachment b WHERE b.discussion_id = ANY(%(ids)s)
            UNION ALL SELECT unnest(f.files) FROM draft f WHERE f.discussion_id = ANY(%(ids)s))
        AND (a.discussion_id IS NULL OR a.discussion_id = ANY(%(ids)s))
        AND (a.digest <> '' OR a.file_name <> 'erased')
        AND NOT EXISTS (SELECT FROM invoice i WHERE i.file_id = a.id)
        AND NOT EXISTS (SELECT FROM invoice_settings s WHERE s.logo_id = a.id)
        AND NOT EXISTS (SELECT FROM draft e WHERE e.account_id = a.account_id AND a.id = ANY (e.files)
            AND e.discussion_id <> ALL(%(ids)s))
    ORDER BY a.id FOR UPDATE OF a
), cut AS (
    UPDATE file_link SET revoked_at = %(now)s FROM named
    WHERE file_link.attachment_id = named.id AND revoked_at IS NULL
)
UPDATE attachment a SET file_name = 'erased', digest = '', looks_like = '', error = '', state = 'FAILED',
    next_try_at = NULL
FROM named WHERE a.id = named.id
RETURNING named.digest
"""

DRAFTS = "DELETE FROM draft WHERE discussion_id = ANY(%(ids)s)"

# Before the messages, by which some of them are found. A mail that waits is not read any more.
MAILS = """
UPDATE raw_mail SET body = '', envelope_from = '', sender = '', subject = '', why = '', look_at = NULL,
    state = CASE WHEN state IN ('NEW', 'ASIDE', 'UNREADABLE') THEN 'IGNORED' ELSE state END
WHERE length(body) > 0 AND id IN (
    SELECT r.id FROM raw_mail r WHERE r.discussion_id = ANY(%(ids)s)
    UNION ALL SELECT r.id FROM raw_mail r JOIN message m ON m.id = r.message_id
        WHERE m.discussion_id = ANY(%(ids)s)
    UNION ALL SELECT r.id FROM raw_mail r JOIN raw_mail t USING (channel_id, header_id)
        WHERE t.discussion_id = ANY(%(ids)s) AND t.header_id <> '')
"""

# An alias is an address of the customer's.
ALIASES = "DELETE FROM mail_reference WHERE discussion_id = ANY(%(ids)s) AND starts_with(reference, 'alias:')"

MESSAGES = """
UPDATE message SET body = '', original = NULL, earlier = '[]', edited_at = NULL, author_email = NULL,
    erased_at = %(now)s,
    author_name = CASE WHEN author_kind = 'CUSTOMER' THEN '' ELSE author_name END,
    delivery_error = CASE WHEN delivery_error IS NOT NULL THEN '' END
WHERE discussion_id = ANY(%(ids)s) AND erased_at IS NULL
"""

WORDS = "UPDATE message_search SET words = '' WHERE discussion_id = ANY(%(ids)s) AND words <> ''"

TITLES = "UPDATE discussion_search SET subject = '', participants = '' WHERE discussion_id = ANY(%(ids)s)"

# The country stays: the figures of VAT need it.
ADDRESS = """CASE WHEN jsonb_typeof(o.data -> '{0}') = 'object' THEN o.data -> '{0}' || '{{"name": null,
    "company": null, "lines": [], "postal_code": null, "city": null, "region": null, "phone": null}}' END"""
STRIPPED = f"""(o.data - '{{customer_name,tracking_number,tracking_url}}'::text[]) || jsonb_build_object(
    'billing_address', {ADDRESS.format("billing_address")},
    'shipping_address', {ADDRESS.format("shipping_address")})"""

# An order that another discussion still tells of stays until that one goes.
ORDERS = f"""
UPDATE marketplace_order o SET customer_name = '', fetch_after = NULL, erased_at = %(now)s, data = {STRIPPED}
WHERE o.erased_at IS NULL AND EXISTS (
    SELECT FROM discussion d WHERE d.id = ANY(%(ids)s)
        AND d.channel_id = o.channel_id AND d.order_ref = o.marketplace_order_id)
    AND NOT EXISTS (
    SELECT FROM discussion d WHERE d.account_id = o.account_id AND d.channel_id = o.channel_id
        AND d.order_ref = o.marketplace_order_id AND d.id <> ALL(%(ids)s)
        AND (d.erased_until IS NULL OR d.last_message_at > d.erased_until))
RETURNING o.id
"""  # noqa: S608 - pieces of ours

# Named one by one, and without anything that looks at their discussions.
ORDERS_NAMED = f"""
UPDATE marketplace_order o SET customer_name = '', fetch_after = NULL, erased_at = %(now)s, data = {STRIPPED}
WHERE o.erased_at IS NULL AND o.id = ANY(%(orders)s)
RETURNING o.id
"""  # noqa: S608 - pieces of ours

PEOPLE = """(SELECT coalesce(jsonb_agg(CASE WHEN p ->> 'kind' = 'CUSTOMER'
        THEN p || '{"name": "", "email": null, "marketplace_id": null}'
        ELSE p || '{"email": null}' END), '[]')
    FROM jsonb_array_elements(participants) p)"""

# The last of all: this is what makes a discussion an erased one.
DISCUSSIONS = f"""
UPDATE discussion SET subject = '', snippet = '', participants = {PEOPLE},
    initiator = CASE WHEN initiator ->> 'kind' = 'CUSTOMER'
        THEN initiator || '{{"name": "", "email": null, "marketplace_id": null}}' ELSE initiator END,
    possible_recipients = '[]', recipient_kinds = '{{}}', needs_reply_since = NULL, reply_due_at = NULL,
    marketplace_due_at = NULL, answer_waived_at = NULL, waived_since = NULL,
    erased_unseen = erased_unseen + greatest(0, marketplace_message_count::bigint - message_count),
    marketplace_message_count = least(marketplace_message_count, message_count),
    erased_at = %(now)s, erased_until = last_message_at
WHERE id = ANY(%(ids)s)
"""  # noqa: S608 - pieces of ours

# Sealed, and gone after a day; a request that is sent again hears that it acted.
ANSWERS = "UPDATE api_answer SET body = NULL WHERE account_id = %(account)s AND body IS NOT NULL"

PAPERS = "SELECT count(*) FROM invoice WHERE order_id = ANY(%(orders)s)"
