"""What the last comparison of a channel with its marketplace found."""

import django.db.models.deletion
from django.db import migrations, models

import guichet.accounts.models.keys
from guichet.accounts.row_security import RowSecurity


class Migration(migrations.Migration):
    dependencies = [("inbox", "0018_row_security")]

    operations = [
        migrations.CreateModel(
            name="Reconciliation",
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
                ("since", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("discussions", models.PositiveIntegerField()),
                ("messages", models.PositiveIntegerField()),
                ("mended", models.PositiveIntegerField()),
                ("surplus", models.JSONField(default=list)),
                ("trouble", models.TextField(blank=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="accounts.account",
                    ),
                ),
                (
                    "channel",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reconciliation",
                        to="accounts.channel",
                    ),
                ),
            ],
            options={"db_table": "reconciliation"},
        ),
        RowSecurity("reconciliation"),
    ]
