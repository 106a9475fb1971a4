"""The attachments of the API."""
