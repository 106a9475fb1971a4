"""Changes of many discussions at once, and what each of them was before, so that they can be taken back."""

import django.db.models.deletion
from django.db import migrations, models

import guichet.accounts.models.keys

STEPS = ["WAITING", "SAME", "CHANGED", "RESTORED", "KEPT"]
STATES = ["RUNNING", "DONE", "UNDOING", "UNDONE", "DROPPED"]


def choices(values):
    return [(value, value.capitalize()) for value in values]


def key():
    return models.UUIDField(
        default=guichet.accounts.models.keys.new_id, editable=False, primary_key=True, serialize=False
    )


def account():
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.account"
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_own_reply_limit"), ("inbox", "0011_live")]

    operations = [
        migrations.CreateModel(
            name="BulkAct",
            fields=[
                ("id", key()),
                ("kind", models.CharField(choices=choices(["STATUS", "READ"]), max_length=8)),
                ("value", models.CharField(max_length=8)),
                ("filter", models.JSONField(null=True)),
                ("state", models.CharField(choices=choices(STATES), default="RUNNING", max_length=8)),
                ("total", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("restored", models.PositiveIntegerField(default=0)),
                ("look_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("account", account()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="accounts.member"
                    ),
                ),
            ],
            options={
                "db_table": "bulk_act",
                "indexes": [
                    models.Index(
                        fields=["look_at"],
                        condition=models.Q(state__in=["RUNNING", "UNDOING"]),
                        name="bulk_act_under_way",
                    ),
                    models.Index(fields=["created_at"], name="bulk_act_by_age"),
                ],
            },
        ),
        migrations.CreateModel(
            name="BulkChange",
            fields=[
                ("id", key()),
                ("step", models.CharField(choices=choices(STEPS), default="WAITING", max_length=8)),
                ("before", models.CharField(blank=True, max_length=8)),
                ("changed_in", models.BigIntegerField(default=0)),
                ("account", account()),
                (
                    "act",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="inbox.bulkact",
                    ),
                ),
                (
                    "discussion",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="inbox.discussion",
                    ),
                ),
            ],
            options={
                "db_table": "bulk_change",
                "constraints": [
                    models.UniqueConstraint(fields=("account", "act", "discussion"), name="bulk_change_once")
                ],
                "indexes": [models.Index(fields=["act", "step", "discussion"], name="bulk_change_next")],
            },
        ),
    ]
