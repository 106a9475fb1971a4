"""The audit, as owners read it."""
