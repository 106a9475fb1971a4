"""Changes of all that match."""
