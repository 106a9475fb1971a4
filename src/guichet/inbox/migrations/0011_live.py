"""What pages that stay open ask: which rows did other transactions change (docs/decisions/0009-live.md).

The columns come with a constant, so that no table is rewritten; the default of new rows is set behind it, and
triggers keep what is there, whoever writes it and in whatever SQL.
"""

from django.db import migrations, models

THIS = "pg_current_xact_id()::text::bigint"

# An unchanged thread that was merely read again is no change: `updated_at` and `last_sync_at` do not count.
# Whatever is written into changed_in, this transaction is what it becomes. No trigger names columns in its head:
# PostgreSQL would refuse to change their types later.
DISCUSSION = f"""
CREATE FUNCTION guichet_note_discussion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    this CONSTANT bigint := {THIS};
    seen discussion;
BEGIN
    IF NEW.status <> OLD.status OR NEW.is_read <> OLD.is_read THEN
        NEW.changed_in := this;
    ELSE
        seen := NEW;
        seen.updated_at := OLD.updated_at;
        seen.last_sync_at := OLD.last_sync_at;
        IF seen IS DISTINCT FROM OLD THEN
            NEW.changed_in := this;
        END IF;
    END IF;
    NEW.status_in := CASE WHEN NEW.status = OLD.status THEN OLD.status_in ELSE this END;
    NEW.read_in := CASE WHEN NEW.is_read = OLD.is_read THEN OLD.read_in ELSE this END;
    RETURN NEW;
END $$;
CREATE TRIGGER discussion_note BEFORE UPDATE ON discussion
    FOR EACH ROW EXECUTE FUNCTION guichet_note_discussion();
"""
MESSAGE = f"""
CREATE FUNCTION guichet_note_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.changed_in := {THIS};
    RETURN NEW;
END $$;
CREATE TRIGGER message_note BEFORE UPDATE ON message
    FOR EACH ROW EXECUTE FUNCTION guichet_note_message();

CREATE FUNCTION guichet_note_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE discussion SET changed_in = {THIS} WHERE id = OLD.discussion_id;
    RETURN NULL;
END $$;
CREATE TRIGGER message_gone AFTER DELETE ON message
    FOR EACH ROW EXECUTE FUNCTION guichet_note_gone();

CREATE FUNCTION guichet_note_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> NEW.state AND NEW.message_id IS NOT NULL THEN
        UPDATE message SET changed_in = {THIS} WHERE id = NEW.message_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER attachment_note AFTER UPDATE ON attachment
    FOR EACH ROW EXECUTE FUNCTION guichet_note_file();
"""
AWAY = """
DROP TRIGGER discussion_note ON discussion;
DROP TRIGGER message_note ON message;
DROP TRIGGER message_gone ON message;
DROP TRIGGER attachment_note ON attachment;
DROP FUNCTION guichet_note_discussion, guichet_note_message, guichet_note_gone, guichet_note_file;
"""
COLUMNS = [("discussion", "changed_in"), ("discussion", "status_in"), ("discussion", "read_in"), ("message", "changed_in")]


def transaction_column(table: str, column: str) -> list[migrations.operations.base.Operation]:
    """A constant for the rows that are there, the transaction for those to come."""
    default = f"ALTER TABLE {table} ALTER COLUMN {column} SET DEFAULT"
    return [
        migrations.AddField(table, column, models.BigIntegerField(db_default=0, editable=False)),
        migrations.RunSQL(f"{default} {THIS}", f"{default} 0"),
    ]


class Migration(migrations.Migration):
    dependencies = [("inbox", "0010_draft")]

    operations = [
        *(operation for place in COLUMNS for operation in transaction_column(*place)),
        migrations.AddIndex(
            "discussion", models.Index(fields=["account", "changed_in"], name="discussion_changed")
        ),
        migrations.AddIndex("message", models.Index(fields=["account", "changed_in"], name="message_changed")),
        migrations.RunSQL([DISCUSSION, MESSAGE], AWAY),
    ]
