"""What a clock needs to stand still and to go on: the marketplace's own deadline, waiving, what replies stop.

Rakuten's deadlines are its own. Mirakl's were none: they were counted from the shop's average time to answer,
which is a statistic (A01), so they go. Darty's limit is put on what waits. Every other row is right from its
next message on.
"""

from django.db import migrations, models

RAKUTEN = """
UPDATE discussion SET marketplace_due_at = reply_due_at
WHERE reply_due_at IS NOT NULL AND marketplace = 'rakuten-fr'
"""
MIRAKL = """
UPDATE discussion SET reply_due_at = NULL
WHERE reply_due_at IS NOT NULL AND starts_with(marketplace, 'mirakl-')
"""
DARTY = """
UPDATE discussion SET reply_due_at = needs_reply_since + interval '72 hours'
WHERE needs_reply_since IS NOT NULL AND reply_due_at IS NULL AND marketplace = 'darty-fr'
"""


class Migration(migrations.Migration):
    dependencies = [("inbox", "0008_mailbox")]

    operations = [
        migrations.AddField("discussion", "marketplace_due_at", models.DateTimeField(null=True)),
        migrations.AddField("discussion", "answer_waived_at", models.DateTimeField(null=True)),
        migrations.AddField("discussion", "waived_since", models.DateTimeField(null=True)),
        migrations.AddField("message", "answers_since", models.DateTimeField(null=True)),
        *(migrations.RunSQL(each, migrations.RunSQL.noop) for each in (RAKUTEN, MIRAKL, DARTY)),
    ]
