"""What the database's own catalogue says of keys and of the accounts in them."""
