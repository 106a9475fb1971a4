"""What can be done to an account, one mutation a file."""
