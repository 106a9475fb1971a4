"""How quiet a channel has been, and until when its marketplace asked for patience."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0007_invitation")]

    operations = [
        migrations.AddField(
            "channel", "quiet_runs", models.PositiveSmallIntegerField(default=0, db_default=0)
        ),
        migrations.AddField("channel", "busy_until", models.DateTimeField(null=True)),
    ]
