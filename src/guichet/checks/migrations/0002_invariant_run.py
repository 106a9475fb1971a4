"""What the last look over the invariants found."""

from django.db import migrations, models

import guichet.accounts.models.keys


class Migration(migrations.Migration):
    dependencies = [("checks", "0001_backup_run")]

    operations = [
        migrations.CreateModel(
            name="InvariantRun",
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
                ("ended_at", models.DateTimeField()),
                ("broken", models.JSONField(default=list)),
            ],
            options={
                "db_table": "invariant_run",
                "indexes": [models.Index(fields=["-ended_at"], name="invariant_run_newest")],
            },
        ),
    ]
