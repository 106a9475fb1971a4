"""The list of discussions."""
