"""The messages of the API."""
