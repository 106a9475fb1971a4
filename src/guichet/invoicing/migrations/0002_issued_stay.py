"""What was issued here stays as it is: the database refuses to change or to delete it."""

from django.db import migrations

GUARD = """
CREATE FUNCTION guichet_issued_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'invoice % is issued and cannot be changed or deleted', OLD.number
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER invoice_stays BEFORE UPDATE OR DELETE ON invoice
    FOR EACH ROW WHEN (OLD.kind <> 'OWN') EXECUTE FUNCTION guichet_issued_stays();
"""
UNGUARD = "DROP TRIGGER invoice_stays ON invoice; DROP FUNCTION guichet_issued_stays();"


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
