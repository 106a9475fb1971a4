from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0003_filing")]

    operations = [
        migrations.AddField(
            model_name="invoicesettings",
            name="held_at",
            field=models.DateTimeField(null=True),
        ),
    ]
