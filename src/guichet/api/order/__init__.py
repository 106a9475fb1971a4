"""The orders of the API."""
