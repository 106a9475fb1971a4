"""The operator's memory."""
