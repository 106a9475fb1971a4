"""The migration operation that puts a table behind the wall between accounts (decision 0014)."""

from django.db.migrations.operations import RunSQL

# What the connection says of the work at hand (guichet.accounts.scope). Bodies in SQL are planned in place.
ACCOUNT = """
CREATE OR REPLACE FUNCTION guichet_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN length(current_setting('guichet.account', true)) = 36
    THEN current_setting('guichet.account', true)::uuid END
"""
EVERYWHERE = """
CREATE OR REPLACE FUNCTION guichet_everywhere() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN coalesce(current_setting('guichet.account', true) = 'everywhere', false)
"""
# As sub-selects they are evaluated once a query, not once a row.
OF_THIS_ACCOUNT = "(SELECT guichet_everywhere()) OR {column} = (SELECT guichet_account())"
# For tables without an account: a row is visible with the row that it belongs to.
OF_VISIBLE_OWNER = "EXISTS (SELECT FROM {owner} owner WHERE owner.id = {table}.{key})"


class RowSecurity(RunSQL):
    """Rows of `table` are seen and written by work of their account alone; the reverse takes that away.

    `account` is the column with the account's id. A table that has none names its `owner` instead: the column
    that refers to a row of a table behind the wall, and that table.
    """

    def __init__(self, table: str, account: str = "account_id", owner: tuple[str, str] | None = None) -> None:
        holds = OF_THIS_ACCOUNT.format(column=account)
        if owner is not None:
            holds = OF_VISIBLE_OWNER.format(table=table, key=owner[0], owner=owner[1])
        super().__init__(
            [
                ACCOUNT,
                EVERYWHERE,
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"CREATE POLICY of_account ON {table} USING ({holds}) WITH CHECK ({holds})",
            ],
            [f"DROP POLICY of_account ON {table}", f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"],
        )
        self.table = table

    def describe(self) -> str:
        """For `migrate --plan`."""
        return f"Put {self.table} behind the wall between accounts"
