"""The discussions of the API."""
