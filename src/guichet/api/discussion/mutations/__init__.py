"""What can be done to discussions, one mutation a file."""
