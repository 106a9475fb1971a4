"""Rules of retention, receipts of erasures, and the marks of what was erased."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import guichet.accounts.models.keys
from guichet.accounts.row_security import RowSecurity

GUARD = """
CREATE FUNCTION guichet_receipt_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'erasure receipt % is final and cannot be changed or deleted', OLD.id
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER erasure_receipt_stays BEFORE UPDATE OR DELETE ON erasure_receipt
    FOR EACH ROW WHEN (OLD.state = 'DONE') EXECUTE FUNCTION guichet_receipt_stays();
"""
UNGUARD = "DROP TRIGGER erasure_receipt_stays ON erasure_receipt; DROP FUNCTION guichet_receipt_stays();"


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_channel_alerts"),
        ("inbox", "0019_reconciliation"),
    ]

    operations = [
        migrations.AddField(
            model_name="discussion",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="discussion",
            name="erased_unseen",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="discussion",
            name="erased_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="order",
            name="erased_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="ErasureReceipt",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=guichet.accounts.models.keys.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("RULES", "Rules"), ("CUSTOMER", "Customer")], max_length=8),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("RUNNING", "Running"), ("DONE", "Done")], default="RUNNING", max_length=8
                    ),
                ),
                ("asked_by", models.UUIDField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("look_at", models.DateTimeField(null=True)),
                ("rules", models.JSONField(default=list)),
                (
                    "discussion_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                (
                    "order_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                (
                    "digests",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), default=list, size=None
                    ),
                ),
                ("discussions", models.PositiveIntegerField(default=0)),
                ("messages", models.PositiveIntegerField(default=0)),
                ("files", models.PositiveIntegerField(default=0)),
                ("mails", models.PositiveIntegerField(default=0)),
                ("orders", models.PositiveIntegerField(default=0)),
                ("drafts", models.PositiveIntegerField(default=0)),
                ("payloads", models.PositiveIntegerField(default=0)),
                ("papers_kept", models.PositiveIntegerField(default=0)),
                ("backups", models.JSONField(default=list)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
            ],
            options={
                "db_table": "erasure_receipt",
                "indexes": [
                    models.Index(fields=["account", "-asked_at", "-id"], name="erasure_receipt_newest"),
                    models.Index(
                        condition=models.Q(("state", "RUNNING")), fields=["look_at"], name="erasure_under_way"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=guichet.accounts.models.keys.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("platform", models.CharField(blank=True, max_length=20)),
                ("days", models.PositiveIntegerField(null=True)),
                ("includes_open", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
            ],
            options={
                "db_table": "retention_rule",
                "constraints": [
                    models.UniqueConstraint(fields=("account", "platform"), name="retention_rule_once")
                ],
            },
        ),
        RowSecurity("retention_rule"),
        RowSecurity("erasure_receipt"),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
