"""What was last said about a channel by mail; older processes never touch it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_tokens")]

    operations = [
        migrations.AddField("channel", "alerted_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "channel",
            "alerted_for",
            models.CharField(blank=True, db_default="", default="", max_length=10),
        ),
    ]
