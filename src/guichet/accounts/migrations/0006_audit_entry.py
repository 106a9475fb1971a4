"""The audit: a chain for each account, which the database itself extends and lets nobody change."""

import django.db.models.deletion
import guichet.accounts.models.keys
from django.db import migrations, models

# A change is noted here first. Its trigger moves it to the end of the chain when the transaction commits, so
# that the chain's lock is taken after all others, and is held for no more than the commit.
PENDING = """
CREATE TABLE audit_pending (
    id uuid PRIMARY KEY,
    account_id uuid NOT NULL,
    actor_kind varchar(6) NOT NULL,
    member_id uuid,
    token_id uuid,
    actor_name varchar(254) NOT NULL,
    origin varchar(64) NOT NULL,
    act varchar(80) NOT NULL,
    subject varchar(40) NOT NULL,
    subject_id uuid,
    before jsonb,
    after jsonb
);
"""
# guichet.accounts.audit_chain computes the same in Python; docs/audit.md writes it down for others.
FORM = """
CREATE FUNCTION guichet_audit_form(e audit_entry) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(coalesce(octet_length(value) || ':' || value, '-'), ',' ORDER BY place)
    FROM unnest(ARRAY[
        e.id::text, e.account_id::text, e.number::text,
        to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        e.actor_kind, e.member_id::text, e.token_id::text, e.actor_name, e.origin,
        e.act, e.subject, e.subject_id::text, e.before::text, e.after::text
    ]) WITH ORDINALITY AS field(value, place)
$$;
"""
CHAIN = """
CREATE FUNCTION guichet_audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
DECLARE
    head audit_head;
    entry audit_entry;
BEGIN
    SELECT * INTO head FROM audit_head WHERE account_id = NEW.account_id FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO audit_head (account_id, number, hash) VALUES (NEW.account_id, 0, decode(repeat('00', 32), 'hex'))
            ON CONFLICT DO NOTHING;
        SELECT * INTO head FROM audit_head WHERE account_id = NEW.account_id FOR UPDATE;
    END IF;
    entry.id := NEW.id;
    entry.account_id := NEW.account_id;
    entry.number := head.number + 1;
    entry.at := clock_timestamp();
    entry.actor_kind := NEW.actor_kind;
    entry.member_id := NEW.member_id;
    entry.token_id := NEW.token_id;
    entry.actor_name := NEW.actor_name;
    entry.origin := NEW.origin;
    entry.act := NEW.act;
    entry.subject := NEW.subject;
    entry.subject_id := NEW.subject_id;
    entry.before := NEW.before;
    entry.after := NEW.after;
    entry.previous := head.hash;
    entry.hash := sha256(entry.previous || convert_to(guichet_audit_form(entry), 'UTF8'));
    INSERT INTO audit_entry SELECT entry.*;
    UPDATE audit_head SET number = entry.number, hash = entry.hash WHERE account_id = entry.account_id;
    DELETE FROM audit_pending WHERE id = NEW.id;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON audit_pending DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION guichet_audit_chain();
-- It runs with its owner's rights: no table of the caller's may stand in for these.
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION guichet_audit_chain() SET search_path = %I, pg_temp', current_schema());
END $$;
"""
GUARD = """
CREATE FUNCTION guichet_audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entry % of the audit cannot be changed or deleted', OLD.number
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION guichet_audit_stays();
"""
BACK = """
DROP TRIGGER audit_stays ON audit_entry;
DROP FUNCTION guichet_audit_stays();
DROP TABLE audit_pending;
DROP FUNCTION guichet_audit_chain();
DROP FUNCTION guichet_audit_form(audit_entry);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0005_single_keys'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditHead',
            fields=[
                ('account', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name='+', serialize=False, to='accounts.account')),
                ('number', models.BigIntegerField()),
                ('hash', models.BinaryField(max_length=32)),
            ],
            options={
                'db_table': 'audit_head',
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.UUIDField(default=guichet.accounts.models.keys.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.BigIntegerField()),
                ('at', models.DateTimeField()),
                ('actor_kind', models.CharField(choices=[('member', 'Member'), ('token', 'Token'), ('system', 'System')], max_length=6)),
                ('member_id', models.UUIDField(null=True)),
                ('token_id', models.UUIDField(null=True)),
                ('actor_name', models.CharField(max_length=254)),
                ('origin', models.CharField(max_length=64)),
                ('act', models.CharField(max_length=80)),
                ('subject', models.CharField(max_length=40)),
                ('subject_id', models.UUIDField(null=True)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('previous', models.BinaryField(max_length=32)),
                ('hash', models.BinaryField(max_length=32)),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.account')),
            ],
            options={
                'db_table': 'audit_entry',
                'indexes': [models.Index(fields=['account', 'subject_id', 'number'], name='audit_of_subject'), models.Index(fields=['account', 'act', 'number'], name='audit_of_act'), models.Index(fields=['account', 'member_id', 'number'], name='audit_of_member'), models.Index(fields=['account', 'at'], name='audit_of_period')],
                'constraints': [models.UniqueConstraint(fields=('account', 'number'), name='audit_number_once')],
            },
        ),
        migrations.RunSQL([PENDING, FORM, CHAIN, GUARD], BACK),
    ]
