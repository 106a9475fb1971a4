"""What can be done to channels, one mutation a file."""
