"""How many discussions there are of each kind (docs/decisions/0023-tally.md).

Triggers of statements keep the numbers, whoever writes and in whatever SQL, this release or the one before.
"""

from django.db import migrations, models

from guichet.accounts.row_security import RowSecurity

KIND = "account_id, store_id, status, is_read"
WAITS = "needs_reply_since IS NOT NULL"
COLUMNS = f"discussion_tally ({KIND}, waits, count)"
# A number is kept in as many rows as had to be written at once: nobody waits for a row that another
# transaction holds. No index holds the count, so that a new one takes the place of the old in its page.
ADD = f"""
CREATE FUNCTION guichet_add_tally(account uuid, store uuid, kind varchar, seen boolean, due boolean, n bigint)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    free bigint;
BEGIN
    SELECT id INTO free FROM discussion_tally
    WHERE account_id = account AND store_id = store AND status = kind AND is_read = seen AND waits = due
    ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED;
    IF FOUND THEN
        UPDATE discussion_tally SET count = count + n WHERE id = free;
    ELSE
        INSERT INTO {COLUMNS} VALUES (account, store, kind, seen, due, n);
    END IF;
END $$;
"""
FUNCTION = f"""
CREATE FUNCTION guichet_tally_{{name}}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM guichet_add_tally({KIND}, waits, sum(one)::bigint) FROM ({{rows}}) changed
    GROUP BY {KIND}, waits HAVING sum(one) <> 0;
    RETURN NULL;
END $$;
CREATE TRIGGER discussion_tally_{{name}} AFTER {{event}} ON discussion REFERENCING {{tables}}
    FOR EACH STATEMENT EXECUTE FUNCTION guichet_tally_{{name}}();
"""
MADE = f"SELECT {KIND}, {WAITS} AS waits, 1 AS one FROM news"
GONE = f"SELECT {KIND}, {WAITS} AS waits, -1 AS one FROM olds"
NEWS, OLDS = "NEW TABLE AS news", "OLD TABLE AS olds"
TRIGGERS = (
    FUNCTION.format(name="made", event="INSERT", tables=NEWS, rows=MADE),
    FUNCTION.format(name="changed", event="UPDATE", tables=f"{OLDS} {NEWS}", rows=f"{MADE} UNION ALL {GONE}"),
    FUNCTION.format(name="gone", event="DELETE", tables=OLDS, rows=GONE),
)
ROOM = "ALTER TABLE discussion_tally SET (fillfactor = 40)"
# Nobody may write discussions while they are counted: 26 s for ten million on a busy machine.
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
        "DROP FUNCTION guichet_add_tally; DROP FUNCTION guichet_count_discussions;",
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
                "indexes": [
                    models.Index(
                        fields=["account_id", "store_id", "status", "is_read", "waits"],
                        name="discussion_tally_by_kind",
                    )
                ],
            },
        ),
        migrations.RunSQL([ROOM, ADD, COUNT_AGAIN, *TRIGGERS], AWAY),
        migrations.RunSQL("SELECT guichet_count_discussions()", migrations.RunSQL.noop),
        RowSecurity("discussion_tally"),
    ]
