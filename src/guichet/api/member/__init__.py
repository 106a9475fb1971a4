"""Who belongs to an account."""
