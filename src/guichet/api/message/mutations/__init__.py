"""What can be done to messages, one mutation a file."""
