"""What can be done in the inbox, one verb a file."""
