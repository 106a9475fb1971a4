"""What can be done to attachments, one mutation a file."""
