"""Folding and the trigram indexes: extensions by migration, account first in every index."""

from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

# unaccent() is only STABLE because its dictionary could be changed; ours is the one that ships with PostgreSQL,
# named in full, so folding may be declared IMMUTABLE (PostgreSQL manual, F.48 unaccent).
FOLD = """
CREATE FUNCTION guichet_fold(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(public.unaccent('public.unaccent'::regdictionary, lower(normalize(words, NFKC))))
"""

INDEXES = {
    "discussion_search_subject": "discussion_search USING gin (account_id, subject gin_trgm_ops)",
    "discussion_search_participants": "discussion_search USING gin (account_id, participants gin_trgm_ops)",
    "message_search_words": "message_search USING gin (account_id, words gin_trgm_ops)",
}


class Migration(migrations.Migration):
    dependencies = [("inbox", "0001_initial")]

    operations = [
        TrigramExtension(),
        BtreeGinExtension(),
        UnaccentExtension(),
        migrations.RunSQL(FOLD, "DROP FUNCTION guichet_fold(text)"),
        *(
            migrations.RunSQL(f"CREATE INDEX {name} ON {rest}", f"DROP INDEX {name}")
            for name, rest in INDEXES.items()
        ),
    ]
