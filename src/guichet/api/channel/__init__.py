"""The channels of the API."""
