"""Whether all who belong to an account sign in by a second factor; older processes never touch it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_channel_alerts")]

    operations = [
        migrations.AddField(
            "account", "requires_second_factor", models.BooleanField(db_default=False, default=False)
        ),
    ]
