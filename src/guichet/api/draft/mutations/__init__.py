"""What can be done to drafts, one mutation a file."""
