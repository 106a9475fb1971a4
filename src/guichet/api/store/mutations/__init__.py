"""What can be done to stores, one mutation a file."""
