"""What is said about a variable that cannot be used."""


class BadEnvironmentError(Exception):
    """A variable that cannot be used; the message says which and what to write instead."""
