"""How many discussions there are of each kind (docs/decisions/0023-tally.md).

Triggers of statements keep the numbers, whoever writes and in whatever SQL, this release or the one before.
"""

from django.db import migrations, models

from guichet.accounts.row_security import RowSecurity

KIND = "account_id, store_id, status, is_read"
WAITS = "needs_reply_since IS NOT NULL"
COLUMNS = f"discussion_tally ({KIND}, waits, count)"
CHANGED = f"""
    INSERT INTO {COLUMNS}
    SELECT {KIND}, waits, sum(one) FROM (
        SELECT {KIND}, {WAITS} AS waits, 1 AS one FROM news
        UNION ALL SELECT {KIND}, {WAITS}, -1 FROM olds
    ) both_of_them GROUP BY 1, 2, 3, 4, 5 HAVING sum(one) <> 0;
"""
ONE_SIDE = f"""
    INSERT INTO {COLUMNS} SELECT {KIND}, {WAITS}, {{count}} FROM {{rows}} GROUP BY 1, 2, 3, 4, 5;
"""
# One statement in fifty adds up what its account has by then. Rows that another one is adding up are passed
# over: nobody waits, and each row goes into one sum.
FOLD = f"""
CREATE FUNCTION guichet_fold_tally(account uuid) RETURNS void LANGUAGE sql AS $$
    WITH mine AS MATERIALIZED (
        SELECT id FROM discussion_tally WHERE account_id = account FOR UPDATE SKIP LOCKED
    ), gone AS (
        DELETE FROM discussion_tally t USING mine WHERE t.id = mine.id RETURNING t.*
    )
    INSERT INTO {COLUMNS}
    SELECT {KIND}, waits, sum(count) FROM gone GROUP BY 1, 2, 3, 4, 5 HAVING sum(count) <> 0
$$;
"""
FUNCTION = """
CREATE FUNCTION guichet_tally_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN{body}
    IF random() < 0.02 THEN
        PERFORM guichet_fold_tally(account_id) FROM {rows} GROUP BY account_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER discussion_tally_{name} AFTER {event} ON discussion REFERENCING {tables}
    FOR EACH STATEMENT EXECUTE FUNCTION guichet_tally_{name}();
"""
NEWS, OLDS = "NEW TABLE AS news", "OLD TABLE AS olds"
TRIGGERS = (
    FUNCTION.format(
        name="made", event="INSERT", tables=NEWS, rows="news",
        body=ONE_SIDE.format(count="count(*)", rows="news"),
    ),
    FUNCTION.format(
        name="changed", event="UPDATE", tables=f"{OLDS} {NEWS}", rows="news", body=CHANGED
    ),
    FUNCTION.format(
        name="gone", event="DELETE", tables=OLDS, rows="olds",
        body=ONE_SIDE.format(count="-count(*)", rows="olds"),
    ),
)  # fmt: skip
# Nobody may write discussions while they are counted; 10 s for ten million.
COUNT_AGAIN = f"""
CREATE FUNCTION guichet_count_discussions() RETURNS void LANGUAGE sql AS $$
    LOCK TABLE discussion IN SHARE ROW EXCLUSIVE MODE;
    DELETE FROM discussion_tally;
    INSERT INTO {COLUMNS} SELECT {KIND}, {WAITS}, count(*) FROM discussion GROUP BY 1, 2, 3, 4, 5;
$$;
"""
NAMES = ("made", "changed", "gone")
AWAY = "".join(
    [
        *(f"DROP TRIGGER discussion_tally_{name} ON discussion;" for name in NAMES),
        *(f"DROP FUNCTION guichet_tally_{name};" for name in NAMES),
        "DROP FUNCTION guichet_fold_tally; DROP FUNCTION guichet_count_discussions;",
    ]
)


class Migration(migrations.Migration):
    dependencies = [("inbox", "0020_retention")]

    operations = [
        migrations.CreateModel(
            name="DiscussionTally",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("account_id", models.UUIDField()),
                ("store_id", models.UUIDField()),
                ("status", models.CharField(max_length=8)),
                ("is_read", models.BooleanField()),
                ("waits", models.BooleanField()),
                ("count", models.BigIntegerField()),
            ],
            options={
                "db_table": "discussion_tally",
                "indexes": [models.Index(fields=["account_id"], name="discussion_tally_of_account")],
            },
        ),
        migrations.RunSQL([FOLD, COUNT_AGAIN, *TRIGGERS], AWAY),
        migrations.RunSQL("SELECT guichet_count_discussions()", migrations.RunSQL.noop),
        RowSecurity("discussion_tally"),
    ]
