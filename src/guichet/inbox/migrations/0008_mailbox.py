"""Mailboxes read by IMAP, and how each mail came: what a server says of its checks counts by who it is."""

import django.db.models.deletion
import guichet.accounts.models.keys
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('inbox', '0007_counts_of_places'),
    ]

    operations = [
        migrations.AddField(
            model_name='rawmail',
            name='way',
            field=models.CharField(choices=[('SMTP', 'Smtp'), ('MAILBOX', 'Mailbox'), ('OWN_MAILBOX', 'Own Mailbox')], db_default='SMTP', default='SMTP', max_length=12),
        ),
        migrations.CreateModel(
            name='Mailbox',
            fields=[
                ('id', models.UUIDField(default=guichet.accounts.models.keys.new_id, editable=False, primary_key=True, serialize=False)),
                ('identity', models.CharField(max_length=64)),
                ('uid_validity', models.BigIntegerField(null=True)),
                ('last_uid', models.BigIntegerField(default=0)),
                ('held_by', models.UUIDField(null=True)),
                ('held_until', models.DateTimeField(null=True)),
                ('read_at', models.DateTimeField(null=True)),
                ('trouble', models.TextField(blank=True)),
                ('unclaimed_count', models.BigIntegerField(default=0)),
                ('too_large_count', models.BigIntegerField(default=0)),
                ('account', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.account')),
                ('channel', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mailboxes', to='accounts.channel')),
            ],
            options={
                'db_table': 'mailbox',
                'constraints': [models.UniqueConstraint(fields=('account', 'channel', 'identity'), name='mailbox_once'), models.UniqueConstraint(condition=models.Q(('channel', None)), fields=('identity',), name='mailbox_of_installation_once')],
            },
        ),
    ]
