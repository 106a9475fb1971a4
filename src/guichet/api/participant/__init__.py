"""Who takes part in a discussion."""
