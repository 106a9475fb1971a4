import guichet.accounts.models.keys
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="BackupRun",
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
                ("kind", models.CharField(choices=[("BACKUP", "Backup"), ("DRILL", "Drill")], max_length=8)),
                ("ended_at", models.DateTimeField()),
                ("made_at", models.DateTimeField(null=True)),
                ("file_name", models.CharField(max_length=300)),
                ("is_green", models.BooleanField()),
                ("problem", models.TextField(blank=True, db_default="")),
            ],
            options={
                "db_table": "backup_run",
                "indexes": [
                    models.Index(fields=["kind", "is_green", "-ended_at"], name="backup_run_newest"),
                ],
            },
        ),
    ]
