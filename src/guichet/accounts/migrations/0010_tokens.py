"""What a token may do and see at most, how much it asked lately, and what its mutations were answered.

Safe while older processes run: they write tokens without the new columns, which the database fills.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import guichet.accounts.models.keys
from guichet.accounts.row_security import RowSecurity

SCOPES = [("read", "Read"), ("reply", "Reply"), ("manage", "Manage")]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_pace"), ("accounts", "0009_throttle")]

    operations = [
        migrations.AddField(
            model_name="apitoken",
            name="hint",
            field=models.CharField(blank=True, db_default="", max_length=8),
        ),
        migrations.AddField(
            model_name="apitoken",
            name="scope",
            field=models.CharField(choices=SCOPES, db_default="manage", max_length=8),
        ),
        migrations.AddField(
            model_name="apitoken",
            name="store_ids",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), null=True, size=None
            ),
        ),
        migrations.CreateModel(
            name="ApiSpending",
            fields=[
                ("asker_id", models.UUIDField(primary_key=True, serialize=False)),
                ("requests_full_at", models.DateTimeField()),
                ("nodes_full_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
            ],
            options={"db_table": "api_spending"},
        ),
        # Every request writes here: without a log, and with room beside each row for its next version.
        migrations.RunSQL(
            [
                "ALTER TABLE api_spending SET UNLOGGED",
                "ALTER TABLE api_spending SET (fillfactor = 20)",
            ],
            migrations.RunSQL.noop,
        ),
        RowSecurity("api_spending"),
        migrations.CreateModel(
            name="ApiAnswer",
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
                ("asker_id", models.UUIDField()),
                ("key", models.CharField(max_length=255)),
                ("fingerprint", models.BinaryField(max_length=32)),
                ("body", models.BinaryField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
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
                "db_table": "api_answer",
                "constraints": [
                    models.UniqueConstraint(fields=("account", "asker_id", "key"), name="api_answer_once")
                ],
                "indexes": [models.Index(fields=["created_at"], name="api_answer_by_age")],
            },
        ),
        RowSecurity("api_answer"),
    ]
