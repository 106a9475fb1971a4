"""Uploads that nothing names are let go, and contents that no row names."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # The indexes are built while rows are written.
    atomic = False
    dependencies = [("inbox", "0016_message_edited")]
    operations = [
        migrations.AddField("attachment", "loose_since", models.DateTimeField(null=True)),
        AddIndexConcurrently("attachment", models.Index(fields=["digest"], name="attachment_content")),
        AddIndexConcurrently(
            "attachment",
            models.Index(
                fields=["created_at"], condition=models.Q(discussion=None), name="attachment_upload"
            ),
        ),
    ]
