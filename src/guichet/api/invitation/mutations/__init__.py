"""What can be done to invitations, one mutation a file."""
