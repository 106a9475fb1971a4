"""The marketplaces of the API."""
