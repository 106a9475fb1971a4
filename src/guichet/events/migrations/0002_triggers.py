"""What happens is written down for those who want to be told, in the transaction that does it.

By triggers of statements, so that no writer can forget it, raw SQL and COPY included, and so that an ingest of
500 messages asks once whether anybody listens (docs/decisions/0018-events-out.md).
"""

from django.db import migrations

# A key by PostgreSQL itself: time-ordered where it knows how (18), else any.
DEFAULTS = """
CREATE SEQUENCE webhook_position;
ALTER TABLE webhook_delivery
    ALTER COLUMN position SET DEFAULT nextval('webhook_position'),
    ALTER COLUMN state SET DEFAULT 'WAITING',
    ALTER COLUMN attempts SET DEFAULT 0,
    ALTER COLUMN error SET DEFAULT '',
    ALTER COLUMN facts SET DEFAULT '{}',
    ALTER COLUMN occurred_at SET DEFAULT now(),
    ALTER COLUMN next_try_at SET DEFAULT now();
DO $$
BEGIN
    IF current_setting('server_version_num')::int >= 180000 THEN
        ALTER TABLE webhook_delivery ALTER COLUMN id SET DEFAULT uuidv7();
    ELSE
        ALTER TABLE webhook_delivery ALTER COLUMN id SET DEFAULT gen_random_uuid();
    END IF;
END $$;
"""

WANTS = """
CREATE FUNCTION guichet_wants(kinds varchar[], store_ids uuid[], kind text, store uuid) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT (kinds = '{}' OR kind = ANY (kinds)) AND (store_ids IS NULL OR store = ANY (store_ids))
$$;
"""

# What was said before the channel was activated, or before anybody listened, is no news: an import of a year
# would tell of a hundred thousand old messages. A day is left for clocks that differ.
NEW_MESSAGES = """
CREATE FUNCTION guichet_tell_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM webhook WHERE collects) THEN
        RETURN NULL;
    END IF;
    INSERT INTO webhook_delivery (account_id, webhook_id, kind, subject, message_id, facts)
    SELECT m.account_id, w.id, 'message.created', m.discussion_id, m.id,
        jsonb_build_object('author', m.author_kind, 'sentAt', m.sent_at)
    FROM news m
    JOIN discussion d ON d.id = m.discussion_id
    JOIN channel c ON c.id = d.channel_id
    JOIN webhook w ON w.account_id = m.account_id AND w.collects
        AND guichet_wants(w.kinds, w.store_ids, 'message.created', d.store_id)
    WHERE m.delivery = 'RECEIVED' AND m.sent_at > greatest(w.created_at, c.created_at) - interval '1 day'
    ORDER BY m.sent_at, m.id;
    RETURN NULL;
END $$;
CREATE TRIGGER message_told AFTER INSERT ON message REFERENCING NEW TABLE AS news
    FOR EACH STATEMENT EXECUTE FUNCTION guichet_tell_messages();
"""

# The read mark, the deadline and the snippet move with every message, which is told by itself.
CHANGES = """
CREATE FUNCTION guichet_tell_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM webhook WHERE collects) THEN
        RETURN NULL;
    END IF;
    INSERT INTO webhook_delivery (account_id, webhook_id, kind, subject, facts)
    SELECT n.account_id, w.id, 'discussion.changed', n.id,
        jsonb_build_object('changed', array_remove(ARRAY[
            CASE WHEN n.status <> o.status THEN 'status' END,
            CASE WHEN n.type <> o.type THEN 'type' END,
            CASE WHEN n.subject <> o.subject THEN 'subject' END,
            CASE WHEN n.order_ref IS DISTINCT FROM o.order_ref THEN 'orderId' END,
            CASE WHEN n.merchant_discussion_id IS DISTINCT FROM o.merchant_discussion_id
                THEN 'merchantDiscussionId' END,
            CASE WHEN (n.waived_since IS NULL) <> (o.waived_since IS NULL) THEN 'answerWaivedAt' END
        ], NULL), 'status', n.status, 'statusBefore', o.status)
    FROM news n
    JOIN olds o ON o.id = n.id
    JOIN webhook w ON w.account_id = n.account_id AND w.collects
        AND guichet_wants(w.kinds, w.store_ids, 'discussion.changed', n.store_id)
    WHERE (n.status, n.type, n.subject, n.order_ref, n.merchant_discussion_id, n.waived_since IS NULL)
        IS DISTINCT FROM
        (o.status, o.type, o.subject, o.order_ref, o.merchant_discussion_id, o.waived_since IS NULL)
    ORDER BY n.id;
    RETURN NULL;
END $$;
CREATE TRIGGER discussion_told AFTER UPDATE ON discussion REFERENCING OLD TABLE AS olds NEW TABLE AS news
    FOR EACH STATEMENT EXECUTE FUNCTION guichet_tell_changes();
"""

# Accepted is delivered; read back later is the same news, unless the acceptance was never heard of.
REPLIES = """
CREATE FUNCTION guichet_tell_replies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM webhook WHERE collects) THEN
        RETURN NULL;
    END IF;
    INSERT INTO webhook_delivery (account_id, webhook_id, kind, subject, message_id, facts)
    SELECT n.account_id, w.id, told.kind, n.discussion_id, n.id,
        jsonb_build_object('author', n.author_kind, 'sentAt', n.sent_at, 'delivery', n.delivery)
    FROM news n
    JOIN olds o ON o.id = n.id AND o.delivery <> n.delivery
    JOIN discussion d ON d.id = n.discussion_id
    CROSS JOIN LATERAL (SELECT CASE WHEN n.delivery = 'FAILED' THEN 'reply.failed'
                               WHEN n.delivery IN ('SENT', 'CONFIRMED') AND o.delivery <> 'SENT'
                               THEN 'reply.delivered' END AS kind) told
    JOIN webhook w ON w.account_id = n.account_id AND w.collects
        AND guichet_wants(w.kinds, w.store_ids, told.kind, d.store_id)
    WHERE told.kind IS NOT NULL
    ORDER BY n.id;
    RETURN NULL;
END $$;
CREATE TRIGGER reply_told AFTER UPDATE ON message REFERENCING OLD TABLE AS olds NEW TABLE AS news
    FOR EACH STATEMENT EXECUTE FUNCTION guichet_tell_replies();
"""

CHANNELS = """
CREATE FUNCTION guichet_tell_blocked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO webhook_delivery (account_id, webhook_id, kind, subject)
    SELECT NEW.account_id, w.id, 'channel.blocked', NEW.id
    FROM webhook w WHERE w.account_id = NEW.account_id AND w.collects
        AND guichet_wants(w.kinds, w.store_ids, 'channel.blocked', NEW.store_id);
    RETURN NULL;
END $$;
CREATE TRIGGER channel_told AFTER UPDATE ON channel FOR EACH ROW
    WHEN (NEW.health = 'BLOCKED' AND OLD.health <> 'BLOCKED') EXECUTE FUNCTION guichet_tell_blocked();
"""
AWAY = """
DROP TRIGGER message_told ON message;
DROP TRIGGER discussion_told ON discussion;
DROP TRIGGER reply_told ON message;
DROP TRIGGER channel_told ON channel;
DROP FUNCTION guichet_tell_messages, guichet_tell_changes, guichet_tell_replies, guichet_tell_blocked;
DROP FUNCTION guichet_wants;
ALTER TABLE webhook_delivery ALTER COLUMN position DROP DEFAULT;
DROP SEQUENCE webhook_position;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial"), ("inbox", "0017_attachment_loose")]

    operations = [
        migrations.RunSQL([DEFAULTS, WANTS, NEW_MESSAGES, CHANGES, REPLIES, CHANNELS], AWAY),
    ]
