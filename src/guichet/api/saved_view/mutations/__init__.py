"""What can be done to views, one mutation a file."""
