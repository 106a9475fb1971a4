"""A seller's own time to answer, for each channel."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_person_language'),
    ]

    operations = [
        migrations.AddField(
            model_name='channel',
            name='reply_within',
            field=models.DurationField(null=True),
        ),
    ]
