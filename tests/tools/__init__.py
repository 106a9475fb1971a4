"""What engineers run on the source."""
