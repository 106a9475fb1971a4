"""What can be done to members, one mutation a file."""
