"""As whom the processes of an installation write: PostgreSQL itself notes it."""

from pathlib import Path

import psycopg

from guichet.config.embedded import EmbeddedPostgres

NOTE = """
CREATE TABLE who_wrote (who text);
GRANT INSERT ON who_wrote TO PUBLIC;
CREATE FUNCTION note_who() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO who_wrote VALUES (current_user);
    RETURN NULL;
END $$;
CREATE TRIGGER note_who AFTER INSERT ON message FOR EACH STATEMENT EXECUTE FUNCTION note_who();
"""


def note_who_writes(data_folder: Path) -> None:
    """From now on, for messages: the worker's, that came, and the web's, that are answers."""
    with psycopg.connect(EmbeddedPostgres(data_folder).url("guichet")) as connection:
        connection.execute(NOTE)


def who_wrote(data_folder: Path) -> set[str]:
    """The roles of all that was noted."""
    with psycopg.connect(EmbeddedPostgres(data_folder).url("guichet")) as connection:
        return {who for (who,) in connection.execute("SELECT DISTINCT who FROM who_wrote")}
