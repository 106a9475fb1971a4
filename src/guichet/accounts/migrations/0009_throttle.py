"""The table of Django's database cache (django.core.cache.backends.db), where throttles are counted."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_row_security")]

    operations = [
        migrations.RunSQL(
            [
                "CREATE UNLOGGED TABLE throttle ("
                "cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL)",
                "CREATE INDEX throttle_expires ON throttle (expires)",
            ],
            "DROP TABLE throttle",
        )
    ]
